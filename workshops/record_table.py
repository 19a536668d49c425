"""The record as one table: a row for each cleared statement, and one for each quotation."""

from __future__ import annotations

from pipd.kit.tables import csv_file
from workshops.record_shape import Point, Quote, RecordValue


def table(value: RecordValue) -> bytes:
    """CSV of the record, statements in the order of the sessions, quotations after them."""
    sees = [f"{side.sector} sees it like this" for side in value.sectors]
    head = ["Reference", "What", "Session", "Topic", "Words", "Kind", "Held by", *sees]
    rows = [_statement(value, point) for point in value.points]
    return csv_file(head, rows + [_quotation(value, quote) for quote in value.quotes])


def _statement(value: RecordValue, point: Point) -> list[str]:
    views = [
        " / ".join(view.words for view in point.views if view.mark == side.mark) for side in value.sectors
    ]
    return [point.ref, "Statement", point.session, point.topic, point.words, point.kind, point.label, *views]


def _quotation(value: RecordValue, quote: Quote) -> list[str]:
    return [
        quote.ref,
        "Quotation",
        quote.session,
        "",
        quote.words,
        "",
        quote.by,
        *("" for _ in value.sectors),
    ]
