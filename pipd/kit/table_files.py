"""Tables that people upload, read as if they came from somebody who wants to harm us (trust X14, X27, X28).

A cell is the text that stands in it. Nothing is calculated, looked for elsewhere or written to disk.
"""

from __future__ import annotations

from dataclasses import dataclass

MOST_COLUMNS = 50
LONGEST = 5000  # characters of a cell


class Unreadable(Exception):
    """A file that is not read; the message says why, in a sentence for whoever chose it."""


@dataclass(frozen=True)
class Refused:
    """A cell that is not read, and why: what follows "holds"."""

    why: str


Cell = str | Refused
TOO_LONG = Refused(f"more than {LONGEST} characters")


@dataclass(frozen=True)
class Line:
    """One row that is not empty; `number` is how a spreadsheet counts it."""

    number: int
    cells: tuple[Cell, ...]


def line(number: int, cells: list[Cell]) -> Line | None:
    """The row without the empty cells at its end; None for one that has no other. Raises Unreadable for a wide one.

    What no cell of a table of ours could hold is refused before anything else looks at each of its letters.
    """
    while cells and not cells[-1]:
        cells.pop()
    if len(cells) > MOST_COLUMNS:
        raise Unreadable(f"Row {number} has more than {MOST_COLUMNS} columns.")
    judged = (TOO_LONG if isinstance(cell, str) and len(cell) > LONGEST else cell for cell in cells)
    return Line(number, tuple(judged)) if cells else None


def too_many(most: int) -> Unreadable:
    return Unreadable(
        f"This file goes on beyond row {most}. Split it into several, and leave out empty rows."
    )
