"""Outgoing mail as it is sent: tried up a ladder, at most one copy too many, never a smuggled header (R3, R7, X16)."""

import smtplib
from datetime import timedelta
from email import message_from_bytes

import pytest
from django.core import mail as outbox_of

from pipd.kit import clock, mail, tasks
from pipd.kit.models import OutgoingMail
from tests.kit.flaky import NOON, failures, posting, queued, seen, stored, wanted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def post(settings):
    yield from posting(settings)


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
