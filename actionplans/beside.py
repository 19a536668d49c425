"""What an area's own page says of its plan: state, how far it is, next review; of a draft only that there is one.

Workshops name no plans: settings.PLAN_BESIDE leads here (architecture: imports run one way).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Subquery

from actionplans import standing
from actionplans.models import ActionPlan
from partnerships.models import Seat, StudyArea
from partnerships.permissions import Permission, allows

S = ActionPlan.State


@dataclass(frozen=True)
class Beside:
    """The plan of an area for one reader. Dates, numbers and states alone: whoever sees the area may see these."""

    version: int
    state: str
    drafted: int | None  # the number of the version that is drafted beside this one
    delivered: str  # "2 of 9 actions complete, 1 overdue"
    review: int | None
    review_on: date | None
    review_is_held: bool  # and waits for the word of the other sector
    under_review: bool
    may_read: bool


def plan_beside(area: StudyArea, seat: Seat) -> Beside | None:
    """The version that stands, else the draft; nothing before there is one. One query."""
    draft = Subquery(ActionPlan.objects.drafts().filter(area=area).values("version")[:1])
    told = {"drafted": draft, **standing.counted(), **standing.coming_review()}
    plan: Any = ActionPlan.objects.filter(area=area).standing_first().annotate(**told).first()
    if plan is None:
        return None
    runs = plan.state == S.IN_PROGRESS
    reads = allows(seat, Permission.SEE_DRAFT_PLAN if plan.is_draft else Permission.READ_PLAN)
    return Beside(
        version=plan.version,
        state=plan.state,
        drafted=plan.drafted if plan.drafted != plan.version else None,
        delivered=standing.told(plan.plan_actions, plan.plan_complete, plan.plan_overdue),
        review=plan.review_number if runs else None,
        review_on=plan.review_due_on if runs else None,
        review_is_held=plan.review_written_at is not None,
        under_review=standing.is_under_review(plan, plan.state),
        may_read=reads,
    )
