"""What is late in plans, for the programme board: counts and dates, in two queries for all areas."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from uuid import UUID

from actionplans.models import ActionPlan, Delivery, PlanReview
from partnerships.models import StudyArea
from pipd.kit import clock
from pipd.kit.wording import day_date


def late(areas: Collection[StudyArea]) -> dict[UUID, list[str]]:
    """Areas with actions or a review past their date, by id, each with a sentence for either."""
    rows = Delivery.objects.of_live_plans().overdue(clock.today())
    due: dict[UUID, list[date]] = defaultdict(list)
    for area, day in rows.filter(action__objective__plan__area__in=areas).values_list(
        "action__objective__plan__area", "due_on"
    ):
        due[area].append(day)
    found = {area: [_sentence(days)] for area, days in due.items()}
    for area, day in _late_reviews(areas):
        found.setdefault(area, []).append(f"The review of the plan has been due since {day_date(day)}.")
    return found


def _late_reviews(areas: Collection[StudyArea]) -> list[tuple[UUID, date]]:
    """Reviews of plans in progress that nobody has written down."""
    running = ActionPlan.objects.filter(area__in=areas, state=ActionPlan.State.IN_PROGRESS).values("area")
    rows = PlanReview.objects.filter(plan__area__in=running, written_at=None, due_on__lt=clock.today())
    return list(rows.values_list("plan__area", "due_on"))


def _sentence(days: list[date]) -> str:
    since = day_date(min(days))
    return (
        f"1 action has been overdue since {since}."
        if len(days) == 1
        else f"{len(days)} actions are overdue, one since {since}."
    )
