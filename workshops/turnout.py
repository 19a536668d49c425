"""How many of a sector's places at a session were filled: counted once, for pages and documents alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from partnerships.models import Sector
from workshops import scheduling
from workshops.models import Attendance


@dataclass(frozen=True)
class Turnout:
    """How many of a sector's participants were at a session."""

    there: int
    of: int

    def __str__(self) -> str:
        return f"{self.there} of {self.of}"

    @property
    def is_quorate(self) -> bool:
        return scheduling.is_quorate(self.there, self.of)


def turnout(came: Iterable[Attendance], sector: Sector) -> Turnout:
    """How many of the places were filled; a substitute fills the place of another (domain E2)."""
    rows = [a for a in came if a.seat.sector == sector]
    return Turnout(sum(a.was_there for a in rows), sum(a.stands_in_for_id is None for a in rows))
