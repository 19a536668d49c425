"""Drafting Table 1: open the draft, add, change, move and remove objectives and actions (domain 3G).

Participants of both sectors write; facilitators help with the words. Nobody's acceptance outlives a change of what
was accepted.
"""

from __future__ import annotations

from typing import Any, TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.db.models import F, Max

from actionplans import content, moves, signing
from actionplans.models import Action, ActionPlan, Item, Objective
from actionplans.models.items import LIFTED
from partnerships import history
from partnerships.membership import NotPossible
from partnerships.models import Role, Seat, StudyArea
from partnerships.permissions import Permission, require
from pipd.kit import clock, revisions
from workshops.models import ClearedPoint

S = ActionPlan.State
ItemT = TypeVar("ItemT", bound=Item)
MOST = 20  # objectives of a plan, and actions of an objective: far above any real plan


def why_not_open(area: StudyArea, *, by: Seat) -> str:
    """Why `by` cannot start a draft now, in a sentence; empty when they can."""
    if by.role != Role.FACILITATOR and not by.may_sign:
        return "A sector's lead or a facilitator starts the plan."
    if ActionPlan.objects.filter(area=area).exclude(state=S.ABANDONED).exists():
        return "This area has a plan already."
    if not ClearedPoint.objects.filter(note__area=area).exists():
        return "A plan answers what was said, so at least one statement has to be cleared first."
    return ""


@transaction.atomic
def open_draft(area: StudyArea, *, by: Seat) -> ActionPlan:
    """Start the area's plan. Raises NotPossible before anything is cleared, or when there is a plan already."""
    require(by, moves.MOVES[moves.NOTHING_YET, S.DRAFT], area_id=area.pk)
    StudyArea.objects.select_for_update(no_key=True).get(pk=area.pk)
    if reason := why_not_open(area, by=by):
        raise NotPossible(reason)
    version = (ActionPlan.objects.filter(area=area).aggregate(last=Max("version"))["last"] or 0) + 1
    now = clock.now()
    plan = ActionPlan.objects.create(area=area, version=version, opened_at=now, opened_by=by, changed_at=now)
    history.record(by, "plan opened", subject=plan.id, facts={"version": version})
    return plan


def drafting(plan: ActionPlan, *, by: Seat) -> ActionPlan:
    """The locked draft, for somebody who may write in it. Raises NotPossible once both sectors have signed."""
    require(by, Permission.DRAFT_PLAN, area_id=plan.area_id)
    return moves.locked_in(plan, S.DRAFT)


def plan_of(item: Item) -> ActionPlan:
    """The plan that an objective or action belongs to."""
    match item:
        case Objective():
            return item.plan
        case Action():
            return item.objective.plan
    raise TypeError(f"{type(item).__name__} stands in no plan.")


def fresh(item: ItemT) -> ItemT:
    """`item` as it stands under the lock. Raises NotPossible when somebody removed it meanwhile."""
    try:
        item.refresh_from_db()
    except ObjectDoesNotExist:
        raise NotPossible("Somebody removed this meanwhile.") from None
    return item


def _next_place(kin: Any) -> int:
    if kin.count() >= MOST:
        raise NotPossible(f"There are {MOST} already. Put some together before you add another.")
    return int(kin.aggregate(last=Max("seq"))["last"] or 0) + 1


@transaction.atomic
def add_objective(
    plan: ActionPlan, *, by: Seat, text: str, priority: str, concern_la: str = "", concern_tso: str = ""
) -> Objective:
    """Put forward one more objective, last in order. It is a proposal until both sectors accept it."""
    plan = drafting(plan, by=by)
    objective = Objective.objects.create(
        plan=plan,
        seq=_next_place(plan.objectives.all()),
        text=text,
        priority=priority,
        concern_la=concern_la,
        concern_tso=concern_tso,
    )
    history.record(by, "objective added", subject=objective.id)
    signing.uphold(plan, by=by)
    return objective


@transaction.atomic
def add_action(objective: Objective, *, by: Seat, text: str, kind: str, mode: str) -> Action:
    """Put forward one more action that answers `objective`."""
    plan = drafting(objective.plan, by=by)
    fresh(objective)
    action = Action.objects.create(
        objective=objective, seq=_next_place(objective.actions.all()), text=text, kind=kind, mode=mode
    )
    history.record(by, "action added", subject=action.id)
    signing.uphold(plan, by=by)
    return action


def edit_objective(objective: Objective, *, by: Seat, revision: int, **values: Any) -> bool:
    """Change an objective's words, concerns or priority. See `_edit`."""
    return _edit(objective, by=by, revision=revision, values=values)


def edit_action(action: Action, *, by: Seat, revision: int, **values: Any) -> bool:
    """Change an action's words, kind or delivery mode. See `_edit`."""
    return _edit(action, by=by, revision=revision, values=values)


@transaction.atomic
def _edit(item: Item, *, by: Seat, revision: int, values: dict[str, Any]) -> bool:
    """Write `values` if nobody else wrote first, and return whether that voided a signature.

    A change of what a sector accepts lifts both acceptances (domain I-29). Raises revisions.Conflict with the row
    as it stands when `revision` is not the present one.
    """
    plan = drafting(plan_of(item), by=by)
    fresh(item)
    if item.revision == revision and all(getattr(item, name) == value for name, value in values.items()):
        return False
    lifted = any(getattr(item, name) != values[name] for name in item.CONTENT if name in values)
    name = content.name_of(item, content.lines(plan))
    revisions.swap(item, revision=revision, **values, **(LIFTED if lifted else {}))
    history.record(by, f"{type(item).__name__.lower()} changed", subject=item.id, facts={"lifted": lifted})
    return signing.uphold(plan, f"{name} was changed.", by=by)


@transaction.atomic
def remove(item: Item, *, seen: str = "", by: Seat) -> bool:
    """Take an objective (with its actions) or an action out of the draft; whether that voided a signature.

    `seen` is `content.seen_of` the page that was read. Raises revisions.Conflict when somebody changed the words, or
    added an action to the objective, meanwhile: nobody removes what they did not read.
    """
    plan = drafting(plan_of(item), by=by)
    fresh(item)
    every = content.lines(plan)
    if seen and seen != content.seen_of(item, every):
        raise revisions.Conflict(item)
    key, name = item.id, content.name_of(item, every)
    item.delete()
    history.record(by, f"{type(item).__name__.lower()} removed", subject=key)
    return signing.uphold(plan, f"{name} was removed.", by=by)


@transaction.atomic
def move(item: Item, *, up: bool, by: Seat) -> bool:
    """Change places with the neighbour above or below; whether that voided a signature.

    Order is part of what is accepted, so the item that moves is put to both sectors again.
    """
    plan = drafting(plan_of(item), by=by)
    fresh(item)
    kin: Any = item.objective.actions.all() if isinstance(item, Action) else plan.objectives.all()
    near = (
        kin.filter(seq__lt=item.seq).order_by("-seq") if up else kin.filter(seq__gt=item.seq).order_by("seq")
    )
    neighbour = near.first()
    if neighbour is None:
        return False
    name = content.name_of(item, content.lines(plan))
    _swap_places(item, neighbour)
    history.record(by, f"{type(item).__name__.lower()} moved", subject=item.id)
    return signing.uphold(plan, f"{name} was moved.", by=by)


def _swap_places(item: Item, neighbour: Item) -> None:
    """By way of place 0, which nothing else holds: no two rows may share a place even for a moment."""
    rows = type(item)._default_manager
    here, there = item.seq, neighbour.seq
    rows.filter(pk=item.pk).update(seq=0)
    rows.filter(pk=neighbour.pk).update(seq=here)
    rows.filter(pk=item.pk).update(seq=there, revision=F("revision") + 1, **LIFTED)
    item.refresh_from_db()
