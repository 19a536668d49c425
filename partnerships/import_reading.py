"""A file of applications as rows by column: which row holds the headings, and what is wrong with them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from partnerships.import_columns import FUNDING, Column, beginning, same
from pipd.kit import text_tables, workbook_files
from pipd.kit.sheets import column as column_letter
from pipd.kit.table_files import Cell, Line, Unreadable
from pipd.kit.text import clean
from pipd.kit.wording import listed

MOST = 200  # applications in one file
LAST_ROW = MOST + 50  # what stands above the headings, and rows between that are empty
LOOKED_AT = 20  # rows in which the headings are looked for
ENOUGH = 3  # headings that must be known for a row to be the one of headings

EMPTY = "This file is empty."
NO_HEADINGS = "The headings were not found. Start from the file to fill in, and keep its row of headings."
NO_ROWS = "There are no applications under the headings."
FUNDED = (
    "The column “{heading}” cannot be taken in: whether the local authority funds an organisation is read by "
    "facilitators alone. Take it out of the file."
)
UNKNOWN = (
    "The column “{heading}” is not known here. Take it out, or give it one of the headings of this page."
)
UNNAMED = "Column {letter} holds something, and has no heading. Take it out, or give it one of the headings."


@dataclass(frozen=True)
class RawRow:
    """One row as it stands in the file: what each column holds, by the column's name."""

    number: int
    cells: dict[str, Cell]


@dataclass(frozen=True)
class Table:
    """The rows of a file, or what is wrong with it as a whole."""

    rows: tuple[RawRow, ...]
    faults: tuple[str, ...] = ()


def read(content: bytes, columns: Sequence[Column]) -> Table:
    """The rows of the file `content`. What cannot be read at all is a fault in words, like any other."""
    try:
        reads = workbook_files.lines if workbook_files.is_one(content) else text_tables.lines
        return _table(reads(content, most=LAST_ROW), columns)
    except Unreadable as refusal:
        return Table((), (str(refusal),))


def _table(lines: list[Line], columns: Sequence[Column]) -> Table:
    if not lines:
        return Table((), (EMPTY,))
    known = {same(column.heading): column for column in columns}
    head = next((line for line in lines[:LOOKED_AT] if _known_in(line, known) >= ENOUGH), None)
    if head is None:
        return Table((), (NO_HEADINGS,))
    below = [line for line in lines if line.number > head.number]
    if faults := list(_faults(head, below, columns, known)):
        return Table((), tuple(faults))
    if not below:
        return Table((), (NO_ROWS,))
    if len(below) > MOST:
        return Table(
            (), (f"There are {len(below)} applications in it, and {MOST} is the most at once. Split it.",)
        )
    names = [known[same(words)].name if words else "" for words in map(_words, head.cells)]
    return Table(tuple(_row(line, names) for line in below))


def _words(cell: Cell) -> str:
    return clean(cell) if isinstance(cell, str) else ""


def _known_in(line: Line, known: dict[str, Column]) -> int:
    return len({same(_words(cell)) for cell in line.cells} & set(known))


def _faults(
    head: Line, below: list[Line], columns: Sequence[Column], known: dict[str, Column]
) -> Iterator[str]:
    """What is wrong with the headings: each that is missing, met twice, not known, or not there over a filled cell."""
    found = [_words(cell) for cell in head.cells]
    there = Counter(same(words) for words in found if words)
    missing = [f"“{c.heading}”" for c in columns if c.is_needed and not there[same(c.heading)]]
    if missing:
        yield f"Missing: the column{'s' if len(missing) > 1 else ''} {listed(missing)}."
    for words, times in there.items():
        if times > 1:
            heading = next(one for one in found if same(one) == words)
            yield f"The heading “{beginning(heading)}” stands there {times} times. Keep one of these columns."
        if words not in known:
            heading = beginning(next(one for one in found if same(one) == words))
            yield (FUNDED if FUNDING.search(words) else UNKNOWN).format(heading=heading)
    unnamed = {place for line in below for place, cell in enumerate(line.cells) if cell}
    for place in sorted(unnamed):
        if place >= len(found) or not found[place]:
            yield UNNAMED.format(letter=column_letter(place))


def _row(line: Line, names: list[str]) -> RawRow:
    padded = [*line.cells, *[""] * (len(names) - len(line.cells))]
    return RawRow(
        line.number, {name: cell for name, cell in zip(names, padded, strict=False) if name and cell}
    )
