"""When a quotation may be used, apart from its statement being cleared (domain I-25). Reads no table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

PERMITS, REFUSES, IDENTIFIES = "permits", "refuses", "identifies"
OWN = (PERMITS, REFUSES)  # both say that the words are one's own
WAITS = "Whoever said it has not given permission yet."
ASKED_AGAIN = "Its statement changed since, and whoever said it has not given permission again yet."
REFUSED = "Whoever said it does not want it used."
WOULD_IDENTIFY = "Somebody says it would tell people who they are."
CLAIMED = "Somebody else says that these are their own words. Ask who said it before it is used."
CLAIMED_TWICE = "More than one person says that these are their own words."
UNSEEN = "Nobody is noted as having said it, and not everybody who was there has seen it yet."


@dataclass(frozen=True)
class Said:
    """What one person says of these exact words. `lapsed`: leave they gave beside other words of the statement."""

    stance: str
    lapsed: bool = False


@dataclass(frozen=True)
class Standing:
    """All that counts for one quotation; people are seats."""

    speaker: UUID | None
    sector: str
    said: Mapping[UUID, Said] = field(default_factory=dict)
    eligible: frozenset[UUID] = frozenset()
    seen: frozenset[UUID] = frozenset()

    @property
    def claimed(self) -> bool:
        """Whether somebody else than its noted speaker says that the words are theirs."""
        others = (said for who, said in self.said.items() if who != self.speaker)
        return self.speaker is not None and any(said.stance in OWN for said in others)


@dataclass(frozen=True)
class Finding:
    """Whether it may be used, attributed to which sector ("" for a participant), else why not.

    `contested`: only somebody else's claim keeps it out, which takes nothing of the noted speaker's away.
    """

    usable: bool
    sector: str = ""
    why_not: str = ""
    contested: bool = False

    @property
    def stands(self) -> bool:
        """Whether it stays in the record where it is there already."""
        return self.usable or self.contested


def judge(standing: Standing) -> Finding:
    """One objection blocks whatever others say. That the words are theirs counts for their speaker alone."""
    if IDENTIFIES in _stances(standing):
        return Finding(False, why_not=WOULD_IDENTIFY)
    return _unnoted(standing) if standing.speaker is None else _noted(standing, standing.speaker)


def _stances(standing: Standing) -> list[str]:
    return [said.stance for said in standing.said.values()]


def _noted(standing: Standing, speaker: UUID) -> Finding:
    """Silence of a known speaker blocks (domain E6). Another's claim is a question to be settled, and no more."""
    own = standing.said.get(speaker)
    if own is None:
        return Finding(False, why_not=WAITS)
    if own.stance == REFUSES:
        return Finding(False, why_not=REFUSED)
    if own.lapsed:
        return Finding(False, why_not=ASKED_AGAIN)
    if len(standing.said) > 1:
        return Finding(False, standing.sector, CLAIMED, contested=True)
    return Finding(True, standing.sector)


def _unnoted(standing: Standing) -> Finding:
    """A participant's. Nobody vouches for who claims it, so a claim stands for no one's having seen it."""
    stances = _stances(standing)
    if REFUSES in stances:
        return Finding(False, why_not=REFUSED)
    if len(stances) > 1:
        return Finding(False, why_not=CLAIMED_TWICE)
    if any(said.lapsed for said in standing.said.values()):
        return Finding(False, why_not=ASKED_AGAIN)
    unseen = not standing.eligible or standing.eligible - standing.seen
    return Finding(False, why_not=UNSEEN) if unseen else Finding(True)
