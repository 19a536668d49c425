"""The pages of applications: who reads what of them, deciding on the page, and what the list costs."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships import applying, ending, membership, selection
from partnerships.models import Application, Role, Seat, StudyArea
from pipd.kit import clock
from pipd.kit.models import LogEntry, OutgoingMail
from tests import build
from tests.partnerships import applicants

S = Application.State


@pytest.fixture
def area(db, base_moment) -> StudyArea:
    return applicants.recruiting_area()


@pytest.fixture
def coordinator(db) -> Seat:
    return build.programme_seat(Role.COORDINATOR)


def facilitator(area: StudyArea) -> Seat:
    person = build.user("f@pipd.example", "Fay Facilitator")
    return membership.appoint(area.programme, user=person, role=Role.FACILITATOR, area=area)


def page_of(area: StudyArea) -> str:
    return reverse("partnerships:application-list", kwargs={"area": area.slug})


def test_the_funding_link_is_for_facilitators_alone(area, coordinator, client):
    application = applicants.sent(area, sector="tso", funding_link="contract")
    address = reverse(
        "partnerships:application-detail", kwargs={"area": area.slug, "application": application.pk}
    )
    assert "A contract" in client.as_(facilitator(area)).get(address).text
    seen = client.as_(coordinator).get(address).text
    assert "A contract" not in seen
    assert "Large print" in seen


def test_the_group_and_other_areas_read_no_application(area, coordinator, client):
    application = applicants.sent(area)
    seat = selection.accept(application, by=coordinator)
    other = build.group(name="Nine Elders", number=2)
    address = reverse(
        "partnerships:application-detail", kwargs={"area": area.slug, "application": application.pk}
    )
    assert client.as_(seat).get(address).status_code == 403
    assert client.as_(other.facilitator).get(address).status_code == 404
    assert client.as_(other.la[0]).get(page_of(area)).status_code == 404


def test_an_application_of_another_area_is_not_found_under_this_one(area, coordinator, client):
    application = applicants.sent(area)
    other = applicants.recruiting_area(name="Saltreach", number=3)
    address = reverse(
        "partnerships:application-detail", kwargs={"area": other.slug, "application": application.pk}
    )
    assert client.as_(coordinator).get(address).status_code == 404
    assert client.as_(coordinator).post(address, {"decision": "waiting"}).status_code == 404


def test_what_is_only_begun_is_shown_to_nobody(area, coordinator, client):
    applying.begin(area, "la", "begun@x.example")
    begun = Application.objects.get()
    applying.answer(begun, {"full_name": "Begun Person"})
    address = reverse("partnerships:application-detail", kwargs={"area": area.slug, "application": begun.pk})
    assert client.as_(coordinator).get(address).status_code == 404
    listed = client.as_(coordinator).get(page_of(area)).text
    assert "Begun Person" not in listed
    assert str(begun.pk) not in listed


def test_a_coordinator_decides_on_the_page(area, coordinator, client):
    application = applicants.sent(area, seniority="other")
    address = reverse(
        "partnerships:application-detail", kwargs={"area": area.slug, "application": application.pk}
    )
    reader = client.as_(coordinator)
    refused = reader.post(address, {"decision": "accepted", "override": "", "reason": "typed words"})
    assert "Say why they get a place" in refused.text
    assert "typed words" in refused.text
    told = {"decision": "accepted", "override": "Knows it best"}
    check = reader.post(address, told)
    assert "Give Ada Byron a place?" in check.text
    assert "Number 1 of 7 for the local authority." in check.text
    assert "Knows it best" in check.text
    application.refresh_from_db()
    assert (application.state, OutgoingMail.objects.filter(kind="application_decided").count()) == (
        "submitted",
        0,
    )
    done = reader.post(address, {**told, "step": "confirm"}, follow=True)
    assert "Ada Byron has a place" in done.text
    application.refresh_from_db()
    assert application.state == S.ACCEPTED


def test_no_place_is_offered_where_none_is_left(area, coordinator, client):
    for n in range(7):
        selection.accept(applicants.sent(area, email=f"{n}@x.example"), by=coordinator)
    application = applicants.sent(area, email="8@x.example")
    address = reverse(
        "partnerships:application-detail", kwargs={"area": area.slug, "application": application.pk}
    )
    page = client.as_(coordinator).get(address).text
    assert "Give them a place" not in page
    assert "No place is left" in page


def many(area: StudyArea, number: int, *, first: int = 0) -> None:
    Application.objects.bulk_create(
        Application(
            area=area, sector="la" if n % 2 else "tso", state=S.SUBMITTED, reference=f"R{area.number}-{n}",
            email=f"{n}@{area.slug}.example", full_name=f"Person {n}", organisation_name="Body",
            organisation_kind="local_authority", job_title="Officer", seniority="senior", authority="commits",
            lead_responsibility=True, operates_here=True, submitted_at=clock.now(),
        )
        for n in range(first, first + number)
    )  # fmt: skip


def shown(reader: Any, area: StudyArea, query: str) -> set[str]:
    return set(
        re.findall(
            r">(Person \d+|Ada Byron|Zoë O’Hara)</a></th>", reader.get(f"{page_of(area)}?{query}").text
        )
    )


def test_names_and_organisations_are_sought_within_what_is_shown(area, coordinator, client):
    applicants.sent(area, email="z@x.example", full_name="Zoë O’Hara", organisation_name="Marl Council")
    applicants.sent(area, email="t@x.example", sector="tso")
    reader = client.as_(coordinator)
    assert shown(reader, area, "show=submitted&q=o’hara") == {"Zoë O’Hara"}
    assert shown(reader, area, "q=MARL") == {"Zoë O’Hara"}
    assert shown(reader, area, "q=volunteer") == {"Ada Byron"}
    assert shown(reader, area, "q=volunteer&sector=la") == set()
    none = reader.get(f"{page_of(area)}?show=waiting&q=marl").text
    assert "None with “marl” in the name or organisation is on the wait-list." in none
    assert "sector=tso&amp;q=marl" in none


def test_the_next_to_decide_is_one_press_away(area, coordinator, client):
    first = applicants.sent(area, email="1@x.example", full_name="Zoë O’Hara")
    applicants.sent(area, email="2@x.example")
    reader = client.as_(coordinator)
    address = reverse("partnerships:application-detail", kwargs={"area": area.slug, "application": first.pk})
    assert "Next to be decided" in reader.get(page_of(area) + "?show=declined").text
    done = reader.post(address, {"decision": "waiting", "reason": "", "step": "confirm"}, follow=True)
    assert re.search(r"Next to be decided: <a[^>]+>Ada Byron</a>", done.text)
    assert "Next to be decided" not in client.as_(facilitator(area)).get(page_of(area)).text


def file_of(reader: Any, area: StudyArea, **asked: str) -> list[dict[str, str]]:
    address = reverse("partnerships:application-file", kwargs={"area": area.slug})
    response = reader.post(address, asked)
    assert response["Content-Disposition"].startswith('attachment; filename="applications-area-1-')
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_the_file_holds_what_is_shown_is_counted_and_holds_no_formula(area, coordinator, client):
    applicants.sent(area, email="1@x.example", full_name="=HYPERLINK(1)", seniority="other")
    applicants.sent(area, email="2@x.example", sector="tso", funding_link="contract")
    [row] = file_of(client.as_(coordinator), area, show="submitted", sector="la")
    assert (row["Full name"], row["State"], row["Works in this area"]) == (
        "'=HYPERLINK(1)",
        "To be decided",
        "",
    )
    assert row["Outside the usual terms"] == "Not a senior officer or manager."
    assert len(file_of(client.as_(coordinator), area)) == 2
    assert file_of(client.as_(coordinator), area, q="nobody") == []
    facts = (
        LogEntry.objects.filter(verb="applications copied").order_by("number").values_list("facts", flat=True)
    )
    assert list(facts) == [{"rows": n, "funding": False} for n in (1, 2, 0)]


def test_the_file_says_who_funds_whom_to_facilitators_alone(area, coordinator, client):
    applicants.sent(area, sector="tso", funding_link="contract")
    [theirs] = file_of(client.as_(facilitator(area)), area)
    assert theirs["Funded by the local authority"] == "A contract"
    [row] = file_of(client.as_(coordinator), area)
    assert "Funded by the local authority" not in row
    assert "A contract" not in row.values()


def test_nobody_else_has_the_file(area, coordinator, client):
    seat = selection.accept(applicants.sent(area), by=coordinator)
    address = reverse("partnerships:application-file", kwargs={"area": area.slug})
    assert client.as_(seat).post(address).status_code == 403
    assert client.as_(coordinator).get(address).status_code == 405
    assert not LogEntry.objects.filter(verb="applications copied").exists()


def test_no_copy_is_handed_out_where_none_can_be_counted(area, coordinator, client):
    applicants.sent(area)
    ending.discontinue(area, reason="No money.", by=build.programme_seat(Role.ADMINISTRATOR))
    reader = client.as_(coordinator)
    assert "as a table (CSV)" not in reader.get(page_of(area) + "?show=declined").text
    address = reverse("partnerships:application-file", kwargs={"area": area.slug})
    assert "was discontinued" in reader.post(address, {"show": "declined"}, follow=True).text


def test_the_list_asks_as_often_for_six_hundred_as_for_ten(area, coordinator, client):
    reader = client.as_(coordinator)

    def queries() -> int:
        reader.get(page_of(area))
        with CaptureQueriesContext(connection) as counted:
            assert reader.get(page_of(area)).status_code == 200
        return len(counted)

    many(area, 10)
    ten = queries()
    for number in range(2, 14):
        many(build.study_area(name=f"Area of {number}", number=number), 46)
    many(area, 48, first=10)
    assert Application.objects.count() == 610
    assert queries() == ten <= 12
