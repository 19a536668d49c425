"""Table 1 in order, with the numbers people call its items by, and the digest of what both sectors accepted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from string import ascii_lowercase
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Prefetch, Subquery

from actionplans.models import (
    Action,
    ActionPlan,
    Delivery,
    Dependency,
    Evidence,
    Item,
    Objective,
    ProgressUpdate,
)
from actionplans.words import short
from pipd.kit import documents


@dataclass(frozen=True)
class ActionLine:
    """One action as it is called on screen: 2(b), or 3 when its objective has no other."""

    objective_number: int
    place: int
    ref: str
    action: Action

    @property
    def name(self) -> str:
        return f"Action {self.ref}"

    @property
    def anchor(self) -> str:
        return f"a-{self.action.pk}"

    @property
    def delivery(self) -> Delivery:
        """Who leads it and how it goes; one that says nothing while the plan is a draft."""
        return getattr(self.action, "delivery", None) or Delivery()

    @property
    def letter(self) -> str:
        """ "(b)", or nothing for an only action."""
        return self.ref.removeprefix(str(self.objective_number))

    @property
    def short(self) -> str:
        return short(self.action.text)


@dataclass(frozen=True)
class ObjectiveLine:
    """One objective with its actions and the cleared statements it answers."""

    number: int
    objective: Objective
    actions: tuple[ActionLine, ...]
    evidence: tuple[Evidence, ...]

    @property
    def name(self) -> str:
        return f"Objective {self.number}"

    @property
    def anchor(self) -> str:
        return f"o-{self.objective.pk}"

    @property
    def has_grounds(self) -> bool:
        """Whether it answers a cleared statement or says why there is none (domain R46)."""
        return bool(self.evidence or self.objective.no_evidence_reason)


Line = ObjectiveLine | ActionLine


def item_of(line: Line) -> Objective | Action:
    """The row that `line` shows."""
    return line.objective if isinstance(line, ObjectiveLine) else line.action


def in_order(every: Iterable[ObjectiveLine]) -> list[Line]:
    """Each objective with its actions after it, as people read them."""
    found: list[Line] = []
    for line in every:
        found += [line, *line.actions]
    return found


def items_of(every: Iterable[ObjectiveLine]) -> list[Objective | Action]:
    """The rows of all lines, in the same order."""
    return [item_of(line) for line in in_order(every)]


def _load(plan: ActionPlan, *beside: ActionPlan) -> list[Objective]:
    """The objectives with actions and evidence: always the same queries, however long the plan.

    Those of the plans `beside` it come with them, as far as their words go.
    """
    seats = ("proposed_by", "lead_la_seat", "lead_tso_seat")
    actions = Action.objects.select_related(*(f"delivery__{seat}" for seat in seats)).order_by("seq")
    if not plan.is_draft:  # what the colour of an action is made of
        needs = Dependency.objects.select_related("needs__delivery").order_by(
            "needs__objective__seq", "needs__seq"
        )
        words = ProgressUpdate.objects.filter(delivery__action=OuterRef("pk")).order_by("-told_at")
        actions = actions.annotate(told_last=Subquery(words.values("told_at")[:1]))
        actions = actions.prefetch_related(Prefetch("needs", needs))
    evidence = Evidence.objects.select_related("point__note__workshop")
    plans = {one.pk: one for one in (plan, *beside)}
    whole = Objective.objects.filter(plan__in=plans).order_by("seq")
    found = list(whole.prefetch_related(Prefetch("actions", actions), Prefetch("evidence", evidence)))
    for objective in found:
        objective.plan = plans[objective.plan_id]
    return found


def refs(number: int, actions: Sequence[UUID]) -> dict[UUID, str]:
    """How the actions of objective `number` are called: 2(a), 2(b) …, or 2 when there is only one."""
    if len(actions) == 1:
        return {actions[0]: str(number)}
    return {action: f"{number}({letter})" for action, letter in zip(actions, ascii_lowercase, strict=False)}


def _line(number: int, objective: Objective, actions: Sequence[Action]) -> ObjectiveLine:
    called = refs(number, [action.pk for action in actions])
    return ObjectiveLine(
        number=number,
        objective=objective,
        actions=tuple(
            ActionLine(number, place, called[action.pk], action)
            for place, action in enumerate(actions, start=1)
        ),
        evidence=tuple(objective.evidence.all()),
    )


def lines(plan: ActionPlan) -> list[ObjectiveLine]:
    """Everything that was put forward, in order."""
    return _lines(_load(plan))


def lines_beside(plan: ActionPlan) -> tuple[list[ObjectiveLine], list[ObjectiveLine]]:
    """The lines of `plan`, and those that were agreed of the version it follows; no more queries than `lines`."""
    if plan.follows is None:
        return lines(plan), []
    found = _load(plan, plan.follows)
    own, former = (_lines(o for o in found if o.plan_id == one.pk) for one in (plan, plan.follows))
    return own, agreed_part(former)


def _lines(objectives: Iterable[Objective]) -> list[ObjectiveLine]:
    return [_line(n, o, list(o.actions.all())) for n, o in enumerate(objectives, start=1)]


def agreed_part(every: Iterable[ObjectiveLine]) -> list[ObjectiveLine]:
    """What both sectors accept, numbered anew: the rest stays behind as proposals (domain I-28)."""
    kept = [line for line in every if line.objective.is_accepted]
    return [
        _line(n, line.objective, [a.action for a in line.actions if a.action.is_accepted])
        for n, line in enumerate(kept, start=1)
    ]


def agreed_lines(plan: ActionPlan) -> list[ObjectiveLine]:
    """The lines of `plan` that both sectors accept, numbered as they are in the agreed plan."""
    return agreed_part(lines(plan))


def waiting(shown: Sequence[ObjectiveLine]) -> dict[UUID, str]:
    """By action, what it waits for among those `shown`, as they are called: "1(b), 2(a)"; not for a draft's lines."""
    every = [action for line in shown for action in line.actions]
    called = {line.action.pk: line.ref for line in every}
    needs = {line.action.pk: [link.needs_id for link in line.action.needs.all()] for line in every}
    return {action: ", ".join(called[key] for key in keys if key in called) for action, keys in needs.items()}


def left_behind(every: Iterable[ObjectiveLine]) -> list[Line]:
    """What is not accepted by both sectors, and the actions of such objectives."""
    found: list[Line] = []
    for line in every:
        if not line.objective.is_accepted:
            found += [line, *line.actions]
        else:
            found += [action for action in line.actions if not action.action.is_accepted]
    return found


def content_of(agreed: Iterable[ObjectiveLine]) -> list[dict[str, Any]]:
    """The words that are signed: text, concerns, priority, order and delivery mode; no leads, dates or evidence."""
    return [
        {
            "text": line.objective.text,
            "concerns": [line.objective.concern_la, line.objective.concern_tso],
            "priority": line.objective.priority,
            "actions": [{"text": a.action.text, "mode": a.action.mode} for a in line.actions],
        }
        for line in agreed
    ]


def digest_of(every: Iterable[ObjectiveLine]) -> str:
    """SHA-256, in hexadecimal, of those of `every` line that both sectors accept."""
    return documents.digest_of(content_of(agreed_part(every)))


def content_digest(plan: ActionPlan) -> str:
    """SHA-256 of what both sectors accept, in hexadecimal: what a signature is bound to (domain I-28)."""
    return digest_of(lines(plan))


def seen_digest(every: Iterable[ObjectiveLine]) -> str:
    """What "accept everything" is bound to: each item in the wording that was shown."""
    return documents.digest_of([[str(item.pk), item.revision] for item in items_of(every)])


def seen_of(item: Item, every: Iterable[ObjectiveLine]) -> str:
    """What removing `item` is bound to: it, and an objective's actions with it, in the wording that was shown."""
    for line in every:
        if line.objective.pk == item.pk:
            return seen_digest([line])
    return documents.digest_of([[str(item.pk), item.revision]])


def name_of(item: Item, every: Iterable[ObjectiveLine]) -> str:
    """ "Action 2(b)": the only thing a mail says of an item."""
    found = (line.name for line in in_order(every) if item_of(line).pk == item.pk)
    return next(found, "An item")
