"""A group that runs and has lost its balance: since when, and until when a place is kept open for whoever waits (E1).

Nothing of it is stored: it follows from the days on which people joined and left. Nothing stops because of it either
(domain I-2).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from partnerships.models import Programme, Seat, Sector, StudyArea
from partnerships.models.seats import NOT_TAKEN_UP, covers
from partnerships.parity import RUNNING, free_places, within
from pipd.kit import clock, workdays
from pipd.kit.wording import in_sentence

OPEN_FOR = 15  # working days (domain E1)


@dataclass(frozen=True)
class Stay:
    """From when until when one person took part, for which sector."""

    sector: str
    started_on: date
    ended_on: date | None

    def covers(self, day: date) -> bool:
        return covers(day, self.started_on, self.ended_on)


@dataclass(frozen=True)
class Uneven:
    """That the sectors of a group are uneven, with how many of each, and since when."""

    la: int
    tso: int
    since: date
    places: int
    programme: Programme

    @property
    def short_of(self) -> Sector:
        """The sector with fewer people: its places are open."""
        return Sector.LA if self.la < self.tso else Sector.TSO

    @property
    def until(self) -> date:
        """The last day of fifteen working days for which a place is kept open; as far as bank holidays are known."""
        return workdays.add_wd_known(self.since, OPEN_FOR)

    @property
    def is_over(self) -> bool:
        """Whether these days are over. Whoever waits may be given the place all the same."""
        return workdays.deadline(self.until) < clock.now()

    @property
    def numbers(self) -> str:
        """ "6 from the local authority and 5 from the third sector"."""
        la, tso = (in_sentence(self.programme.words_for(sector)) for sector in Sector)
        return f"{self.la} from the {la} and {self.tso} from the {tso}"


def stays_of(areas: Collection[StudyArea]) -> dict[UUID, list[Stay]]:
    """Who takes part, or took part, in each of `areas`, by its id; one query."""
    found: dict[UUID, list[Stay]] = defaultdict(list)
    rows = Seat.objects.participants().filter(area__in=areas).order_by()
    for area, sector, started_on, ended_on in rows.values_list("area", "sector", "started_on", "ended_on"):
        found[area].append(Stay(sector, started_on, ended_on))
    return found


def uneven(area: StudyArea) -> Uneven | None:
    """How `area` is uneven today; None where it is even, or does not run."""
    return of_areas([area]).get(area.pk)


def of_areas(areas: Collection[StudyArea]) -> dict[UUID, Uneven]:
    """Those of `areas` that run and are uneven today, by id; one query, and none where no group runs."""
    running = [area for area in areas if area.state in RUNNING]
    stays = stays_of(running) if running else {}
    found = {area.pk: on_day(area, stays.get(area.pk, []), clock.today()) for area in running}
    return {pk: one for pk, one in found.items() if one}


def on_day(area: StudyArea, stays: Sequence[Stay], day: date) -> Uneven | None:
    """How the group of `area`, which `stays` make up, was uneven on `day`; None where it was even."""
    since = _since(area, stays, day)
    if since is None:
        return None
    taken = {s: sum(one.covers(day) and one.sector == s for one in stays) for s in Sector}
    short_of = min(Sector, key=lambda sector: taken[sector])
    places = free_places(taken, area)[short_of]
    return Uneven(taken[Sector.LA], taken[Sector.TSO], since, places, area.programme)


def _since(area: StudyArea, stays: Sequence[Stay], day: date) -> date | None:
    """The first of the days, up to `day`, on all of which the sectors were uneven."""
    changes = {one.started_on for one in stays} | {one.ended_on for one in stays if one.ended_on}
    waived = _apart(stays, area.waived_at.astimezone(clock.LONDON).date()) if area.waived_at else 0
    since = None
    for change in sorted((one for one in changes if one <= day), reverse=True):
        apart = _apart(stays, change)
        # A group that started one apart by a waiver is as it was meant to be (domain I-1).
        if within(apart, area.programme.parity_tolerance) or apart == waived:
            break
        since = change
    return since


def _apart(stays: Sequence[Stay], day: date) -> int:
    """How many more people the local authority side had on `day` than the other."""
    there = [one.sector for one in stays if one.covers(day)]
    return there.count(Sector.LA) - there.count(Sector.TSO)


def who_left(area: StudyArea, sector: str) -> Seat | None:
    """Whose place in `sector` the next person takes: who left last among those nobody has replaced yet.

    None before the group starts, when people are chosen and replace nobody.
    """
    if area.state not in RUNNING:
        return None
    ended = Seat.objects.participants().filter(area=area, sector=sector, ended_on__lte=clock.today())
    ended = ended.exclude(end_reason=NOT_TAKEN_UP)
    return ended.filter(replaced_by=None).select_related("user").order_by("-ended_on", "-id").first()
