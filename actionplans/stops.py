"""The short list of what stops an act: things of one kind stand in one line, each with the way to its row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from actionplans.signing import Behind, Blocker
from partnerships.models import Sector


@dataclass(frozen=True)
class Link:
    """An item by its name and where it stands on the plan's page."""

    name: str
    anchor: str


@dataclass(frozen=True)
class Stop:
    """One line: the items it is about, none for what concerns the whole plan, and the rest of the sentence."""

    links: tuple[Link, ...]
    text: str


@dataclass(frozen=True)
class Left:
    """Items that would stay behind for the same lack of acceptance; nothing `missing`: their objective is."""

    links: tuple[Link, ...]
    missing: tuple[Sector, ...]


def grouped(blockers: Iterable[Blocker]) -> list[Stop]:
    """`blockers` in their order, those of one kind together where the first of them stood."""
    kinds: dict[str, list[Blocker]] = {}
    for blocker in blockers:
        kinds.setdefault(blocker.text, []).append(blocker)
    return [_stop(same) for same in kinds.values()]


def _stop(same: list[Blocker]) -> Stop:
    links = tuple(Link(one.item, one.anchor) for one in same if one.item)
    several = len(links) > 1 and same[0].several
    return Stop(links, several or same[0].text)


def left_behind(proposals: Iterable[Behind]) -> list[Left]:
    """What would stay behind, by whose acceptance is missing."""
    kinds: dict[tuple[Sector, ...], list[Link]] = {}
    for behind in proposals:
        kinds.setdefault(behind.missing, []).append(Link(behind.line.name, behind.line.anchor))
    return [Left(tuple(links), missing) for missing, links in kinds.items()]
