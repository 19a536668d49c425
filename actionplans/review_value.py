"""The report of one review: who was there by sector, what was learned, what changes, and how each action stood then.

Made of a review that people of both sectors confirmed. Present are counted, never named.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from actionplans import content, reviewing
from actionplans.content import ActionLine, ObjectiveLine
from actionplans.models import ActionPlan, PlanReview
from actionplans.models.delivery import Rag
from actionplans.plan_shape import Fact, SectorName
from actionplans.plan_value import programme_words, reference, sector_names
from actionplans.stood import Then, then
from actionplans.words import short
from partnerships import history
from partnerships.words import sector_words, sectors_in_order
from pipd.kit.clock import LONDON
from pipd.kit.wording import people, short_date


@dataclass(frozen=True)
class ReviewedAction:
    number: str
    words: str
    due: str
    progress: str
    rag: str
    rag_words: str
    note: str


@dataclass(frozen=True)
class ReviewedObjective:
    number: str
    short: str
    actions: tuple[ReviewedAction, ...]


@dataclass(frozen=True)
class ReviewValue:
    """What templates/documents/review.html names, and nothing else."""

    title: str
    created: str
    programme: str
    running: str
    marking: str
    reference: str
    area: str
    draft: bool
    number: str
    heading: str
    under: str
    lead: str
    sectors: tuple[SectorName, ...]
    facts: tuple[Fact, ...]
    lessons: tuple[str, ...]
    changes: tuple[str, ...]
    objectives: tuple[ReviewedObjective, ...]
    position: str


def review_value(review: PlanReview) -> ReviewValue:
    """The report of a confirmed `review`, frozen. Raises ValueError for one that is not confirmed."""
    plan, held = review.plan, review.held_on
    if held is None or review.confirmed_at is None:
        raise ValueError("A review is reported once both sectors have confirmed it.")
    name, number = plan.area.name, review.number
    return ReviewValue(
        title=f"Review {number} of the Partnership Improvement Action Plan: {name}, version {plan.version}",
        created=review.confirmed_at.astimezone(LONDON).date().isoformat(),
        programme=programme_words(plan),
        running=f"Review {number} · {name} · Plan {plan.version}",
        marking="",
        reference=f"{reference(plan, 'REV').rsplit('-', 1)[0]}-N{number}-R{review.revision + 1}",
        area=name,
        draft=False,
        number=str(number),
        heading=f"Review {number} of the plan",
        under=f"{name}, {short_date(held)}",
        lead="People of both sectors met, looked at how each action goes, and wrote down what they learned and what "
        "they will do differently. One sector wrote it; somebody of the other confirmed it.",
        sectors=sector_names(plan),
        facts=_facts(review, held, review.confirmed_at),
        lessons=paragraphs(review.lessons),
        changes=paragraphs(review.changes),
        objectives=_objectives(plan, held, review.confirmed_at),
        position=short_date(held),
    )


def paragraphs(words: str) -> tuple[str, ...]:
    """What somebody typed, by its line ends."""
    return tuple(line for line in (part.strip() for part in words.splitlines()) if line)


def _facts(review: PlanReview, held: date, confirmed: datetime) -> tuple[Fact, ...]:
    plan = review.plan
    came = list(review.present.values_list("sector", flat=True))
    present = [
        # Small numbers too, for the group itself knows who was there.
        Fact(f"Present, {sector_words(plan.area.programme, s)}", people(came.count(s)))
        for s in sectors_in_order(plan.area.programme)
    ]
    coming = reviewing.reviews_of(plan).filter(number__gt=review.number).first()
    later = [Fact("Next review", short_date(_due_then(coming, confirmed)))] if coming else []
    return (
        Fact("Plan", f"Version {plan.version}"),
        Fact("Held", short_date(held)),
        *present,
        Fact("Confirmed by both sectors", short_date(confirmed)),
        *later,
    )


def _due_then(coming: PlanReview, moment: datetime) -> date:
    """The day for which the next review was planned at `moment`: it may have been moved since."""
    moves = history.told(coming.plan.area, ("review moved",), [coming.pk])
    before = [facts["from"] for _, _, at, facts in moves if at > moment]
    return date.fromisoformat(before[0]) if before else coming.due_on


def _objectives(plan: ActionPlan, held: date, confirmed: datetime) -> tuple[ReviewedObjective, ...]:
    lines = content.agreed_lines(plan)
    stood = then(plan, lines, on=held, dates_at=confirmed)
    return tuple(_objective(line, stood) for line in lines)


def _objective(line: ObjectiveLine, stood: Then) -> ReviewedObjective:
    actions = tuple(_action(action, stood) for action in line.actions)
    return ReviewedObjective(str(line.number), short(line.objective.text), actions)


def _action(line: ActionLine, stood: Then) -> ReviewedAction:
    told = stood.told.get(line.action.pk)
    rag = Rag(told.rag) if told and told.rag else None
    return ReviewedAction(
        number=line.ref,
        words=line.short,
        due=short_date(stood.due.get(line.action.pk)),
        progress=stood.progress(line.action.pk),
        rag=str(rag or ""),
        rag_words=rag.label if rag else "",
        note=told.note if told else "",
    )
