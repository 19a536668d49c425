"""Outgoing mail: one per key, worded at once, tried up a ladder, at most one copy too many (I-38, R3, R7, X16)."""

import smtplib
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from uuid import UUID

import pytest
from django.core import mail as outbox_of
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from pipd.kit import clock, mail, tasks
from pipd.kit.models import OutgoingMail

pytestmark = pytest.mark.django_db
SEAT = UUID("00000000-0000-4000-8000-000000000002")
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
failures: list[Exception] = []
seen: list[str] = []
wanted = [True]
CONTEXT = {
    "about": "Vexbridge: Partnership Improvement Action Plan, version 1",
    "before": ["The third sector participants have signed."],
    "act": "Read the plan and sign",
    "link": "https://plans.example/t/p4x0d",
    "after": ["Nothing happens by itself if you do not answer."],
    "why": "You get this at once because a signature waits on you.",
    "run_by": "Run by the Agency. Readable by its two administrators.",
    "phone": "01632 960 114",
}


class Flaky(BaseEmailBackend):
    """A server that fails as often as `failures` says."""

    def send_messages(self, messages):
        if failures:
            raise failures.pop(0)
        seen.extend(message.extra_headers["Message-ID"] for message in messages)
        return len(messages)


def is_wanted(row):
    return wanted[0]


def shared(chain):
    return {"run_by": f"Run for {chain}."}


@pytest.fixture(autouse=True)
def post(settings):
    failures.clear()
    seen.clear()
    wanted[:] = [True]
    settings.EMAIL_BACKEND = f"{__name__}.Flaky"
    settings.MAIL_CONDITIONS = {"chaser": f"{__name__}.is_wanted"}
    settings.MAIL_CONTEXT = ""
    settings.BASE_URL = "https://plans.example"
    with clock.at(NOON):
        yield


def queued(**more):
    given = {
        "kind": "signature-awaited",
        "key": "signature-awaited:1:2",
        "to": "helen@council.example",
        "recipient": SEAT,
        "chain": "A01",
        "subject": "Your signature is awaited",
        "template": "notice",
        "context": CONTEXT,
    }
    return mail.queue(**given | more)


def stored():
    return OutgoingMail.objects.get()


def test_one_key_is_one_message():
    first = queued()
    assert queued(subject="Something else") is None
    assert stored() == first
    assert queued(key="another") is not None


def test_a_message_rolled_back_is_not_owed():
    with transaction.atomic():
        queued()
        transaction.set_rollback(True)
    assert mail.sweep() == []


def test_a_taken_key_does_not_break_the_callers_transaction():
    queued()
    with transaction.atomic():
        queued()
        queued(key="another")
    assert OutgoingMail.objects.count() == 2


def test_it_is_worded_when_queued_in_two_forms():
    row = queued()
    for body in (row.body_text, row.body_html):
        for words in ("Your signature is awaited", *CONTEXT["before"], CONTEXT["link"], CONTEXT["phone"]):
            assert words in body
    assert row.body_html.count("<a ") == 1
    assert "\n\n\n" not in row.body_text


def test_words_in_html_are_escaped_and_in_text_are_not():
    row = queued(context=CONTEXT | {"about": "Health & <b>Care</b>"})
    assert "Health &amp; &lt;b&gt;Care&lt;/b&gt;" in row.body_html
    assert "Health & <b>Care</b>" in row.body_text


def test_without_a_subject_the_first_line_of_the_text_is_it(settings, tmp_path):
    (tmp_path / "mail").mkdir()
    layout = '{%% extends "mail/_layout.%s" %%}'
    (tmp_path / "mail/own.html").write_text(layout % "html")
    (tmp_path / "mail/own.txt").write_text(
        layout % "txt" + "{% block subject %}Session {{ n }}{% endblock %}"
    )
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [*settings.TEMPLATES[0]["DIRS"], tmp_path]}]
    row = queued(subject="", template="own", context={"n": 3})
    assert row.subject_line == "Session 3"
    assert row.body_html.count("Session 3") == 2


def test_it_loads_nothing_from_anywhere():
    row = queued()
    assert not any(tag in row.body_html for tag in ("<img", "<script", "<link", "url(", "@import", "src="))


def test_the_digest_lists_each_thing_with_its_link():
    thing = {
        "words": "Check the record",
        "link": "https://plans.example/1",
        "due": "Due Friday.",
        "more": "Short.",
    }
    groups = [{"name": "Quillshire", "things": [thing, thing | {"link": "https://plans.example/2"}]}]
    row = queued(template="digest", subject="2 things need you", context={"groups": groups})
    for body in (row.body_text, row.body_html):
        assert body.count("Check the record") == 2
        assert "https://plans.example/2" in body


def test_what_an_area_always_says_is_asked_for_once(settings):
    settings.MAIL_CONTEXT = f"{__name__}.shared"
    row = queued(context={"before": []})
    assert "Run for A01." in row.body_text


def test_sending_twice_sends_once():
    row = queued()
    tasks.send_mail(str(row.pk))
    tasks.send_mail(str(row.pk))
    assert seen == [row.message_id]
    assert (stored().state, stored().sent_at, stored().attempts) == ("sent", NOON, 1)


def test_the_message_carries_both_forms_and_its_stable_headers(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    row = queued()
    mail.send(row.pk)
    message = message_from_bytes(outbox_of.outbox[0].message().as_bytes())
    assert message["Message-ID"] == row.message_id == f"<{row.pk}@plans.example>"
    assert message["Subject"] == "Your signature is awaited"
    assert message["To"] == "helen@council.example"
    assert message["Auto-Submitted"] == "auto-generated"
    assert [part.get_content_type() for part in message.walk()][1:] == ["text/plain", "text/html"]


def test_a_server_that_is_down_is_tried_up_the_ladder():
    row, waits = queued(), []
    for _ in range(6):
        failures.append(ConnectionRefusedError())
        mail.send(row.pk)
        waits.append(stored().next_attempt_at - clock.now())
        clock.set_to(stored().next_attempt_at)
    assert [wait // timedelta(minutes=1) for wait in waits] == [1, 5, 15, 60, 60, 60]
    assert (stored().state, stored().failure) == ("owed", "ConnectionRefusedError")
    mail.send(row.pk)
    assert seen == [row.message_id]
    assert (stored().state, stored().failure, stored().attempts) == ("sent", "", 7)


def test_after_48_tries_it_is_shown_as_failed():
    row, tries = queued(), 0
    while stored().state == "owed":
        failures.append(TimeoutError())
        mail.send(row.pk)
        tries += 1
        clock.set_to(stored().next_attempt_at)
    assert (tries, stored().state) == (48, "failed")
    assert timedelta(hours=44) < clock.now() - NOON < timedelta(hours=48)


def test_it_is_not_tried_before_its_time():
    row = queued()
    failures.append(TimeoutError())
    mail.send(row.pk)
    assert mail.sweep() == []
    mail.send(row.pk)
    assert (seen, stored().attempts) == ([], 1)


def test_greylisting_is_tried_again_and_an_unknown_address_given_up_soon():
    row = queued()
    failures.append(smtplib.SMTPRecipientsRefused({"helen@council.example": (451, b"try later")}))
    mail.send(row.pk)
    assert (stored().state, stored().failure) == ("owed", "refused-451")
    for _ in range(4):
        clock.set_to(stored().next_attempt_at)
        failures.append(smtplib.SMTPRecipientsRefused({"helen@council.example": (550, b"no such user")}))
        mail.send(row.pk)
    assert (stored().state, stored().failure) == ("failed", "refused-550")


def test_a_worker_killed_after_the_servers_yes_sends_one_copy_more_with_the_same_id():
    row = queued()
    mail.deliver(mail._lease(row.pk))
    assert mail.sweep() == []
    clock.set_to(clock.now() + timedelta(seconds=121))
    assert mail.sweep() == [row.pk]
    mail.send(row.pk)
    assert seen == [row.message_id] * 2
    assert stored().state == "sent"


def test_two_workers_at_once_send_one():
    row = queued()
    assert mail._lease(row.pk) is not None
    assert mail._lease(row.pk) is None


@pytest.mark.parametrize("subject", ["Due\nBcc: x@y.example", "Due\r\nX: y", "Due\x00", "Due\u2028x", " "])
def test_a_subject_that_could_smuggle_a_header_fails_once(subject):
    row = queued(subject=subject)
    assert (row.state, row.failure, row.subject_line) == ("failed", "bad-header", "")
    mail.send(row.pk)
    assert (mail.sweep(), seen, stored().attempts) == ([], [], 0)


@pytest.mark.parametrize(
    "to", ["a@b.example\nBcc: x@y.example", "a@b.example, x@y.example", "no address", ""]
)
def test_an_address_that_is_not_one_fails_once(to):
    row = queued(to=to)
    assert (row.state, row.failure, row.to) == ("failed", "bad-address", "")
    assert mail.sweep() == []


def test_a_bad_header_found_at_sending_fails_once():
    row = queued()
    OutgoingMail.objects.update(subject_line="Due\nBcc: x@y.example")
    mail.send(row.pk)
    assert (stored().state, stored().failure, stored().attempts, seen) == ("failed", "bad-header", 1, [])


def test_a_reminder_whose_matter_is_settled_is_skipped():
    row = queued(kind="chaser")
    wanted[:] = [False]
    mail.send(row.pk)
    assert (stored().state, seen) == ("skipped", [])
    assert mail.sweep() == []


def test_a_reminder_whose_matter_still_waits_is_sent():
    row = queued(kind="chaser")
    mail.send(row.pk)
    assert stored().state == "sent"


def test_an_address_is_not_logged(caplog):
    row = queued()
    failures.append(smtplib.SMTPDataError(554, b"helen@council.example wrote bad words"))
    mail.send(row.pk)
    assert "smtp-554" in caplog.text
    assert "helen" not in caplog.text
    assert stored().failure == "smtp-554"


def test_unsent_messages_can_be_shown():
    row = queued()
    assert list(OutgoingMail.objects.unsent()) == [row]
    mail.send(row.pk)
    assert not OutgoingMail.objects.unsent().exists()


def test_the_sweep_task_rings_for_each(monkeypatch):
    rung = []
    monkeypatch.setattr(tasks.send_mail, "delay", rung.append)
    row = queued()
    tasks.sweep_mail()
    assert rung == [str(row.pk)]


def test_a_link_of_ours_is_a_whole_address():
    assert mail.link("/areas/a01/") == "https://plans.example/areas/a01/"
