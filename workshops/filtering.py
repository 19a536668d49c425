"""Which logged points the desk shows: by kind, by sector, and only those not used yet; plain links, one set of rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from partnerships.models import Programme, Sector
from workshops.clearance.desk import Logged
from workshops.logbook import SAID_BY
from workshops.words import kind_words

UNUSED = "unused"
NAMES = ("show", "kind", "said")  # in the order of the address


@dataclass(frozen=True)
class Choice:
    """One link of a filter: its words, how many points it shows, where it leads, whether it is chosen."""

    words: str
    count: int
    query: str
    chosen: bool


@dataclass(frozen=True)
class Filter:
    """One row of links, such as those by kind."""

    label: str
    choices: tuple[Choice, ...]


def chosen(given: Mapping[str, str], points: Sequence[Logged]) -> dict[str, str]:
    """What of the address is a filter that some point meets; anything else is left aside."""
    known = {"show": {UNUSED}, "kind": {p.kind for p in points}, "said": {p.said_by for p in points}}
    return {name: given[name] for name in NAMES if given.get(name) in known[name]}


def shown(points: Iterable[Logged], by: Mapping[str, str]) -> list[Logged]:
    """Those of `points` that meet every filter in `by`."""
    return [
        point
        for point in points
        if by.get("kind", point.kind) == point.kind
        and by.get("said", point.said_by) == point.said_by
        and not (by.get("show") == UNUSED and point.used_in)
    ]


def filters(points: Sequence[Logged], by: Mapping[str, str], programme: Programme) -> list[Filter]:
    """The rows of links, each with how many points it shows beside the other filters; none that shows nothing."""
    kinds = {point.kind: kind_words(programme, point.kind) for point in points}
    sides = {point.said_by: said_by_words(programme, point.said_by) for point in points}
    states = {UNUSED: "Not used yet"} if any(not point.used_in for point in points) else {}
    rows = [("Kind", "kind", kinds), ("Who said it", "said", sides), ("Used or not", "show", states)]
    return [
        _filter(label, name, words, points, by)
        for label, name, words in rows
        if len(words) > (name != "show")
    ]


def _filter(
    label: str, name: str, words: Mapping[str, str], points: Sequence[Logged], by: Mapping[str, str]
) -> Filter:
    others = {key: value for key, value in by.items() if key != name}
    found = [Choice("All", len(shown(points, others)), _query(others), name not in by)]
    for value, label_of_value in words.items():
        these = {**others, name: value}
        found.append(Choice(label_of_value, len(shown(points, these)), _query(these), by.get(name) == value))
    return Filter(label, tuple(found))


def _query(by: Mapping[str, str]) -> str:
    return "?" + urlencode({name: by[name] for name in NAMES if name in by})


def said_by_words(programme: Programme, said_by: str) -> str:
    """Which sector said it, in the programme's words."""
    ours = {sector.value: programme.words_for(sector) for sector in Sector}
    return ours.get(said_by) or str(SAID_BY(said_by).label)
