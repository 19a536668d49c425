"""What is late in plans, for the programme board: counts and dates, in one query for all areas."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from uuid import UUID

from actionplans.models import Delivery
from partnerships.models import StudyArea
from pipd.kit import clock
from pipd.kit.wording import day_date


def late(areas: Collection[StudyArea]) -> dict[UUID, list[str]]:
    """Areas with actions past their date, by id, each with one sentence."""
    rows = Delivery.objects.of_live_plans().overdue(clock.today())
    due: dict[UUID, list[date]] = defaultdict(list)
    for area, day in rows.filter(action__objective__plan__area__in=areas).values_list(
        "action__objective__plan__area", "due_on"
    ):
        due[area].append(day)
    return {area: [_sentence(days)] for area, days in due.items()}


def _sentence(days: list[date]) -> str:
    since = day_date(min(days))
    return (
        f"1 action has been overdue since {since}."
        if len(days) == 1
        else f"{len(days)} actions are overdue, one since {since}."
    )
