"""What a draft says otherwise than the version in force: for whoever writes it, and for whoever signs it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from actionplans import content
from actionplans.content import Line, ObjectiveLine, item_of
from actionplans.models import Action, ActionPlan, Item, Objective
from actionplans.words import mode_words
from partnerships.models import Programme
from partnerships.words import sector_words, sectors_in_order
from pipd.kit.differences import Piece, by_word

NEW, CHANGED, MOVED, GONE = "New", "Changed", "Moved", "Not in it any more"


@dataclass(frozen=True)
class Change:
    """One item that differs: what it is called now (or was), its words with what came and went, and other facts."""

    kind: str
    name: str
    anchor: str
    pieces: Sequence[Piece]
    facts: Sequence[str] = ()


def changes(
    plan: ActionPlan, shown: Sequence[ObjectiveLine], before: Sequence[ObjectiveLine] | None = None
) -> list[Change]:
    """What differs between `shown`, lines of the draft `plan`, and the version it follows, in the order of the draft.

    What is gone stands last, by its former name. Empty for a first version. `before` are the lines that were agreed
    of the former version, where they were read already.
    """
    if plan.follows is None:
        return []
    if before is None:
        before = content.agreed_lines(plan.follows)
    old = {item_of(line).pk: line for line in content.in_order(before)}
    moved = _moved(before, shown)
    found = [
        change
        for line in content.in_order(shown)
        if (change := _change(plan.area.programme, line, old, moved))
    ]
    kept = {item_of(line).origin_id for line in content.in_order(shown)}
    return found + [_gone(line) for key, line in old.items() if key not in kept]


def _change(programme: Programme, line: Line, old: dict[UUID, Line], moved: set[UUID]) -> Change | None:
    item = item_of(line)
    former = old.get(item.origin_id) if item.origin_id else None
    if former is None:
        return Change(NEW, line.name, line.anchor, [Piece("inserted", item.text)])
    was = item_of(former)
    facts = list(_facts(programme, was, item))
    if item.text != was.text or facts:
        return Change(CHANGED, line.name, line.anchor, by_word(was.text, item.text), facts)
    if item.pk in moved:
        return Change(MOVED, line.name, line.anchor, [Piece("same", item.text)], [f"It was {former.name}"])
    return None


def _gone(line: Line) -> Change:
    return Change(GONE, line.name, "", [Piece("deleted", item_of(line).text)])


def _facts(programme: Programme, was: Item, now: Item) -> Iterator[str]:
    """What changed beside the words: one sentence each."""
    if isinstance(was, Objective) and isinstance(now, Objective):
        if was.priority != now.priority:
            yield _told(
                "Joint priority", was.get_priority_display().lower(), now.get_priority_display().lower()
            )
        for sector in sectors_in_order(programme):
            before, after = (getattr(item, f"concern_{sector}") for item in (was, now))
            if before != after:
                yield _told(f"The {sector_words(programme, sector)} concern", before, after)
    if isinstance(was, Action) and isinstance(now, Action) and was.mode != now.mode:
        yield _told("Delivery", *(mode_words(programme, item.mode).lower() for item in (was, now)))


def _told(what: str, before: str, after: str) -> str:
    return f"{what}: {after or 'none'}; it was {before or 'none'}"


def _moved(before: Sequence[ObjectiveLine], shown: Sequence[ObjectiveLine]) -> set[UUID]:
    """Items that stand in another order among those that both versions have."""
    found = _out_of_order([line.objective for line in before], [line.objective for line in shown])
    actions = {line.objective.pk: [a.action for a in line.actions] for line in before}
    for line in shown:
        former = actions.get(line.objective.origin_id) if line.objective.origin_id else None
        found |= _out_of_order(former or [], [a.action for a in line.actions])
    return found


def _out_of_order(before: Sequence[Item], now: Sequence[Objective] | Sequence[Action]) -> set[UUID]:
    kept = [item for item in now if item.origin_id]
    known = {item.origin_id for item in kept}
    order = [item.pk for item in before if item.pk in known]
    return {item.pk for item, origin in zip(kept, order, strict=False) if item.origin_id != origin}
