"""Tables as text, such as CSV: commas, semicolons or tabs between the cells, in UTF-8 or UTF-16."""

from __future__ import annotations

import codecs
import csv
import io
import re
from itertools import islice

from pipd.kit.table_files import Cell, Line, Unreadable, line, too_many

SEPARATORS = ",;\t"
LOOKED_AT = 20  # rows, to find out what separates the cells
SAID = re.compile(r"\Asep=([,;\t])\r?\n", re.IGNORECASE)  # what Excel reads, and shows no row for
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
OTHERS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf")

NOT_A_TABLE = "This is not a spreadsheet. Choose an Excel workbook (.xlsx) or a CSV file."
# Latin letters without their code could be any of a dozen codes: names would be garbled without anybody seeing it.
NOT_UTF_8 = (
    "The letters of this file cannot be read. In Excel choose Save As, and as the type “CSV UTF-8 (Comma delimited)”; "
    "or save it as an Excel workbook (.xlsx)."
)
BROKEN = "This file cannot be read near line {line}: a quotation mark there is not closed, or a cell is far too long."


def lines(content: bytes, *, most: int) -> list[Line]:
    """The rows of `content` that are not empty. Raises Unreadable, also for what goes on beyond row `most`."""
    text = _decoded(content)
    told = SAID.match(text)
    text = text[told.end() :] if told else text
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=told[1] if told else _separator(text), strict=True
    )
    found: list[Line] = []
    try:
        for number, row in enumerate(reader, start=1):
            cells: list[Cell] = [cell.strip() for cell in row]
            if kept := line(number, cells):
                if number > most:
                    raise too_many(most)
                found.append(kept)
    except csv.Error:
        raise Unreadable(BROKEN.format(line=reader.line_num)) from None
    return found


def _decoded(content: bytes) -> str:
    if content.startswith(OTHERS):
        raise Unreadable(NOT_A_TABLE)
    try:
        text = content.decode("utf-16" if content.startswith(UTF_16) else "utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable(NOT_A_TABLE if b"\0" in content else NOT_UTF_8) from None
    if "\0" in text:
        raise Unreadable(NOT_A_TABLE)
    return text


def _separator(text: str) -> str:
    """What makes most columns of the first rows; the comma where they are as many."""

    def widest(separator: str) -> int:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        try:
            return max((len(row) for row in islice(reader, LOOKED_AT)), default=0)
        except csv.Error:
            return 0

    return max(SEPARATORS, key=widest)
