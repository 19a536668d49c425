"""What the public page tells of a plan: numbers, agreed words, dates and states. No person, organisation or job title.

The page sees these frozen values and nothing else (domain I-26, X30). What was said stands here as numbers only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse

from actionplans import content, reviewing
from actionplans.content import ActionLine, ObjectiveLine
from actionplans.models import ActionPlan, PlanClosed
from actionplans.people import sides_of
from actionplans.public_document import name_of as public_name
from actionplans.publishing import STATES
from actionplans.words import mode_words
from partnerships.models import Programme, Role, Seat, StudyArea
from partnerships.words import sector_name
from pipd.kit.wording import short_date
from workshops.models import Workshop

S = ActionPlan.State
STATEMENTS = Count("cleared_note__points")


@dataclass(frozen=True)
class PublicAction:
    """One agreed action, with where it stands once delivery has started."""

    ref: str
    words: str
    mode: str
    due: str
    status: str
    rag: str
    rag_words: str
    is_open: bool


@dataclass(frozen=True)
class PublicObjective:
    """One agreed objective with the actions that answer it."""

    number: int
    words: str
    priority: str
    actions: tuple[PublicAction, ...]


@dataclass(frozen=True)
class PublicPlan:
    """What templates/plans/detail.html names, and nothing else."""

    name: str
    code: str
    programme: str
    version: int
    state: str
    started: bool
    closed: bool
    agreed_on: str
    started_on: str
    closed_on: str
    sessions: int
    statements: int
    people: tuple[tuple[str, int], ...]
    objectives: tuple[PublicObjective, ...]
    reviewed_on: str
    review_due: str
    updated_on: str

    @property
    def actions(self) -> list[PublicAction]:
        return [action for objective in self.objectives for action in objective.actions]

    @property
    def doing(self) -> list[PublicAction]:
        return [action for action in self.actions if action.is_open]

    @property
    def done(self) -> list[PublicAction]:
        return [action for action in self.actions if not action.is_open]


@dataclass(frozen=True)
class Entry:
    """One line of the list of published plans."""

    name: str
    address: str
    version: int
    state: str
    updated_on: str


def code_of(area: StudyArea) -> str:
    """What stands in a public address: never the name of an area that may not be named."""
    return area.slug if area.may_be_named else f"area-{area.number}"


def published() -> list[ActionPlan]:
    """The plans both sectors opened to everybody, by what they are called in public."""
    plans = ActionPlan.objects.filter(publication=ActionPlan.Publication.PUBLIC, state__in=STATES)
    found = plans.select_related("area__programme").order_by("area__number", "-version")
    return sorted(
        found, key=lambda plan: (not plan.area.may_be_named, public_name(plan.area), plan.area.number)
    )


def agreed_in(programme: Programme) -> list[ActionPlan]:
    """The plan in force, or closed last, of each area of `programme`, by the areas' numbers: published or not."""
    plans = ActionPlan.objects.filter(area__programme=programme, state__in=STATES)
    found = plans.select_related("area__programme").order_by("area__number", "version")
    return list({plan.area_id: plan for plan in found}.values())


def find(code: str) -> ActionPlan | None:
    """The published plan at a public address; unknown, not published and taken back are one answer."""
    return next((plan for plan in published() if code_of(plan.area) == code), None)


def entries() -> list[Entry]:
    """The list of published plans as the page shows it."""
    return [
        Entry(
            name=public_name(plan.area),
            address=reverse("plans:detail", kwargs={"code": code_of(plan.area)}),
            version=plan.version,
            state=plan.get_state_display(),
            updated_on=short_date(plan.changed_at),
        )
        for plan in published()
    ]


def public_plan(
    plan: ActionPlan, every: Sequence[ObjectiveLine] | None = None, seats: Sequence[Seat] | None = None
) -> PublicPlan:
    """The public page of a published `plan`, frozen; `every` are its lines and `seats` those of its area, at hand."""
    area, every = plan.area, every or content.lines(plan)
    sessions = list(Workshop.objects.filter(area=area).annotate(cleared=STATEMENTS).order_by("number"))
    agreed = plan.agreements.complete().first()
    started = plan.start_act if plan.state != S.AGREED else None
    closed = PlanClosed.objects.complete().filter(plan=plan).first() if plan.state == S.CLOSED else None
    reviewed_on, review_due = _reviews(plan) if started else ("", "")
    return PublicPlan(
        name=public_name(area),
        code=code_of(area),
        programme=area.programme.name,
        version=plan.version,
        state=plan.get_state_display(),
        started=started is not None,
        closed=plan.state == S.CLOSED,
        agreed_on=short_date(agreed.completed_at) if agreed else "",
        started_on=short_date(started.completed_at) if started else "",
        closed_on=short_date(closed.completed_at) if closed else "",
        sessions=sum(session.delivered_at is not None for session in sessions),
        statements=sum(session.cleared for session in sessions),
        people=_people(area, seats, sessions),
        objectives=tuple(_objective(plan, line) for line in content.agreed_part(every)),
        reviewed_on=reviewed_on,
        review_due=review_due,
        updated_on=short_date(plan.changed_at),
    )


def _people(
    area: StudyArea, seats: Sequence[Seat] | None, sessions: Sequence[Workshop]
) -> tuple[tuple[str, int], ...]:
    """How many of each sector there were at the first session."""
    everyone = None if seats is None else [seat for seat in seats if seat.role == Role.PARTICIPANT]
    sides = sides_of(area, everyone, sessions)
    return tuple((sector_name(area.programme, side.mark), side.start) for side in sides)


def _reviews(plan: ActionPlan) -> tuple[str, str]:
    """The day of the last review that both sectors confirmed, and the day by which the next is due."""
    reviews = list(reviewing.reviews_of(plan))
    last = reviewing.last_confirmed(reviews)
    due = next((one for one in reviews if not one.confirmed_at), None)
    awaited = due is not None and plan.state == S.IN_PROGRESS and not due.written_at
    return short_date(last.held_on) if last else "", short_date(due.due_on) if due and awaited else ""


def _objective(plan: ActionPlan, line: ObjectiveLine) -> PublicObjective:
    actions = tuple(_action(plan, action) for action in line.actions)
    priority = line.objective.get_priority_display().lower()
    return PublicObjective(line.number, line.objective.text, priority, actions)


def _action(plan: ActionPlan, line: ActionLine) -> PublicAction:
    row = line.action.delivery
    return PublicAction(
        ref=line.ref,
        words=line.action.text,
        mode=mode_words(plan.area.programme, line.action.mode),
        due=short_date(row.due_on),
        status=row.get_status_display(),
        rag=row.shown_rag,
        rag_words=row.rag_words,
        is_open=row.is_open,
    )
