"""What the plan's page says of its later life: the coming review, who may read it, its end. Reads, never writes."""

from __future__ import annotations

from dataclasses import dataclass

from actionplans import closing, publishing, reviewing
from actionplans.models import ActionPlan, PlanClosed, PlanPublished, PlanReview
from actionplans.plan_value import WHO_MAY_READ
from actionplans.public_value import code_of

Level = ActionPlan.Publication


@dataclass(frozen=True)
class Later:
    """A plan both sectors have agreed, after that."""

    review: PlanReview | None
    under_review: bool
    closing: PlanClosed | None
    choice: PlanPublished | None
    readers: str
    code: str  # of its public page; empty while there is none


def later_of(plan: ActionPlan) -> Later | None:
    """Nothing for a draft: none of this has begun."""
    if plan.is_draft:
        return None
    runs = plan.state == ActionPlan.State.IN_PROGRESS
    review = reviewing.coming(plan) if runs else None
    return Later(
        review=review,
        under_review=reviewing.is_under_review(plan, review),
        closing=closing.open_closing(plan) if runs else None,
        choice=publishing.open_choice(plan),
        readers=WHO_MAY_READ[plan.publication],
        code=code_of(plan.area) if plan.publication == Level.PUBLIC else "",
    )
