"""What one half of the group has given and another is asked for: signatures, acceptances, support; in one query."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, TextField, UUIDField, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from actionplans import told
from actionplans.models import (
    Action,
    ActionPlan,
    Asking,
    Objective,
    PlanAbandoned,
    PlanAgreed,
    PlanClosed,
    PlanPublished,
    PlanStarted,
    Support,
)
from actionplans.owed_support import owed_support
from actionplans.told import ANSWER_WITHIN
from partnerships.models import Seat, Sector, StudyArea
from partnerships.words import sector_words
from pipd.kit import clock, workdays
from pipd.kit.owed import Owed
from pipd.kit.wording import count

DRAFT = ActionPlan.State.DRAFT
SUPPORT, ACCEPTANCE = "support asked", "plan acceptance"
# What comes with an open asking: the items of its draft, by their table, and what one has answered to them.
ASKED_ABOUT: dict[str, type[Objective] | type[Action]] = {"objective": Objective, "action": Action}
ANSWERED = "answered"
WORDS = len(Objective.CONTENT)  # the most that any row has
DRAFT_SEES = "Both sectors’ participants and the facilitators see it."
PLAN_SEES = "The group, its facilitators and the coordinator see it."
SIGNED = "The other sector has signed. The {here} participants’ signature is awaited."
DECIDED = "The other sector has signed. Yours is asked to sign too, or to decline."


class Row(NamedTuple):
    """One thing found: `first` and `second` are when the LA and the TSO gave it; of an asking, its two ends.

    `words` is only of what the group is asked about: what an item says (Item.CONTENT), or the digest somebody
    answered to. Of such an answer `plan` is the item.
    """

    area: UUID
    plan: UUID
    key: UUID
    first: datetime | None
    second: datetime | None
    words: tuple[str, ...]


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
        PlanAgreed, "Sign the plan", SIGNED, DRAFT_SEES, "Read and sign", "actionplans:plan-sign", True
    ),
    "plan start": Asked(
        PlanStarted,
        "Sign the start of delivery",
        SIGNED,
        PLAN_SEES,
        "Read and sign",
        "actionplans:plan-start",
        True,
    ),
    "plan giving up": Asked(
        PlanAbandoned,
        "Say whether the draft of the plan is given up",
        "The {there} participants ask for it. The draft lives on until you agree.",
        DRAFT_SEES,
        "Read why, and answer",
        "actionplans:plan-abandon",
    ),
    "plan closing": Asked(
        PlanClosed,
        "Sign for closing the plan, or decline",
        DECIDED,
        PLAN_SEES,
        "Read it",
        "actionplans:plan-close",
    ),
    "plan publication": Asked(
        PlanPublished,
        "Sign who may read the plan, or decline",
        DECIDED,
        PLAN_SEES,
        "Read it",
        "actionplans:plan-publish",
    ),
}


ACCEPT = Asked(
    Objective,
    "Accept, or change, what the other sector has accepted",
    "",
    DRAFT_SEES,
    "See the plan",
    "actionplans:plan-detail",
)


# Each sector names its own lead (domain I-7); where nobody stands for one, nothing is signed or accepted for it.
NAME_LEAD = Asked(
    Seat,
    "Choose who signs for your sector",
    "The plan waits for the {here} participants, and nobody leads them now. Name a lead, or choose one in the room and "
    "a facilitator records it.",
    "The group, its facilitators and the coordinator see who leads.",
    "Name a lead",
    "partnerships:sector-lead",
)


def owed_half_given(by_area: dict[UUID, Seat]) -> Iterable[Owed]:
    """What waits in drafts and acts for one person's seats, one of an area: all of it found by one query.

    Half-signed acts and half-accepted items are asked of the leads of the sector that is missing. Where it has neither
    lead nor deputy, its participants are asked to choose one (domain I-7, E20). What one supports is asked of every
    participant while the group is asked.
    """
    if not by_area:
        return
    leads = {area: seat for area, seat in by_area.items() if seat.may_sign}
    rows: dict[str, list[Row]] = defaultdict(list)
    for kind, area, plan, key, first, second, *words in _found(by_area):
        said = words[: len(ASKED_ABOUT[kind].CONTENT)] if kind in ASKED_ABOUT else words
        rows[kind].append(Row(area, plan, key, first, second, tuple(said)))
    items = [row for kind in ASKED_ABOUT for row in rows.pop(kind, [])]
    yield from owed_support(rows.pop(SUPPORT, []), items, rows.pop(ANSWERED, []), by_area)
    yield from _leads_missing((row for found in rows.values() for row in found), by_area)
    yield from _acceptances(rows.pop(ACCEPTANCE, []), leads)
    for kind, found in rows.items():
        for row in found:
            seat, since = by_area[row.area], row.first or row.second
            if since and seat.area and seat.may_sign and seat.sector == _missing(row):
                subject = row.plan if ACTS[kind].of_plan else row.key
                yield _row(ACTS[kind], kind, seat, seat.area, since, subject)


def _missing(row: Row) -> Sector:
    return Sector.TSO if row.first else Sector.LA


def _asked_in(area: str, by_area: dict[UUID, Seat]) -> Q:
    """Where what waits for the reader's sector concerns them: they stand for it, or nobody does."""
    found = Q(**{f"{area}__in": [key for key, seat in by_area.items() if seat.may_sign]})
    able = Seat.objects.live().able_to_sign().filter(area=OuterRef(area))
    for sector in Sector:
        led_by_none = [key for key, seat in by_area.items() if seat.sector == sector and not seat.may_sign]
        if led_by_none:
            found |= Q(**{f"{area}__in": led_by_none}) & Q(~Exists(able.filter(sector=sector)))
    return found


def _found(by_area: dict[UUID, Seat]) -> QuerySet[Any, Any]:
    """Kind, area, plan, id, two moments and the words of each, in the one query."""
    open_ = {"ended_at": None, "closes_at__gte": clock.now(), "plan__state": DRAFT}
    asked = Asking.objects.filter(**open_, plan__area__in=list(by_area))
    first = _told(asked, SUPPORT, "plan", ("asked_at", "closes_at"))
    others = [_half_signed(kind, one.table, by_area) for kind, one in ACTS.items()]
    others += [_half_accepted(Objective, "plan", by_area), _half_accepted(Action, "objective__plan", by_area)]
    plans = asked.order_by().values("plan")
    others += [_asked_about("objective", "plan", plans), _asked_about("action", "objective__plan", plans)]
    return first.union(*others, _answered(plans, by_area.values()), all=True)


def _told(
    rows: QuerySet[Any, Any], kind: str, plan: str, moments: tuple[str, str], words: Iterable[str] = ()
) -> QuerySet[Any, Any]:
    """`words` are names of columns. Every row has as many places for them: a union wants them alike."""
    columns, area = list(words), "asking__plan__area" if kind == ANSWERED else f"{plan}__area"
    blank = {f"blank_{n}": Value("", TextField()) for n in range(len(columns), WORDS)}
    marked = rows.order_by().annotate(asked_for=Value(kind, CharField()), **blank)
    return marked.values_list("asked_for", area, plan, "pk", *moments, *columns, *blank)


def _asked_about(kind: str, plan: str, plans: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    table = ASKED_ABOUT[kind]
    rows = table.objects.filter(**{f"{plan}__in": plans})
    return _told(rows, kind, plan, ("accepted_la_at", "accepted_tso_at"), table.CONTENT)


def _answered(plans: QuerySet[Any, Any], seats: Iterable[Seat]) -> QuerySet[Any, Any]:
    """What `seats` have said of the drafts `plans`, in whatever round."""
    rows = Support.objects.filter(asking__plan__in=plans, seat__in=[seat.pk for seat in seats])
    about = Coalesce("objective", "action", output_field=UUIDField())
    return _told(rows.annotate(about=about), ANSWERED, "about", ("given_at", "given_at"), ("digest",))


def _half_signed(kind: str, table: type[Any], by_area: dict[UUID, Seat]) -> QuerySet[Any, Any]:
    open_ = table.objects.open().filter(_asked_in("plan__area", by_area))
    if table is PlanAbandoned:
        open_ = open_.filter(plan__state=DRAFT)
    return _told(open_, kind, "plan", ("la_at", "tso_at"))


def _half_accepted(table: type[Any], plan: str, by_area: dict[UUID, Seat]) -> QuerySet[Any, Any]:
    rows = table.objects.filter(_asked_in(f"{plan}__area", by_area), **{f"{plan}__state": DRAFT})
    half = rows.filter(Q(accepted_la_at=None) ^ Q(accepted_tso_at=None))
    return _told(half, ACCEPTANCE, plan, ("accepted_la_at", "accepted_tso_at"))


def _acceptances(rows: Iterable[Row], leads: dict[UUID, Seat]) -> Iterable[Owed]:
    """What the other sector has accepted and this one has not, one request for each plan that is drafted."""
    waiting: dict[tuple[UUID, UUID], list[datetime]] = defaultdict(list)
    for row in rows:
        since = row.first or row.second
        if since and row.area in leads and leads[row.area].sector == _missing(row):
            waiting[row.area, row.plan].append(since)
    for (key, plan), moments in waiting.items():
        seat = leads[key]
        if seat.area:
            what = f"The other sector has accepted {count(len(moments), 'item')} that yours has not."
            asked = replace(ACCEPT, what=what)
            yield _row(asked, ACCEPTANCE, seat, seat.area, min(moments), plan)


def _leads_missing(rows: Iterable[Row], by_area: dict[UUID, Seat]) -> Iterable[Owed]:
    """One request for each plan in which something waits for the reader's sector, and nobody stands for it."""
    waiting: dict[tuple[UUID, UUID], list[datetime]] = defaultdict(list)
    for row in rows:
        seat, since = by_area[row.area], row.first or row.second
        if since and not seat.may_sign and seat.sector == _missing(row):
            waiting[row.area, row.plan].append(since)
    for (key, plan), moments in waiting.items():
        seat = by_area[key]
        if seat.area:
            yield _row(NAME_LEAD, "sector lead", seat, seat.area, min(moments), plan)


def _row(asked: Asked, kind: str, seat: Seat, area: StudyArea, since: datetime, subject: UUID) -> Owed:
    sector = Sector(seat.sector)
    here, there = (sector_words(area.programme, one) for one in (sector, sector.other))
    what = asked.what.format(here=here, there=there)
    url = reverse(asked.page, kwargs={"area": area.slug})
    due, marks = workdays.deadline_after(since, ANSWER_WITHIN), told.marks(kind, since)
    return Owed(kind, asked.title, what, asked.sees, url, due, asked.button, area.name, subject, marks=marks)
