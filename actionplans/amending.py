"""Opening the next version of a plan in force, which lives on until both sectors have signed that one (domain 3G)."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Max

from actionplans import content, moves
from actionplans.content import ObjectiveLine
from actionplans.models import Action, ActionPlan, Evidence, Item, NoResponse, Objective, PlanClosed
from actionplans.models.items import LIFTED
from partnerships import history
from partnerships.membership import NotPossible
from partnerships.models import Seat, Sector
from partnerships.permissions import require, require_still
from partnerships.words import sector_words
from pipd.kit import clock

S = ActionPlan.State


def why_not(plan: ActionPlan) -> str:
    """Why no new version of the locked `plan` can be opened now, in a sentence; empty when one can."""
    if not plan.is_in_force:
        return moves.WHERE_IT_STANDS[S(plan.state)]
    draft = ActionPlan.objects.drafts().filter(area=plan.area_id).first()
    if draft is not None:
        return f"Version {draft.version} is open already. Write in that one."
    if signed := half_closed(plan):
        there = sector_words(plan.area.programme, signed)
        return (
            f"The {there} participants have signed for closing this plan. A signature is not passed over: it is "
            "taken back or declined before a new version is opened."
        )
    return ""


def half_closed(plan: ActionPlan) -> Sector | None:
    """The sector whose lone signature for closing `plan` stands: as a draft stops closing, that stops a draft."""
    act = PlanClosed.objects.open().filter(plan=plan).first()
    return act.awaits.other if act and act.awaits else None


@transaction.atomic
def open_version(plan: ActionPlan, *, by: Seat) -> ActionPlan:
    """Open the version after `plan`, word for word what both sectors signed, and return it as a draft.

    What is not changed stays accepted by both: they accepted these very words. Proposals that stayed behind stay
    with the version they were made in. Raises NotPossible unless the plan is in force, has no draft beside it, and
    nobody has signed for closing it. Two leads pressing at once open one draft: area and plan are locked first.
    """
    require(by, moves.NEW_VERSION[S.AGREED], area_id=plan.area_id)
    plan = moves.lock(plan)
    require_still(by, moves.NEW_VERSION[S.AGREED])
    if reason := why_not(plan):
        raise NotPossible(reason)
    now = clock.now()
    last = ActionPlan.objects.filter(area=plan.area_id).aggregate(last=Max("version"))["last"]
    following = ActionPlan.objects.create(
        area=plan.area, version=last + 1, follows=plan, opened_at=now, opened_by=by, changed_at=now
    )
    for line in content.agreed_lines(plan):
        _copy(line, following)
    _copy_reasons(plan, following)
    facts = {"version": following.version, "follows": plan.version}
    history.record(by, "plan version opened", subject=following.id, facts=facts)
    return following


def _same(item: Item, *more: str) -> dict[str, Any]:
    """What a copy of `item` says and who accepted it."""
    return {name: getattr(item, name) for name in (*item.CONTENT, *LIFTED, *more)}


def _copy_reasons(plan: ActionPlan, into: ActionPlan) -> None:
    """Why there is no response to a challenge is worded anew in each version, beginning with what was said."""
    NoResponse.objects.bulk_create(
        NoResponse(
            plan=into,
            point_id=said.point_id,
            reason=said.reason,
            revision=1,
            given_at=said.given_at,
            given_by_id=said.given_by_id,
        )
        for said in NoResponse.objects.filter(plan=plan)
    )


def _copy(line: ObjectiveLine, into: ActionPlan) -> None:
    copied = Objective.objects.create(
        plan=into, seq=line.number, origin=line.objective, **_same(line.objective)
    )
    Evidence.objects.bulk_create(
        Evidence(objective=copied, point_id=e.point_id, linked_at=e.linked_at, linked_by_id=e.linked_by_id)
        for e in line.evidence
    )
    Action.objects.bulk_create(
        Action(objective=copied, seq=a.place, origin=a.action, **_same(a.action, "kind"))
        for a in line.actions
    )
