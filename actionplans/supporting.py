"""What the group says of a draft, as one reader may see it: counts by sector, reasons without names (3K, I-31)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from actionplans.asking import digest
from actionplans.content import Line, ObjectiveLine, in_order, item_of
from actionplans.models import ActionPlan, Support
from partnerships.models import Seat, Sector
from partnerships.permissions import Permission, allows
from partnerships.words import sectors_in_order

FEWEST = 3  # answers of a sector from which its figures are shown (domain I-31)
Choice = Support.Choice
Answers = Mapping[tuple[UUID, UUID], Support]  # by seat and item


@dataclass(frozen=True)
class Side:
    """What one sector answers to one item; no figures while they could tell who said what."""

    sector: Sector
    support: int
    can_live_with: int
    cannot: int
    shown: bool

    @property
    def many(self) -> int:
        return self.support + self.can_live_with + self.cannot


@dataclass(frozen=True)
class Reason:
    """Why somebody can't support an item, or can only live with it. `sector` is empty while it could tell who."""

    text: str
    sector: str
    refuses: bool


@dataclass(frozen=True)
class Voice:
    """What the group says of one item in its present words."""

    sides: tuple[Side, ...]
    reasons: tuple[Reason, ...]
    given: tuple[Support, ...]  # with their names, for whoever may see them; otherwise empty
    refused: bool


def given_to(plan: ActionPlan, seats: Collection[Seat] | None = None) -> dict[tuple[UUID, UUID], Support]:
    """The latest answer of each seat to each item, in whatever round; only of those who still take part."""
    live = Seat.objects.live().participants().filter(area=plan.area_id)
    if seats is not None:
        live = live.filter(pk__in=[seat.pk for seat in seats])
    rows = Support.objects.filter(asking__plan=plan, seat__in=live).select_related("seat__user")
    # The latest comes last, and stays.
    return {(row.seat_id, about(row)): row for row in rows.order_by("given_at", "id")}


def about(row: Support) -> UUID:
    """The item that was answered: the constraint holds that it is one of the two."""
    return next(item for item in (row.objective_id, row.action_id) if item is not None)


def standing(answers: Answers, lines: Iterable[Line]) -> dict[UUID, list[Support]]:
    """By item, the answers that were given to the words it has now."""
    present = {item_of(line).pk: digest(item_of(line)) for line in lines}
    found: dict[UUID, list[Support]] = {key: [] for key in present}
    for (_, item), row in answers.items():
        if present.get(item) == row.digest:
            found[item].append(row)
    return found


def voices(
    plan: ActionPlan, every: Sequence[ObjectiveLine], seat: Seat, answers: Answers
) -> dict[UUID, Voice]:
    """What `seat` may see of the answers, by item."""
    names = allows(seat, Permission.SEE_SUPPORT)
    order = sectors_in_order(plan.area.programme)
    return {
        item: _voice(rows, order, names=names) for item, rows in standing(answers, in_order(every)).items()
    }


def _voice(rows: Sequence[Support], order: Sequence[Sector], *, names: bool) -> Voice:
    sides = tuple(
        _side(sector, [row for row in rows if row.seat.sector == sector], names) for sector in order
    )
    # If one sector's reasons bore its mark and the other's did not, those without would be told by that alone.
    marked = all(side.shown for side in sides)
    reasons = [
        Reason(row.reason, row.seat.sector if marked else "", row.answer == Choice.CANNOT)
        for row in rows
        if row.reason
    ]
    # Not in the order of answering, which people in one room could follow.
    told = tuple(sorted(reasons, key=lambda reason: (not reason.refuses, reason.text)))
    refused = any(row.answer == Choice.CANNOT for row in rows)
    return Voice(sides, told, tuple(rows) if names else (), refused)


def _side(sector: Sector, rows: Sequence[Support], exact: bool) -> Side:
    support, live, cannot = (sum(row.answer == choice for row in rows) for choice in Choice)
    if not exact and len(rows) < FEWEST:
        return Side(sector, 0, 0, 0, shown=False)
    return Side(sector, support, live, cannot, shown=True)
