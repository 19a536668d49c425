"""Who of those asked about notes is expected where these are agreed: at the next session, or the closing meeting."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from partnerships.models import Seat
from partnerships.permissions import Permission, require
from workshops import windows
from workshops.clearance.changes import name_of
from workshops.clearance.working import Responder
from workshops.models import Attendance, Workshop
from workshops.models.sessions import SESSIONS

AWAY = (Attendance.Presence.APOLOGIES, Attendance.Presence.ABSENT, Attendance.Presence.SUBSTITUTE)
COMES = (*Attendance.THERE, Attendance.Presence.EXPECTED)
LEFT = "Left the group"
STOOD_IN = "Stood in at that session alone"


@dataclass(frozen=True)
class Person:
    """Somebody who may be in the room; `away` says why they are not expected there, empty for who is.

    Who left may still answer (domain I-15) and be there, but nobody presses that for them.
    """

    id: UUID
    name: str
    sector: str
    here: bool
    away: str


def people(workshop: Workshop, seat: Seat) -> list[Person]:
    """Those asked about the notes of `workshop`, as they are expected in the room; none before they are sent."""
    require(seat, Permission.RUN_ROOM, area_id=workshop.area_id)
    found = Responder.objects.filter(note__workshop=workshop, removed_at=None)
    asked = sorted(found.select_related("seat__user"), key=name_of)
    meeting = windows.following(workshop) if workshop.number < SESSIONS and asked else None
    why = _why_not_at(meeting, asked) if meeting else {}
    return [
        Person(
            id=r.pk,
            name=name_of(r),
            sector=r.sector,
            here=r.present_since is not None,
            away=why.get(r.pk, "") if r.seat.is_live else LEFT,
        )
        for r in asked
    ]


def _why_not_at(meeting: Workshop, asked: list[Responder]) -> dict[UUID, str]:
    """Why those of `asked` stay away from `meeting`. People count, not seats: who stood in may have joined since."""
    people = [r.seat.user_id for r in asked]
    in_group = Seat.objects.live().participants().filter(area=meeting.area_id, user__in=people)
    rows = Attendance.objects.filter(workshop=meeting, seat__user__in=people)
    said = list(rows.values_list("seat__user", "presence"))
    stays_away = {user for user, how in said if how in AWAY}
    comes = {*in_group.values_list("user", flat=True)} - stays_away
    comes |= {user for user, how in said if how in COMES}
    return {
        r.pk: f"Away from session {meeting.number}" if r.seat.user_id in stays_away else STOOD_IN
        for r in asked
        if r.seat.user_id not in comes
    }
