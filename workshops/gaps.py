"""Sessions closer than the setting: only as far as the leads of both sectors agree (domain I-9).

What they agree to is how many working days lie between two sessions at the least, read with the dates as proposed then;
other dates with as many or more need no further word.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from partnerships.models import Sector, StudyArea
from partnerships.words import sector_words, sectors_in_order
from pipd.kit import clock, workdays
from pipd.kit.wording import listed, short_date
from workshops.models import GapWaiver, Workshop

Day = tuple[int, date]  # a session by its number, and when it is
# By the numbers of two sessions: the working days both leads agreed to.
Fewest = Mapping[tuple[int, int], int]


@dataclass(frozen=True)
class Pair:
    """Two sessions that follow each other, on these dates."""

    earlier: Workshop
    later: Workshop
    earlier_on: date
    later_on: date

    @property
    def gap(self) -> int:
        """The working days between them."""
        return workdays.between(self.earlier_on, self.later_on)

    @property
    def digest(self) -> str:
        """What both leads sign: how few working days between which sessions, and the dates as proposed then."""
        told = f"{self.earlier.pk} {self.later.pk} >= {self.gap}: {self.earlier_on} {self.later_on}"
        return hashlib.sha256(told.encode()).hexdigest()


def short(area: StudyArea, earlier: Day, later: Day, agreed: Fewest | None = None) -> bool:
    """Whether two sessions are closer than the setting, and than both leads have `agreed` to (domain I-9).

    What they have agreed is looked up unless it is given; with nothing given as agreed, the setting alone is asked.
    Raises CalendarRunsOut where nobody knows the bank holidays.
    """
    gap = workdays.between(earlier[1], later[1])
    if gap >= area.programme.days_between_sessions:
        return False
    if agreed is None:
        agreed = _fewest(_agreed().filter(later__area=area))
    return gap <= 0 or gap < agreed.get((earlier[0], later[0]), area.programme.days_between_sessions)


def _agreed() -> QuerySet[GapWaiver]:
    """What both leads have agreed and is not over."""
    return GapWaiver.objects.complete().filter(over_at=None).select_related("earlier", "later")


def _fewest(waivers: Iterable[GapWaiver]) -> Fewest:
    """Of several agreements about two sessions the one with the fewest working days counts."""
    found: dict[tuple[int, int], int] = {}
    for w in waivers:
        pair = w.earlier.number, w.later.number
        found[pair] = min(w.gap, found.get(pair, w.gap))
    return found


def awaited(area: StudyArea, later: int) -> str:
    """Whom a request for an earlier session `later` awaits, in a sentence; empty where there is none."""
    waiver = (
        requests().filter(later__area=area, later__number=later).select_related("earlier", "later").first()
    )
    if waiver is None:
        return ""
    missing = [f"the {sector_words(area.programme, sector)} lead" for sector in missing_of(waiver, area)]
    verb = "has" if len(missing) == 1 else "have"
    asked = f"The leads are asked about {waiver.terms}, for {short_date(waiver.later_on)}"
    return f"{asked}: {listed(missing)} {verb} not agreed yet."


def missing_of(waiver: GapWaiver, area: StudyArea) -> list[Sector]:
    """The sectors whose lead has not agreed yet."""
    return [sector for sector in sectors_in_order(area.programme) if not waiver.signed_at(sector)]


def requests() -> QuerySet[GapWaiver]:
    """Requests that can still be agreed to: those for a date that is past ask nobody."""
    return GapWaiver.objects.open().filter(later_on__gte=clock.today())


def close_pair(workshop: Workshop, day: date) -> Pair | None:
    """Which two sessions would be too close, and not agreed, were `workshop` on `day`; the earlier pair of two."""
    row = Workshop.objects.filter(area=workshop.area).order_by("number")
    standing = [w for w in row if w.pk == workshop.pk or not w.is_halted]
    days = {w.pk: day if w.pk == workshop.pk else w.local_start.date() for w in standing}
    for earlier, later in pairwise(standing):
        pair = Pair(earlier, later, days[earlier.pk], days[later.pk])
        ends = (earlier.number, pair.earlier_on), (later.number, pair.later_on)
        try:
            if workshop.pk in (earlier.pk, later.pk) and pair.gap > 0 and short(workshop.area, *ends):
                return pair
        except workdays.CalendarRunsOut:
            return None
    return None


def told(workshop: Workshop) -> list[GapWaiver]:
    """What pages of `workshop` say: what is agreed and not over, and what is asked; in one query."""
    mine = GapWaiver.objects.standing().filter(Q(earlier=workshop) | Q(later=workshop), over_at=None)
    rows = mine.select_related("earlier", "later").order_by("asked_at", "id")
    return [w for w in rows if w.completed_at or w.later_on >= clock.today()]


def awaits(side: str) -> Exists:
    """Whether an earlier date of a session waits for the lead of `side`: for the query of sessions."""
    return Exists(requests().filter(later=OuterRef("pk"), **{f"{side}_at": None}))


def asked_at() -> Subquery:
    """Since when it waits: for the query of sessions."""
    return Subquery(requests().filter(later=OuterRef("pk")).values("asked_at")[:1])


# What follows from dates


def keep_up(area: StudyArea) -> None:
    """Note which agreements the dates of `area` rest on now, and which are over since its sessions are apart again."""
    for waiver in _agreed().filter(later__area=area):
        pair = (waiver.earlier, waiver.later)
        if any(w.is_halted for w in pair):
            continue
        if short(area, _day_of(pair[0]), _day_of(pair[1]), agreed={}):
            waiver.used_at = waiver.used_at or clock.now()
        elif waiver.used_at:
            waiver.over_at = clock.now()
        waiver.save(update_fields=["used_at", "over_at"])


def _day_of(workshop: Workshop) -> Day:
    return workshop.number, workshop.local_start.date()


def verify() -> Iterator[str]:
    """Domain I-9: sessions closer than the setting rest on what both leads have agreed."""
    agreed = defaultdict(list)
    for waiver in _agreed():
        agreed[waiver.later.area_id].append(waiver)
    rows = Workshop.objects.select_related("area__programme").order_by("area", "number")
    for area, row in groupby((w for w in rows if not w.is_halted), key=lambda w: w.area):
        fewest = _fewest(agreed[area.pk])
        for earlier, later in pairwise(row):
            if short(area, _day_of(earlier), _day_of(later), fewest):
                gap = workdays.between(_day_of(earlier)[1], _day_of(later)[1])
                yield f"{later}: {gap} working days after session {earlier.number}, and the leads did not agree to it."
