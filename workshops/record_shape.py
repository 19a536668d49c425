"""The shape of the cleared record: what its page, its PDF, its Word file and its table name, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Fact:
    label: str
    words: str


@dataclass(frozen=True)
class View:
    """How a sector sees a statement of the other one."""

    mark: str
    sector: str
    words: str


@dataclass(frozen=True)
class Differing:
    """A differing view with the statement it stands beside."""

    ref: str
    mark: str
    sector: str
    words: str


@dataclass(frozen=True)
class Point:
    """One cleared statement. `mark` is that of its commonality in documents, `label` its words."""

    id: str
    ref: str
    session: str
    topic: str
    words: str
    kind: str
    mark: str
    label: str
    views: tuple[View, ...]


@dataclass(frozen=True)
class Side:
    """What one sector holds of a contested statement: its position, and wordings of its own."""

    mark: str
    sector: str
    position: str
    said: tuple[str, ...]


@dataclass(frozen=True)
class Contest:
    """A contested statement with both wordings side by side; `mixed` when neither side holds it as one."""

    point: Point
    mixed: bool
    sides: tuple[Side, ...]


@dataclass(frozen=True)
class SectorPart:
    """The statements one sector holds and the other did not discuss, or does not hold."""

    mark: str
    sector: str
    name: str
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Group:
    words: str
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Quote:
    """Somebody's words as they are printed; `cleared` where that differs. Attributed to a sector or to nobody."""

    id: str
    words: str
    cleared: str
    mark: str
    by: str
    ref: str
    session: str


@dataclass(frozen=True)
class Session:
    """How one session's notes were cleared: counts by sector, never names."""

    number: str
    topic: str
    date: str
    statements: str
    answered: tuple[View, ...]
    approved: str
    countersigned: bool
    version: str
    left_out: int


@dataclass(frozen=True)
class RecordValue:
    title: str
    created: str
    programme: str
    running: str
    marking: str
    reference: str
    area: str
    code: str
    heading: str
    under: str
    lead: str
    draft: bool
    facts: tuple[Fact, ...]
    sectors: tuple[View, ...]
    consensus: tuple[Point, ...]
    one_sector: tuple[SectorPart, ...]
    contested: tuple[Contest, ...]
    others: tuple[Group, ...]
    differing: tuple[Differing, ...]
    quotes: tuple[Quote, ...]
    sessions: tuple[Session, ...]
    total: int
    left_out: int
    withdrawn: int

    @property
    def points(self) -> list[Point]:
        """Every statement, in the order of the sessions."""
        parts = [*self.consensus, *(p for s in self.one_sector for p in s.points)]
        parts += [c.point for c in self.contested] + [p for g in self.others for p in g.points]
        return sorted(parts, key=lambda p: [int(n) for n in p.ref.split(".")])
