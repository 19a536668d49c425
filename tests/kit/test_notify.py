"""GOV.UK Notify as a back end: against one of our own on loopback (trust R3, R7, X16, X35)."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from django.conf import settings as project
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import send_mail

from pipd.kit import clock, mail, notify
from pipd.kit.undelivered import Undelivered
from tests.kit import notify_server
from tests.kit.flaky import posting, queued, stored
from tests.ops.processes import environment

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def post(settings):
    yield from posting(settings)


@pytest.fixture
def server(settings):
    with notify_server.running() as found:
        settings.EMAIL_BACKEND = "pipd.kit.notify.EmailBackend"
        settings.NOTIFY_URL, settings.NOTIFY_API_KEY = found.address, notify_server.KEY
        settings.NOTIFY_TEMPLATE, settings.EMAIL_TIMEOUT = "f33517ff-2a88-4f6e-b855-c550268ce08a", 5
        yield found


def test_subject_and_text_go_into_the_one_template_under_our_own_id(server):
    row = queued()
    mail.send(row.pk)
    [taken] = server.taken
    assert stored().state == "sent"
    assert taken == {
        "email_address": "helen@council.example",
        "template_id": "f33517ff-2a88-4f6e-b855-c550268ce08a",
        "personalisation": {"subject": "Your signature is awaited", "body": row.body_text},
        "reference": row.message_id.strip("<>"),
    }
    assert "<p" not in json.dumps(taken)


def test_a_message_handed_over_before_the_worker_was_killed_is_not_handed_over_again(server):
    row = queued()
    mail.deliver(mail._lease(row.pk))
    clock.set_to(clock.now() + mail.LEASE * 2)
    mail.send(row.pk)
    assert (len(server.taken), stored().state) == (1, "sent")


def test_an_answer_that_was_lost_is_no_second_message(server):
    server.drop_after = True
    row = queued()
    mail.send(row.pk)
    assert (stored().state, stored().failure[:7]) == ("owed", "notify-")
    server.drop_after = False
    clock.set_to(stored().next_attempt_at)
    mail.send(row.pk)
    assert (len(server.taken), stored().state) == (1, "sent")


def test_what_notify_gave_up_is_handed_over_again(server):
    row = queued()
    mail.deliver(row)
    server.status = "temporary-failure"
    mail.deliver(row)
    assert len(server.taken) == 2


@pytest.mark.parametrize(
    ("answer", "tries"),
    [(400, 5), (403, 5), (404, 5), (408, 48), (429, 48), (500, 48), (503, 48), (302, 48)],
)
def test_answers_are_tried_again_as_long_as_another_try_may_help(server, answer, tries, caplog):
    row, made = queued(), 0
    while stored().state == "owed":
        server.answers[:] = [answer]
        mail.send(row.pk)
        made += 1
        clock.set_to(stored().next_attempt_at)
    assert (made, stored().state, stored().failure) == (tries, "failed", f"notify-{answer}")
    assert server.taken == []
    assert "helen" not in caplog.text


def test_a_server_that_is_away_is_tried_again(settings, server):
    settings.NOTIFY_URL = "http://127.0.0.1:1"
    row = queued()
    mail.send(row.pk)
    assert (stored().state, stored().failure) == ("owed", "notify-ConnectionRefusedError")


def test_a_file_is_replaced_by_where_it_is(server):
    row = queued(calendar="BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
    mail.send(row.pk)
    body = server.taken[0]["personalisation"]["body"]
    assert body.endswith("/calendar/")
    assert "VCALENDAR" not in body


def test_one_press_to_stop_is_passed_on(settings, server):
    settings.MAIL_STOP = "tests.kit.test_notify.stop"
    mail.send(queued().pk)
    assert server.taken[0]["one_click_unsubscribe_url"] == "https://plans.example/mail/stop/x/"


def stop(row):
    return "https://plans.example/mail/stop/x/"


def test_a_message_that_is_no_row_of_ours_goes_too(server):
    """Sign-in codes."""
    assert send_mail("Code", "Your code is 123", None, ["helen@council.example"]) == 1
    assert server.taken[0]["reference"]


def test_silence_is_kept_when_asked_for(server):
    server.answers[:] = [400]
    assert send_mail("Code", "123", None, ["helen@council.example"], fail_silently=True) == 0
    server.answers[:] = [400]
    with pytest.raises(Undelivered):
        send_mail("Code", "123", None, ["helen@council.example"])


def test_a_key_that_is_none_is_named(settings, server):
    settings.NOTIFY_API_KEY = "secret"
    with pytest.raises(ImproperlyConfigured, match="NOTIFY_API_KEY") as raised:
        notify.token()
    assert "secret-" not in str(raised.value).replace("service-secret", "")


def test_it_is_chosen_by_one_variable(tmp_path):
    said = "from django.conf import settings as s; print(s.EMAIL_BACKEND, s.NOTIFY_API_KEY, s.NOTIFY_URL)"
    told = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", said],
        cwd=project.BASE_DIR,
        env=environment(tmp_path, EMAIL_URL="notify://", NOTIFY_API_KEY=notify_server.KEY),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    wanted = f"pipd.kit.notify.EmailBackend {notify_server.KEY} https://api.notifications.service.gov.uk"
    assert told.stdout.strip() == wanted
