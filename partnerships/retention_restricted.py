"""What was said for few readers, which goes when its purpose is over (domain 3R): of accepted applications, and needs.

What somebody needs and why they applied served the decision: six months after it, as what was declined goes. That the
authority funds their organisation explains to facilitators what is at stake (R19), and what they need now serves the
arrangements: six months after their part is over, or their area.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from partnerships import keeping
from partnerships.keeping import Due, Kind, Lot
from partnerships.models import Application, Programme, Seat, User
from pipd.kit import clock

MONTHS = 6
PARTS = {
    "applications": "Accepted applications: what people need, and why they applied",
    "funding": "Accepted applications: whether the authority funds the organisation",
    "people": "What people need to take part, in their details",
}
ACCEPTED = Q(state=Application.State.ACCEPTED)


@dataclass(frozen=True)
class Found:
    """What there is of one part, by id, with the day from which it is counted; None while its purpose goes on."""

    since: Mapping[UUID, date | None]

    @property
    def due(self) -> list[UUID]:
        return [pk for pk, day in self.since.items() if day and keeping.is_over(day, MONTHS)]

    @property
    def days(self) -> list[date]:
        return [day for day in self.since.values() if day]


def look(programme: Programme) -> Due:
    """What is due of each part today, and when more will be."""
    found = _found(programme)
    lots = [Lot(words, len(found[part].due)) for part, words in PARTS.items()]
    return Due(lots, keeping.next_over([day for one in found.values() for day in one.days], MONTHS))


def forget(programme: Programme, by: Seat) -> dict[str, int]:
    """Blank what is due now, for good; how many of each part.

    The caller has locked all areas: nobody is given a place meanwhile, and whoever locks a person with notes waits
    before both, so that it does no harm that people are written here before notes are locked.
    """
    before = _found(programme)
    if said := {*before["applications"].due, *before["funding"].due}:
        rows = Application.objects.filter(pk__in=said).order_by("pk")
        list(rows.select_for_update(of=("self",), no_key=True))
    due = {part: one.due for part, one in _found(programme).items()}
    Application.objects.filter(pk__in=due["applications"]).update(access_needs="", interest="")
    Application.objects.filter(pk__in=due["funding"]).update(funding_link="")
    User.objects.filter(pk__in=due["people"]).update(access_needs="")
    return {part: len(found) for part, found in due.items()}


def _found(programme: Programme) -> dict[str, Found]:
    ended = keeping.ended(programme)
    rows = list(Application.objects.filter(ACCEPTED, area__programme=programme).select_related("seat"))
    decided = {one.pk: _day(one) for one in rows if one.access_needs or one.interest}
    funded = {one.pk: _over_on([one.seat], ended) for one in rows if one.funding_link and one.seat}
    return {
        "applications": Found(decided),
        "funding": Found(funded),
        "people": Found(_people(programme, ended)),
    }


def _day(application: Application) -> date | None:
    at = application.decided_at
    return at.astimezone(clock.LONDON).date() if at else None


def _people(programme: Programme, ended: Mapping[UUID, date]) -> dict[UUID, date | None]:
    """Who has said what they need and takes or took part in `programme`, with the day on which all of it was over."""
    mine = Seat.objects.taking_part().filter(programme=programme).exclude(user__access_needs="")
    seats: dict[UUID, list[Seat]] = {}
    for seat in Seat.objects.taking_part().filter(user__in=mine.values("user")):
        if seat.user_id:
            seats.setdefault(seat.user_id, []).append(seat)
    return {user: _over_on(held, ended) for user, held in seats.items()}


def _over_on(seats: Collection[Seat], ended: Mapping[UUID, date]) -> date | None:
    """The day on which the last of `seats` was over, of itself or with its area; None while one goes on."""
    days = [_first(seat.ended_on, ended.get(seat.area_id) if seat.area_id else None) for seat in seats]
    known = [day for day in days if day]
    return max(known) if known and len(known) == len(days) else None


def _first(*days: date | None) -> date | None:
    known: Iterable[date] = [day for day in days if day]
    return min(known, default=None)


KINDS = (
    Kind(
        code="restricted",
        title="What was said for few readers",
        rule="What people need and why they applied: six months after they were accepted. Whether the authority funds "
        "their organisation, and what they need to take part now: six months after their part or their area ended.",
        goes="These words, in accepted applications and in people’s details.",
        stays="The rest of the application, and that it was accepted.",
        verb="restricted words deleted",
        look=look,
        carry_out=forget,
    ),
)
