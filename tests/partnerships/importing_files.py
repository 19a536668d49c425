"""Files of applications as coordinators bring them: good ones, and one thing wrong at a time."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook

from partnerships import importing
from partnerships.importing import Report
from partnerships.models import Role, Seat, StudyArea
from pipd.kit.tables import csv_file
from tests import build

HEAD = [
    "Received on", "Received as", "Sector", "Full name", "Email address", "Organisation", "Kind of organisation",
    "Works in this area", "Job title or role", "Seniority", "Leads on work with the third sector",
    "Can commit the organisation", "Needs to take part", "Why they apply",
]  # fmt: skip
DAY = date(2027, 1, 4)  # on which the window of the tests opens
OFFICER: dict[str, Any] = {
    "Received on": "4/1/2027",
    "Received as": "Paper",
    "Sector": "Local authority",
    "Full name": "Ada Byron",
    "Email address": "ada@x.example",
    "Organisation": "Quillshire Council",
    "Kind of organisation": "Local authority",
    "Works in this area": "",
    "Job title or role": "Head of partnerships",
    "Seniority": "Senior officer or manager",
    "Leads on work with the third sector": "Yes",
    "Can commit the organisation": "Can commit",
    "Needs to take part": "Large print",
    "Why they apply": "To improve things",
}
CHARITY: dict[str, Any] = {
    **OFFICER,
    "Received as": "Spreadsheet",
    "Sector": "Third sector",
    "Full name": "Grace Murray",
    "Email address": "grace@x.example",
    "Organisation": "Quillshire Volunteer Centre",
    "Kind of organisation": "Local infrastructure organisation",
    "Works in this area": "Yes",
    "Leads on work with the third sector": "",
}


def officer(n: int = 0, **changes: Any) -> dict[str, Any]:
    """The row of somebody of the local authority; each `n` is another person."""
    own = {"Full name": f"Officer {n}", "Email address": f"officer{n}@x.example"} if n else {}
    return {**OFFICER, **own, **changes}


def with_(row: dict[str, Any], heading: str, value: Any) -> dict[str, Any]:
    return {**row, heading: value}


def table(*rows: dict[str, Any], head: Sequence[str] = HEAD) -> list[list[Any]]:
    return [list(head), *([row.get(heading, "") for heading in head] for row in rows)]


def csv_of(*rows: dict[str, Any], head: Sequence[str] = HEAD) -> bytes:
    first, *others = table(*rows, head=head)
    return csv_file(first, others)


def plain(*rows: dict[str, Any], separator: str = ",", head: Sequence[str] = HEAD) -> str:
    """As text that no program has written: the cells as they are."""
    return "\r\n".join(separator.join(map(str, cells)) for cells in table(*rows, head=head)) + "\r\n"


def xlsx_of(*rows: dict[str, Any], head: Sequence[str] = HEAD) -> bytes:
    return saved(book(table(*rows, head=head)))


def book(cells: Sequence[Sequence[Any]]) -> Workbook:
    made = Workbook()
    for row in cells:
        made.active.append(list(row))
    return made


def saved(made: Workbook) -> bytes:
    told = io.BytesIO()
    made.save(told)
    return told.getvalue()


def report(area: StudyArea, *rows: dict, by: Seat | None = None) -> Report:
    """What a dry run says of a file of `rows`, which is one that can be read."""
    found = importing.dry_run(area, csv_of(*rows), by=by or build.programme_seat(Role.COORDINATOR))
    assert found.faults == ()
    return found


def wrong(area: StudyArea, *rows: dict) -> list[str]:
    """What it says is wrong with them; only what is right is sealed to be entered."""
    found = report(area, *rows)
    assert found.sealed == "" or not found.wrong
    return [words for row in found.rows for words in row.wrong]
