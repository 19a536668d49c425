"""Long notes are checked in parts, each short enough to be read on a phone and answered in a few minutes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

# As many statements as somebody answers in the three minutes that checking may take (the design of the screens).
AT_ONCE = 20


@dataclass(frozen=True)
class Wanted:
    """What a page asks for: a part by its number, of what is to be answered or of what was answered `earlier`.

    `numbers` names single statements instead: those that a form has shown, wherever they stand by now.
    """

    part: int = 1
    earlier: bool = False
    numbers: frozenset[int] | None = None


FIRST, NOTHING = Wanted(), Wanted(numbers=frozenset())


@dataclass(frozen=True)
class Part:
    """A stretch of a list: the `number`th of `many`. `first` and `last` count from one in a list of `total`."""

    number: int
    many: int
    total: int
    earlier: bool = False

    @property
    def first(self) -> int:
        return (self.number - 1) * AT_ONCE + 1

    @property
    def last(self) -> int:
        return min(self.number * AT_ONCE, self.total)

    @property
    def previous(self) -> Part | None:
        return self._beside(self.number - 1)

    @property
    def following(self) -> Part | None:
        return self._beside(self.number + 1)

    def _beside(self, number: int) -> Part | None:
        return Part(number, self.many, self.total, self.earlier) if 1 <= number <= self.many else None

    def of(self, points: Sequence[UUID]) -> Sequence[UUID]:
        """Those of the list that stand in this part."""
        return points[self.first - 1 : self.last]


@dataclass(frozen=True)
class Division:
    """The two lists of a note: what is `to_answer`, and what was answered `earlier` and is unchanged."""

    to_answer: Sequence[UUID]
    earlier: Sequence[UUID]

    @property
    def fits(self) -> bool:
        """Whether one page shows all of it."""
        return len(self.to_answer) + len(self.earlier) <= AT_ONCE

    def part(self, wanted: Wanted) -> Part:
        """The part that is wanted; the nearest where there is none of that number (any more)."""
        earlier = not self.fits and ((wanted.earlier and bool(self.earlier)) or not self.to_answer)
        total = len(self.earlier if earlier else self.to_answer)
        many = max(1, -(-total // AT_ONCE))
        return Part(min(max(wanted.part, 1), many), many, total, earlier)

    def shown(self, part: Part) -> Sequence[UUID]:
        """The statements of a page: of short notes all, otherwise those of one part."""
        if self.fits:
            return [*self.to_answer, *self.earlier]
        return part.of(self.earlier if part.earlier else self.to_answer)

    def begins_with(self, part: Part) -> bool:
        """Whether the page of `part` is the first that is read: it tells what concerns the whole note."""
        return part.number == 1 and not (part.earlier and self.to_answer)
