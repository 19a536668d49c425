"""An accelerated year of thirteen areas: the lists that went out are those reckoned from the rows (trust R18, 3J)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache

from actionplans import told
from pipd import digest
from pipd.kit import clock
from pipd.kit.models import OutgoingMail
from tests import build, figures
from tests.faults import plan_rows, reckoning, year, year_plans
from tests.faults.reckoning import Lists
from tests.faults.reckoning_plans import Morning
from workshops.clearance.working import Answer, LoggedPoint, Note, NoteVersion
from workshops.models import Approval, Attendance, Workshop

pytestmark = [pytest.mark.heavy, pytest.mark.django_db]

NEVER = datetime(2040, 1, 1, tzinfo=UTC)
LAST = date(2027, 12, 23)
Mornings = dict[date, list[reckoning.Thing]]


def live(lived: year.Year, last: date, *, first: date = year.BEGINS) -> tuple[Lists, Mornings]:
    """The year, day by day: every list from `first` on as it went out, and what plans asked as their rows say."""
    day, mornings = first, {}
    while day <= last:
        lived.live_until(clock.local(day, 8, 30))
        if reckoning.works(day) and lived.plans:
            mornings[day] = list(Morning(plan_rows.now(), reckoning.at(day, 8, 30)).things())
        digest.send_due()
        OutgoingMail.objects.filter(state="owed").update(state="sent", sent_at=clock.now())
        day += timedelta(days=1)
    rows = OutgoingMail.objects.filter(kind="digest").values_list("queued_at", "recipient", "about")
    return {(reckoning.local(at), who): set(about) for at, who, about in rows}, mornings


def people_of(group: build.Group, lived: year.Year) -> dict[str, Any]:
    """What rows say of the people of one area, in moments."""
    answers = Answer.objects.filter(responder__seat__area=group.area).select_related("responder__note")
    logged = LoggedPoint.objects.filter(seat__area=group.area)
    absent = Attendance.objects.filter(workshop__area=group.area).exclude(presence__in=Attendance.THERE)
    away: dict[Any, set[Any]] = {w.pk: set() for w in Workshop.objects.filter(area=group.area)}
    for row in absent:
        away[row.workshop_id].add(row.seat_id)
    return {
        "participants": group.la + group.tso,
        "facilitators": group.facilitators,
        "coordinators": [lived.coordinator.user_id] if lived.coordinator else [],
        "until": {s.pk: lived.left.get(s.pk, NEVER) for s in group.la + group.tso + group.facilitators},
        "answered": {(a.responder.seat_id, a.responder.note.workshop_id): a.recorded_at for a in answers},
        "logged": {(row.seat_id, row.workshop_id): row.logged_at for row in logged},
        "away": away,
        "never": NEVER,
    }


def held_of(w: Workshop, lived: year.Year) -> reckoning.Held:
    note = Note.objects.filter(workshop=w).first()
    version = NoteVersion.objects.filter(note=note).order_by("number").first()
    approval = Approval.objects.filter(note__workshop=w).first()
    after = Workshop.objects.filter(area=w.area, number=w.number + 1).first()
    return reckoning.Held(
        session=w,
        planned=lived.planned[w.pk],
        delivered=w.delivered_at or NEVER,
        circulated=version.circulated_at if version else NEVER,
        window=note.window_ends_at if note else None,
        closes=note.closes_at if note else None,
        approved=approval.approved_at if approval else NEVER,
        compiled_by=version.compiled_by_id if version else None,
        following=reckoning.local(after.starts_at) if after else None,
    )


def reckoned(lived: year.Year, mornings: Mornings, last: date, *, first: date = year.BEGINS) -> Lists:
    things = []
    for group in lived.groups:
        people = people_of(group, lived)
        for w in Workshop.objects.filter(area=group.area).order_by("number"):
            things += list(reckoning.things(held_of(w, lived), people))
    return reckoning.lists(things, mornings, first, last)


def differing(sent: Lists, wanted: Lists) -> list[str]:
    """Where the two are not the same, in lines; at most ten."""
    keys = sorted(sent.keys() | wanted.keys(), key=str)
    odd = [k for k in keys if sent.get(k, set()) != wanted.get(k, set())]
    return [
        f"{d}: {w}: sent {sorted(sent.get((d, w), set()) - wanted.get((d, w), set()))}, "
        f"missing {sorted(wanted.get((d, w), set()) - sent.get((d, w), set()))}"
        for d, w in odd[:10]
    ]


SESSIONS = {
    "facilitators missing",
    "session coming",
    "points to log",
    "note to write up",
    "note to check",
    "note to settle",
}
PLANS = {
    "plan acceptance", "plan giving up", "support asked", "plan signature", "plan start", "plan publication",
    "plan answer", "progress challenged", "action due", "action overdue", "action long overdue", "action lead",
    "progress update", "plan review", "plan review to confirm", "evidence lost", "plan closing", "sector lead",
    "lead to name", "partnership ending", "partnership review", "partnership end", "partnership closure",
}  # fmt: skip


def test_r18_a_year_of_thirteen_areas_equals_what_rows_say(record_property):
    cache.clear()
    lived = year.begin()
    sent, mornings = live(lived, LAST)
    wanted = reckoned(lived, mornings, LAST)
    assert "\n".join(differing(sent, wanted)) == ""
    duplicates = OutgoingMail.objects.filter(kind="digest").count() - len(sent)
    assert duplicates == 0
    kinds = {key.split(":")[0] for keys in sent.values() for key in keys}
    assert kinds >= SESSIONS | PLANS
    total = sum(len(keys) for keys in sent.values())
    of_plans = sum(key.split(":")[0] in PLANS for keys in sent.values() for key in keys)
    said = (
        f"{year.AREAS} areas, {len(lived.plans)} plans; {len(sent.keys() | wanted.keys())} lists compared with "
        f"{total} reminders of {len(kinds)} kinds, {of_plans} of plans: 0 disagreements, {duplicates} duplicates"
    )
    figures.tell(record_property, "R18", said)


@pytest.fixture
def two(monkeypatch: pytest.MonkeyPatch) -> year.Year:
    """Two areas, of which the second begins its plan in March."""
    monkeypatch.setattr(year, "AREAS", 2)
    cache.clear()
    return year.begin()


def found(lived: year.Year, first: date, last: date) -> list[str]:
    sent, mornings = live(lived, last, first=first)
    return differing(sent, reckoned(lived, mornings, last, first=first))


def test_r18_control_a_schedule_that_is_off_by_a_day_is_found(two, monkeypatch):
    """A month with two areas, and the product told to remind one working day later than it should."""
    monkeypatch.setattr("workshops.told.WRITE_UP", 6)
    assert found(two, year.BEGINS, date(2027, 2, 5)) != []


MARCH = (date(2027, 3, 15), date(2027, 4, 5))


def test_r18_control_a_plan_told_of_a_day_late_is_found(two, monkeypatch):
    """Three weeks, and an acceptance told of on the sixth working day in place of the fifth."""
    late = replace(told.AWAITED, day=False, after=(1,))
    monkeypatch.setitem(told.KINDS, "plan acceptance", late)
    odd = found(two, *MARCH)
    assert odd != []
    assert all("plan acceptance" in line for line in odd)


def test_r18_without_that_fault_the_same_weeks_agree(two):
    assert found(two, *MARCH) == []


def test_r18_a_sector_that_nobody_leads_is_told_to_choose_somebody(two, monkeypatch):
    """The same weeks, in which the lead leaves whose sector is asked to accept the draft (domain I-7, E20)."""
    monkeypatch.setattr(year_plans, "LED_BY_NONE", 1)
    assert found(two, *MARCH) == []
    lists = OutgoingMail.objects.filter(kind="digest").values_list("recipient", "about")
    for kind in ("sector lead:", "lead to name:"):
        told = {who for who, about in lists if any(key.startswith(kind) for key in about)}
        assert told == {seat.user_id for seat in two.groups[1].tso[1:]}
