"""A mail server that is down for hours, on a clock that is moved (trust R7, X16)."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from django.urls import reverse

from pipd.kit import clock, mail, tasks
from pipd.kit.models import OutgoingMail
from tests import build, figures
from tests.client import Client
from tests.faults import smtp
from tests.faults.conftest import owe
from tests.ops.processes import free_port

pytestmark = [pytest.mark.heavy, pytest.mark.django_db]

HOURS, MESSAGES = 9, 20


@pytest.fixture
def port(settings, base_moment, monkeypatch):
    """Nothing listens here until a test says so; the worker's bell is answered in this process."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", free_port(), 2
    monkeypatch.setattr(tasks.send_mail, "delay", tasks.send_mail)
    return settings.EMAIL_PORT


def pass_time(until) -> int:
    """Sweep every five minutes until then; how many sweeps."""
    done = 0
    while clock.now() < until:
        tasks.sweep_mail()
        clock.set_to(clock.now() + timedelta(minutes=5))
        done += 1
    return done


def test_r7_all_is_delivered_once_the_server_is_back_and_shown_meanwhile(port, record_property):
    coordinator = build.programme_seat(build.Role.COORDINATOR)
    rows = owe(MESSAGES)
    OutgoingMail.objects.update(chain=str(coordinator.programme_id))
    bad = owe(1)[0]
    OutgoingMail.objects.filter(pk=bad.pk).update(subject_line="Due\nBcc: x@y.example")
    pass_time(clock.now() + timedelta(hours=HOURS))
    page = Client().as_(coordinator).get(reverse("partnerships:mail-list")).content.decode()
    assert "not sent yet" in page.lower()
    assert set(OutgoingMail.objects.exclude(pk=bad.pk).values_list("state", flat=True)) == {"owed"}
    bad.refresh_from_db()
    assert (bad.state, bad.attempts, bad.failure) == ("failed", 1, "bad-header")  # once, not for ever
    tries = OutgoingMail.objects.exclude(pk=bad.pk).values_list("attempts", flat=True)[0]
    with smtp.running(port) as post:
        back = clock.now()
        pass_time(back + timedelta(hours=1, minutes=5))
    times = Counter(post.taken)
    assert times == Counter({row.message_id: 1 for row in rows})
    last = max(OutgoingMail.objects.exclude(pk=bad.pk).values_list("sent_at", flat=True))
    late = (last - back) // timedelta(minutes=1)
    figures.tell(
        record_property, "R7", f"down for {HOURS} h, {tries} tries each: {len(times)} of {MESSAGES} delivered, "
        f"0 twice, the last {late} min after it was back; a bad header failed after 1 try",
    )  # fmt: skip


def test_r7_control_without_the_ladder_they_are_given_up(port, monkeypatch):
    monkeypatch.setattr(mail, "TRIES", 1)
    owe(3)
    pass_time(clock.now() + timedelta(minutes=20))
    assert set(OutgoingMail.objects.values_list("state", flat=True)) == {"failed"}
    with smtp.running(port) as post:
        pass_time(clock.now() + timedelta(hours=2))
    assert post.taken == []
