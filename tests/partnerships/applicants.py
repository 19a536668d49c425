"""Areas that recruit, and people who applied in them, through the real workflow."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.urls import reverse

from partnerships import applying, recruiting
from partnerships.applications import OPEN
from partnerships.models import Application, Role, Sector, StudyArea
from pipd.kit import clock, workdays
from pipd.kit import mail as kit_mail
from pipd.kit.models import OutgoingMail
from tests import build
from tests.build import Group

LINK = re.compile(r"https?://[^/]+(/apply/\S+)")
SAID = {
    Sector.LA: {
        "organisation_name": "Quillshire Council",
        "organisation_kind": "local_authority",
        "lead_responsibility": "True",
    },
    Sector.TSO: {
        "organisation_name": "Quillshire Volunteer Centre",
        "organisation_kind": "local_infrastructure",
        "operates_here": "True",
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


def to_decide(group: Group, sector: str = "la") -> Application:
    """An application that waits in an area whose group may have started: sent while it recruited."""
    return Application.objects.create(
        **{**ALIKE, **SAID[Sector(sector)], "lead_responsibility": True, "operates_here": True},
        area=group.area,
        sector=sector,
        state=Application.State.SUBMITTED,
        reference=f"{group.area.number}{sector}",
        email=f"applicant@{group.slug}.example",
        submitted_at=clock.now(),
    )


def sent(area: StudyArea, *, sector: str = "la", email: str = "a@x.example", **said: object) -> Application:
    """An application that was sent, with all that is asked except what `said` changes."""
    applying.begin(area, sector, email)
    application = Application.objects.get(area=area, email=email, state="begun")
    answers: dict[str, object] = {**typed(sector), "lead_responsibility": None, "operates_here": None}
    answers["lead_responsibility" if sector == "la" else "operates_here"] = True
    applying.answer(application, answers | said)
    applying.send(application)
    return application


def link_in_mail(email: str) -> str:
    """The link in the newest mail to an applicant, as it is when it is sent."""
    application = Application.objects.get(email=email, state__in=OPEN)
    rows = OutgoingMail.objects.filter(kind="application_link", key__contains=f":{application.link_mark}-")
    return link_of(rows.latest("queued_at"))


def link_of(row: OutgoingMail) -> str:
    return LINK.search(row.body_text.replace(kit_mail.PUT_IN, applying.secret_for(row)))[1]


def start(area: StudyArea, sector: str = "la") -> str:
    return reverse("partnerships:apply-start", kwargs={"area": area.slug, "sector": sector})


def walk(client: Any, area: StudyArea, email: str, sector: str = "la", **said: str) -> Application:
    """Asks for the link, opens it, answers every page with what `said` changes; ends on the page to check."""
    client.post(start(area, sector), {"email": email})
    response = client.post(link_in_mail(email), follow=True)
    told = typed(sector) | said
    while "form" in response.context:
        here = response.request["PATH_INFO"]
        response = client.post(here, told, follow=True)
        assert response.request["PATH_INFO"] != here, response.context["form"].errors
    return Application.objects.get(email=email)
