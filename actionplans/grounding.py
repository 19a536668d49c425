"""Where an objective comes from: the cleared statements it answers, or the reason why there is none (domain R46)."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.http import Http404

from actionplans import moves
from actionplans.models import Evidence, Objective
from actionplans.planning import drafting, edit_objective, fresh
from partnerships import history
from partnerships.models import Seat, StudyArea
from pipd.kit import clock
from workshops.models import ClearedPoint, Commonality

ORDER = list(Commonality)  # what both sectors hold comes first (domain R59)


def statements(area: StudyArea) -> list[ClearedPoint]:
    """The cleared statements of `area`: consensus first, then each sector's views, then the rest."""
    points = ClearedPoint.objects.filter(note__area=area).select_related("note__workshop")
    placed = points.order_by("note__workshop__number", "number")
    return sorted(placed, key=lambda point: ORDER.index(point.commonality))


@transaction.atomic
def link(objective: Objective, points: Collection[UUID], *, by: Seat) -> int:
    """Say that `objective` answers these cleared statements of its own area; how many links are new.

    Raises Http404 for a statement of another area or one withdrawn meanwhile: neither is told from an unknown one.
    """
    plan = drafting(objective.plan, by=by)
    fresh(objective)
    known = ClearedPoint.objects.filter(pk__in=points, note__area_id=plan.area_id)
    if known.count() != len(set(points)):
        raise Http404
    linked = set(objective.evidence.values_list("point_id", flat=True))
    new = [pk for pk in dict.fromkeys(points) if pk not in linked]
    now = clock.now()
    Evidence.objects.bulk_create(
        Evidence(objective=objective, point_id=pk, linked_at=now, linked_by=by) for pk in new
    )
    if new:
        facts = {"statements": sorted(str(pk) for pk in new)}
        history.record(by, "evidence linked", subject=objective.id, facts=facts)
        moves.touch(plan)
    return len(new)


@transaction.atomic
def unlink(objective: Objective, points: Collection[UUID], *, by: Seat) -> int:
    """Take links away; how many there were."""
    plan = drafting(objective.plan, by=by)
    gone, _ = objective.evidence.filter(point_id__in=points).delete()
    if gone:
        history.record(by, "evidence unlinked", subject=objective.id, facts={"links": gone})
        moves.touch(plan)
    return gone


@transaction.atomic
def pick(objective: Objective, *, had: Collection[UUID], ticked: Collection[UUID], by: Seat) -> None:
    """Write the difference between what was ticked on a page and what is ticked now: others' picks stay."""
    unlink(objective, set(had) - set(ticked), by=by)
    link(objective, set(ticked) - set(had), by=by)


def give_reason(objective: Objective, *, reason: str, revision: int, by: Seat) -> bool:
    """Say why no statement stands behind `objective`. Both sectors accept the reason with it (domain I-28).

    Raises revisions.Conflict when somebody else changed the objective first.
    """
    return edit_objective(objective, by=by, revision=revision, no_evidence_reason=reason)
