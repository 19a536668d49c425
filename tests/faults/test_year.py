"""An accelerated year of thirteen areas: the lists that went out are those reckoned from the rows (trust R18, 3J)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache

from partnerships.models import Seat
from pipd import digest
from pipd.kit import clock
from pipd.kit.models import OutgoingMail
from tests import build, figures
from tests.faults import reckoning, year
from workshops.clearance.working import Answer, LoggedPoint, Note, NoteVersion
from workshops.models import Approval, Attendance, Workshop

pytestmark = [pytest.mark.heavy, pytest.mark.django_db]

NEVER = datetime(2040, 1, 1, tzinfo=UTC)
LAST = date(2027, 12, 23)
Lists = dict[tuple[date, Any], set[str]]


def live(lived: year.Year, last: date) -> Lists:
    """The year, day by day; every list as it went out."""
    day = year.BEGINS
    while day <= last:
        lived.live_until(clock.local(day, 8, 30))
        digest.send_due()
        OutgoingMail.objects.filter(state="owed").update(state="sent", sent_at=clock.now())
        day += timedelta(days=1)
    rows = OutgoingMail.objects.filter(kind="digest").values_list("queued_at", "recipient", "about")
    return {(reckoning.local(at), who): set(about) for at, who, about in rows}


def ends_of(seats: list[Seat]) -> dict[Any, datetime]:
    fresh = Seat.objects.in_bulk([seat.pk for seat in seats])
    return {pk: reckoning.at(s.ended_on, 0) if s.ended_on else NEVER for pk, s in fresh.items()}


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
        "until": ends_of(group.la + group.tso + group.facilitators),
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


def reckoned(lived: year.Year, last: date) -> Lists:
    things = []
    for group in lived.groups:
        people = people_of(group, lived)
        for w in Workshop.objects.filter(area=group.area).order_by("number"):
            things += list(reckoning.things(held_of(w, lived), people))
    return reckoning.lists(things, year.BEGINS, last)


def differing(sent: Lists, wanted: Lists) -> list[str]:
    """Where the two are not the same, in lines; at most ten."""
    keys = sorted(sent.keys() | wanted.keys(), key=str)
    odd = [k for k in keys if sent.get(k, set()) != wanted.get(k, set())]
    return [
        f"{d}: {w}: sent {sorted(sent.get((d, w), set()) - wanted.get((d, w), set()))}, "
        f"missing {sorted(wanted.get((d, w), set()) - sent.get((d, w), set()))}"
        for d, w in odd[:10]
    ]


def test_r18_a_year_of_thirteen_areas_equals_what_rows_say(record_property):
    cache.clear()
    lived = year.begin()
    sent = live(lived, LAST)
    wanted = reckoned(lived, LAST)
    assert "\n".join(differing(sent, wanted)) == ""
    assert OutgoingMail.objects.filter(kind="digest").count() == len(sent)
    kinds = {key.split(":")[0] for keys in sent.values() for key in keys}
    assert {"session coming", "points to log", "note to write up", "note to check", "note to settle"} <= kinds
    assert {"facilitators missing", "attendance due", "note to approve", "note to countersign"} <= kinds
    total = sum(map(len, sent.values()))
    said = (
        f"{year.AREAS} areas, {len(sent)} lists with {total} reminders of {len(kinds)} kinds: all as reckoned"
    )
    figures.tell(record_property, "R18", said)


def test_r18_control_a_schedule_that_is_off_by_a_day_is_found(monkeypatch):
    """A month with two areas, and the product told to remind one working day later than it should."""
    monkeypatch.setattr(year, "AREAS", 2)
    monkeypatch.setattr("workshops.told.WRITE_UP", 6)
    cache.clear()
    lived = year.begin()
    last = date(2027, 2, 5)
    assert differing(live(lived, last), reckoned(lived, last)) != []
