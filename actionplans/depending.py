"""What an action waits for: other actions of the plan, never in a circle (domain I-33).

Every change is judged with the plan locked, against all dependencies of the plan: two edits that would make a circle
only together are judged one after the other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable
from typing import TypeVar
from uuid import UUID

from django.db import transaction

from actionplans import content, moves
from actionplans.delivery import setting
from actionplans.models import ActionPlan, Delivery, Dependency
from partnerships import history
from partnerships.membership import NotPossible
from partnerships.models import Seat
from pipd.kit import revisions
from pipd.kit.wording import listed

Thing = TypeVar("Thing", bound=Hashable)


def way(edges: Iterable[tuple[Thing, Thing]], start: Thing, end: Thing) -> list[Thing]:
    """A chain of `edges` (what waits, what it waits for) from `start` to `end`; empty when none leads there."""
    after: dict[Thing, list[Thing]] = defaultdict(list)
    for waits, needs in edges:
        after[waits].append(needs)
    came_from: dict[Thing, Thing] = {}
    seen, ahead = {start}, [start]
    while ahead:
        here = ahead.pop(0)
        for there in after[here]:
            if there == end:
                return [*_back(came_from, here), end]
            if there not in seen:
                seen.add(there)
                came_from[there] = here
                ahead.append(there)
    return []


def _back(came_from: dict[Thing, Thing], last: Thing) -> list[Thing]:
    chain = [last]
    while chain[-1] in came_from:
        chain.append(came_from[chain[-1]])
    return chain[::-1]


def circle(edges: Collection[tuple[Thing, Thing]]) -> list[Thing]:
    """Some circle among `edges`, from one thing back to itself; empty when there is none."""
    for waits, needs in edges:
        if waits == needs:
            return [waits, waits]
        if back := way(edges, needs, waits):
            return [waits, *back]
    return []


def edges_of(plan: ActionPlan) -> list[tuple[UUID, UUID]]:
    """Who waits for whom in `plan`."""
    rows = Dependency.objects.filter(action__objective__plan=plan)
    return list(rows.values_list("action", "needs").order_by("action__objective__seq", "action__seq"))


@transaction.atomic
def wait_for(delivery: Delivery, *, needs: Collection[UUID], revision: int, by: Seat) -> None:
    """Let the action wait for exactly `needs`, ids of other agreed actions of its plan.

    Raises NotPossible for a circle, an action of elsewhere, or one that has ended; revisions.Conflict when somebody
    else wrote first.
    """
    plan = setting(delivery, by=by)
    names = {action.action.pk: action.name for line in content.agreed_lines(plan) for action in line.actions}
    wanted, here = set(needs), delivery.action_id
    before = set(Dependency.objects.filter(action=here).values_list("needs", flat=True))
    if not wanted <= names.keys():
        raise NotPossible("One of these is no action of this plan any more. Read the list again.")
    if not delivery.is_open and wanted - before:
        raise NotPossible(
            f"This action is {delivery.get_status_display().lower()}: it waits for nothing more."
        )
    if problem := _circle_in_words(plan, here, wanted, names):
        raise NotPossible(problem)
    revisions.swap(delivery, revision=revision)
    if wanted == before:
        return  # nothing to tell of
    Dependency.objects.filter(action=here, needs__in=before - wanted).delete()
    Dependency.objects.bulk_create(
        Dependency(action_id=here, needs_id=key) for key in sorted(wanted - before)
    )
    facts = {"waits for": sorted(str(key) for key in wanted)}
    history.record(by, "dependencies set", subject=here, facts=facts)
    moves.touch(plan)


def _circle_in_words(plan: ActionPlan, here: UUID, wanted: Collection[UUID], names: dict[UUID, str]) -> str:
    """Why `here` cannot wait for `wanted`, naming the actions between; empty when it can."""
    if here in wanted:
        return "An action cannot wait for itself."
    rest = [edge for edge in edges_of(plan) if edge[0] != here]
    for key in wanted:
        if chain := way(rest, key, here):
            said = [names[one] for one in chain]
            through = f", by way of {listed(name.lower() for name in said[1:-1])}" if said[1:-1] else ""
            return (
                f"{said[0]} waits for {said[-1].lower()} already{through}: the two would wait for each other."
            )
    return ""


def unmet(delivery: Delivery) -> list[str]:
    """What the action waits for that is not complete, as it stands now: ["action 2(a), which is blocked"]."""
    found = Dependency.objects.filter(action=delivery.action_id).exclude(needs__delivery__status="complete")
    rows = {link.needs_id: link.needs for link in found.select_related("needs__delivery")}
    if not rows:
        return []
    lines = content.agreed_lines(delivery.action.objective.plan)
    names = {action.action.pk: action.name.lower() for line in lines for action in line.actions}
    return [
        f"{name}, which is {rows[key].delivery.get_status_display().lower()}"
        for key, name in names.items()
        if key in rows
    ]
