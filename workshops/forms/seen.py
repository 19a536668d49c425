"""What a page has shown as kept of one statement, as its form carries it.

A ticked answer may be one that the page had ticked already, or one that somebody chose. Only what the page showed tells
them apart, so each statement carries a mark of it; of what was sent, only what differs from the mark was said.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

PASSED = "-"  # ends the mark of a view that was written beside other words than the present ones


def mark(*said: str) -> str:
    """Short, as it is told apart from a few others of one reader and guards no secret; empty for nothing."""
    return hashlib.sha256("\0".join(said).encode()).hexdigest()[:16] if any(said) else ""


@dataclass(frozen=True)
class Seen:
    """The marks of the answer and of the view that a page shows as kept; empty where there is none."""

    answer: str = ""
    view: str = ""

    @classmethod
    def of(cls, answer: tuple[str, ...], view: str, *, beside_these_words: bool) -> Seen:
        if not (answer or view):
            return NOTHING
        return cls(mark(*answer), mark(view) + ("" if beside_these_words or not view else PASSED))

    @classmethod
    def read(cls, carried: str) -> Seen:
        answer, _, view = carried.partition(".")
        return cls(answer, view)

    def __str__(self) -> str:
        return f"{self.answer}.{self.view}" if self.answer or self.view else ""

    @property
    def box(self) -> str:
        """The mark of what stood in the box for the view."""
        return self.view.removesuffix(PASSED)


NOTHING = Seen()
