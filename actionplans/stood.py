"""How the actions of a plan stood on a day that is past: what had been said of each, by when it was due. Reads only.

All of it is found by the log. What was said of an action goes on with the version that carries it on, so the rows of
a version that is superseded would tell of nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from actionplans.content import ObjectiveLine
from actionplans.models import Action, ActionPlan, ProgressUpdate
from actionplans.models.delivery import Status
from partnerships import history
from pipd.kit.clock import LONDON

TOLD, ANSWERED, FILLED_IN = "progress told", "proposal answered", "delivery filled in"
Entries = Sequence[tuple[str, UUID, datetime, dict[str, Any]]]  # of the log: verb, action, moment, facts


@dataclass(frozen=True)
class Then:
    """What had been said of each action by the end of a day, and which of it only one sector had proposed by then."""

    told: dict[UUID, ProgressUpdate]
    proposed: set[UUID]
    due: dict[UUID, date | None]

    def progress(self, action: UUID) -> str:
        """The state in words; an end, or putting off, that waits for the other sector is none yet (domain I-34)."""
        said = self.told.get(action)
        if said is None:
            return Status.NOT_STARTED.label
        label = Status(said.status).label
        return f"{label}, proposed by one sector" if said.pk in self.proposed else label


def then(plan: ActionPlan, lines: Iterable[ObjectiveLine], *, on: date, dates_at: datetime) -> Then:
    """The actions of `lines`, which are agreed of `plan`, by the end of the day `on`; due as it was at `dates_at`."""
    actions = [action.action for line in lines for action in line.actions]
    own = _carried_on(plan, {action.pk for action in actions})
    found = history.told(plan.area, (TOLD, ANSWERED, FILLED_IN), own.keys())
    entries = [(verb, own[subject], at, facts) for verb, subject, at, facts in found]
    rows = {action.pk: getattr(action, "delivery", None) for action in actions}
    due = {action: row.due_on if row else None for action, row in rows.items()}
    told, proposed = _told(entries, datetime.combine(on + timedelta(days=1), time(), LONDON))
    return Then(told, proposed, _dates(entries, due, dates_at))


def _carried_on(plan: ActionPlan, actions: Collection[UUID]) -> dict[UUID, UUID]:
    """By each action and those of earlier versions that it carries on: the one of `actions`."""
    rows = Action.objects.filter(
        objective__plan__area=plan.area_id, objective__plan__version__lte=plan.version
    )
    origins = dict(rows.order_by().values_list("pk", "origin"))
    found = {}
    for action in actions:
        former: UUID | None = action
        while former is not None:
            found[former] = action
            former = origins.get(former)
    return found


def _dates(entries: Entries, present: dict[UUID, date | None], moment: datetime) -> dict[UUID, date | None]:
    """The dates of `present` as they stood at `moment`: what came later is taken back, the latest first."""
    found = dict(present)
    for verb, action, at, facts in reversed(entries):
        stands = verb != ANSWERED or facts.get("agreed")
        if at > moment and stands and "due before" in facts:
            found[action] = date.fromisoformat(facts["due before"]) if facts["due before"] else None
    return found


def _told(entries: Entries, after: datetime) -> tuple[dict[UUID, ProgressUpdate], set[UUID]]:
    """A proposal that was declined by then is left out, so the word before it counts."""
    about = {UUID(facts["update"]): action for verb, action, _, facts in entries if verb == TOLD}
    proposals = {
        UUID(facts["update"]) for verb, _, _, facts in entries if verb == TOLD and facts.get("proposed")
    }
    answers = {
        action: (at, bool(facts.get("agreed")))
        for verb, action, at, facts in entries
        if verb == ANSWERED and at < after
    }
    told: dict[UUID, ProgressUpdate] = {}
    proposed = set()
    for row in ProgressUpdate.objects.filter(pk__in=about, told_at__lt=after).order_by("told_at", "id"):
        answered = answers.get(about[row.pk])
        waits = row.pk in proposals and (answered is None or answered[0] < row.told_at)
        if waits:
            proposed.add(row.pk)
        if waits or (answered is not None and answered[1]) or row.pk not in proposals:
            told[about[row.pk]] = row
    return told, proposed
