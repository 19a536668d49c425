"""The plan as everybody may have it: the same document without people, organisations, job titles or free notes."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from actionplans.models import ActionPlan
from actionplans.plan_shape import ActionPart, ObjectivePart, PlanValue
from actionplans.plan_value import plan_value, reference
from partnerships.membership import system_seat
from partnerships.models import Seat, StudyArea
from pipd.kit import documents
from pipd.kit.models import Document

KIND = "public-plan"
NOBODY_NAMED = "Outside the area, people, their posts and their organisations are not named."
SIGNER = "The lead or deputy of its participants"
# Of the cover: what the group's has besides, such as whose bodies endorsed the plan, stays in the group's.
ON_COVER = (
    "Version",
    "Status",
    "Agreed by both sectors",
    "In progress since",
    "Next review",
    "Who may read it",
    "This document",
)


def rendering(document: Document) -> documents.Rendering:
    """The page of a public plan, from the value frozen when it was asked for (settings.DOCUMENT_KINDS)."""
    value = document.value or {}
    html = documents.page(document, "documents/public_plan.html")
    return documents.Rendering(html, f"{value['reference']}.pdf", value["title"])


def name_of(area: StudyArea) -> str:
    """What `area` is called in public: its code, unless it may be named (domain I-26)."""
    return area.name if area.may_be_named else area.code


def public_value(plan: ActionPlan) -> PlanValue:
    """The present state of `plan` as it may be published (domain I-26, 3L): names and contacts are never in it.

    Notes, resources and measures are typed by one person at any time, so nobody has signed that they may go out.
    """
    name, whole = name_of(plan.area), plan_value(plan)
    return replace(
        whole,
        title=f"Partnership Improvement Action Plan: {name}, version {plan.version}",
        running=f"Partnership Improvement Action Plan · {name} · Version {plan.version}",
        reference=reference(plan, "PUBLIC"),
        area=name,
        facts=tuple(fact for fact in whole.facts if fact.label in ON_COVER),
        sign_note=f"{NOBODY_NAMED} The blocks stand in alphabetical order of the sectors.",
        signatures=tuple(replace(s, name="", job_title=SIGNER, organisation="") for s in whole.signatures),
        # From which kinds of organisation people come is nearly their name in a small area (X30).
        group=tuple(replace(side, words=side.words.rsplit(". ", 1)[-1]) for side in whole.group),
        endorsements=(),
        objectives=tuple(
            _objective(part, priority)
            for part, priority in zip(whole.objectives, _priorities(whole), strict=True)
        ),
    )


def _priorities(whole: PlanValue) -> list[str]:
    """Each joint priority without the sectors' concerns that are printed after it for the group."""
    return [part.priority.split(". ", 1)[0] for part in whole.objectives]


def _objective(part: ObjectivePart, priority: str) -> ObjectivePart:
    return replace(part, priority=priority, actions=tuple(_action(action) for action in part.actions))


def _action(part: ActionPart) -> ActionPart:
    return replace(part, leads=(), resources="", measure="", why="", waits="")


@transaction.atomic
def ask(plan: ActionPlan, *, by: Seat) -> Document:
    """Ask for the public document of the present state; the same content is rendered once (domain I-37)."""
    stored = ActionPlan.objects.select_related("area__programme").get(pk=plan.pk)
    return documents.request(
        kind=KIND, subject=stored.pk, chain=stored.area.chain, value=public_value(stored), by=by.pk
    )


def take_back(plan: ActionPlan) -> None:
    """Retract the public documents of a plan that is not for everybody any more, files and all (trust X5)."""
    documents.take_back(KIND, plan.pk)


def current(plan: ActionPlan) -> Document | None:
    """The newest public document that can be opened now."""
    return Document.objects.of(KIND, plan.pk).filter(state=Document.State.READY).defer("value").first()


def owing() -> list[UUID]:
    """Published plans that changed after their public document was last asked for."""
    plans = ActionPlan.objects.filter(
        publication=ActionPlan.Publication.PUBLIC, state__in=(*ActionPlan.IN_FORCE, ActionPlan.State.CLOSED)
    )
    asked: dict[UUID, datetime] = dict(
        Document.objects.filter(kind=KIND, subject__in=plans.values("pk"))
        .exclude(state=Document.State.RETRACTED)
        .order_by("requested_at")
        .values_list("subject", "requested_at")
    )
    rows = plans.values_list("pk", "changed_at")
    return [pk for pk, changed_at in rows if pk not in asked or asked[pk] < changed_at]


def make(plan_id: UUID) -> Document:
    """Ask, as the system, for the public document of the present state."""
    stored = ActionPlan.objects.select_related("area__programme").get(pk=plan_id)
    return ask(stored, by=system_seat(stored.area.programme))
