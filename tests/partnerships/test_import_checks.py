"""A dry run of a file of applications: what is said of each row, and that nothing is stored."""

from __future__ import annotations

from datetime import timedelta

import pytest

from partnerships import applying, import_checks, importing, membership, selection
from partnerships.import_reading import MOST
from partnerships.models import Application, ApplicationWindow, Organisation, Programme, Role, Seat, StudyArea
from pipd.kit import clock
from pipd.kit.models import LogEntry, OutgoingMail
from tests import build
from tests.partnerships import applicants
from tests.partnerships.importing_files import (
    CHARITY,
    HEAD,
    OFFICER,
    csv_of,
    officer,
    report,
    with_,
    wrong,
    xlsx_of,
)

S = Application.State


@pytest.fixture
def area(db, base_moment) -> StudyArea:
    return applicants.recruiting_area()


@pytest.fixture
def coordinator(db) -> Seat:
    return build.programme_seat(Role.COORDINATOR)


def test_a_dry_run_stores_nothing(area, coordinator):
    entries = LogEntry.objects.count()
    assert report(area, OFFICER, CHARITY).is_ready
    assert (Application.objects.count(), OutgoingMail.objects.count()) == (0, 0)
    assert LogEntry.objects.count() == entries


ROWS = {
    "no name": (with_(OFFICER, "Full name", " "), "Full name: is empty."),
    "no day": (with_(OFFICER, "Received on", ""), "Received on: is empty."),
    "other day": (with_(OFFICER, "Received on", "4 13 27"), "Received on: says “4 13 27”. Write a day such as"),
    "too early": (with_(OFFICER, "Received on", "3/1/2027"), "is outside the time for applications, 4 January"),
    "to come": (with_(OFFICER, "Received on", "5/1/2027"), "Received on: 5 January 2027 is still to come."),
    "how": (with_(OFFICER, "Received as", "Fax"), "Received as: says “Fax”. Write Paper or Spreadsheet."),
    "online": (with_(OFFICER, "Received as", "Online"), "Received as: says “Online”."),
    "sector": (with_(OFFICER, "Sector", "Health"), "Write Local authority or Third sector."),
    "no address": (with_(OFFICER, "Email address", "ada"), "Email address: says “ada”, which is no email address."),
    "kind": (with_(OFFICER, "Kind of organisation", "Club"), "says “Club”. Write Local authority"),
    "other side": (
        with_(OFFICER, "Kind of organisation", "Local infrastructure organisation"),
        "does not belong to the sector local authority. Write Local authority",
    ),
    "not an applicant": (with_(OFFICER, "Kind of organisation", "Private"), "Kind of organisation: says “Private”."),
    "no lead said": (with_(OFFICER, "Leads on work with the third sector", ""), "is empty. Write Yes or No."),
    "no place said": (with_(CHARITY, "Works in this area", "perhaps"), "Works in this area: says “perhaps”."),
    "seniority": (with_(OFFICER, "Seniority", "Boss"), "Write Senior officer or manager, Another officer"),
    "authority": (with_(OFFICER, "Can commit the organisation", ""), "Write Can commit, Must refer back or Not known."),
    "long": (with_(OFFICER, "Full name", "x" * 121), "Full name: has 121 characters, and 120 is the most."),
    "long needs": (with_(OFFICER, "Needs to take part", "x" * 1001), "has 1001 characters, and 1000 is the most."),
}  # fmt: skip


@pytest.mark.parametrize("what", ROWS)
def test_a_row_that_cannot_be_entered_says_which_column_and_what_is_allowed(area, coordinator, what):
    row, why = ROWS[what]
    found = report(area, OFFICER if row["Email address"] != "ada@x.example" else officer(9), row)
    assert [bool(one.wrong) for one in found.rows] == [False, True]
    assert found.rows[1].number == 3
    [words] = found.rows[1].wrong
    assert why in words
    assert found.sealed == ""


def test_control_the_rows_that_are_spoilt_are_good_ones(area, coordinator):
    assert wrong(area, OFFICER, CHARITY, officer(9)) == []


def test_all_that_is_wrong_with_a_row_is_said_at_once(area, coordinator):
    row = OFFICER | {"Full name": "", "Sector": "", "Seniority": "x"}
    assert [words.split(":")[0] for words in wrong(area, row)] == ["Sector", "Full name", "Seniority"]


def test_formulas_of_a_workbook_are_refused_in_their_cell(area, coordinator):
    found = importing.dry_run(area, xlsx_of(with_(OFFICER, "Full name", '="Ada"')), by=coordinator)
    assert "Full name: holds a formula. Put in its result as text" in found.rows[0].wrong[0]


@pytest.mark.parametrize("words", ["=1+1", "+44", "-x", "@SUM(1)", "＝1"])
def test_text_that_looks_like_a_formula_is_kept_as_text(area, coordinator, words):
    row = with_(OFFICER, "Job title or role", words)
    content = ",".join(HEAD) + "\n" + ",".join(f'"{row[heading]}"' for heading in HEAD) + "\n"
    importing.add(area, importing.dry_run(area, content.encode(), by=coordinator).sealed, by=coordinator)
    assert Application.objects.get().job_title == words


def test_what_cannot_be_printed_is_taken_out(area, coordinator):
    row = OFFICER | {"Full name": "Ada\u202e\u2066 Byron\u0007", "Why they apply": "One\r\ntwo"}
    importing.add(area, report(area, row).sealed, by=coordinator)
    application = Application.objects.get()
    assert (application.full_name, application.interest) == ("Ada Byron", "One\ntwo")


def test_one_person_in_two_rows(area, coordinator):
    again = officer(1, **{"Email address": "ADA@x.example", "Full name": "A. Byron"})
    assert wrong(area, OFFICER, again) == [import_checks.TWICE.format(other=2)]
    other = with_(OFFICER, "Email address", "byron@x.example")
    found = report(area, OFFICER, other)
    assert (found.is_ready, found.rows[1].weigh) == (True, [import_checks.SAME_NAME.format(other=2)])


def test_what_stands_of_the_address_already(area, coordinator):
    applicants.sent(area, email="ada@x.example")
    assert wrong(area, OFFICER) == [import_checks.THERE]
    application = Application.objects.get()
    selection.wait(application, by=coordinator)
    assert wrong(area, OFFICER) == [import_checks.THERE]
    seat = selection.accept(application, by=coordinator)
    assert wrong(area, OFFICER) == [import_checks.PLACED]
    membership.leave(seat, by=seat)
    assert "was accepted on 4 January 2027, after this one came in" in wrong(area, OFFICER)[0]


def test_who_has_a_place_by_another_way(area, coordinator):
    build.user("ada@x.example", "Ada")
    body = Organisation.objects.create(name="Quillshire Council", kind="local_authority")
    membership.join(
        area,
        user=build.user("ada@x.example", "Ada"),
        sector="la",
        organisation=body,
        job_title="x",
    )
    assert wrong(area, OFFICER) == [import_checks.PLACED]


def test_another_area_and_its_applications_do_not_matter(area, coordinator):
    applicants.sent(applicants.recruiting_area(name="Saltreach", number=3), email="ada@x.example")
    assert wrong(area, OFFICER) == []


def test_who_took_an_application_back_is_not_entered_again(area, coordinator):
    applying.withdraw(applicants.sent(area, email="ada@x.example"))
    assert wrong(area, OFFICER) == [import_checks.TOOK_BACK]


def test_what_was_only_begun_and_taken_back_is_nothing(area, coordinator):
    applying.begin(area, "la", "ada@x.example")
    applying.withdraw(Application.objects.get())
    assert wrong(area, OFFICER) == []


def test_who_was_declined_may_apply_again_later(area, coordinator):
    selection.decline(applicants.sent(area, email="ada@x.example"), reason="No.", by=coordinator)
    assert "was declined on 4 January 2027, after this one came in" in wrong(area, OFFICER)[0]
    clock.set_to(clock.now() + timedelta(days=1))
    found = report(area, with_(OFFICER, "Received on", "5/1/2027"))
    assert (found.is_ready, found.rows[0].weigh) == (
        True,
        ["An application from this address was declined on 4 January 2027."],
    )


def test_an_organisation_that_is_entered_as_another_kind(area, coordinator):
    Organisation.objects.create(name="QUILLSHIRE Council", kind="front_line")
    [words] = wrong(area, OFFICER)
    assert "Quillshire Council is entered already as “Front-line third sector organisation”" in words


def test_outside_the_usual_terms_can_be_entered_and_is_weighed(area, coordinator):
    Programme.objects.update(front_line_admitted=False)
    councillor = with_(OFFICER, "Seniority", "elected councillor")
    front = CHARITY | {
        "Kind of organisation": "Front-line third sector organisation",
        "Works in this area": "no",
    }
    found = report(area, councillor, front)
    assert found.is_ready
    assert found.rows[0].weigh == ["An elected councillor is not an officer."]
    assert found.rows[1].weigh == [
        "The organisation does not work in this area.",
        "Not a local infrastructure organisation.",
    ]


def test_what_came_in_time_may_be_entered_after_the_last_day(area, coordinator):
    last = ApplicationWindow.objects.get().closes_on
    clock.set_to(clock.local(last + timedelta(days=3), 10))
    late = officer(1, **{"Received on": (last + timedelta(days=1)).isoformat()})
    assert "is outside the time for applications" in wrong(area, late)[0]
    found = report(area, officer(1, **{"Received on": last.isoformat()}))
    assert importing.add(area, found.sealed, by=coordinator) == 1


def test_as_many_as_a_file_holds_ask_no_more_of_the_database(area, coordinator, django_assert_num_queries):
    many = [officer(n) for n in range(1, MOST + 1)]
    assert area.programme
    for rows in ([OFFICER], many):
        content = csv_of(*rows)
        with django_assert_num_queries(5):
            importing.dry_run(area, content, by=coordinator)
