"""Giving a draft up: one lead asks with a reason, and the other sector's agrees or declines (domain 3G)."""

from __future__ import annotations

from django.db import transaction

from actionplans import asking, moves, post_drafting
from actionplans.models import ActionPlan, PlanAbandoned, PlanAgreed
from partnerships import agreement, history
from partnerships.membership import NotPossible
from partnerships.models import Seat, Sector, StudyArea
from partnerships.permissions import require
from pipd.kit import documents

S = ActionPlan.State
SETTLED = "This was settled meanwhile."


def open_act(plan: ActionPlan) -> PlanAbandoned | None:
    """The request that awaits the other sector's answer."""
    acts = PlanAbandoned.objects.open().filter(plan=plan)
    return acts.select_related("la_by__user", "tso_by__user").first()


def asked_by(act: PlanAbandoned) -> Sector:
    """The sector that asked."""
    return Sector.LA if act.la_at else Sector.TSO


def _lock(plan: ActionPlan, by: Seat) -> ActionPlan:
    require(by, moves.MOVES[S.DRAFT, S.ABANDONED], area_id=plan.area_id)
    return moves.locked_in(plan, S.DRAFT)


def _lock_to_sign(plan: ActionPlan, by: Seat) -> ActionPlan:
    """Asking and agreeing are signatures; to decline and to take back are none, and may be done while it is paused."""
    plan = _lock(plan, by)
    if plan.area.paused:
        raise NotPossible(moves.PAUSED)
    return plan


@transaction.atomic
def ask(plan: ActionPlan, *, reason: str, by: Seat) -> PlanAbandoned:
    """Ask the other sector to give the draft up. The draft lives on until they agree."""
    plan = _lock_to_sign(plan, by)
    if open_act(plan):
        raise NotPossible("It is asked already whether this draft is given up.")
    digest = documents.digest_of([str(plan.pk), reason])
    act = PlanAbandoned(plan=plan, reason=reason, digest=digest)
    agreement.sign(act, digest=digest, by=by)
    history.record(by, "giving up asked", subject=plan.id, facts={"digest": digest, "sector": by.sector})
    post_drafting.giving_up_awaited(plan, act)
    return act


def _awaiting(plan: ActionPlan) -> PlanAbandoned:
    act = open_act(plan)
    if act is None:
        raise NotPossible(SETTLED)
    return act


@transaction.atomic
def agree(plan: ActionPlan, *, digest: str, by: Seat) -> None:
    """Give the draft up, for the reason whose digest was read. A lone signature under its words ends with it."""
    plan = _lock_to_sign(plan, by)
    act = _awaiting(plan)
    if asked_by(act) == by.sector:
        raise NotPossible("Your sector asked. The other sector’s lead or deputy answers.")
    agreement.sign(act, digest=digest, by=by)
    for signed in PlanAgreed.objects.open().filter(plan=plan):
        agreement.void(signed, reason=PlanAgreed.Void.OTHERWISE)
    asking.close(plan, by=by)
    moves.move(plan, S.ABANDONED, by=by)
    moves.touch(plan)
    history.record(by, "draft given up", subject=plan.id, facts={"digest": digest})
    post_drafting.given_up(plan, act)


@transaction.atomic
def decline(plan: ActionPlan, *, by: Seat) -> None:
    """Go on with the draft; whoever asked is told."""
    plan = _lock(plan, by)
    act = _awaiting(plan)
    if asked_by(act) == by.sector:
        raise NotPossible("Your sector asked. You can take that back.")
    _void(plan, act, PlanAbandoned.Void.DECLINED, "giving up declined", by)
    post_drafting.giving_up_declined(plan, act)


@transaction.atomic
def take_back(plan: ActionPlan, *, by: Seat) -> None:
    """Take back what one's own sector asked."""
    plan = _lock(plan, by)
    act = _awaiting(plan)
    if asked_by(act) != by.sector:
        raise NotPossible("Only the sector that asked takes it back. You can decline.")
    _void(plan, act, PlanAbandoned.Void.TAKEN_BACK, "giving up taken back", by)


def _void(plan: ActionPlan, act: PlanAbandoned, reason: str, verb: str, by: Seat) -> None:
    agreement.void(act, reason=reason)
    history.record(by, verb, subject=plan.id, facts={"digest": act.digest})


def last_given_up(area: StudyArea) -> PlanAbandoned | None:
    """The act by which the last draft of `area` was given up."""
    acts = PlanAbandoned.objects.complete().filter(plan__area=area)
    return acts.order_by("-plan__version").select_related("plan").first()
