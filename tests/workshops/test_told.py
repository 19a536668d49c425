"""On which days sessions and notes are told of by mail: domain 3J, line by line, in working days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.cache import cache

from partnerships import owed as partnerships_owed
from partnerships.models import Role, Seat
from pipd import digest
from pipd.kit import clock, workdays
from pipd.kit.models import OutgoingMail
from tests import build
from tests.telling import counted, days_told
from workshops import recordings
from workshops.models import Workshop
from workshops.owed import owed

FIRST = build.FIRST_SESSION


@pytest.fixture(autouse=True)
def _forget_rounds(db):
    yield
    cache.clear()


def test_a_session_is_told_of_ten_and_two_working_days_before(area):
    build.area_with_sessions(area)
    for seat in (area.la_officer, area.facilitator):
        told = days_told(owed, seat, "session coming", clock.today(), FIRST)
        assert counted(told, FIRST) == [-10, -2], seat
        OutgoingMail.objects.all().delete()
        clock.set_to(clock.local(date(2027, 1, 4), 10))


def test_logging_is_told_of_one_working_day_after_until_somebody_logged(area):
    workshop = build.delivered(area, 1, la=3, tso=3)
    day = workshop.local_start.date()
    assert counted(days_told(owed, area.la_officer, "points to log", day, day + timedelta(days=14)), day) == [
        1
    ]
    assert days_told(owed, area.la[5], "points to log", day, day + timedelta(days=14)) == []  # was not there
    clock.set_to(workshop.ends_at + timedelta(hours=1))
    build.log_point(workshop, area.tso_officer, "QUAGGA-LOGGED one")
    assert days_told(owed, area.tso_officer, "points to log", day, day + timedelta(days=14)) == []


def test_writing_up_is_told_of_after_five_then_from_ten_every_second_and_five_before_the_next(area):
    workshop = build.delivered(area, 1)
    second = Workshop.objects.get(area=area.area, number=2)
    day, following = workshop.local_start.date(), second.local_start.date()
    told = days_told(owed, area.facilitator, "note to write up", day, following)
    gap = workdays.between(day, following)
    wanted = {5, gap - 5, *range(10, gap + 1, 2)}
    assert counted(told, day) == sorted(n for n in wanted if n <= gap)
    OutgoingMail.objects.all().delete()
    assert days_told(owed, area.other_facilitator, "note to write up", day, following) == told


def test_who_has_not_answered_is_told_five_and_two_days_before_and_when_it_goes_on_by_email(area):
    workshop = build.circulated(area)
    note = build.note_of(workshop)
    window, closes = (m.astimezone(clock.LONDON).date() for m in (note.window_ends_at, note.closes_at))
    build.answer(workshop, area.la[1])
    start = clock.today()
    told = days_told(owed, area.la_officer, "note to check", start, closes)
    assert [counted([d for d in told if d <= window], window), counted(told[2:], closes)] == [
        [-5, -2],
        [-workdays.between(window, closes) + 1, -5, -2],
    ]
    OutgoingMail.objects.all().delete()
    assert days_told(owed, area.la[1], "note to check", start, closes) == []


def test_where_notes_stand_is_told_to_facilitators_on_the_day_answers_end(area):
    workshop = build.circulated(area)
    window = build.note_of(workshop).window_ends_at.astimezone(clock.LONDON).date()
    assert days_told(owed, area.facilitator, "note to settle", clock.today(), window) == [window]


def test_a_missing_facilitator_is_told_to_coordinators_fifteen_ten_and_five_days_before(area):
    workshop = build.area_with_sessions(area)[1]
    coordinator, day = area.coordinator, workshop.local_start.date()
    assert days_told(owed, coordinator, "facilitators missing", clock.today(), day) == []
    clock.set_to(clock.local(FIRST, 7))
    Seat.objects.filter(pk=area.other_facilitator.pk).update(ended_on=clock.today())
    found = days_told(owed, coordinator, "facilitators missing", FIRST, day)
    seconds = [d for d in found if d > FIRST]
    assert {-15, -10, -5} >= set(counted(seconds, day)) >= {-10, -5}
    assert days_told(owed, area.facilitator, "facilitators missing", FIRST, day) == []


def test_a_suggestion_to_ones_own_point_is_told_once_and_only_to_whoever_logged_it(area):
    workshop = build.circulated(area)
    [point] = [p for p in build.shown(workshop) if p.number == 1]
    who = next(s for s in area.participants if build.logbook.own_points(workshop, s))
    other = next(s for s in area.la[:3] + area.tso[:3] if s.pk != who.pk and s.sector != who.sector)
    assert [r for r in owed([who]) if r.kind == "own points changed"] == []
    for n in range(1, len(build.shown(workshop)) + 1):
        build.answer(
            workshop, other, build.CHANGE, numbers=[n], reason="QUAGGA-REASON", new_text="QUAGGA-AMEND"
        )
    assert point
    [row] = [r for r in owed([who]) if r.kind == "own points changed"]
    assert "QUAGGA" not in f"{row}"
    start = clock.today()
    end = start + timedelta(days=9)
    assert len(days_told(owed, who, "own points changed", workdays.add_wd(start, 1), end)) == 1
    assert [r for r in owed([other]) if r.kind == "own points changed" and r.subject == row.subject] == []


def test_a_recording_is_told_of_five_working_days_before_and_on_the_day(area, monkeypatch):
    workshop = build.delivered(area, 1)
    kept: list[Any] = [recordings.Recording(workshop=workshop, made=True, destroy_on=date(2027, 3, 12))]
    when: Callable[..., Any] = lambda areas: [(kept[0], False)]  # noqa: E731
    monkeypatch.setattr(recordings, "kept", when)
    told = days_told(owed, area.facilitator, "recording to destroy", date(2027, 3, 1), date(2027, 3, 12))
    assert counted(told, date(2027, 3, 12)) == [-5, 0]


def test_the_end_of_the_known_bank_holidays_is_told_to_administrators_alone(area, administrator):
    last = workdays.sub_wd(workdays.last_known_day(), 0)
    clock.set_to(clock.local(workdays.sub_wd(last, 61), 8, 30))
    assert not digest.digest_for(administrator.user, clock.today())
    clock.set_to(clock.local(workdays.sub_wd(last, 60), 8, 30))
    [row] = digest.digest_for(administrator.user, clock.today())
    assert (row.kind, row.due_at.astimezone(clock.LONDON).date()) == ("calendar runs out", last)
    assert build.programme_seat(Role.ANALYST).user.seats.count() == 1
    assert not [r for r in digest.digest_for(area.facilitator.user, clock.today()) if r.kind == row.kind]


def test_the_end_of_the_known_bank_holidays_is_told_of_once(area, administrator):
    """From its first day to its last are twelve weeks, and what lists said is remembered for less (domain 3J)."""
    last = workdays.sub_wd(workdays.last_known_day(), 0)
    first = workdays.sub_wd(last, 60)
    assert last - first > digest.REMEMBERED
    kind = "calendar runs out"
    assert days_told(partnerships_owed.owed, administrator, kind, first, workdays.sub_wd(last, 1)) == [first]
