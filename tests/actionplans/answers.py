"""Answers of participants to a draft, by the real workflow functions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actionplans import asking, content
from actionplans.asking import Reply
from actionplans.models import ActionPlan, Item, Support
from partnerships.models import Seat

C = Support.Choice
ALL_WELL: Mapping[Any, tuple[str, str]] = {}


def items(plan: ActionPlan) -> list[Any]:
    """Every objective and action of the plan, in order."""
    return content.items_of(content.lines(plan))


def reply(item: Item, answer: str = C.SUPPORT, reason: str = "") -> Reply:
    """An answer to the words `item` has in hand."""
    return Reply(item.pk, asking.digest(item), answer, reason)


def give(
    plan: ActionPlan, *seats: Seat, answer: str = C.SUPPORT, reason: str = "", item: Item | None = None
) -> None:
    """Each of `seats` says `answer` of `item`, or of everything."""
    for seat in seats:
        asking.answer(
            plan, [reply(one, answer, reason) for one in ([item] if item else items(plan))], by=seat
        )


def posted(plan: ActionPlan, **given: Any) -> dict[str, str]:
    """What a browser posts of the page of questions: `given` by name is added to the digests."""
    return {f"digest_{one.pk}": asking.digest(one) for one in items(plan)} | given
