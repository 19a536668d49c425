"""The report of one review: who was there by sector, what was learned, what changes, and how each action stood then.

Made of a review that people of both sectors confirmed. Present are counted, never named.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from actionplans import content
from actionplans.content import ActionLine, ObjectiveLine
from actionplans.models import ActionPlan, PlanReview, ProgressUpdate
from actionplans.models.delivery import Rag, Status
from actionplans.plan_shape import Fact, SectorName
from actionplans.plan_value import programme_words, reference, sector_names
from actionplans.versions import kin
from actionplans.words import short
from partnerships import history
from partnerships.words import sector_words, sectors_in_order
from pipd.kit.clock import LONDON
from pipd.kit.wording import short_date


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
        facts=_facts(review, held),
        lessons=paragraphs(review.lessons),
        changes=paragraphs(review.changes),
        objectives=_objectives(plan, held),
        position=short_date(held),
    )


def paragraphs(words: str) -> tuple[str, ...]:
    """What somebody typed, by its line ends."""
    return tuple(line for line in (part.strip() for part in words.splitlines()) if line)


def _facts(review: PlanReview, held: date) -> tuple[Fact, ...]:
    plan = review.plan
    came = list(review.present.values_list("sector", flat=True))
    present = [
        Fact(f"Present, {sector_words(plan.area.programme, s)}", count_of(came.count(s)))
        for s in sectors_in_order(plan.area.programme)
    ]
    coming = (
        PlanReview.objects.filter(plan__area=plan.area_id, number__gt=review.number)
        .order_by("number")
        .first()
    )
    later = [Fact("Next review", short_date(coming.due_on))] if coming else []
    return (
        Fact("Plan", f"Version {plan.version}"),
        Fact("Held", short_date(held)),
        *present,
        Fact("Confirmed by both sectors", short_date(review.confirmed_at)),
        *later,
    )


def count_of(number: int) -> str:
    """ "1 person", "7 people"; small numbers too, for the group itself knows who was there."""
    return "1 person" if number == 1 else f"{number} people"


@dataclass(frozen=True)
class _Then:
    """What had been said of each action by the end of a day, and which of it only one sector had proposed by then."""

    told: dict[UUID, ProgressUpdate]
    proposed: set[UUID]

    def progress(self, action: UUID) -> str:
        """The state in words; an end, or putting off, that waits for the other sector is none yet (domain I-34)."""
        said = self.told.get(action)
        if said is None:
            return Status.NOT_STARTED.label
        label = Status(said.status).label
        return f"{label}, proposed by one sector" if said.pk in self.proposed else label


def _objectives(plan: ActionPlan, held: date) -> tuple[ReviewedObjective, ...]:
    lines = content.agreed_part(content.lines(plan))
    then = _then(plan, [action.action.pk for line in lines for action in line.actions], held)
    return tuple(_objective(line, then) for line in lines)


def _then(plan: ActionPlan, actions: Sequence[UUID], on: date) -> _Then:
    """A proposal that was declined by then is left out, so the word before it counts.

    What was said has gone on with an action into later versions; the record of both sectors stays what it was.
    """
    same = kin(plan.area_id, actions)
    after = datetime.combine(on + timedelta(days=1), time(), LONDON)
    proposals: set[str] = set()
    answers: dict[UUID, tuple[datetime, bool]] = {}
    for verb, subject, at, facts in history.told(
        plan.area, ("progress told", "proposal answered"), list(same)
    ):
        if verb == "progress told" and facts.get("proposed"):
            proposals.add(facts["update"])
        elif verb == "proposal answered" and at < after:
            answers[same[subject]] = (at, bool(facts.get("agreed")))
    then = _Then({}, set())
    rows = ProgressUpdate.objects.filter(delivery__action__in=same, told_at__lt=after)
    for row in rows.select_related("delivery").order_by("told_at", "id"):
        action = same[row.delivery.action_id]
        answered = answers.get(action)
        agreed = answered is not None and answered[1]
        waits = str(row.pk) in proposals and (answered is None or answered[0] < row.told_at)
        if waits:
            then.proposed.add(row.pk)
        if waits or agreed or str(row.pk) not in proposals:
            then.told[action] = row
    return then


def _objective(line: ObjectiveLine, then: _Then) -> ReviewedObjective:
    actions = tuple(_action(action, then) for action in line.actions)
    return ReviewedObjective(str(line.number), short(line.objective.text), actions)


def _action(line: ActionLine, then: _Then) -> ReviewedAction:
    told = then.told.get(line.action.pk)
    delivery = getattr(line.action, "delivery", None)
    rag = Rag(told.rag) if told and told.rag else None
    return ReviewedAction(
        number=line.ref,
        words=line.short,
        due=short_date(delivery.due_on) if delivery else "",
        progress=then.progress(line.action.pk),
        rag=str(rag or ""),
        rag_words=rag.label if rag else "",
        note=told.note if told else "",
    )
