"""The file to fill in with applications: its headings, and beside them what each column is for and may hold."""

from __future__ import annotations

from partnerships.import_columns import Column, columns
from partnerships.models import Programme, Sector, StudyArea
from pipd.kit.sheets import TYPE, Sheet, workbook_file
from pipd.kit.tables import csv_file
from pipd.kit.wording import in_sentence

TYPES = {"xlsx": TYPE, "csv": "text/csv; charset=utf-8"}
SHORT, LONG = 18, 34  # characters wide
ABOUT = ("Column", "Must be filled in", "What stands there", "Allowed")
WIDTHS = (32, 28, 48, 60)


def template(area: StudyArea, kind: str) -> bytes:
    """The bytes of the file to fill in for `area`; `kind` is xlsx or csv. It names nobody."""
    asked = columns(area.programme)
    head = tuple(column.heading for column in asked)
    if kind == "csv":
        return csv_file(head, [])
    sheets = [
        Sheet(
            name="Applications",
            title=f"Applications to take part in {area.name}: one row for each person",
            head=head,
            widths=tuple(
                LONG if not column.choices else max(SHORT, len(column.heading) + 4) for column in asked
            ),
            rows=[],
        ),
        Sheet(
            name="How to fill it in",
            title="How to fill in the sheet of applications",
            head=ABOUT,
            widths=WIDTHS,
            rows=[about(column, area.programme) for column in asked],
        ),
    ]
    return workbook_file(title="Applications", sheets=sheets)


def about(column: Column, programme: Programme) -> tuple[str, str, str, str]:
    """One column in words: its heading, who fills it in, what for, and what may stand there."""
    needed = "Yes" if column.is_needed else "No"
    if column.of:
        needed = f"For the {in_sentence(programme.words_for(Sector(column.of)))} alone"
    return column.heading, needed, column.help, column.allowed
