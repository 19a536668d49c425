"""Two beats at once, none for a day, and clocks that jump (trust R9, R10, X29, domain I-38, I-39)."""

from __future__ import annotations

import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.cache import cache

from pipd import digest
from pipd.celery import app
from pipd.kit import clock, mail, workdays
from pipd.kit.models import OutgoingMail
from tests import build, figures
from tests.faults.rig import Rig
from tests.ops.processes import ROOT

pytestmark = pytest.mark.heavy

BEATS = 2
TEN_BEFORE = workdays.sub_wd(build.FIRST_SESSION, 10)


@pytest.fixture
def due(rig: Rig) -> Rig:
    """It is 08:30, ten working days before a first session: fourteen people are to be told."""
    clock.set_to(datetime(2027, 1, 4, 6, 0, tzinfo=UTC))
    group = build.group()
    build.area_with_sessions(group)
    OutgoingMail.objects.all().delete()
    clock.set_to(clock.local(TEN_BEFORE, 8, 30))
    cache.clear()
    return rig


def beats(rig: Rig, *control: str) -> Counter[object]:
    """Two rounds at the same moment, each in a process of its own; how many lists each person has."""
    start = str(time.time() + 6)
    argv = [sys.executable, "-m", "tests.faults.round", clock.now().isoformat(), start, *control]
    running = [subprocess.Popen(argv, cwd=ROOT, env=rig.env()) for _ in range(BEATS)]
    assert [one.wait(timeout=120) for one in running] == [0] * BEATS
    return Counter(OutgoingMail.objects.filter(kind="digest").values_list("recipient", flat=True))


def test_r9_two_beats_at_once_make_one_list_for_each(due, record_property):
    lists = beats(due)
    assert len(lists) == 14
    assert set(lists.values()) == {1}
    figures.tell(record_property, "R9", f"{BEATS} beats at once: {len(lists)} people, {lists.total()} lists")


def test_r9_control_without_the_key_two_beats_make_two_lists(due, record_property):
    lists = beats(due, "keys off")
    assert set(lists.values()) == {BEATS}
    figures.tell(record_property, "R9, control without keys", f"{len(lists)} people, {lists.total()} lists")


def test_r9_no_beat_for_a_day_and_a_worker_a_day_late(due, record_property):
    """The round of the missed day is not made up for; what a late worker finds settled is skipped and recorded."""
    missed = clock.today()
    clock.set_to(clock.local(workdays.add_wd(missed, 1), 11, 7))
    digest.send_due()
    digest.send_due()
    rows = OutgoingMail.objects.filter(kind="digest")
    keys = [row.key.rsplit(":", 1)[1] for row in rows]
    assert (len(keys), set(keys)) == (14, {str(clock.today())})
    clock.set_to(clock.local(build.FIRST_SESSION + timedelta(days=1), 9))  # the session is over by now
    for pk in mail.sweep():
        mail.send(pk)
    states = Counter(rows.values_list("state", flat=True))
    assert states["owed"] == 0
    assert states["skipped"] >= 12
    figures.tell(
        record_property, "R9, a day without", f"{len(keys)} lists, each once; too late: {dict(states)}"
    )


@pytest.mark.django_db
def test_r9_control_without_the_condition_stale_lists_would_go_out(base_moment, settings):
    group = build.group()
    build.area_with_sessions(group)
    OutgoingMail.objects.all().delete()
    clock.set_to(clock.local(TEN_BEFORE, 8, 30))
    cache.clear()
    digest.send_due()
    settings.MAIL_CONDITIONS = {}
    clock.set_to(clock.local(build.FIRST_SESSION + timedelta(days=1), 9))
    for pk in mail.sweep():
        mail.send(pk)
    assert set(OutgoingMail.objects.values_list("state", flat=True)) == {"sent"}


@pytest.mark.django_db
def test_r10_a_clock_that_jumps_makes_no_second_list_and_loses_none(base_moment):
    group = build.group()
    build.area_with_sessions(group)
    OutgoingMail.objects.all().delete()
    clock.set_to(clock.local(TEN_BEFORE, 8, 30))
    cache.clear()
    first = digest.send_due()
    for jump in (timedelta(minutes=-45), timedelta(hours=9), timedelta(hours=-8), timedelta(seconds=1)):
        clock.set_to(clock.now() + jump)
        cache.clear()
        assert digest.send_due() == 0, jump
    assert OutgoingMail.objects.filter(kind="digest").count() == first == 14
    # A lease taken while the clock was a day ahead holds nothing back for longer than that day.
    clock.set_to(clock.local(TEN_BEFORE + timedelta(days=1), 9))
    [pk, *_] = mail.sweep()
    assert mail._lease(pk)
    clock.set_to(clock.local(TEN_BEFORE, 9))
    mail.send(pk)
    assert OutgoingMail.objects.get(pk=pk).state == "sending"
    clock.set_to(clock.local(TEN_BEFORE + timedelta(days=1), 9, 3))
    mail.send(pk)
    assert OutgoingMail.objects.get(pk=pk).state in ("sent", "skipped")


CHANGES = [date(2026, 10, 25), date(2027, 3, 28), date(2027, 10, 31), date(2028, 3, 26)]  # Sundays


@pytest.mark.parametrize("sunday", CHANGES)
def test_r10_five_in_the_afternoon_stays_five_over_both_changes(sunday, monkeypatch, record_property):
    friday = workdays.sub_wd(sunday, 1)
    for count in range(1, 12):
        due = workdays.deadline_after(clock.local(friday, 16, 59), count)
        assert due.astimezone(clock.LONDON).strftime("%H:%M") == "17:00"
        assert due.astimezone(clock.LONDON).date() == workdays.add_wd(friday, count)
    offsets = {workdays.deadline(friday + timedelta(days=n)).astimezone(UTC).hour for n in range(6)}
    assert offsets == {16, 17}  # control: in UTC it is another hour
    entry = app.conf.beat_schedule["digest"]["schedule"]
    for day in (friday, workdays.add_wd(sunday, 1)):
        eight = clock.local(day, 8).astimezone(clock.LONDON)
        monkeypatch.setattr(entry, "nowfun", lambda eight=eight: eight)
        left = entry.remaining_estimate(clock.local(day - timedelta(days=1), 9).astimezone(clock.LONDON))
        assert abs(left - timedelta(minutes=30)) < timedelta(seconds=2)
    figures.tell(record_property, f"R10, {sunday}", "17:00 stays 17:00 and 08:30 stays 08:30")
