"""A version takes the place of the one before: what is under way goes on with it (docs/decisions/0013)."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from actionplans import content, moves
from actionplans.models import (
    ActionPlan,
    Delivery,
    Dependency,
    PartnershipLink,
    PlanPublished,
    PlanReview,
    PlanStarted,
    ProgressUpdate,
)
from partnerships import agreement, history
from partnerships.models import Seat

S = ActionPlan.State
# Carried over as it stands; what is not named here belongs to the row itself.
OWN = {"id", "action", "goes_on"}


def origins(plan: ActionPlan) -> Mapping[UUID, UUID]:
    """By the id of each action that both sectors accept: the action of the version before that it carries on."""
    agreed = content.agreed_lines(plan)
    actions = [a.action for line in agreed for a in line.actions]
    return {action.pk: action.origin_id for action in actions if action.origin_id}


def supersede(plan: ActionPlan, *, by: Seat) -> dict[UUID, Delivery]:
    """Let the signed `plan`, still a draft in state, take the place of the locked version it follows.

    Returns the deliveries that go on, by the id of the action in `plan`, not yet saved. The version before keeps its
    own as they stood, and the updates of actions that nothing carries on.
    """
    before = plan.follows
    if before is None:
        return {}
    before = moves.locked_in(before, *ActionPlan.IN_FORCE)
    was_started = before.state == S.IN_PROGRESS
    _void_half_signed(before, by=by)
    moves.move(before, S.SUPERSEDED, by=by)
    PlanReview.objects.filter(plan=before, written_at=None).update(plan=plan)
    facts = {"version": before.version, "by version": plan.version}
    history.record(by, "plan superseded", subject=before.id, facts=facts)
    came_from = origins(plan)
    rows = Delivery.objects.filter(action__in=came_from.values())
    former = {row.action_id: row for row in rows}
    return {
        action: _carried(former[origin], action, was_started)
        for action, origin in came_from.items()
        if origin in former
    }


def _void_half_signed(before: ActionPlan, *, by: Seat) -> None:
    """A lone signature of the start, or of who may read it, does nothing for what is superseded: nobody is asked on."""
    for table, verb in ((PlanStarted, "start voided"), (PlanPublished, "publication voided")):
        for act in table._default_manager.open().filter(plan=before):
            agreement.void(act, reason=table.Void.OTHERWISE)
            history.record(by, verb, subject=act.id, facts={"digest": act.digest})


def _carried(row: Delivery, action: UUID, was_started: bool) -> Delivery:
    kept = {f.attname: getattr(row, f.attname) for f in Delivery._meta.concrete_fields if f.name not in OWN}
    return Delivery(action_id=action, goes_on=was_started or row.goes_on, **kept)


def hand_over(plan: ActionPlan) -> None:
    """Give the saved deliveries of `plan` what was said of them before, what they wait for and what they rest on."""
    new = {origin: action for action, origin in origins(plan).items()}
    rows = {row.action_id: row for row in Delivery.objects.filter(action__in=new.values())}
    for origin, action in new.items():
        if action in rows:
            ProgressUpdate.objects.filter(delivery__action=origin).update(delivery=rows[action])
    waits = Dependency.objects.filter(action__in=new, needs__in=new)
    Dependency.objects.bulk_create(
        (Dependency(action_id=new[row.action_id], needs_id=new[row.needs_id]) for row in waits),
        ignore_conflicts=True,
    )
    rests = PartnershipLink.objects.filter(delivery__action__in=new).select_related("delivery")
    PartnershipLink.objects.bulk_create(
        (
            PartnershipLink(delivery=rows[new[row.delivery.action_id]], partnership_id=row.partnership_id)
            for row in rests
            if new[row.delivery.action_id] in rows
        ),
        ignore_conflicts=True,
    )
