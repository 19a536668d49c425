"""The plan on one page, for elected members and trustees: no cleared words, nobody's name, every figure in words.

It says what the plan is for, who agreed it, how each objective goes, what is late, and when it is reviewed next.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from actionplans import content, moves
from actionplans.content import ActionLine, ObjectiveLine
from actionplans.models import ActionPlan, Delivery, PlanAgreed, PlanStarted
from actionplans.models.delivery import ENDED, Rag
from actionplans.people import sides_of
from actionplans.plan_shape import Endorsed, SectorName
from actionplans.plan_value import endorsements_of, next_review, programme_words, reference, sector_names
from actionplans.words import by_status, short
from pipd.kit.clock import LONDON
from pipd.kit.wording import count, listed, short_date

MOST_LATE = 4  # shown; the rest is counted, so that the page stays one
WORST_FIRST = (Rag.RED, Rag.AMBER, Rag.GREEN)


@dataclass(frozen=True)
class SummaryLine:
    """One objective: its words, its joint priority, and how its actions go."""

    number: str
    words: str
    priority: str
    progress: str
    rag: str
    rag_words: str


@dataclass(frozen=True)
class LateLine:
    """One action that is overdue."""

    number: str
    words: str
    due: str
    rag: str
    rag_words: str


@dataclass(frozen=True)
class SummaryValue:
    """What templates/documents/summary.html names, and nothing else."""

    title: str
    created: str
    programme: str
    running: str
    marking: str
    reference: str
    area: str
    draft: bool
    delivery: bool
    heading: str
    purpose: str
    agreed: str
    sectors: tuple[SectorName, ...]
    endorsed: str
    objectives: tuple[SummaryLine, ...]
    standing: str
    late: tuple[LateLine, ...]
    late_words: str
    next_review: str
    position: str
    check_url: str


def summary_value(plan: ActionPlan) -> SummaryValue:
    """The present state of an agreed `plan` on one page, frozen."""
    shown = content.agreed_lines(plan)
    is_started = PlanStarted.objects.complete().filter(plan=plan).exists()
    late = [a for line in shown for a in line.actions if is_started and a.delivery.is_overdue]
    return SummaryValue(
        title=f"Summary of the Partnership Improvement Action Plan: {plan.area.name}, version {plan.version}",
        created=plan.changed_at.astimezone(LONDON).date().isoformat(),
        programme=programme_words(plan),
        running=f"Plan Summary · {plan.area.name} · Version {plan.version}",
        marking="",
        reference=reference(plan, "SUMM"),
        area=plan.area.name,
        draft=False,
        delivery=is_started,
        heading=f"{plan.area.name}: the plan on one page",
        purpose=_purpose(plan, shown),
        agreed=_agreed(plan),
        sectors=sector_names(plan),
        endorsed=_endorsed(endorsements_of(plan)),
        objectives=tuple(_line(line, is_started) for line in shown),
        standing=_standing(plan, shown, is_started),
        late=tuple(_late(action) for action in late[:MOST_LATE]),
        late_words=_late_words(len(late), is_started),
        next_review=_review_words(plan),
        position=short_date(plan.changed_at),
        check_url=settings.BASE_URL + reverse("pages:check-print"),
    )


def _purpose(plan: ActionPlan, shown: Sequence[ObjectiveLine]) -> str:
    owners = listed(sector.name for sector in sector_names(plan))
    actions = sum(len(line.actions) for line in shown)
    return (
        f"The {owners} in {plan.area.name} work on the same problems, often side by side. This plan says what both "
        f"want to improve in how they work together, in {count(len(shown), 'objective')}, and what they will do about "
        f"it, in {count(actions, 'action')}. It belongs to both: neither sector can change or close it alone."
    )


def _agreed(plan: ActionPlan) -> str:
    act = PlanAgreed.objects.complete().filter(plan=plan).first()
    people = listed(f"{side.now} from the {side.sector}" for side in sides_of(plan.area))
    when = f" on {short_date(act.completed_at)}" if act and act.completed_at else ""
    return (
        f"A group of {people} worked on it in facilitated sessions. Both sectors signed the same words{when}."
    )


def _endorsed(rows: Sequence[Endorsed]) -> str:
    if not rows:
        return "No endorsement by an organisation’s own body is recorded."
    bodies = [f"{row.organisation} ({row.body})" for row in rows[:4]]
    if len(rows) > len(bodies):
        bodies.append(f"{len(rows) - len(bodies)} more")
    return f"Endorsed by {listed(bodies)}."


def _line(line: ObjectiveLine, is_started: bool) -> SummaryLine:
    rows = [action.delivery for action in line.actions]
    worst = _worst(rows) if is_started else None
    return SummaryLine(
        number=str(line.number),
        words=short(line.objective.text),
        priority=line.objective.get_priority_display(),
        progress=told(rows) if is_started else count(len(rows), "action"),
        rag=worst.shown_rag if worst else "",
        rag_words=worst.rag_words if worst else "",
    )


def _worst(rows: Iterable[Delivery]) -> Delivery | None:
    """The action whose colour tells most: red before amber before green."""
    coloured = [row for row in rows if row.shown_rag]
    return min(coloured, key=lambda row: WORST_FIRST.index(Rag(row.shown_rag)), default=None)


def told(rows: Sequence[Delivery]) -> str:
    """ "2 of 3 actions complete, 1 in progress"."""
    return by_status((row.status for row in rows), of=count(len(rows), "action"))


def _standing(plan: ActionPlan, shown: Sequence[ObjectiveLine], is_started: bool) -> str:
    if not is_started:
        return "Delivery has not started. Each action is being given its leads, a date and a measure."
    rows = [action.delivery for line in shown for action in line.actions]
    state = "The plan is closed. " if plan.state == ActionPlan.State.CLOSED else ""
    still = sum(row.status not in ENDED for row in rows)
    return f"{state}{told(rows)}. {count(still, 'action')} still open."


def _late(line: ActionLine) -> LateLine:
    row = line.delivery
    return LateLine(line.ref, line.short, short_date(row.due_on), row.shown_rag, row.rag_words)


def _late_words(number: int, is_started: bool) -> str:
    if not is_started:
        return "Nothing is due yet."
    if not number:
        return "Nothing is late."
    return f"{number - MOST_LATE} more late." if number > MOST_LATE else ""


def _review_words(plan: ActionPlan) -> str:
    if not plan.is_in_force:
        return moves.WHERE_IT_STANDS[ActionPlan.State(plan.state)].rstrip(".")
    coming = next_review(plan)
    return f"{short_date(coming)}, by both sectors together" if coming else "No date is set"
