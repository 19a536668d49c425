"""Recruitment in the demonstration: when each area took applications, and who applied where it still does (3P)."""

from __future__ import annotations

from dataclasses import dataclass, field

from partnerships import applying, importing, recruiting, selection
from partnerships.demo_story import Group, Story
from partnerships.import_columns import columns
from partnerships.models import Application, Organisation, StudyArea
from partnerships.models.seats import Seat
from pipd.kit.tables import csv_file

OPEN_FOR = 12  # working days
FURTHER = 8  # working days from today: until when the one area that lacks people goes on
K = Organisation.Kind


@dataclass(frozen=True)
class Applicant:
    """Somebody who applies; `day` in working days from today, `answers` beside what most say."""

    day: int
    sector: str
    name: str
    organisation: str
    kind: str
    title: str
    answers: dict[str, object] = field(default_factory=dict)
    becomes: str = ""
    reason: str = ""


APPLICANTS = [
    Applicant(-9, "la", "Rosalind Okafor", "Castle Fenning District Council", K.LOCAL_AUTHORITY,
        "Community safety officer", {"seniority": "other"}, becomes="declined",
        reason="The places are for senior officers with lead responsibility. Your head of service has applied."),
    Applicant(-7, "tso", "Gwen Tarrant", "Fenning Food Bank", K.FRONT_LINE, "Manager",
        {"interest": "We are asked to six meetings a month and nobody tells us what became of them."}),
    Applicant(-6, "la", "Councillor Piers Lomax", "Castle Fenning District Council", K.LOCAL_AUTHORITY,
        "Ward councillor", {"seniority": "councillor", "lead_responsibility": False}),
    Applicant(-5, "tso", "Idris Vaughan", "Fenning Volunteer Centre", K.LOCAL_INFRASTRUCTURE, "Chief officer",
        {"authority": "refers", "funding_link": "sla", "access_needs": "A room without steps, and a hearing loop."}),
    Applicant(-4, "tso", "Marguerite Sole", "Fenning Volunteer Centre", K.LOCAL_INFRASTRUCTURE, "Trustee",
        {"authority": "unknown"}, becomes="withdrawn"),
    Applicant(-2, "tso", "Bryony Castell", "Rural Fenning Transport", K.FRONT_LINE, "Director",
        {"funding_link": "contract"}),
]  # fmt: skip


# One that came by post: the coordinator enters it as a file of one row, by the names of the columns.
ON_PAPER = {
    "received_on": "", "channel": "Paper", "sector": "Local authority", "full_name": "Harriet Quennell",
    "email": "harriet.quennell", "organisation_name": "Castle Fenning District Council",
    "organisation_kind": "Local authority", "job_title": "Head of housing and neighbourhoods",
    "seniority": "Senior officer or manager", "lead_responsibility": "Yes", "authority": "Can commit",
    "access_needs": "Papers in large print, sent by post.",
    "interest": "We pay three groups for the same advice work, and have never sat down with them together.",
}  # fmt: skip
PAPER_DAY = -1  # the day on which it is entered


# Whoever applied when all places were given, or kept even between the sectors: by the name of the area.
WAITING = {
    "Hollowmere": [
        Applicant(10, "tso", "Nerys Holt", "Hollowmere Volunteer Centre", K.LOCAL_INFRASTRUCTURE, "Manager"),
        Applicant(11, "tso", "Alwyn Prior", "Wickering Good Neighbours", K.FRONT_LINE, "Coordinator"),
    ],
}


def open_in(area: StudyArea, since: int, *, by: Seat, story: Story) -> None:
    """Open applications in `area` on the day the story stands at."""
    recruiting.open_window(area, closes_on=story.day(since + OPEN_FOR), by=by)


def goes_on(group: Group, story: Story) -> None:
    """Too few came, so applications were extended; some more people apply, and wait for a decision."""
    story.begin(group.place.since + OPEN_FOR + 2, 16)  # after the two sectors have named their leads
    recruiting.extend(group.area, closes_on=story.day(FURTHER), by=group.coordinator)
    for told in APPLICANTS:
        story.go(told.day, 11)
        application = _apply(group, told)
        story.go(told.day, 15)
        if told.becomes == "declined":
            selection.decline(application, reason=told.reason, by=group.coordinator)
        elif told.becomes == "withdrawn":
            applying.withdraw(application)
    story.go(PAPER_DAY, 14)
    _enter(group, story)


def _enter(group: Group, story: Story) -> None:
    """Enter the one that came on paper, the day after it came, as every coordinator does."""
    arrived = story.day(PAPER_DAY - 1).isoformat()
    told = ON_PAPER | {"received_on": arrived, "email": group.place.address(ON_PAPER["email"])}
    every = columns(group.area.programme)
    content = csv_file([one.heading for one in every], [[told.get(one.name, "") for one in every]])
    report = importing.dry_run(group.area, content, by=group.coordinator)
    importing.add(group.area, report.sealed, by=group.coordinator)


def wait(group: Group, story: Story) -> None:
    """Some more apply while the group is even, and are put on the wait-list; their `day` counts from when it opened."""
    for told in WAITING.get(group.area.name, []):
        story.go(group.place.since + told.day, 11)
        selection.wait(_apply(group, told), by=group.coordinator)


def _apply(group: Group, told: Applicant) -> Application:
    mailbox = told.name.lower().replace(" ", ".")
    email = group.place.address(mailbox)
    applying.begin(group.area, told.sector, email)
    application = Application.objects.get(area=group.area, email=email)
    usual = {"lead_responsibility": True} if told.sector == "la" else {"operates_here": True}
    said = {
        "full_name": told.name,
        "organisation_name": told.organisation,
        "organisation_kind": told.kind,
        "job_title": told.title,
        "seniority": "senior",
        "authority": "commits",
        **usual,
        **told.answers,
    }
    applying.answer(application, said)
    applying.send(application)
    return application
