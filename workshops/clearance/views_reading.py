"""What was written beside statements while notes are checked, and who says that it would tell who they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet

from pipd.kit.prepared import Prepared
from workshops.clearance.parts import AT_ONCE
from workshops.clearance.working import DifferingView, Note, ViewObjection


def _beside(*points: UUID) -> QuerySet[DifferingView]:
    return DifferingView.objects.filter(point__in=points, responder__removed_at=None)


_beside_few = Prepared(_beside)


def views_on(points: list[UUID]) -> list[DifferingView]:
    """The views on `points`; of a part of the notes by a query that is written already, made up to its size."""
    if not points or len(points) > AT_ONCE:
        return list(_beside(*points))
    return _beside_few(*points, *points[-1:] * (AT_ONCE - len(points)))


def objectors_to(note: Note, points: Collection[UUID]) -> defaultdict[tuple[UUID, UUID], list[UUID]]:
    """Who says that what somebody wrote beside one of `points` identifies them, by statement and author."""
    found: defaultdict[tuple[UUID, UUID], list[UUID]] = defaultdict(list)
    if points:
        raised = ViewObjection.objects.filter(responder__note=note, point__in=points)
        raised = raised.order_by("raised_at", "id")
        for point, author, who in raised.values_list("point", "author", "responder"):
            found[point, author].append(who)
    return found
