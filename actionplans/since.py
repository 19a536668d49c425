"""What became of the actions between two moments: statuses, colours and dates, each as it was and as it is. Reads only.

A status counts from when it stood, so an end counts from the other sector's word, not from when it was proposed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from actionplans import content
from actionplans.content import ActionLine, ObjectiveLine
from actionplans.models import ActionPlan, ProgressUpdate
from actionplans.models.delivery import ENDED, Rag, Status
from actionplans.progress import BOTH
from actionplans.versions import kin
from partnerships import history
from pipd.kit import clock
from pipd.kit.wording import short_date

STATUS, COLOUR, DATE = "status", "colour", "date"
NO_COLOUR = "No colour said"


@dataclass(frozen=True)
class Change:
    """One thing that is another now: `before` and `after` in the words people read, `at` when it last changed."""

    action: UUID
    ref: str
    anchor: str
    kind: str
    before: str
    after: str
    at: datetime

    @property
    def words(self) -> str:
        """ "In progress, before: not started"."""
        return f"{self.after}, before: {self.before[:1].lower()}{self.before[1:]}"


@dataclass(frozen=True)
class _Event:
    at: datetime
    kind: str
    value: str
    was: str = ""


def changes_since(
    plan: ActionPlan,
    moment: datetime,
    *,
    until: datetime | None = None,
    lines: Sequence[ObjectiveLine] | None = None,
) -> list[Change]:
    """What changed of the agreed actions of `plan` after `moment`, in the order of the plan; until now, or `until`.

    What went there and back is no change. Six queries, two when the plan's agreed `lines` are at hand; one more where
    actions were carried from one version into the next, and what was done to them before that counts too.
    """
    agreed = content.agreed_lines(plan) if lines is None else lines
    actions = [action for line in agreed for action in line.actions]
    events = _events(plan, actions)
    last = until or clock.now()
    found = []
    for action in actions:
        of_action = [event for event in events[action.action.pk] if event.at <= last]
        # What has ended carries no colour any more (domain I-32).
        kinds = (STATUS, DATE) if _has_ended(of_action) else (STATUS, COLOUR, DATE)
        told = [_change(action, kind, of_action, moment) for kind in kinds]
        found += [change for change in told if change is not None]
    return found


def _has_ended(events: Sequence[_Event]) -> bool:
    statuses = [event.value for event in events if event.kind == STATUS]
    return bool(statuses) and statuses[-1] in ENDED


def _change(action: ActionLine, kind: str, events: Iterable[_Event], moment: datetime) -> Change | None:
    told = [event for event in events if event.kind == kind]
    earlier = [event for event in told if event.at <= moment]
    later = [event for event in told if event.at > moment]
    if not later:
        return None
    first = earlier[-1].value if earlier else later[0].was
    before, after = _words(kind, first), _words(kind, later[-1].value)
    if before == after:
        return None
    return Change(action.action.pk, action.ref, action.anchor, kind, before, after, later[-1].at)


def _words(kind: str, value: str) -> str:
    if kind == STATUS:
        return Status(value or Status.NOT_STARTED).label
    if kind == COLOUR:
        return Rag(value).label if value else NO_COLOUR
    return f"Due on {short_date(date.fromisoformat(value))}" if value else "No date"


def _same(plan: ActionPlan, actions: Sequence[ActionLine]) -> dict[UUID, UUID]:
    """By their ids, these actions in whatever version; no query for a first version that is in force."""
    keys = [action.action.pk for action in actions]
    if plan.follows_id is None and plan.state != ActionPlan.State.SUPERSEDED:
        return dict(zip(keys, keys, strict=True))
    return kin(plan.area_id, keys)


def _events(plan: ActionPlan, actions: Sequence[ActionLine]) -> dict[UUID, list[_Event]]:
    """What happened to each action, in order."""
    found: dict[UUID, list[_Event]] = defaultdict(list)
    same = _same(plan, actions)
    updates = ProgressUpdate.objects.filter(delivery__action__in=same).exclude(status__in=BOTH)
    told = updates.values_list("delivery__action", "told_at", "status", "rag").order_by("told_at", "id")
    for action, at, status, rag in told:
        found[same[action]] += [_Event(at, STATUS, status), _Event(at, COLOUR, rag)]
    for verb, subject, at, facts in history.told(
        plan.area, ("proposal answered", "delivery filled in"), list(same)
    ):
        found[same[subject]] += _from_log(verb, at, facts)
    for events in found.values():
        events.sort(key=lambda event: event.at)
    return found


def _from_log(verb: str, at: datetime, facts: dict[str, str]) -> Iterable[_Event]:
    """What an entry of the log says of a date that stood from then on, or of an end that was acknowledged."""
    if verb == "proposal answered" and not facts.get("agreed"):
        return
    if facts.get("status"):
        yield _Event(at, STATUS, facts["status"])
        yield _Event(at, COLOUR, "")  # what has ended or was put off carries none of before (domain I-32)
    if facts.get("due"):
        yield _Event(at, DATE, facts["due"], facts.get("due before", ""))
