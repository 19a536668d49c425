"""The applications of an area as a file for a spreadsheet, which the log counts as a copy handed out."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from partnerships import history
from partnerships.applications import outside
from partnerships.models import Application, Seat, Sector, StudyArea
from partnerships.permissions import Permission, allows, require
from partnerships.reading_applications import Line, lines_of
from pipd.kit.tables import csv_file
from pipd.kit.wording import short_date

COPIED = "applications copied"
HEAD = ("Reference", "State", "Sector", "Sent", "Decided", "Outside the usual terms")


@transaction.atomic
def table(area: StudyArea, rows: Sequence[Application], *, by: Seat) -> bytes:
    """A file of `rows`, applications sent in `area`; who funds whom stands in it for facilitators alone (domain 3K).

    Raises PermissionDenied for whoever does not see applications there, and NotPossible where nothing is written in the
    log any more, since no copy goes uncounted.
    """
    require(by, Permission.SEE_APPLICATIONS, area_id=area.pk)
    funding = allows(by, Permission.SEE_FUNDING_LINK)
    history.record(by, COPIED, subject=area.pk, area=area, facts={"rows": len(rows), "funding": funding})
    asked = _asked(area, funding)
    return csv_file((*HEAD, *asked), [_cells(one, asked, area, funding) for one in rows])


def _asked(area: StudyArea, funding: bool) -> list[str]:
    """What is asked of either sector, in the order of the pages."""
    labels: list[str] = []
    for sector in Sector:
        for line in lines_of(Application(area=area, sector=sector), funding=funding):
            labels += [] if line.label in labels else [line.label]
    return labels


def _cells(one: Application, asked: Sequence[str], area: StudyArea, funding: bool) -> list[str]:
    one.area = area
    said: dict[str, Line] = {line.label: line for line in lines_of(one, funding=funding)}
    stands = (
        one.reference,
        one.get_state_display(),
        area.programme.words_for(one.sector),
        short_date(one.submitted_at),
        short_date(one.decided_at),
        " ".join(outside(one)),
    )
    return [*stands, *(said[label].said if label in said else "" for label in asked)]
