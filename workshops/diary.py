"""What sessions and notes put into people's calendars: dates and places, no words that people said, no names (X15)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from partnerships.models import Seat
from partnerships.permissions import Permission, allows
from pipd.kit import mail
from pipd.kit.calendars import Entry, Status
from pipd.kit.wording import deadline
from workshops import own_places
from workshops.addresses import page_of
from workshops.clearance import owing
from workshops.models import Workshop

S = Workshop.State
STATUS = {
    S.PLANNED: Status.TENTATIVE,
    S.POSTPONED: Status.CANCELLED,  # its date is off; with a new one the same entry comes back
    S.CANCELLED: Status.CANCELLED,
}
REMINDER = timedelta(minutes=30)
MEETING = timedelta(hours=1)  # nobody says how long a closing meeting is: our own choice


@dataclass(frozen=True)
class Meeting:
    """When a closing meeting is, or was to be."""

    workshop: Workshop
    at: datetime
    sequence: int
    is_off: bool = False


def entries(seats: Collection[Seat]) -> list[Entry]:
    """Sessions of the areas of one person's live `seats`, until when they are asked to check notes, closing meetings.

    In a number of queries that does not grow with their areas. Whoever oversees the programme has all its sessions, a
    substitute the one they stand in at (domain 3K).
    """
    live = [seat for seat in seats if seat.is_live]
    areas = {seat.area_id for seat in live if seat.area_id and seat.is_of_group}
    programmes = {s.programme_id for s in live if not s.area_id and allows(s, Permission.SEE_AREA)}
    stands_in = [place.workshop_id for place in own_places.places_of(live)]
    sessions = Workshop.objects.filter(
        Q(area__in=areas) | Q(area__programme__in=programmes) | Q(pk__in=stands_in)
    )
    found = [session_entry(w) for w in sessions.select_related("area").order_by("starts_at")]
    in_areas = [seat for seat in live if seat.area_id]
    found += [_to_check(due.workshop, due.until, due.sequence) for due in owing.to_check(in_areas)]
    for due in owing.meetings(in_areas):
        meeting = Meeting(due.workshop, due.at, due.sequence, is_off=due.is_off)
        found.append(meeting_entry(meeting, facilitates=due.facilitates))
    return found


def session_entry(workshop: Workshop) -> Entry:
    """One session: the same entry for everybody, under an id that never changes."""
    halted = f"{workshop.get_state_display()}: " if workshop.is_halted else ""
    topics = workshop.topics if len(workshop.topics) > 1 else []
    return Entry(
        uid=f"session-{workshop.pk}@pipd",
        sequence=workshop.sequence,
        starts_at=workshop.starts_at,
        ends_at=workshop.ends_at,
        summary=f"{halted}Session {workshop.number}, {workshop.area.name}: {workshop.topic}",
        place=workshop.place,
        details="\n".join([*topics, f"All about this session: {_address(workshop, 'session-detail')}"]),
        url=_address(workshop, "session-detail"),
        status=STATUS.get(S(workshop.state), Status.CONFIRMED),
    )


def _to_check(workshop: Workshop, until: datetime, sequence: int) -> Entry:
    return Entry(
        uid=f"check-{workshop.pk}@pipd",
        sequence=sequence,
        starts_at=until - REMINDER,
        ends_at=until,
        summary=f"Check the notes of session {workshop.number} by {deadline(until)}, {workshop.area.name}",
        url=_address(workshop, "note-check"),
        takes_time=False,
    )


def meeting_entry(meeting: Meeting, *, facilitates: bool) -> Entry:
    """The closing meeting: the same entry wherever it is moved to, and when it is called off."""
    w, page = meeting.workshop, "room" if facilitates else "note-check"
    off = "Called off: " if meeting.is_off else ""
    return Entry(
        uid=f"closing-{w.pk}@pipd",
        sequence=meeting.sequence,
        starts_at=meeting.at,
        ends_at=meeting.at + MEETING,
        summary=f"{off}Closing meeting for the notes of session {w.number}, {w.area.name}",
        details=f"The notes: {_address(w, page)}",
        url=_address(w, page),
        status=Status.CANCELLED if meeting.is_off else Status.CONFIRMED,
    )


def _address(workshop: Workshop, page: str) -> str:
    return mail.link(page_of(workshop, page))
