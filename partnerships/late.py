"""What is late or uneven in groups, in sentences for the programme board."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from partnerships.models import Seat, StudyArea
from partnerships.parity import Parity, parity_of
from partnerships.uneven import of_areas
from pipd.kit.wording import short_date

MEETING = (StudyArea.State.CONFIRMED, StudyArea.State.IN_WORKSHOPS)


def parities(areas: Collection[StudyArea]) -> dict[UUID, Parity]:
    """The present parity of each area, in one query."""
    seats: dict[UUID, list[Seat]] = defaultdict(list)
    for seat in Seat.objects.live().participants().filter(area__in=areas):
        seats[seat.area_id].append(seat)
    return {area.pk: parity_of(area.programme, seats[area.pk]) for area in areas}


def late(areas: Collection[StudyArea]) -> dict[UUID, list[str]]:
    """Groups that are too small or uneven once they run, by area id."""
    found: dict[UUID, list[str]] = defaultdict(list)
    numbers, apart = parities(areas), of_areas(areas)
    for area in areas:
        parity = numbers[area.pk]
        if one := apart.get(area.pk):
            on = " Sessions go on." if area.state in MEETING else ""
            since = short_date(one.since)
            found[area.pk].append(f"The sectors have been uneven since {since}, {one.la} and {one.tso}.{on}")
        if area.state == StudyArea.State.RECRUITING and (
            parity.total < parity.smallest or not parity.is_even
        ):
            found[area.pk] += parity.reasons
    return found
