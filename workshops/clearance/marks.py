"""When notes went out, and how many statements wait for one seat: dates and counts for the line of sessions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from partnerships.models import Seat, StudyArea
from workshops.clearance.working import Answer, CirculatedPoint, Responder


@dataclass(frozen=True)
class Mark:
    """When one session's notes were last sent, and how many statements wait for the answer of one seat."""

    sent_at: datetime
    unanswered: int
    asked: bool


def marks(area: StudyArea, seat: Seat) -> dict[UUID, Mark]:
    """For each session of `area` whose notes were sent: when, and what `seat` has to answer yet. One query."""
    answers = Answer.objects.filter(point=OuterRef("point"), digest=OuterRef("digest"), superseded_at=None)
    asked = Responder.objects.filter(note=OuterRef("version__note"), seat=seat, removed_at=None)
    rows = (
        CirculatedPoint.objects.filter(version__note__workshop__area=area)
        .filter(redacted_at=None, point__removed_at=None)
        .annotate(asked=Exists(asked))
        .annotate(waits=Q(point__closed_at=None) & ~Exists(answers.filter(responder__seat=seat)))
        .order_by("version__number")
        .values_list(
            "version__note__workshop", "version", "version__circulated_at", "asked", "waits", named=True
        )
    )
    found: dict[UUID, list] = {}
    for row in rows:
        same = found.setdefault(row.version__note__workshop, [])
        if same and same[0].version != row.version:  # an older version: only the latest counts
            same.clear()
        same.append(row)
    return {
        workshop: Mark(
            sent_at=shown[0].version__circulated_at,
            unanswered=sum(row.asked and row.waits for row in shown),
            asked=shown[0].asked,
        )
        for workshop, shown in found.items()
    }
