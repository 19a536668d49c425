"""That somebody confirms the new job that a coordinator has entered for them, or says that it is not so (E14)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Any

from django.urls import reverse

from partnerships.models import Seat
from partnerships.owed_closure import ANSWER_WITHIN, MARKS
from pipd.kit import workdays
from pipd.kit.owed import Owed


def owed_new_jobs(seats: Collection[Seat]) -> Iterator[Owed]:
    """What awaits the word of one person, whose `seats` these are; it stands in their rows, and takes no query."""
    for seat in seats:
        if seat.next_job_at and seat.is_live and seat.area:
            yield _row(seat)


def _row(seat: Seat) -> Owed:
    area: Any = seat.area
    since: Any = seat.next_job_at
    return Owed(
        kind="new job entered",
        title="Say whether you have a new job",
        what=f"{area.name}. The coordinator has entered one for you. Nothing changes until you confirm it.",
        sees="The coordinator reads what you say.",
        url=reverse("workshops:new-job-confirm", kwargs={"area": area.slug}),
        due_at=workdays.deadline_after(since, ANSWER_WITHIN),
        button="Read it, and answer",
        area_name=area.name,
        subject=seat.pk,
        marks=replace(MARKS, since=since),
    )
