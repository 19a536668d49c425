"""How far plans in delivery are, for pages across areas: counts inside another query, or one query for them all."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from actionplans.models import Delivery, PlanReview
from actionplans.models.delivery import ENDED, Status
from actionplans.reviewing import under_review
from actionplans.words import complete_of
from partnerships.models import StudyArea
from pipd.kit import clock
from pipd.kit.wording import count

AREA = "action__objective__plan__area"


def _counts() -> dict[str, Count]:
    late = Q(due_on__lt=clock.today()) & ~Q(status__in=list(ENDED))
    return {
        "actions": Count("pk"),
        "complete": Count("pk", filter=Q(status=Status.COMPLETE)),
        "overdue": Count("pk", filter=late),
    }


def _rows() -> QuerySet:
    return Delivery.objects.of_live_plans().order_by()


def counted(area: str = "area") -> dict[str, Subquery]:
    """Annotations `plan_actions`, `plan_complete` and `plan_overdue` for rows whose field `area` is an area."""
    rows = _rows().filter(**{AREA: OuterRef(area)}).values(AREA)
    return {
        f"plan_{name}": Subquery(rows.annotate(**{f"n_{name}": told}).values(f"n_{name}"))
        for name, told in _counts().items()
    }


def coming_review(area: str = "area") -> dict[str, Subquery]:
    """Annotations `review_number`, `review_due_on` and `review_written_at` of the unconfirmed one; see `counted`."""
    rows = PlanReview.objects.filter(plan__area=OuterRef(area), confirmed_at=None).order_by("number")
    return {f"review_{name}": Subquery(rows.values(name)[:1]) for name in ("number", "due_on", "written_at")}


def is_under_review(row: Any, state: str) -> bool:
    """Whether the plan in `state` is, of whose area `row` has the annotations of `coming_review` (domain 3G)."""
    return under_review(state, row.review_due_on, written=row.review_written_at is not None)


def told_of(areas: Collection[StudyArea]) -> dict[UUID, str]:
    """One sentence part for each area with a plan in delivery, by its id; in one query."""
    rows = _rows().filter(**{f"{AREA}__in": areas}).values_list(AREA).annotate(**_counts())
    return {area: told(*numbers) for area, *numbers in rows}


def told(actions: int | None, complete: int | None, overdue: int | None) -> str:
    """ "2 of 8 actions complete, 1 overdue"; nothing where nothing is delivered."""
    if not actions:
        return ""
    return complete_of(complete or 0, count(actions, "action"), overdue=overdue or 0)
