"""Everything cleared and agreed of one area as one value: the plan, where it came from, the sessions, the reviews.

Built from the values of the single documents, so that it holds what they hold and nothing else. Read from the cleared
rows each time and never kept (domain I-24).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from actionplans.area_record import area_record
from actionplans.evidence_value import EvidenceValue, evidence_value
from actionplans.models import ActionPlan, PlanReview
from actionplans.plan_shape import PlanValue
from actionplans.plan_value import plan_value
from actionplans.review_value import ReviewValue, review_value
from partnerships.membership import NotPossible
from partnerships.models import StudyArea
from pipd.kit.wording import count, listed
from workshops.record_shape import RecordValue
from workshops.record_value import cleared_notes, record_value

AGREED = (ActionPlan.State.AGREED, ActionPlan.State.IN_PROGRESS, ActionPlan.State.CLOSED)


@dataclass(frozen=True)
class EverythingValue:
    """What templates/documents/everything.html and the zip hold."""

    title: str
    created: str
    programme: str
    running: str
    marking: str
    reference: str
    area: str
    draft: bool
    heading: str
    under: str
    lead: str
    contents: tuple[tuple[str, str], ...]  # the anchor of each part, and what it is called
    plan: PlanValue | None
    evidence: EvidenceValue | None
    sessions: tuple[RecordValue, ...]
    whole: RecordValue | None
    reviews: tuple[ReviewValue, ...]
    record: dict[str, Any]


def everything_value(area: StudyArea) -> tuple[EverythingValue, list[UUID]]:
    """All of `area` as it stands, and the ids of the cleared statements and quotations it uses.

    Raises NotPossible when nothing is cleared or agreed yet.
    """
    stored = ActionPlan.objects.filter(area=area, state__in=AGREED).order_by("-version").first()
    plan, evidence, used = None, None, set[UUID]()
    if stored is not None:
        stored.area = area
        plan = plan_value(stored)
        evidence, uses = evidence_value(stored)
        used |= set(uses)
    sessions, whole, uses = _sessions(area)
    used |= set(uses)
    if plan is None and not used:
        raise NotPossible("Nothing is cleared or agreed yet, so there is nothing to put together.")
    reviews = tuple(review_value(one) for one in confirmed_reviews(area))
    record = area_record(area, stored, plan, whole, reviews)
    heads = _heads(area, plan, sessions, reviews)
    value = EverythingValue(
        **heads, plan=plan, evidence=evidence, sessions=sessions, whole=whole, reviews=reviews, record=record
    )
    return value, sorted(used)


def _sessions(area: StudyArea) -> tuple[tuple[RecordValue, ...], RecordValue | None, list[UUID]]:
    """The record of each session that has any, and of all of them."""
    notes = cleared_notes(area)
    if not notes:
        return (), None, []
    each = [record_value(area, [note], whole=False) for note in notes]
    whole, uses = record_value(area, notes, whole=True)
    return tuple(value for value, used in each if used), whole, uses


def confirmed_reviews(area: StudyArea) -> list[PlanReview]:
    """The reviews that are the record of both sectors, of every version of the plan, in the order they were held."""
    rows = PlanReview.objects.filter(plan__area=area, confirmed_at__isnull=False)
    return list(rows.select_related("plan__area__programme").order_by("held_on", "number"))


def _heads(
    area: StudyArea,
    plan: PlanValue | None,
    sessions: tuple[RecordValue, ...],
    reviews: tuple[ReviewValue, ...],
) -> dict[str, Any]:
    contents = [("part-plan", "The plan"), ("part-evidence", "Where the plan came from")] if plan else []
    contents += [(f"part-session-{n}", one.heading) for n, one in enumerate(sessions, start=1)]
    contents += [(f"part-review-{n}", f"{one.heading}, {one.position}") for n, one in enumerate(reviews, 1)]
    parts = [part for part in (plan, *sessions, *reviews) if part]
    programme = area.programme.name
    holds = ["the plan and where it came from"] if plan else []
    holds += [f"the record of {count(len(sessions), 'session')}"] if sessions else []
    holds += [f"the report of {count(len(reviews), 'review')}"] if reviews else []
    return {
        "title": f"Everything cleared and agreed in {area.name}",
        "created": max(part.created for part in parts),
        "programme": f"{programme} · Fictional data" if area.programme.demo else programme,
        "running": f"Everything · {area.name}",
        "marking": "Group and coordinator only",
        "reference": f"A{area.number:02}-ALL" + (f"-{_of_plan(plan)}" if plan else ""),
        "area": area.name,
        "draft": False,
        "heading": "Everything cleared and agreed",
        "under": area.name,
        "lead": f"One document for all of it: {listed(holds)}. It holds only what people of both sectors cleared or "
        "signed.",
        "contents": tuple(contents),
    }


def _of_plan(plan: PlanValue) -> str:
    """The version and the record of the plan, from its own id: V1-R3."""
    return plan.reference.split("-PLAN-")[1]
