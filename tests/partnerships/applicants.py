"""Areas that recruit, and people who applied in them, through the real workflow."""

from __future__ import annotations

from datetime import date

from partnerships import applying, recruiting
from partnerships.models import Application, Role, Sector, StudyArea
from pipd.kit import clock, workdays
from tests import build

SAID = {
    Sector.LA: {
        "organisation_name": "Quillshire Council",
        "organisation_kind": "local_authority",
        "lead_responsibility": "yes",
    },
    Sector.TSO: {
        "organisation_name": "Quillshire Volunteer Centre",
        "organisation_kind": "local_infrastructure",
        "operates_here": "yes",
        "funding_link": "grant",
    },
}
ALIKE = {
    "full_name": "Ada Byron",
    "job_title": "Head of partnerships",
    "seniority": "senior",
    "authority": "commits",
    "access_needs": "Large print",
    "interest": "To improve things",
}


def typed(sector: str) -> dict[str, str]:
    """What an applicant of `sector` types on all pages together."""
    return {**ALIKE, **SAID[Sector(sector)]}


def in_days(count: int) -> date:
    """The working day so many working days from today."""
    return workdays.add_wd(clock.today(), count)


def recruiting_area(*, name: str = "Quillshire", number: int = 1, days: int = 20) -> StudyArea:
    """An area whose applications have just been opened, for so many working days."""
    area = build.study_area(name=name, number=number, state=StudyArea.State.SELECTED)
    recruiting.open_window(area, closes_on=in_days(days), by=build.programme_seat(Role.COORDINATOR))
    area.refresh_from_db()
    return area


def sent(area: StudyArea, *, sector: str = "la", email: str = "a@x.example", **said: object) -> Application:
    """An application that was sent, with all that is asked except what `said` changes."""
    applying.begin(area, sector, email)
    application = Application.objects.get(area=area, email=email, state="begun")
    answers: dict[str, object] = {**typed(sector), "lead_responsibility": None, "operates_here": None}
    answers["lead_responsibility" if sector == "la" else "operates_here"] = True
    applying.answer(application, answers | said)
    applying.send(application)
    return application
