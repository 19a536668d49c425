"""The pages on which applications are entered from a file: what is asked, what is said of a file, and the press."""

from __future__ import annotations

import html
import os
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships import applying, importing, membership
from partnerships.import_columns import columns
from partnerships.import_reading import MOST, read
from partnerships.membership import NotPossible
from partnerships.models import Application, Role, Seat, StudyArea
from pipd.kit import uploads
from pipd.kit.models import LogEntry, OutgoingMail
from tests import build, sheet_files
from tests.partnerships import applicants
from tests.partnerships.importing_files import CHARITY, HEAD, OFFICER, csv_of, officer, xlsx_of

S = Application.State
FILES = {"csv": "application-table", "xlsx": "application-workbook"}


@pytest.fixture
def area(db, base_moment) -> StudyArea:
    return applicants.recruiting_area()


@pytest.fixture
def coordinator(db) -> Seat:
    return build.programme_seat(Role.COORDINATOR)


@pytest.fixture
def reader(client, coordinator):
    return client.as_(coordinator)


def page_of(area: StudyArea, name: str = "application-import", **kwargs: str) -> str:
    return reverse(f"partnerships:{name}", kwargs={"area": area.slug, **kwargs})


def chosen(content: bytes, name: str = "applications.csv") -> dict[str, object]:
    return {"file": SimpleUploadedFile(name, content)}


def words(response: object) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.text)).split())


def sealed(response: object) -> dict[str, str]:
    return {"step": "add", "sealed": response.context["report"].sealed}


def test_the_page_says_what_is_needed_and_offers_the_files(area, reader):
    page = reader.get(page_of(area))
    for heading in HEAD:
        assert heading in words(page)
    assert "gets an email at the address in the file" in words(page)
    assert reader.get(page_of(area, "application-list")).text.count(page_of(area)) == 1
    for kind in ("csv", "xlsx"):
        assert page_of(area, FILES[kind]) in page.text


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_file_to_fill_in_is_one_that_can_be_read(area, reader, kind):
    file = reader.get(page_of(area, FILES[kind]))
    assert file["Content-Disposition"] == f'attachment; filename="applications.{kind}"'
    asked = columns(area.programme)
    assert read(file.content, asked).faults == ("There are no applications under the headings.",)
    if kind == "xlsx":
        assert sheet_files.cells(file.content)[1] == HEAD
        about = {row[0]: row[3] for row in sheet_files.cells(file.content, 2)[2:]}
        assert about["Received as"] == "Paper or Spreadsheet."
        assert about["Works in this area"] == "Yes or No."
        assert "f" not in sheet_files.kinds(file.content)


@pytest.mark.parametrize(
    "content", [csv_of(OFFICER, CHARITY), xlsx_of(OFFICER, CHARITY)], ids=["csv", "xlsx"]
)
def test_what_is_right_is_shown_then_added_with_one_press(area, reader, content):
    found = reader.post(page_of(area), chosen(content))
    assert "2 applications can be added" in words(found)
    assert "Row 2" in words(found)
    assert "ada@x.example" in words(found)
    assert Application.objects.count() == 0
    done = reader.post(page_of(area), sealed(found), follow=True)
    assert "2 applications are added. Each applicant is told by email." in words(done)
    assert Application.objects.count() == 2
    assert "Paper" in words(done)
    again = reader.post(page_of(area), sealed(found), follow=True)
    assert again.status_code == 200
    assert (Application.objects.count(), OutgoingMail.objects.count()) == (2, 2)


def test_what_is_wrong_is_said_at_the_top_and_in_its_row(area, reader):
    found = reader.post(page_of(area), chosen(csv_of(OFFICER, officer(1, Sector="Health"))))
    assert found.text.count("<title>Error: ") == 1
    assert "1 of 2 rows cannot be added" in words(found)
    assert words(found).count("Sector: says “Health”. Write Local authority or Third sector.") == 2
    assert 'href="#id_file">Row 3. Sector: says' in found.text
    assert 'name="sealed"' not in found.text
    assert not Application.objects.exists()


def test_of_very_many_faults_the_top_says_the_first(area, reader):
    rows = [officer(n, Sector="x", Seniority="x") for n in range(1, MOST + 1)]
    found = reader.post(page_of(area), chosen(csv_of(*rows)))
    assert f"And {2 * MOST - 30} more problems below." in words(found)


FAULTS = {
    "nothing chosen": ({}, "Choose a file"),
    "empty": (chosen(b""), "This file is empty"),
    "no spreadsheet": (chosen(b"%PDF-1.7"), "This is not a spreadsheet."),
    "old": (chosen(b"\xd0\xcf\x11\xe0"), "Save it as .xlsx without a password."),
    "headings alone": (chosen(csv_of()), "There are no applications under the headings."),
    "funding": (chosen(csv_of(OFFICER, head=[*HEAD, "Grant"])), "Take it out of the file."),
    "no file": ({"file": "words"}, "Choose a file"),
}


@pytest.mark.parametrize("what", FAULTS)
def test_a_file_that_cannot_be_read_says_why_beside_the_box(area, reader, what):
    data, why = FAULTS[what]
    if "file" in data and not isinstance(data["file"], str):
        data["file"].seek(0)
    found = reader.post(page_of(area), data)
    assert found.text.count("<title>Error: ") == 1
    assert 'href="#id_file"' in found.text
    assert why in words(found)
    assert "Check this file" in words(found)


def test_a_file_that_is_too_large_is_not_read(area, reader, monkeypatch):
    monkeypatch.setattr(importing, "dry_run", None)
    found = reader.post(page_of(area), chosen(b"x" * 1_500_000))
    assert "This file has 1.4 MB, and the most is 1 MB." in words(found)
    monkeypatch.setattr(uploads, "LARGEST", 1000)
    found = reader.post(page_of(area), chosen(b"x" * 50_000))
    assert "the most is 1 MB" in words(found)


def test_what_a_cell_says_is_text_on_the_page(area, reader):
    row = OFFICER | {"Full name": "<script>alert(1)</script>", "Sector": "<b>x</b>"}
    found = reader.post(page_of(area), chosen(csv_of(row)))
    assert "<script>alert" not in found.text
    assert "says “&lt;b&gt;x&lt;/b&gt;”" in found.text


def test_needs_and_reasons_stand_on_no_report(area, reader):
    secret = OFFICER | {"Needs to take part": "hearing-loop " * 90, "Why they apply": "because-words"}
    found = reader.post(page_of(area), chosen(csv_of(secret, officer(1))))
    assert "Needs to take part: has 1169 characters, and 1000 is the most." in words(found)
    assert "hearing-loop" not in found.text
    assert "because-words" not in found.text


def test_what_changed_meanwhile_is_shown_and_nothing_added(area, reader):
    found = reader.post(page_of(area), chosen(csv_of(OFFICER, CHARITY)))
    applicants.sent(area, email="ada@x.example")
    refused = reader.post(page_of(area), sealed(found))
    assert refused.status_code == 409
    assert importing.MEANWHILE in words(refused)
    assert "there is an application from this address already" in words(refused)
    assert Application.objects.count() == 1


def test_what_was_not_checked_here_is_not_added(area, reader):
    found = reader.post(page_of(area), chosen(csv_of(OFFICER)))
    other = applicants.recruiting_area(name="Saltreach", number=3)
    for place, data in (
        (other, sealed(found)),
        (area, {"step": "add"}),
        (area, {"step": "add", "sealed": "x"}),
    ):
        refused = reader.post(page_of(place), data)
        assert (refused.status_code, importing.GONE in words(refused)) == (409, True)
    assert not Application.objects.exists()


@pytest.mark.parametrize("state", ["selected", "confirmed", "planning", "closed"])
def test_where_nobody_can_apply_the_page_says_so(area, reader, state):
    StudyArea.objects.update(state=state)
    page = reader.get(page_of(area))
    area.refresh_from_db()
    assert importing.why_not(area) in words(page)
    assert "Check this file" not in words(page)
    refused = reader.post(page_of(area), chosen(csv_of(OFFICER)))
    assert (refused.status_code, importing.why_not(area) in words(refused)) == (409, True)
    assert page_of(area) not in reader.get(page_of(area, "application-list")).text


def test_others_have_no_such_page(area, coordinator, client):
    person = build.user("f@pipd.example", "Fay Facilitator")
    facilitator = membership.appoint(area.programme, user=person, role=Role.FACILITATOR, area=area)
    other = build.group(name="Nine Elders", number=2)
    assert client.as_(facilitator).get(page_of(area)).status_code == 403
    assert client.as_(facilitator).post(page_of(area), chosen(csv_of(OFFICER))).status_code == 403
    assert page_of(area) not in client.as_(facilitator).get(page_of(area, "application-list")).text
    stranger = client.as_(other.facilitator)
    for name in ("application-import", *FILES.values()):
        assert stranger.get(page_of(area, name)).status_code == 404


def test_the_list_and_the_record_say_how_it_came_and_who_entered_it(area, reader, coordinator):
    importing.add(area, importing.dry_run(area, csv_of(OFFICER), by=coordinator).sealed, by=coordinator)
    one = Application.objects.get()
    record = words(reader.get(page_of(area, "application-detail", application=str(one.pk))))
    assert "received on Monday 4 January 2027 on paper, and entered by Coordinator Person" in record
    applicants.sent(area, email="b@x.example")
    assert words(reader.get(page_of(area, "application-list"))).count("Paper") == 1


@pytest.mark.parametrize("many", [3, MOST])
def test_the_pages_ask_as_often_for_many_rows_as_for_one(area, reader, many):
    def queries(number: int) -> tuple[int, int]:
        content = csv_of(*[officer(n) for n in range(1, number + 1)])
        reader.post(page_of(area), chosen(content))
        with CaptureQueriesContext(connection) as counted:
            assert f"{number} application" in words(reader.post(page_of(area), chosen(content)))
        return len(counted)

    assert queries(many) == queries(1) <= 15


def test_the_largest_file_that_can_be_checked_can_be_added(area, reader):
    told = {"Why they apply": os.urandom(480).hex(), "Needs to take part": os.urandom(240).hex()}
    rows = [officer(n, **{k: v[n:] + v[:n] for k, v in told.items()}) for n in range(1, MOST + 1)]
    content = xlsx_of(*rows)
    found = reader.post(page_of(area), chosen(content, "a.xlsx"))
    assert found.context["report"].is_ready
    assert reader.post(page_of(area), sealed(found)).status_code == 302
    assert Application.objects.count() == MOST


# What no file says: its applicant may.


def entered(area: StudyArea, coordinator: Seat, row: dict) -> Application:
    importing.add(area, importing.dry_run(area, csv_of(row), by=coordinator).sealed, by=coordinator)
    return Application.objects.get()


def opens(client: object, application: Application) -> None:
    address = page_of(
        application.area, "apply-return", application=str(application.pk), key=applying.secret_of(application)
    )
    client.post(address)


def test_an_applicant_says_themself_what_funds_their_organisation(area, coordinator, client):
    one = entered(area, coordinator, CHARITY)
    opens(client, one)
    page = page_of(area, "apply-funding")
    assert page in client.get(page_of(area, "apply-mine")).text
    done = client.post(page, {"funding_link": "grant"}, follow=True)
    assert "Kept. The facilitators of the area read it." in words(done)
    one.refresh_from_db()
    assert (one.funding_link, one.state) == ("grant", S.SUBMITTED)
    entry = LogEntry.objects.get(verb="funding link said")
    assert (entry.subject, entry.facts) == (one.pk, {"sector": "tso"})
    record = page_of(area, "application-detail", application=str(one.pk))
    assert "A grant" not in client.as_(coordinator).get(record).text
    person = build.user("f@pipd.example", "Fay Facilitator")
    facilitator = membership.appoint(area.programme, user=person, role=Role.FACILITATOR, area=area)
    assert "A grant" in client.as_(facilitator).get(record).text


def test_officers_are_not_asked_and_nobody_after_the_decision(area, coordinator, client):
    one = entered(area, coordinator, OFFICER)
    opens(client, one)
    page = page_of(area, "apply-funding")
    assert page not in client.get(page_of(area, "apply-mine")).text
    assert client.post(page, {"funding_link": "grant"}).status_code == 302
    decided = {
        "state": "declined",
        "reason": "x",
        "decided_at": "2027-01-04T10:00Z",
        "decided_by": coordinator,
    }
    Application.objects.update(sector="tso", operates_here=True, **decided)
    assert client.post(page, {"funding_link": "grant"}).status_code == 302
    one.refresh_from_db()
    assert one.funding_link == ""


def test_who_applied_themself_says_it_there_and_not_again(area, client):
    one = applicants.sent(area, sector="tso", email="t@x.example")
    opens(client, one)
    assert client.post(page_of(area, "apply-funding"), {"funding_link": "none"}).status_code == 302
    with pytest.raises(NotPossible):
        applying.say_funding(one, "none")
    one.refresh_from_db()
    assert one.funding_link == "grant"
