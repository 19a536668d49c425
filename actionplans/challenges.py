"""Cleared challenges and what answers them: an objective, a reason why nothing does, or nothing yet (domain R54)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.http import Http404

from actionplans import moves
from actionplans.content import ObjectiveLine
from actionplans.models import ActionPlan, NoResponse
from partnerships import history
from partnerships.membership import NotPossible
from partnerships.models import Seat, StudyArea
from partnerships.permissions import Permission, require
from pipd.kit import clock, revisions
from workshops.models import ClearedPoint, Kind

ASKS_FOR_ACTION = (Kind.CHALLENGE, Kind.BARRIER)


@dataclass(frozen=True)
class Challenge:
    """One cleared challenge or barrier, the objectives that answer it, and else the reason why none does."""

    point: ClearedPoint
    answered_by: tuple[ObjectiveLine, ...]
    reason: str

    @property
    def is_left(self) -> bool:
        """Whether nobody has said yet what becomes of it."""
        return not self.answered_by and not self.reason


def cleared(area: StudyArea) -> list[ClearedPoint]:
    """The cleared challenges and barriers of `area` as they were recorded, each with its reason at hand."""
    points = ClearedPoint.objects.filter(note__area=area, kind__in=ASKS_FOR_ACTION)
    whole = points.select_related("note__workshop", "no_response")
    return list(whole.order_by("note__workshop__number", "number"))


def reason_of(point: ClearedPoint) -> NoResponse | None:
    """Why nothing answers `point`, if somebody said so."""
    return getattr(point, "no_response", None)


def unanswered(area: StudyArea, linked: Collection[UUID]) -> list[ClearedPoint]:
    """Those that none of the links in `linked` answers."""
    return [point for point in cleared(area) if point.pk not in linked]


def of_plan(plan: ActionPlan, every: Sequence[ObjectiveLine]) -> list[Challenge]:
    """Each cleared challenge with what `every` says to it, what nobody has answered first."""
    found = []
    for point in cleared(plan.area):
        answers = tuple(line for line in every if any(e.point_id == point.pk for e in line.evidence))
        given = reason_of(point)
        found.append(Challenge(point, answers, given.reason if given and not answers else ""))
    return sorted(found, key=lambda one: (not one.is_left, bool(one.answered_by)))


def find(plan: ActionPlan, key: UUID) -> ClearedPoint:
    """A challenge of the plan's area. Raises Http404 for any other statement: unknown and elsewhere are alike."""
    points = ClearedPoint.objects.filter(note__area=plan.area_id, kind__in=ASKS_FOR_ACTION, pk=key)
    found = points.select_related("note__workshop", "no_response").first()
    if found is None:
        raise Http404
    return found


@transaction.atomic
def say_why_none(plan: ActionPlan, key: UUID, *, reason: str, revision: int, by: Seat) -> None:
    """Say why the plan answers a challenge with nothing; without words, take back what was said.

    `revision` is that of the reason that was read, 0 where there was none. Raises revisions.Conflict when somebody
    else said or changed it first, Http404 when the statement was withdrawn meanwhile.
    """
    require(by, Permission.DRAFT_PLAN, area_id=plan.area_id)
    moves.locked_in(plan, ActionPlan.State.DRAFT)
    stored = reason_of(find(plan, key))
    if stored is None:
        if not reason:
            raise NotPossible("Say why there is no response, or link the statement to an objective.")
        if revision:
            raise NotPossible("Somebody took the reason back meanwhile. Save yours again if it still holds.")
        # From 1 on: whoever began while there was none must not overwrite it unread.
        made = NoResponse.objects.create(
            point_id=key, reason=reason, revision=1, given_at=clock.now(), given_by=by
        )
        history.record(by, "no response said", subject=made.id, facts={"statement": str(key)})
    elif not reason:
        _take_back(stored, revision, by)
    elif (stored.reason, stored.revision) != (reason, revision):
        revisions.swap(stored, revision=revision, reason=reason, given_at=clock.now(), given_by=by)
        history.record(by, "no response changed", subject=stored.id, facts={"statement": str(key)})
    moves.touch(plan)


def _take_back(stored: NoResponse, revision: int, by: Seat) -> None:
    if stored.revision != revision:
        raise revisions.Conflict(stored)
    key = stored.pk
    stored.delete()
    history.record(by, "no response taken back", subject=key)
