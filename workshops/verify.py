"""What must be true of sessions, notes and the cleared record: walked by `manage.py verify`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from partnerships.models import Seat, StudyArea
from workshops import feedback_reading, gaps, recordings
from workshops.clearance import verifying
from workshops.models import Attendance, Workshop

BEFORE_ANY = {
    StudyArea.State.CANDIDATE,
    StudyArea.State.NOT_SELECTED,
    StudyArea.State.SELECTED,
    StudyArea.State.RECRUITING,
    StudyArea.State.NOT_PROCEEDED,
    StudyArea.State.CONFIRMED,
}
AFTER_ALL = {StudyArea.State.PLANNING, StudyArea.State.DELIVERING, StudyArea.State.CLOSED}


def verify() -> Iterator[str]:
    """Name every row of the workshops that breaks an invariant."""
    yield from sessions()
    yield from gaps.verify()
    yield from attendances()
    yield from recorded()
    yield from substitutes()
    yield from feedback_reading.verify()
    yield from verifying.verify()


def sessions() -> Iterator[str]:
    """Domain I-8, I-10, 3D: dates rise with numbers, none is held before the one in front of it, two facilitate."""
    for area in StudyArea.objects.prefetch_related("workshops__facilitators").iterator(chunk_size=100):
        row = sorted(area.workshops.all(), key=lambda w: w.number)
        for before, after in pairwise(row):
            if not (before.is_halted or after.is_halted) and after.starts_at <= before.ends_at:
                yield f"{after}: begins before session {before.number} is over."
            passed = before.is_delivered or before.state == Workshop.State.CANCELLED
            if after.is_delivered and not passed:
                yield f"{after}: held before session {before.number} was."
        for workshop in row:
            pair = [seat for seat in workshop.facilitators.all() if seat.area_id == area.pk]
            if len(pair) != 2:
                yield f"{workshop}: {len(pair)} facilitators of the area, where two are needed."
        standing = [w for w in row if w.state != Workshop.State.CANCELLED]
        yield from _state_of(area, sum(w.is_delivered for w in row), len(standing))


def _state_of(area: StudyArea, held: int, planned: int) -> Iterator[str]:
    wrong = (
        (area.state in BEFORE_ANY and held)
        or (area.state in AFTER_ALL and (held < planned or not planned))
        or (area.state == StudyArea.State.IN_WORKSHOPS and not 0 < held < planned)
    )
    if wrong:
        yield f"{area}: {area.get_state_display().lower()}, with {held} of {planned} sessions held."


def recorded() -> Iterator[str]:
    """Domain I-11: whoever was recorded had agreed to it."""
    for attendance in recordings.unlawful():
        yield f"{attendance.workshop}: recorded with somebody there who had not agreed to it."


def attendances() -> Iterator[str]:
    """Domain I-12: only participants of the area whose seat was live on the day have attended or sent apologies."""
    rows = Attendance.objects.select_related("workshop__area", "seat")
    for attendance in rows.iterator():
        workshop, seat = attendance.workshop, attendance.seat
        day = workshop.local_start.date()
        live = seat.started_on <= day and (seat.ended_on is None or seat.ended_on >= day)
        to_come = not workshop.is_delivered  # apologies of who has left since go when the session is held
        if seat.area_id != workshop.area_id or not seat.sector or not (live or to_come):
            yield f"{workshop}: attendance {attendance.pk} of somebody who did not take part on that day."
    for workshop in Workshop.objects.filter(state=Workshop.State.DELIVERED, attendances=None):
        yield f"{workshop}: held, and nobody's attendance is recorded."


def substitutes() -> Iterator[str]:
    """Domain E2: a substitute fills one place at one session, for the same sector, and counts once they have agreed."""
    rows = Attendance.objects.select_related("workshop__area", "seat", "stands_in_for")
    filled = {(r.workshop_id, r.stands_in_for_id) for r in rows if r.stands_in_for_id and r.was_there}
    consenting = set(Seat.objects.consenting().values_list("pk", flat=True))
    for row in rows:
        place = row.stands_in_for
        if row.seat.stands_in != (place is not None):
            yield f"{row.workshop}: attendance {row.pk} is not of a substitute, or names no place."
        if place and (place.area_id, place.sector) != (row.seat.area_id, row.seat.sector):
            yield f"{row.workshop}: attendance {row.pk} stands in for the other sector."
        if place and row.presence == Attendance.Presence.EXPECTED and row.seat_id not in consenting:
            yield f"{row.workshop}: attendance {row.pk} is expected, and never agreed."
        was_stood_in_for = row.presence == Attendance.Presence.SUBSTITUTE
        if was_stood_in_for != ((row.workshop_id, row.seat_id) in filled):
            yield f"{row.workshop}: attendance {row.pk} and who stood in there do not fit together."
