"""Routine progress is entered by one, and somebody of the other sector may say that it looks otherwise (domain I-34).

A challenge stands beside the update until the sector that gave it says more. It is for the group, never in documents.
"""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from actionplans import moves
from actionplans.models import ActionPlan, Delivery, ProgressUpdate
from partnerships import history
from partnerships.membership import NotPossible
from partnerships.models import Seat
from partnerships.permissions import Permission, require
from pipd.kit import clock


def latest(delivery: Delivery) -> ProgressUpdate | None:
    """The newest word on an action."""
    return delivery.updates.select_related("told_by").order_by("-told_at").first()


def why_not(delivery: Delivery, update: ProgressUpdate | None, *, by: Seat) -> str:
    """Why `by` cannot challenge `update`, in a sentence; empty when they can."""
    newest = latest(delivery)
    if update is None or newest is None:
        return "Nobody has said yet how this action goes."
    if not delivery.is_under_way:
        return "Delivery has not started: both sectors start it together."
    if not delivery.is_open:
        return f"This action is {delivery.get_status_display().lower()}, as both sectors agreed."
    if update.pk != newest.pk:
        return "There is a newer word on this action. Read it first."
    if update.told_by.sector == by.sector:
        return "Your own sector said this. Say how it goes instead."
    if delivery.proposed_at is not None and update.told_at >= delivery.proposed_at:
        return "This is proposed and not settled: your lead can answer that it stays as it was."
    if update.challenged_at is not None:
        return "It is challenged already, and waits for a new word."
    return ""


@transaction.atomic
def challenge(update: ProgressUpdate, *, words: str, by: Seat) -> None:
    """Say that what the other sector reported is not how it looks. Raises NotPossible with the reason if not now."""
    delivery = update.delivery
    require(by, Permission.CHALLENGE_PROGRESS, area_id=delivery.action.objective.plan.area_id)
    plan = moves.locked_in(delivery.action.objective.plan, *ActionPlan.IN_FORCE)
    delivery.refresh_from_db()
    delivery.action.objective.plan = plan
    update.refresh_from_db()
    if reason := why_not(delivery, update, by=by):
        raise NotPossible(reason)
    if not words:
        raise NotPossible("Say how it looks to you.")
    update.challenge, update.challenged_at, update.challenged_by = words, clock.now(), by
    update.save(update_fields=["challenge", "challenged_at", "challenged_by"])
    history.record(by, "progress challenged", subject=delivery.action_id, facts={"update": str(update.pk)})
    moves.touch(plan)


def standing() -> QuerySet[ProgressUpdate, ProgressUpdate]:
    """Challenged updates of open actions that nobody of the sector which gave them has followed with a new word."""
    later = ProgressUpdate.objects.filter(
        delivery=OuterRef("delivery"),
        told_at__gt=OuterRef("told_at"),
        told_by__sector=OuterRef("told_by__sector"),
    )
    rows = ProgressUpdate.objects.filter(~Exists(later), challenged_at__isnull=False)
    return rows.filter(delivery__in=Delivery.objects.open().of_live_plans())


def challenged(plan: ActionPlan) -> dict[UUID, ProgressUpdate]:
    """The challenges that stand in `plan`, by the id of the delivery; one query."""
    rows = (
        standing().filter(delivery__action__objective__plan=plan).select_related("told_by", "challenged_by")
    )
    return {update.delivery_id: update for update in rows}
