"""A lead or deputy accepts an objective or action for their sector's participants, in the wording they read."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from actionplans import content, moves, signing
from actionplans.models import ActionPlan, Item
from actionplans.planning import fresh, plan_of
from partnerships import history
from partnerships.agreement import is_same_person
from partnerships.membership import NotPossible
from partnerships.models import Seat, Sector
from partnerships.permissions import Permission, require, require_still
from pipd.kit import clock, revisions

S = ActionPlan.State


def _accepting(plan: ActionPlan, by: Seat) -> ActionPlan:
    require(by, Permission.ACCEPT_ITEM, area_id=plan.area_id)
    plan = moves.locked_in(plan, S.DRAFT)
    require_still(by, Permission.ACCEPT_ITEM)
    return plan


def _acceptance(by: Seat) -> dict[str, Any]:
    return {f"accepted_{by.sector}_at": clock.now(), f"accepted_{by.sector}_by": by}


def _spoke_for_the_other(item: Item, by: Seat) -> bool:
    """Whether the same person accepted `item` from the other side: nobody speaks for both sectors."""
    other = item.accepted_tso_by if by.sector == Sector.LA else item.accepted_la_by
    return is_same_person(other, by)


def _write(item: Item, values: dict[str, Any]) -> None:
    # The revision stays: accepting changes no words, and must not throw somebody's edit into a conflict.
    type(item)._default_manager.filter(pk=item.pk).update(**values)
    item.refresh_from_db()


@transaction.atomic
def accept(item: Item, *, revision: int, by: Seat) -> None:
    """Accept `item` for the participants of one's sector. Accepting twice changes nothing.

    Raises revisions.Conflict when the words are no longer those of `revision`. When both sectors accept, the item
    joins what is signed, so a lone signature is voided and its giver told (domain I-29).
    """
    plan = _accepting(plan_of(item), by)
    if fresh(item).revision != revision:
        raise revisions.Conflict(item)
    if item.is_accepted_for(by.sector):
        return
    if _spoke_for_the_other(item, by):
        raise NotPossible(
            "You accepted this for the other sector before. Somebody else accepts it for this one."
        )
    _write(item, _acceptance(by))
    history.record(by, "item accepted", subject=item.id, facts={"sector": by.sector, "revision": revision})
    signing.uphold(plan, f"{content.name_of(item, content.lines(plan))} was accepted by both sectors.", by=by)


@transaction.atomic
def accept_all(plan: ActionPlan, *, seen: str, by: Seat) -> int:
    """Accept every item at once; how many were not accepted before. `seen` is `content.seen_digest` of the page.

    Raises NotPossible when any item has changed since: nobody accepts words they did not read.
    """
    plan = _accepting(plan, by)
    every = content.lines(plan)
    if content.seen_digest(every) != seen:
        raise NotPossible("Something changed while you were reading, so nothing was accepted. Read it again.")
    waiting = [
        item
        for item in content.items_of(every)
        if not item.is_accepted_for(by.sector) and not _spoke_for_the_other(item, by)
    ]
    for item in waiting:
        _write(item, _acceptance(by))
        facts = {"sector": by.sector, "revision": item.revision}
        history.record(by, "item accepted", subject=item.id, facts=facts)
    if waiting:
        signing.uphold(plan, "Items that one sector had not accepted were accepted by both.", by=by)
    return len(waiting)


@transaction.atomic
def take_back(item: Item, *, by: Seat) -> None:
    """Take one's sector's acceptance back, as long as the plan is a draft."""
    plan = _accepting(plan_of(item), by)
    if not fresh(item).is_accepted_for(by.sector):
        return
    name = content.name_of(item, content.lines(plan))
    _write(item, {f"accepted_{by.sector}_at": None, f"accepted_{by.sector}_by": None})
    history.record(by, "acceptance taken back", subject=item.id, facts={"sector": by.sector})
    signing.uphold(plan, f"{name} is no longer accepted by both sectors.", by=by)
