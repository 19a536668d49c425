"""The first sheet of an Excel workbook. Its zip and its XML are judged before a library reads it (trust X27)."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterable
from datetime import date, datetime
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse
from openpyxl import load_workbook

from pipd.kit.archives import DAMAGED
from pipd.kit.table_files import (
    LONGEST,
    MOST_COLUMNS,
    TOO_LONG,
    Cell,
    Line,
    Refused,
    Unreadable,
    line,
    too_many,
)

LARGEST = 4 * 1024 * 1024  # bytes of all parts together, unzipped
MOST_PARTS = 300
MOST_TAGS = 200_000  # in all parts together: an honest sheet that is read has half of them
# In all cells together: one text may stand in many of them, and takes no room in the file but once.
MOST_CHARACTERS = 2_000_000
TYPES = "[Content_Types].xml"
WORKBOOK = b"spreadsheetml.sheet.main+xml"
OLE = b"\xd0\xcf\x11\xe0"
PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")

NOT_ONE = "This is not an Excel workbook (.xlsx) or a CSV file."
PROTECTED = "This file is an old .xls, or has a password. Save it as .xlsx without a password."
MACROS = "This file may hold macros, as .xlsm and .xlsb do. Save it as .xlsx, which holds none."
BROKEN = "This file cannot be read. Open it in your spreadsheet program and save it again as .xlsx, or as CSV UTF-8."
TOO_MUCH = "Unzipped, this file is too large. Copy the rows into a file of their own, without pictures."
FULL = "The cells of this file hold too many characters together. Split it into several files."
WIDE = f"A sheet of this file has more than {MOST_COLUMNS} columns. Copy the rows into a file of their own."
NO_SHEET = "No sheet of this file can be seen."
FORMULA = "a formula. Put in its result as text: copy the cell, and paste its value only"
ERROR = "an error of the spreadsheet"


def is_one(content: bytes) -> bool:
    """Whether `content` is to be read here, or refused in words that fit a workbook."""
    return content.startswith((b"PK", OLE))


def lines(content: bytes, *, most: int) -> list[Line]:
    """The rows of the first sheet that can be seen. Raises Unreadable, also for what goes on beyond row `most`."""
    if content.startswith(OLE):
        raise Unreadable(PROTECTED)
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _judge(archive, most)
    except DAMAGED as error:
        raise Unreadable(BROKEN) from error
    except (ParseError, DefusedXmlException, LookupError) as error:
        raise Unreadable(BROKEN) from error
    except RuntimeError as error:  # what zipfile raises for a part that is encrypted
        raise Unreadable(PROTECTED) from error
    return _read(content, most)


def _judge(archive: zipfile.ZipFile, most: int) -> None:
    """Raises Unreadable for a file that is none, or might be costly or dangerous to read."""
    parts = archive.infolist()
    # A part that says less of itself than it holds is cut off there, and its sum is wrong then.
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST:
        raise Unreadable(TOO_MUCH)
    names = {part.filename for part in parts}
    if TYPES not in names:
        raise Unreadable(NOT_ONE)
    types = archive.read(TYPES)
    if b"macroEnabled" in types or b"vbaProject" in types:
        raise Unreadable(MACROS)
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Unreadable(MACROS)
    if WORKBOOK not in types:
        raise Unreadable(NOT_ONE)
    tags = 0
    for part in parts:
        content = archive.read(part)
        tags += content.count(b"<")
        if tags > MOST_TAGS:
            raise Unreadable(TOO_MUCH)
        # No spreadsheet program declares a document type: who does wants entities expanded, or something fetched.
        if b"<!DOCTYPE" in content.replace(b"\0", b""):
            raise Unreadable(BROKEN)
        if part.filename.lower().endswith(".xml"):
            _within(content, most)


def _within(content: bytes, most: int) -> None:
    """Raises Unreadable for a sheet with more rows or columns than are read: a row far down costs all above it."""
    row, column = 0, 0
    for event, element in iterparse(BytesIO(content), events=("start", "end")):
        tag = element.tag.rpartition("}")[2]
        if event == "start" and tag == "row":
            row, column = _number(element.get("r"), row + 1), 0
        elif event == "end" and tag == "c" and row:
            place = PLACE.fullmatch(element.get("r") or "")
            column = _column(place[1]) if place else column + 1
            is_filled = len(element) > 0
            if is_filled and max(row, int(place[2]) if place else 0) > most:
                raise too_many(most)
            if is_filled and column > MOST_COLUMNS:
                raise Unreadable(WIDE)
        elif event == "end" and tag == "row":
            element.clear()


def _number(said: str | None, otherwise: int) -> int:
    return int(said) if said and said.isascii() and said.isdigit() and len(said) < 9 else otherwise


def _column(letters: str) -> int:
    found = 0
    for letter in letters:
        found = found * 26 + ord(letter) - ord("A") + 1
    return found


def _read(content: bytes, most: int) -> list[Line]:
    try:
        with warnings.catch_warnings():  # it warns of what it leaves out, such as lists to choose from
            warnings.simplefilter("ignore")
            return _rows(content, most)
    except Unreadable:
        raise
    except Exception as error:  # of a damaged file it raises whatever comes
        raise Unreadable(BROKEN) from error


def _rows(content: bytes, most: int) -> list[Line]:
    book = load_workbook(BytesIO(content), read_only=True, keep_links=False)
    try:
        sheet = next((one for one in book.worksheets if one.sheet_state == "visible"), None)
        if sheet is None:
            raise Unreadable(NO_SHEET)
        # Bounds of our own: a row is filled with empty cells up to what the sheet says of itself, or up to these.
        rows = sheet.iter_rows(max_row=most, max_col=MOST_COLUMNS)
        return _lines(rows)
    finally:
        book.close()


def _lines(rows: Iterable[Iterable[Any]]) -> list[Line]:
    """Each row that is not empty. Raises Unreadable as soon as there is more in them than is read."""
    found, characters = [], 0
    for number, row in enumerate(rows, start=1):
        cells = [_cell(cell) for cell in row]
        characters += sum(len(cell) for cell in cells if isinstance(cell, str))
        if characters > MOST_CHARACTERS:
            raise Unreadable(FULL)
        found.append(line(number, cells))
    return [one for one in found if one is not None]


def _cell(cell: Any) -> Cell:
    """The text of one cell: days as ISO has them, other numbers as they are written."""
    value = cell.value
    if cell.data_type == "f":
        return Refused(FORMULA)
    if cell.data_type == "e":
        return Refused(ERROR)
    if value is None:
        return ""
    # Judged before it is trimmed, which copies it: a long text of which each cell is a reference would be copied
    # thousands of times.
    if isinstance(value, str):
        return TOO_LONG if len(value) > LONGEST else value.strip()
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date | datetime):
        return value.strftime("%Y-%m-%d") if value.year >= 1000 else str(value)
    return f"{value:.15g}" if isinstance(value, float) else str(value)
