"""How far a substitute's seat reaches: to the one session it is for, and to no other page or act (domain 3K)."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied

from partnerships.models import Seat
from partnerships.permissions import Permission, require
from workshops.models import Attendance, Workshop


def place_at(seat: Seat, number: int) -> Attendance | None:
    """The row that ties `seat`, a substitute's, to session `number` of its area, while it opens anything there.

    Nothing is open to who did not come, nor to who agreed too late to be counted as there.
    """
    rows = Attendance.objects.filter(seat=seat, workshop__area=seat.area_id, workshop__number=number)
    place = rows.filter(stands_in_for__isnull=False).select_related("workshop").first()
    return place if place and _opens(place) else None


def stood_in(seat: Seat) -> Attendance | None:
    """The row of the session that `seat`, a substitute's, was at: what they said there stays theirs to take back."""
    rows = Attendance.objects.filter(seat=seat, stands_in_for__isnull=False, presence__in=Attendance.THERE)
    return rows.select_related("workshop").first()


def _opens(place: Attendance) -> bool:
    waits_to_be_counted = place.presence == Attendance.Presence.EXPECTED and not place.workshop.is_delivered
    return place.was_there or waits_to_be_counted or place.presence == Attendance.Presence.ASKED


def require_at(workshop: Workshop, seat: Seat, permission: Permission) -> None:
    """Raise PermissionDenied unless `seat` may do `permission` at this very session."""
    require(seat, permission, area_id=workshop.area_id)
    if seat.stands_in and not _has_agreed(workshop.pk, seat):
        raise PermissionDenied("A substitute takes part in one session alone.")


def _has_agreed(workshop: UUID, seat: Seat) -> bool:
    rows = Attendance.objects.filter(workshop=workshop, seat=seat, stands_in_for__isnull=False)
    place = rows.select_related("workshop").first()
    return place is not None and _opens(place) and place.presence != Attendance.Presence.ASKED
