"""What people need at one session that is still to come, for whoever arranges it (domain 3J, 3K: access needs)."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from partnerships.models import Role, Seat
from workshops.models import Attendance, Workshop

P = Attendance.Presence


@dataclass(frozen=True)
class Need:
    """What one person needs. `who` is empty for those who arrange the room and do not meet the people."""

    who: str
    words: str


def needs(workshop: Workshop, *, names: bool) -> list[Need]:
    """What those need who are expected at `workshop`; nothing of one that was held. One query.

    Who sent apologies is not expected, and who stands in is once they agreed. Without `names` the order tells nothing
    of who it is.
    """
    if workshop.is_delivered:
        return []
    here = Attendance.objects.filter(workshop=workshop)
    away = here.filter(presence=P.APOLOGIES).values("seat")
    instead = here.filter(presence=P.EXPECTED).values("seat")
    of_group = Q(role=Role.PARTICIPANT, area=workshop.area_id) & ~Q(pk__in=away)
    seats = Seat.objects.live(on=workshop.local_start.date()).filter(of_group) | Seat.objects.filter(
        pk__in=instead
    )
    found = seats.exclude(user__access_needs="").select_related("user").order_by("user__full_name")
    told = [Need(str(seat.user) if names else "", seat.user.access_needs) for seat in found if seat.user]
    return told if names else sorted(told, key=lambda need: need.words)
