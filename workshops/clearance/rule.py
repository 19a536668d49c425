"""The clearance rule, pure: when is one statement agreed, and if it is not, what is missing (domain I-16, I-17)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from math import ceil
from typing import Any, NamedTuple, Protocol

from partnerships.models import Sector
from workshops.clearance.shapes import Grounded
from workshops.clearance.working import Answer

FAIR, OUT = Answer.Verdict.FAIR, Answer.Verdict.OUT
ROOM = Answer.Channel.ROOM
# An objection about one's own words, or about being identifiable, stands whatever the others say (I-17).
ALWAYS_STANDS = {Answer.Ground.OWN_WORDS, Answer.Ground.IDENTIFIES}


class Told(Protocol):
    """An answer as the rule looks at it."""

    @property
    def verdict(self) -> str: ...
    @property
    def ground(self) -> str: ...
    @property
    def channel(self) -> str: ...


@dataclass(frozen=True)
class Given:
    """A responder's present answer; `to_these_words` is false for an objection that stands over a change of words."""

    verdict: str
    ground: str = ""
    channel: str = Answer.Channel.ONLINE
    to_these_words: bool = True


@dataclass(frozen=True)
class Standing:
    """All that the rule looks at for one statement.

    `eligible` maps each sector to the ids of those who were at the session (E_s of domain I-15), `present` holds the
    ids of those in the room now, `answers` maps ids to their present answer to the present wording.
    """

    eligible: dict[Sector, frozenset]
    answers: Mapping[Any, Told] = field(default_factory=dict)
    present: frozenset = frozenset()
    open_amendments: int = 0
    unsent_change: bool = False
    everyone: bool = False
    words: dict[Sector, str] = field(default_factory=lambda: {s: s.label for s in Sector})


class SectorCount(NamedTuple):
    """How far one sector is with one statement."""

    fair: int
    needed: int
    eligible: int

    @property
    def enough(self) -> bool:
        return self.eligible > 0 and self.fair >= self.needed


class Finding(NamedTuple):
    """Whether a statement is agreed, by which route, and what keeps it from being so."""

    agreed: bool
    route: str
    missing: tuple[str, ...]
    counts: dict[Sector, SectorCount]


@cache
def needed_of(eligible: int, *, everyone: bool = False) -> int:
    """How many *fair record* answers a sector of `eligible` responders needs: max(min(2, n), half rounded up)."""
    return eligible if everyone else max(min(2, eligible), ceil(eligible / 2))


def always_stands(answer: Grounded) -> bool:
    """Whether an answer keeps its statement out until its author answers again, whatever the words become (I-17)."""
    return answer.verdict == OUT and answer.ground in ALWAYS_STANDS


def standing_objections(standing: Standing) -> int:
    """How many objections keep the statement out until their authors answer again."""
    return len([a for a in standing.answers.values() if a.verdict == OUT and always_stands(a)])


def agreed_in_room(standing: Standing) -> bool:
    """Whether enough of each sector are present and every one of them is recorded as agreeing.

    Whoever holds an objection that the room may settle is not counted, neither as present nor as agreeing.
    """
    return all(_sector_agrees_in_room(standing, ids) for ids in standing.eligible.values())


def _sector_agrees_in_room(standing: Standing, ids: frozenset) -> bool:
    objecting = {who for who, answer in standing.answers.items() if answer.verdict == OUT}
    here = (ids & standing.present) - objecting
    enough = len(ids) if standing.everyone else min(2, len(ids))
    said = [standing.answers.get(who) for who in here]
    return len(here) >= enough and all(a and a.verdict == FAIR and a.channel == ROOM for a in said)


def count(standing: Standing, sector: Sector) -> SectorCount:
    """How many of `sector` call the present wording a fair record, and how many it takes."""
    ids = standing.eligible.get(sector, frozenset())
    fair = len([who for who, answer in standing.answers.items() if answer.verdict == FAIR and who in ids])
    return SectorCount(fair=fair, needed=needed_of(len(ids), everyone=standing.everyone), eligible=len(ids))


def judge(standing: Standing) -> Finding:
    """Apply domain I-16 to one statement. Silence and *change suggested* never count as agreement."""
    counts = {sector: count(standing, sector) for sector in (Sector.LA, Sector.TSO)}
    stops = []
    for sector, counted in counts.items():
        if not counted.eligible:
            stops.append(f"{standing.words[sector]}: nobody was at the session, so nothing can be cleared.")
    if standing.open_amendments:
        stops.append("A suggested change is still to be decided.")
    if standing.unsent_change:
        stops.append("A change is decided, and not yet sent to those who answer.")
    if standing_objections(standing):
        stops.append(
            "Somebody says it should not be in, because of their own words or because it identifies them."
        )
    # Without anybody present nothing is agreed there: each sector has somebody where nothing stops it.
    in_room = not stops and bool(standing.present) and agreed_in_room(standing)
    by_answers = all(counted.enough for counted in counts.values())
    route = ROOM if in_room else "answers"
    if not stops and not in_room and not by_answers:
        stops = [
            f"{standing.words[sector]}: {counted.fair} of the {counted.needed} needed call it a fair record."
            for sector, counted in counts.items()
            if not counted.enough
        ]
    return Finding(agreed=not stops, route=route if not stops else "", missing=tuple(stops), counts=counts)
