"""Spreadsheets read back: each cell with the type the file gives it."""

from __future__ import annotations

import io
import zipfile
from datetime import date, timedelta
from typing import Any
from xml.etree.ElementTree import Element, fromstring

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
DAY_STYLE = "3"


def part(content: bytes, name: str) -> Element:
    with zipfile.ZipFile(io.BytesIO(content)) as found:
        return fromstring(found.read(name))  # noqa: S314 - our own file


def cells(content: bytes, sheet: int = 1) -> list[list[Any]]:
    """The values of a sheet, row by row: text as str, days as date, numbers as float."""
    rows = part(content, f"xl/worksheets/sheet{sheet}.xml").iter(f"{MAIN}row")
    return [[value(cell) for cell in row] for row in rows]


def value(cell: Element) -> Any:
    if cell.get("t") == "inlineStr":
        return "".join(cell.itertext())
    held = cell.find(f"{MAIN}v")
    if held is None:
        return ""
    if cell.get("s") == DAY_STYLE:
        return date(1899, 12, 30) + timedelta(days=int(held.text or 0))
    return float(held.text or 0)


def kinds(content: bytes) -> set[str]:
    """The names of all elements in all sheets: a formula would be an `f`."""
    with zipfile.ZipFile(io.BytesIO(content)) as found:
        sheets = [found.read(name) for name in found.namelist() if name.startswith("xl/worksheets/")]
    return {element.tag.removeprefix(MAIN) for sheet in sheets for element in fromstring(sheet).iter()}  # noqa: S314
