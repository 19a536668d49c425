"""The four sessions: planned, started, held. Time goes on as it would."""

from __future__ import annotations

from datetime import date, datetime

from partnerships.models import Seat
from pipd.kit import clock
from tests import kept
from tests.build.people import Group
from workshops import scheduling, standing_in
from workshops.models import Attendance, Workshop

FIRST_SESSION = date(2027, 1, 18)


def forward_to(moment: datetime) -> None:
    """Set the clock to `moment`, unless it is later already."""
    clock.set_to(max(clock.now(), moment))


def area_with_sessions(group: Group) -> list[Workshop]:
    """The four sessions planned and the group started."""
    planned = list(Workshop.objects.filter(area=group.area).order_by("number"))
    if not planned:
        days = scheduling.usual_days(group.area, max(FIRST_SESSION, clock.today()))
        slots = [scheduling.Slot(day, scheduling.MORNING, "Town hall") for day in days]
        planned = scheduling.plan(group.area, slots, facilitators=group.facilitators, by=group.coordinator)
        scheduling.launch(group.area, by=group.coordinator)
    for workshop in planned:
        workshop.area = group.area
        workshop.state = Workshop.objects.values_list("state", flat=True).get(pk=workshop.pk)
    return planned


def without_third_sector_lead(group: Group) -> Group:
    """The group started, and nobody leads its third sector."""
    area_with_sessions(group)
    Seat.objects.filter(area=group.area).of("tso").update(is_lead=False, is_deputy=False)
    group.area.refresh_from_db()
    for seat in group.participants:
        seat.refresh_from_db()
    return group


def delivered(group: Group, n: int = 1, *, la: int = 3, tso: int = 3) -> Workshop:
    """Sessions up to `n` are held: the first `la` and `tso` people were there, the others sent apologies.
    Substitutes who have agreed came.

    The clock stands at the end of session `n`, or later if it stood later.
    """
    return kept.once(("held", group.slug, n, la, tso), lambda: _delivered(group, n, la, tso), group)


def _delivered(group: Group, n: int, la: int, tso: int) -> Workshop:
    there = {seat.pk for seat in group.la[:la] + group.tso[:tso]}
    workshops = area_with_sessions(group)
    for workshop in workshops[:n]:
        if workshop.is_delivered:
            continue
        forward_to(workshop.ends_at)
        presence = {
            seat: Attendance.Presence.ATTENDED if seat.pk in there else Attendance.Presence.APOLOGIES
            for seat in scheduling.expected_at(workshop)
        }
        named = standing_in.named_for(workshop)
        presence |= {one.seat: Attendance.Presence.ATTENDED for one in named if one.has_agreed}
        scheduling.deliver(workshop, presence=presence, by=group.facilitator)
    return workshops[n - 1]
