"""Signatures that one sector has given and the other's leads are asked for: of all acts on plans, in one query."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import CharField, QuerySet, Value
from django.urls import reverse

from actionplans.models import ActionPlan, PlanAbandoned, PlanAgreed, PlanClosed, PlanPublished, PlanStarted
from partnerships.models import Seat, Sector, StudyArea
from partnerships.words import sector_words
from pipd.kit import workdays
from pipd.kit.owed import Owed

ANSWER_WITHIN = 5  # working days until a signature or an answer is counted as due (domain 3J)
DRAFT_SEES = "Both sectors’ participants and the facilitators see it."
PLAN_SEES = "The group, its facilitators and the coordinator see it."
SIGNED = "The other sector has signed. The {here} participants’ signature is awaited."
DECIDED = "The other sector has signed. Yours is asked to sign too, or to decline."


@dataclass(frozen=True)
class Asked:
    """What an act asks of the lead of the sector that has not signed. `of_plan`: the row is told apart by its plan."""

    table: type[Any]
    title: str
    what: str
    sees: str
    button: str
    page: str
    of_plan: bool = False


ACTS = {
    "plan signature": Asked(
        PlanAgreed, "Sign the plan", SIGNED, DRAFT_SEES, "Read and sign", "plan-sign", True
    ),
    "plan start": Asked(
        PlanStarted, "Sign the start of delivery", SIGNED, PLAN_SEES, "Read and sign", "plan-start", True
    ),
    "plan giving up": Asked(
        PlanAbandoned,
        "Say whether the draft of the plan is given up",
        "The {there} participants ask for it. The draft lives on until you agree.",
        DRAFT_SEES,
        "Read why, and answer",
        "plan-abandon",
    ),
    "plan closing": Asked(
        PlanClosed, "Sign for closing the plan, or decline", DECIDED, PLAN_SEES, "Read it", "plan-close"
    ),
    "plan publication": Asked(
        PlanPublished, "Sign who may read the plan, or decline", DECIDED, PLAN_SEES, "Read it", "plan-publish"
    ),
}


def owed_signing(leads: dict[UUID, Seat]) -> Iterable[Owed]:
    """One row for each half-signed act in the areas of `leads` whose own sector has yet to sign."""
    if not leads:
        return
    first, *others = (_half_signed(kind, one.table, list(leads)) for kind, one in ACTS.items())
    for kind, area, plan, act, la_at, tso_at in first.union(*others):
        seat, since = leads[area], la_at or tso_at
        if seat.area and seat.sector == (Sector.TSO if la_at else Sector.LA):
            due = workdays.deadline_after(since, ANSWER_WITHIN)
            yield _row(ACTS[kind], kind, seat, seat.area, due, plan if ACTS[kind].of_plan else act)


def _half_signed(kind: str, table: type[Any], areas: list[UUID]) -> QuerySet[Any, Any]:
    open_ = table.objects.open().filter(plan__area__in=areas).order_by()
    if table is PlanAbandoned:
        open_ = open_.filter(plan__state=ActionPlan.State.DRAFT)
    told = open_.annotate(kind=Value(kind, CharField()))
    return told.values_list("kind", "plan__area", "plan", "pk", "la_at", "tso_at")


def _row(asked: Asked, kind: str, seat: Seat, area: StudyArea, due: Any, subject: UUID) -> Owed:
    sector = Sector(seat.sector)
    here, there = (sector_words(area.programme, one) for one in (sector, sector.other))
    what = asked.what.format(here=here, there=there)
    url = reverse(f"actionplans:{asked.page}", kwargs={"area": area.slug})
    return Owed(kind, asked.title, what, asked.sees, url, due, asked.button, area.name, subject)
