"""Places at sessions given up: nobody stands in any more, and whoever has to know is told (domain E2, E7)."""

from __future__ import annotations

from collections.abc import Collection

from partnerships import history
from partnerships.models import Seat
from workshops import post
from workshops.models import Attendance, Workshop

P = Attendance.Presence
AHEAD = (Workshop.State.PLANNED, Workshop.State.CONFIRMED, Workshop.State.POSTPONED)


def drop(place: Attendance, *, reason: str) -> None:
    """Nobody stands in here any more. The seat ends; whose it was stays in the log."""
    place.delete()
    Seat.objects.filter(pk=place.seat_id).end(reason=reason)


def not_needed(workshop: Workshop, place: Attendance, *, reason: str) -> None:
    """The same, and whoever had been asked is told."""
    drop(place, reason=reason)
    if place.presence != P.PROPOSED:
        post.substitute_not_needed(workshop, place.seat)


def give_up_all(seats: Collection[Seat], *, by: Seat) -> None:
    """Give up the places at sessions to come of one person, who takes part no more or has a place of their own; whose
    places they were is told. Whom nobody has confirmed yet was asked nothing, and is taken off."""
    rows = Attendance.objects.filter(seat__in=seats, stands_in_for__isnull=False)
    for place in rows.filter(presence=P.PROPOSED).select_related("seat"):
        drop(place, reason="Not needed")
    rows = rows.filter(presence__in=Attendance.TO_COME)
    for place in rows.select_related("seat", "stands_in_for__user", "workshop__area__programme"):
        give_up(place, by=by)


def carry(before: Seat, after: Seat) -> None:
    """Apologies for sessions ahead, and whoever comes instead, pass to the next seat of the same person and sector."""
    ahead = Attendance.objects.filter(workshop__state__in=AHEAD)
    ahead.filter(seat=before, presence=P.APOLOGIES).update(seat=after)
    ahead.filter(stands_in_for=before).update(stands_in_for=after)


def vacate(seats: Collection[Seat]) -> None:
    """Nobody comes in the places of one who takes part no more, to sessions that are not held yet; whoever was asked is
    told. That they had sent apologies is of no interest any more either."""
    ahead = Attendance.objects.filter(workshop__state__in=AHEAD).select_related(
        "seat__user", "workshop__area"
    )
    for place in ahead.filter(stands_in_for__in=seats):
        not_needed(place.workshop, place, reason="Nobody to stand in for")
    ahead.filter(seat__in=seats, presence=P.APOLOGIES).delete()


def give_up(place: Attendance, *, by: Seat) -> None:
    workshop = place.workshop
    facts = {"session": workshop.number}
    history.record(by, "declined to stand in", subject=workshop.pk, area=workshop.area, facts=facts)
    drop(place, reason="Declined")
    if place.stands_in_for:
        post.substitute_declined(workshop, place.stands_in_for)
