"""What the plan's page says of its later life: the coming review, who may read it, its end. Reads, never writes."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import CharField, Value

from actionplans import reviewing
from actionplans.models import ActionPlan, PlanClosed, PlanPublished, PlanReview
from actionplans.plan_value import WHO_MAY_READ
from actionplans.public_value import code_of
from partnerships.models import Sector

Level = ActionPlan.Publication


@dataclass(frozen=True)
class Later:
    """A plan both sectors have agreed, after that."""

    review: PlanReview | None
    under_review: bool
    closing: Sector | None  # whose signature a closing awaits, or a wider circle of readers
    choice: Sector | None
    readers: str
    code: str  # of its public page; empty while there is none


def later_of(plan: ActionPlan) -> Later | None:
    """Nothing for a draft: none of this has begun."""
    if plan.is_draft:
        return None
    runs = plan.state == ActionPlan.State.IN_PROGRESS
    review = reviewing.coming(plan) if runs else None
    awaited = _awaited(plan)
    return Later(
        review=review,
        under_review=reviewing.is_under_review(plan, review),
        closing=awaited.get("closing") if runs else None,
        choice=awaited.get("choice"),
        readers=WHO_MAY_READ[plan.publication],
        code=code_of(plan.area) if plan.publication == Level.PUBLIC else "",
    )


def _awaited(plan: ActionPlan) -> dict[str, Sector]:
    """Whose signature the half-signed acts of `plan` await, in one query for both kinds."""
    acts = {"closing": PlanClosed, "choice": PlanPublished}
    first, second = (
        table.objects.open()
        .filter(plan=plan)
        .annotate(kind=Value(kind, CharField()))
        .values_list("kind", "la_at")
        for kind, table in acts.items()
    )
    return {kind: Sector.TSO if la_at else Sector.LA for kind, la_at in first.union(second)}
