"""When a quotation may be used, apart from its statement being cleared (domain I-25). Reads no table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

PERMITS, REFUSES, IDENTIFIES = "permits", "refuses", "identifies"
WAITS = "Whoever said it has not given permission yet."
REFUSED = "Whoever said it does not want it used."
WOULD_IDENTIFY = "Somebody says it would tell people who they are."
UNSEEN = "Nobody is noted as having said it, and not everybody who was there has seen it yet."


@dataclass(frozen=True)
class Said:
    """What one person, of one sector, says of these exact words."""

    stance: str
    sector: str


@dataclass(frozen=True)
class Standing:
    """All that counts for one quotation; people are seats."""

    speaker: UUID | None
    sector: str
    said: Mapping[UUID, Said] = field(default_factory=dict)
    eligible: frozenset[UUID] = frozenset()
    seen: frozenset[UUID] = frozenset()


@dataclass(frozen=True)
class Finding:
    """Whether it may be used, attributed to which sector ("" for a participant), else why not."""

    usable: bool
    sector: str = ""
    why_not: str = ""


def judge(standing: Standing) -> Finding:
    """Silence of a known speaker blocks (domain E6). One refusal or objection blocks whatever others say."""
    stances = {said.stance for said in standing.said.values()}
    if IDENTIFIES in stances:
        return Finding(False, why_not=WOULD_IDENTIFY)
    if REFUSES in stances:
        return Finding(False, why_not=REFUSED)
    if standing.speaker is not None:
        own = standing.said.get(standing.speaker)
        return Finding(True, standing.sector) if own else Finding(False, why_not=WAITS)
    if sectors := {said.sector for said in standing.said.values()}:
        return Finding(True, sectors.pop() if len(sectors) == 1 else "")
    unseen = not standing.eligible or standing.eligible - standing.seen
    return Finding(False, why_not=UNSEEN) if unseen else Finding(True)
