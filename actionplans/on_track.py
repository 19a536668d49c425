"""One press a quarter, "all on track": a word on every open action that somebody leads (domain 3H).

What is overdue or blocked is left out, and named: it needs words of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from actionplans import content, moves, progress
from actionplans.content import ActionLine, ObjectiveLine
from actionplans.models import ActionPlan, Delivery
from actionplans.models.delivery import Status
from actionplans.models.rag import next_word_by
from partnerships import agreement
from partnerships.membership import NotPossible
from partnerships.models import Seat
from partnerships.permissions import Permission, require
from pipd.kit import documents


@dataclass(frozen=True)
class Mine:
    """The open actions of one lead: those that one press covers, and those left out, each with why."""

    covered: tuple[ActionLine, ...]
    left_out: tuple[tuple[ActionLine, str], ...]

    @property
    def seen(self) -> str:
        """What the press is bound to: these actions as they stand."""
        rows = [line.action.delivery for line in self.covered]
        return documents.digest_of(
            [[str(row.pk), row.status, row.rag, str(row.last_word_on)] for row in rows]
        )

    @property
    def next_by(self) -> date | None:
        """The first day by which a next word is due."""
        told = [line.action.delivery.last_word_on for line in self.covered]
        return min((next_word_by(day) for day in told if day), default=None)


def mine(lines: Iterable[ObjectiveLine], seat: Seat) -> Mine:
    """What `seat` leads of `lines`, the agreed part of a plan."""
    every = [action for line in lines for action in line.actions]
    led = [line for line in every if _covers(line.action.delivery, seat)]
    out = [(line, why) for line in led if (why := _left_out(line.action.delivery))]
    skipped = {line.action.pk for line, _ in out}
    return Mine(tuple(line for line in led if line.action.pk not in skipped), tuple(out))


def _covers(row: Delivery, seat: Seat) -> bool:
    return row.is_open and row.is_under_way and progress.stands_for(row, seat)


def _left_out(row: Delivery) -> str:
    if row.is_overdue:
        return "it is overdue"
    return "it is blocked" if row.status == Status.BLOCKED else ""


@transaction.atomic
def all_on_track(plan: ActionPlan, *, seen: str, by: Seat) -> Mine:
    """Say of every action on the page that it is on track, in one transaction; what was covered and what was not.

    A colour that a lead had set is taken back: the facts set it again. `seen` is `Mine.seen` of the page that was
    read. Raises NotPossible when nothing is left to say, or when anything changed meanwhile.
    """
    require(by, Permission.SET_DELIVERY, area_id=plan.area_id)
    plan = moves.locked_in(plan, *ActionPlan.IN_FORCE)
    found = mine(content.agreed_lines(plan), by)
    if not found.covered:
        raise NotPossible(nothing_to_say(found.left_out))
    if seen != found.seen:
        raise NotPossible(agreement.CHANGED)
    for line in found.covered:
        row = line.action.delivery
        progress.write(plan, row, {"rag": "", "rag_note": ""}, said=(row.status, "", ""), by=by)
    return found


def nothing_to_say(left_out: Sequence[tuple[ActionLine, str]]) -> str:
    """Why one press covers nothing: what was left out needs words, or there is nothing to lead."""
    if left_out:
        return "Each action you lead is overdue or blocked, and needs words of its own."
    return "You lead no open action of this plan."
