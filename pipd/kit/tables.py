"""Tables as files that a spreadsheet opens: text only, never a formula (trust X14)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

BOM = "\ufeff"  # without it a spreadsheet guesses the wrong letters
FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


def cell(value: object) -> str:
    """`value` as the text of one cell; what a spreadsheet would take for a formula gets an apostrophe in front."""
    text = str(value)
    return f"'{text}" if may_be_formula(text) else text


def may_be_formula(text: str) -> bool:
    """Whether a spreadsheet could take `text` for a formula."""
    starts = text.lstrip(" \u00a0\u200b\ufeff")
    return text.startswith(FORMULA_STARTS) or starts.startswith(FORMULA_STARTS)


def csv_file(head: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A table with its head, in UTF-8; every cell is quoted, so that no separator in it starts another."""
    told = io.StringIO()
    writer = csv.writer(told, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([[cell(value) for value in row] for row in [head, *rows]])
    return (BOM + told.getvalue()).encode()
