"""Spreadsheets (.xlsx): text typed as text, dates as dates, numbers as numbers; never a formula (trust X14).

Written part by part rather than by a library: the same content is the same bytes, and nobody made it (domain I-37).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from string import ascii_uppercase
from xml.sax.saxutils import escape

from pipd.kit import text
from pipd.kit.archives import packed
from pipd.kit.sheet_parts import FIXED, WORKSHEET, content_types, core, relations, workbook
from pipd.kit.tables import may_be_formula

Cell = str | int | Decimal | date | None

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST = 32_767  # characters of a cell, as the format has it
LINE, HIGHEST = 14.5, 409  # points: of one line of text, and of the highest row that the format has
FIRST_DAY = date(1899, 12, 30)
# A string such as _x0041_ would be read as an escaped letter.
ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
# Places in the list of styles in sheet_parts.py.
PLAIN, HEAD, TITLE, DAY, MONEY, GUARDED = range(6)


@dataclass(frozen=True)
class Sheet:
    """One sheet: a title above, a frozen head that repeats in print, `widths` of the columns in characters."""

    name: str
    title: str
    head: tuple[str, ...]
    widths: tuple[int, ...]
    rows: Sequence[Sequence[Cell]]
    foot: str = ""  # what stands at the foot of each printed page


def workbook_file(*, title: str, sheets: Sequence[Sheet]) -> bytes:
    """The bytes of a workbook of A4 landscape `sheets`."""
    files = {
        "[Content_Types].xml": content_types(len(sheets)),
        **FIXED,
        "docProps/core.xml": core(text.clean(title)),
        "xl/workbook.xml": workbook([sheet.name for sheet in sheets]),
        "xl/_rels/workbook.xml.rels": relations(len(sheets)),
    }
    for number, sheet in enumerate(sheets, start=1):
        files[f"xl/worksheets/sheet{number}.xml"] = _sheet(sheet, is_first=number == 1)
    return packed({name: part.encode() for name, part in files.items()})


def column(place: int) -> str:
    """The letters of a column, from 0."""
    return ascii_uppercase[place] if place < 26 else ascii_uppercase[place // 26 - 1] + column(place % 26)


def _sheet(sheet: Sheet, *, is_first: bool) -> str:
    widths = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>'
        for n, width in enumerate(sheet.widths, start=1)
    )
    return WORKSHEET.format(
        selected=' tabSelected="1"' if is_first else "",
        widths=widths,
        rows="".join(_rows(sheet)),
        foot=escape(_print_codes(sheet.foot)),
        last=f"{column(len(sheet.head) - 1)}{len(sheet.rows) + 2}",
    )


def _print_codes(words: str) -> str:
    """The foot of a printed page; an ampersand there would begin a code."""
    return f"&L{text.clean(words).replace('&', '&&')}&RPage &P of &N"


def _rows(sheet: Sheet) -> Iterator[str]:
    yield f'<row r="1" ht="24" customHeight="1">{_cell("A1", sheet.title, TITLE)}</row>'
    yield _row(2, sheet.head, sheet.widths, HEAD)
    for number, row in enumerate(sheet.rows, start=3):
        yield _row(number, row, sheet.widths)


def _row(number: int, row: Sequence[Cell], widths: Sequence[int], style: int = PLAIN) -> str:
    """One row, as high as its longest cell needs: not every program finds that out by itself."""
    lines = max(_lines(value, width) for value, width in zip(row, widths, strict=True))
    height = min(LINE * lines + 4, HIGHEST)
    cells = "".join(_cell(f"{column(n)}{number}", value, style) for n, value in enumerate(row))
    return f'<row r="{number}" ht="{height}" customHeight="1">{cells}</row>'


def _lines(value: Cell, width: int) -> int:
    """How many lines a cell takes about: a little less fits than there are characters, for words stay whole."""
    if not isinstance(value, str):
        return 1
    return sum(max(1, -(-len(line) // max(1, width - 2))) for line in value.splitlines()) or 1


def _cell(place: str, value: Cell, style: int = PLAIN) -> str:
    """One cell of the type of its value; there is no way to write a formula here."""
    if value is None or value == "":
        return f'<c r="{place}" s="{style}"/>'
    if isinstance(value, date):
        return f'<c r="{place}" s="{DAY}"><v>{(value - FIRST_DAY).days}</v></c>'
    if isinstance(value, int | Decimal):
        kind = MONEY if isinstance(value, Decimal) else style
        return f'<c r="{place}" s="{kind}"><v>{value}</v></c>'
    words = ESCAPED.sub("_x005F_", text.clean(str(value)))[:LONGEST]
    # Text even after somebody opens the cell and closes it again.
    style = GUARDED if style == PLAIN and may_be_formula(words) else style
    return (
        f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{escape(words)}</t></is></c>'
    )
