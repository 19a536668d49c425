"""Closing a plan: both sectors' leads sign how every action ended, with the reason (domain I-34, 3D)."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from actionplans import content, documents, moves, post_closing
from actionplans.content import ObjectiveLine
from actionplans.models import ActionPlan, Delivery, PlanClosed, PlanPublished
from actionplans.models.delivery import ENDED
from actionplans.signing import PAUSED, Blocker
from partnerships import agreement, areas, history, selection
from partnerships.membership import NotPossible, system_seat
from partnerships.models import Seat, StudyArea
from partnerships.permissions import Permission, require, require_still
from pipd.kit import documents as kit

S = ActionPlan.State
OTHER_REASON = (
    "The other sector has signed for closing, with a reason of its own. Read it, then sign or decline it."
)
NO_PLACE = "The group has come to the end of its work, so no place can come free any more."


def blockers(plan: ActionPlan, agreed: Sequence[ObjectiveLine]) -> list[Blocker]:
    """What stops closing, each with the action it is about: every one is complete, stopped or transferred (I-34)."""
    found = []
    if plan.area.paused:
        found.append(PAUSED)
    if ActionPlan.objects.drafts().filter(area=plan.area_id).exists():
        found.append(Blocker("A new version is being drafted. Agree it or give it up first."))
    for line in agreed:
        for action in line.actions:
            row = action.action.delivery
            if row.is_open:
                one, several = _still_open(row)
                found.append(Blocker(one, action.name, action.anchor, several))
    return found


def _still_open(row: Delivery) -> tuple[str, str]:
    """Why an action is not at its end, of one and of several."""
    status = row.get_status_display().lower()
    if row.proposed_status in ENDED:  # putting off is proposed in the same way, and ends nothing
        rest = "is proposed, and awaits the other sector’s answer."
        return f"is {status}: its end {rest}", f"are {status}: the end of each {rest}"
    rest = "has to be complete, stopped or transferred."
    return f"is {status}. It {rest}", f"are {status}. Each {rest}"


def final_digest(agreed: Sequence[ObjectiveLine]) -> str:
    """What a signature for closing is bound to beside its reason: the agreed words, and how each action ended."""
    ends = [[a.ref, a.action.delivery.status, a.action.delivery.rag_note] for o in agreed for a in o.actions]
    return kit.digest_of([content.digest_of(agreed), ends])


def _digest(final: str, reason: str) -> str:
    return kit.digest_of([final, reason])


def open_closing(plan: ActionPlan) -> PlanClosed | None:
    """The closing that awaits its second signature."""
    return PlanClosed.objects.open().filter(plan=plan).select_related("la_by__user", "tso_by__user").first()


@transaction.atomic
def close(plan: ActionPlan, *, reason: str, seen: str, by: Seat) -> PlanClosed:
    """Sign the closing for one's sector's participants; with both the plan is closed, and so is its area.

    `seen` is the `final_digest` of the page that was read, and `reason` the one given or read there: the two
    signatures stand under the same words. Raises NotPossible with all that stops it, or when something changed.
    """
    require(by, Permission.CLOSE_PLAN, area_id=plan.area_id)
    plan = moves.locked_in(plan, S.IN_PROGRESS)
    selection.hold(plan.area)  # before the log: they end with the area
    agreed = content.agreed_lines(plan)
    if found := blockers(plan, agreed):
        raise NotPossible(*(blocker.sentence for blocker in found))
    if not reason:
        raise NotPossible("Say why the plan is closed.")
    final = final_digest(agreed)
    if seen != final:
        raise NotPossible(agreement.CHANGED)
    digest = _digest(final, reason)
    act = open_closing(plan) or PlanClosed(plan=plan, digest=digest, reason=reason)
    if act.digest != digest and not act.signed_at(by.sector):
        raise NotPossible(OTHER_REASON)
    complete = agreement.sign(act, digest=act.digest, by=by)
    history.record(by, "closing signed", subject=plan.id, facts={"sector": by.sector, "digest": act.digest})
    if complete:
        _close(plan, act, by=by)
    else:
        post_closing.awaited(plan, act)
    return act


def _close(plan: ActionPlan, act: PlanClosed, *, by: Seat) -> None:
    moves.move(plan, S.CLOSED, by=by)
    moves.touch(plan)
    _move_on(plan.area, by=by)
    history.record(by, "plan closed", subject=plan.id, facts={"version": plan.version, "digest": act.digest})
    post_closing.plan_closed(plan, act)
    documents.ask(plan, by=by)


def _move_on(area: StudyArea, *, by: Seat) -> None:
    """Take the locked `area` as far as its closed plan (domain 3D), from whichever step it stands at.

    Whoever still waits for a place there, or for a decision, is told that none can come.
    """
    if area.state == StudyArea.State.PLANNING:
        areas.advance(area, StudyArea.State.DELIVERING, by=by)
    if area.state == StudyArea.State.DELIVERING:
        selection.close_all(area, reason=NO_PLACE, by=system_seat(area.programme))
        areas.advance(area, StudyArea.State.CLOSED, by=by)


def areas_to_close() -> list[UUID]:
    """Areas with a closed plan whose last session was entered as held only after that."""
    behind = (StudyArea.State.PLANNING, StudyArea.State.DELIVERING)
    plans = ActionPlan.objects.filter(state=S.CLOSED, area__state__in=behind)
    live = ActionPlan.objects.in_force().values("area")
    return list(plans.exclude(area__in=live).values_list("area", flat=True))


@transaction.atomic
def close_area(area_id: UUID) -> None:
    """Close one such area, as the system."""
    locked = StudyArea.objects.select_for_update(of=("self",), no_key=True).select_related("programme")
    area = locked.get(pk=area_id)
    selection.hold(area)
    if area_id in areas_to_close():
        _move_on(area, by=system_seat(area.programme))


@transaction.atomic
def turn_down(plan: ActionPlan, *, seen: str = "", by: Seat) -> str:
    """Take back one's own sector's signature for closing, or decline the other's; the `Void` it was ended with.

    `seen` is the id of the closing that was read.
    """
    require(by, Permission.CLOSE_PLAN, area_id=plan.area_id)
    plan = moves.locked_in(plan, S.IN_PROGRESS)
    require_still(by, Permission.CLOSE_PLAN)
    return end(open_closing(plan), seen=seen, by=by)


def end(act: PlanClosed | PlanPublished | None, *, seen: str, by: Seat) -> str:
    """Void a lone signature, and tell whoever gave it when it was the other sector that did; the `Void`."""
    if act is None or (seen and str(act.pk) != seen):
        raise NotPossible("This is not asked any more. Look at the page again.")
    reason = PlanClosed.Void.TAKEN_BACK if act.signed_at(by.sector) else PlanClosed.Void.DECLINED
    signed = agreement.void(act, reason=reason)
    history.record(by, f"{act._meta.verbose_name} {reason.label.lower()}", subject=act.id)
    if reason == PlanClosed.Void.DECLINED:
        post_closing.turned_down(act.plan, act, signed)
    return str(reason)


def stands(plan: ActionPlan, act: PlanClosed) -> bool:
    """Whether a lone signature for closing covers the plan as it is now, and nothing stops closing since."""
    agreed = content.agreed_lines(plan)
    fits = act.digest == _digest(final_digest(agreed), act.reason)
    # A pause ends by itself what it stops; it voids nothing.
    return fits and not [found for found in blockers(plan, agreed) if found.item or not plan.area.paused]


def uphold(plan: ActionPlan, *, by: Seat) -> bool:
    """After a change in delivery: void a lone signature for closing that covers another state.

    The caller holds the lock. Returns whether a signature was voided; whoever gave it is told.
    """
    act = open_closing(plan)
    if act is None:
        return False
    if stands(plan, act):
        return False
    signed = agreement.void(act, reason=PlanClosed.Void.CHANGED)
    history.record(by, "closing voided", subject=act.id, facts={"digest": act.digest})
    post_closing.closing_voided(plan, act, signed)
    return True
