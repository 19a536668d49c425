"""What is held about one person: one shape that every app fills, for their page and for the file they take away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse, JsonResponse

from pipd.kit import clock
from pipd.kit.wording import short_date, when

Row = tuple[str, str]  # what it is, and what is held


@dataclass(frozen=True)
class Section:
    """One kind of thing: why it is held and how long, and a row for each. It never names anybody else."""

    title: str
    why: str
    rows: tuple[Row, ...]


def section(title: str, why: str, rows: Iterable[Row]) -> Section:
    """The section of `rows`, in their order."""
    return Section(title, why, tuple(rows))


def told(*parts: str) -> str:
    """What is known of one row, one after the other; what is empty is left out."""
    return "; ".join(part for part in parts if part)


def moment(value: datetime | None) -> str:
    """ "4 March 2027, 2.15pm"; nothing for nothing."""
    return f"{short_date(value)}, {when(value)}" if value else ""


def as_file(sections: Iterable[Section], name: str) -> HttpResponse:
    """The same to take away, for other programs. `name` is fixed: nothing of a person stands in a header."""
    told = {
        "made_at": clock.now().isoformat(timespec="seconds"),
        "sections": [
            {
                "title": section.title,
                "why": section.why,
                "rows": [{"label": label, "value": value} for label, value in section.rows],
            }
            for section in sections
        ],
    }
    response = JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store, private"
    return response
