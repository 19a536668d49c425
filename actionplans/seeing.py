"""The page of a plan in delivery: timeline, objectives, who carries what, what changed. Reads, never writes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode
from uuid import UUID

from actionplans import content
from actionplans.content import ObjectiveLine
from actionplans.going import Going, Standing, standings, summary
from actionplans.load import Load, loads
from actionplans.models import ActionPlan, Dependency, PlanReview, PlanStarted
from actionplans.models.delivery import Status
from actionplans.since import Change, changes_since
from actionplans.timeline import drawings
from actionplans.timeline_shapes import NARROW, WIDE, Drawing, Frame, Review
from partnerships.models import Sector
from partnerships.words import sectors_in_order
from pipd.kit import clock
from pipd.kit.clock import LONDON

LONG = 20  # actions, from which on the page offers to show some of them alone
OVERDUE = "overdue"


@dataclass(frozen=True)
class Wanted:
    """Which actions the reader asked to see; nothing means all."""

    objective: int = 0
    sector: str = ""
    status: str = ""

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> Wanted:
        """From an address; what makes no sense there is left out."""
        objective, sector, status = (asked.get(name, "") for name in ("objective", "sector", "status"))
        return cls(
            int(objective) if objective.isascii() and objective.isdigit() and len(objective) < 4 else 0,
            sector if sector in Sector else "",
            status if status in Status or status == OVERDUE else "",
        )

    def __bool__(self) -> bool:
        return bool(self.objective or self.sector or self.status)

    def shows(self, one: Going) -> bool:
        if self.objective and one.objective != self.objective:
            return False
        if self.sector and self.sector not in one.sectors:
            return False
        return not self.status or (one.overdue if self.status == OVERDUE else one.status == self.status)

    def address(self, status: str) -> str:
        """The query for the same with another status."""
        found = {"objective": self.objective, "sector": self.sector, "status": status}
        return "?" + urlencode({name: value for name, value in found.items() if value})


@dataclass(frozen=True)
class Chip:
    """One status to choose, with how many actions it would show."""

    value: str
    words: str
    count: int
    address: str


@dataclass(frozen=True)
class Overview:
    """Everything on the page that is not the same for all plans."""

    standings: Sequence[Standing]
    every: Sequence[Going]
    shown: Sequence[Going]
    wanted: Wanted
    wide: Sequence[Drawing]
    narrow: Sequence[Drawing]
    reviews: Sequence[PlanReview]
    began: datetime | None
    since: date | None
    last: PlanReview | None
    changes: Sequence[Change]
    loads: Sequence[Load]

    @property
    def summary(self) -> str:
        return summary(self.every)

    @property
    def is_long(self) -> bool:
        return len(self.every) >= LONG or bool(self.wanted)

    @property
    def columns(self) -> list[Status]:
        """The statuses that occur, in their order."""
        return [status for status in Status if any(one.status == status for one in self.every)]

    @property
    def anything_late(self) -> bool:
        return any(one.overdue for one in self.every)

    @property
    def chips(self) -> list[Chip]:
        """The statuses one may choose, within the objective and sector that are chosen."""
        rest = Wanted(self.wanted.objective, self.wanted.sector)
        found = [one for one in self.every if rest.shows(one)]
        choices = [("", "All"), (OVERDUE, "Overdue"), *((s.value, s.label) for s in self.columns)]
        counted = [
            Chip(value, words, sum(Wanted(status=value).shows(one) for one in found), rest.address(value))
            for value, words in choices
        ]
        return [chip for chip in counted if chip.count or not chip.value or chip.value == self.wanted.status]

    @property
    def months(self) -> tuple[date, date] | None:
        """From when to when the actions shown go, for the name of the picture."""
        days = [day for one in self.shown for day in (one.starts_on, one.due_on) if day]
        return (min(days), max(days)) if days else None


def overview(plan: ActionPlan, wanted: Wanted) -> Overview:
    """The page of an agreed plan, in seven queries however long it is."""
    lines = content.agreed_lines(plan)
    sectors = sectors_in_order(plan.area.programme)
    found = standings(lines, _needs(plan), sectors)
    every = [action for one in found for action in one.actions]
    shown = [action for action in every if wanted.shows(action)]
    started = PlanStarted.objects.complete().filter(plan=plan).first()
    began = started.completed_at if started else None
    reviews = list(PlanReview.objects.filter(plan=plan).order_by("number"))
    today = clock.today() if plan.is_in_force else None
    last = last_held(reviews)
    wide, narrow = (_drawn(shown, frame, today, began, reviews) for frame in (WIDE, NARROW))
    return Overview(
        standings=found,
        every=every,
        shown=shown,
        wanted=wanted,
        wide=wide,
        narrow=narrow,
        reviews=reviews,
        began=began,
        since=last.held_on if last else began.astimezone(LONDON).date() if began else None,
        last=last,
        changes=_changes(plan, lines, last, began),
        loads=loads(lines, sectors),
    )


def last_held(reviews: Sequence[PlanReview]) -> PlanReview | None:
    """The latest review that was held."""
    held = [review for review in reviews if review.held_on]
    return max(held, key=lambda review: (review.held_on, review.number), default=None)


def _changes(
    plan: ActionPlan, lines: Sequence[ObjectiveLine], last: PlanReview | None, began: datetime | None
) -> list[Change]:
    """From the beginning of the day of the review: what was told on that day is not lost."""
    moment = clock.local(last.held_on, 0) if last and last.held_on else began
    return changes_since(plan, moment, lines=lines) if moment else []


def _needs(plan: ActionPlan) -> Mapping[UUID, list[UUID]]:
    rows = Dependency.objects.filter(action__objective__plan=plan)
    found: dict[UUID, list[UUID]] = defaultdict(list)
    for action, needs in rows.order_by("needs__objective__seq", "needs__seq").values_list("action", "needs"):
        found[action].append(needs)
    return found


def _drawn(
    shown: Sequence[Going],
    frame: Frame,
    today: date | None,
    began: datetime | None,
    reviews: Sequence[PlanReview],
) -> list[Drawing]:
    return drawings(
        [one.span for one in shown],
        frame,
        today=today,
        began=began.astimezone(LONDON).date() if began else None,
        reviews=[Review(r.number, r.held_on or r.due_on, held=r.held_on is not None) for r in reviews],
    )
