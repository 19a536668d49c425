"""Entering applications from a file: what is said of each row, then all of them or none, each person told."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from partnerships import applying, import_checks, importing, membership, recruiting, selection
from partnerships.import_reading import MOST
from partnerships.importing import Changed, Report
from partnerships.membership import NotPossible
from partnerships.models import Application, ApplicationWindow, Organisation, Programme, Role, Seat, StudyArea
from pipd.kit import clock
from pipd.kit.models import LogEntry, OutgoingMail
from tests import build
from tests.partnerships import applicants
from tests.partnerships.importing_files import CHARITY, HEAD, OFFICER, csv_of, officer, with_, xlsx_of

S = Application.State


@pytest.fixture
def area(db, base_moment) -> StudyArea:
    return applicants.recruiting_area()


@pytest.fixture
def coordinator(db) -> Seat:
    return build.programme_seat(Role.COORDINATOR)


def report(area: StudyArea, *rows: dict, by: Seat | None = None) -> Report:
    found = importing.dry_run(area, csv_of(*rows), by=by or build.programme_seat(Role.COORDINATOR))
    assert found.faults == ()
    return found


def wrong(area: StudyArea, *rows: dict) -> list[str]:
    found = report(area, *rows)
    assert found.sealed == "" or not found.wrong
    return [words for row in found.rows for words in row.wrong]


def test_a_dry_run_stores_nothing(area, coordinator):
    entries = LogEntry.objects.count()
    assert report(area, OFFICER, CHARITY).is_ready
    assert (Application.objects.count(), OutgoingMail.objects.count()) == (0, 0)
    assert LogEntry.objects.count() == entries


@pytest.mark.parametrize("make", [csv_of, xlsx_of])
def test_what_was_checked_is_entered_as_its_people_would_have_sent_it(area, coordinator, make):
    found = importing.dry_run(area, make(OFFICER, CHARITY), by=coordinator)
    assert importing.add(area, found.sealed, by=coordinator) == 2
    ada, grace = Application.objects.order_by("full_name")
    assert (ada.state, ada.sector, ada.channel, ada.entered_by) == (S.SUBMITTED, "la", "paper", coordinator)
    assert (ada.received_on.isoformat(), ada.submitted_at) == ("2027-01-04", clock.now())
    assert (ada.lead_responsibility, ada.operates_here, ada.access_needs) == (True, None, "Large print")
    assert (grace.channel, grace.operates_here, grace.lead_responsibility) == ("spreadsheet", True, None)
    assert (grace.funding_link, grace.entered_from) == ("", ada.entered_from)
    assert ada.reference != grace.reference
    assert selection.accept(ada, by=coordinator).organisation.name == "Quillshire Council"


def test_each_person_is_told_with_a_link_that_opens_it(area, coordinator, client):
    importing.add(area, report(area, OFFICER, CHARITY).sealed, by=coordinator)
    mails = OutgoingMail.objects.filter(kind="application_entered").order_by("to")
    assert [mail.to for mail in mails] == ["ada@x.example", "grace@x.example"]
    ada = Application.objects.get(email="ada@x.example")
    words = mails[0].body_text
    assert ada.reference in words
    assert "received on paper on 4 January 2027" in words
    assert "coordinator of the programme entered it" in words
    assert "Grace" not in words
    opened = client.post(applicants.link_of(mails[0]), follow=True).text
    assert "What was entered for you" in opened
    assert "Head of partnerships" in opened
    client.post(applicants.link_of(mails[0]))
    mine = client.get(f"/apply/{area.slug}/yours/").request["PATH_INFO"]
    client.post(mine, {"act": "withdraw"})
    ada.refresh_from_db()
    assert ada.state == S.WITHDRAWN


def test_the_log_tells_of_each_and_of_the_whole_in_numbers_alone(area, coordinator):
    importing.add(area, report(area, OFFICER, CHARITY, officer(1)).sealed, by=coordinator)
    each = LogEntry.objects.filter(verb="application entered")
    assert {entry.subject for entry in each} == set(Application.objects.values_list("pk", flat=True))
    assert {entry.actor for entry in each} == {coordinator.pk}
    whole = LogEntry.objects.get(verb="applications imported")
    assert whole.facts == {"la paper": 2, "tso spreadsheet": 1}
    assert whole.subject == Application.objects.first().entered_from
    words = json.dumps([entry.facts for entry in LogEntry.objects.all()])
    assert "Ada" not in words
    assert "x.example" not in words


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
        consents=[],
    )
    assert wrong(area, OFFICER) == [import_checks.PLACED]


def test_another_area_and_its_applications_do_not_matter(area, coordinator):
    applicants.sent(applicants.recruiting_area(name="Saltreach", number=3), email="ada@x.example")
    assert wrong(area, OFFICER) == []


def test_who_took_an_application_back_is_not_entered_again(area, coordinator):
    applying.withdraw(applicants.sent(area, email="ada@x.example"))
    assert wrong(area, OFFICER) == [import_checks.TOOK_BACK]


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


@pytest.mark.parametrize("state", [s for s in StudyArea.State if s != StudyArea.State.RECRUITING])
def test_where_nobody_can_apply_nothing_is_entered(area, coordinator, state):
    sealed = report(area, OFFICER).sealed
    StudyArea.objects.update(state=state)
    area.refresh_from_db()
    with pytest.raises(NotPossible) as caught:
        importing.dry_run(area, csv_of(OFFICER), by=coordinator)
    assert str(caught.value) == importing.why_not(area) != ""
    with pytest.raises(NotPossible):
        importing.add(area, sealed, by=coordinator)
    assert not Application.objects.exists()


def test_all_or_none(area, coordinator, monkeypatch):
    sealed = report(area, OFFICER, CHARITY).sealed
    told = importing.post_recruitment.entered

    def second_fails(application, **more):
        if application.full_name == "Grace Murray":
            raise RuntimeError("the machine stops here")
        return told(application, **more)

    monkeypatch.setattr(importing.post_recruitment, "entered", second_fails)
    with pytest.raises(RuntimeError):
        importing.add(area, sealed, by=coordinator)
    assert (Application.objects.count(), OutgoingMail.objects.count()) == (0, 0)
    assert not LogEntry.objects.filter(verb="application entered").exists()


def test_what_changed_meanwhile_stops_all_of_them_with_another_report(area, coordinator):
    sealed = report(area, OFFICER, CHARITY).sealed
    applicants.sent(area, email="ada@x.example")
    with pytest.raises(Changed) as caught:
        importing.add(area, sealed, by=coordinator)
    assert [row.wrong for row in caught.value.report.rows] == [[import_checks.THERE], []]
    assert Application.objects.count() == 1


def test_pressing_twice_enters_once(area, coordinator):
    sealed = report(area, OFFICER, CHARITY).sealed
    assert importing.add(area, sealed, by=coordinator) == importing.add(area, sealed, by=coordinator) == 2
    assert (Application.objects.count(), OutgoingMail.objects.count()) == (2, 2)
    again = report(area, OFFICER, CHARITY)
    assert [row.wrong for row in again.rows] == [[import_checks.THERE]] * 2


def test_what_was_checked_is_bound_to_its_person_and_area(area, coordinator):
    sealed = report(area, OFFICER).sealed
    other = applicants.recruiting_area(name="Saltreach", number=3)
    somebody = membership.appoint(
        area.programme, user=build.user("c2@pipd.example", "Second Coordinator"), role=Role.COORDINATOR
    )
    for place, by in ((other, coordinator), (area, somebody)):
        with pytest.raises(NotPossible, match="Choose the file again"):
            importing.add(place, sealed, by=by)
    for spoilt in ("", "nonsense", sealed[:-1], f"x{sealed}"):
        with pytest.raises(NotPossible, match="Choose the file again"):
            importing.add(area, spoilt, by=coordinator)
    assert not Application.objects.exists()
    importing.add(area, sealed, by=coordinator)


def test_only_a_coordinator_enters(area, coordinator):
    sealed = report(area, OFFICER).sealed
    person = build.user("f@pipd.example", "Fay Facilitator")
    facilitator = membership.appoint(area.programme, user=person, role=Role.FACILITATOR, area=area)
    for by in (facilitator, build.programme_seat(Role.ADMINISTRATOR), build.programme_seat(Role.ANALYST)):
        with pytest.raises(PermissionDenied):
            importing.dry_run(area, csv_of(OFFICER), by=by)
        with pytest.raises(PermissionDenied):
            importing.add(area, sealed, by=by)


def test_a_coordinator_who_left_meanwhile_enters_nothing(area, coordinator):
    sealed = report(area, OFFICER).sealed
    held = Seat.objects.get(pk=coordinator.pk)
    Seat.objects.filter(pk=coordinator.pk).update(ended_on=clock.today())
    clock.set_to(clock.now() + timedelta(days=1))
    with pytest.raises(PermissionDenied):
        importing.add(area, sealed, by=held)
    assert not Application.objects.exists()


def test_one_begun_online_is_set_aside_and_nobody_else_learns_of_it(area, coordinator):
    applying.begin(area, "la", "ada@x.example")
    begun = Application.objects.get()
    applying.answer(begun, {"full_name": "Begun Person", "access_needs": "told to nobody"})
    found = report(area, OFFICER)
    assert (found.is_ready, found.rows[0].weigh) == (True, [])
    importing.add(area, found.sealed, by=coordinator)
    begun.refresh_from_db()
    assert (begun.state, begun.access_needs, begun.submitted_at) == (S.WITHDRAWN, "told to nobody", None)
    mail = OutgoingMail.objects.get(kind="application_entered")
    assert "You had begun an application online" in mail.body_text
    assert Application.objects.sent().get().full_name == "Ada Byron"
    with pytest.raises(NotPossible):
        applying.send(begun)


def test_control_without_one_begun_the_mail_says_nothing_of_it(area, coordinator):
    importing.add(area, report(area, OFFICER).sealed, by=coordinator)
    assert "begun" not in OutgoingMail.objects.get().body_text


@pytest.mark.parametrize("left_out", ["received_on", "entered_by", "entered_from"])
def test_the_database_holds_that_an_entry_says_by_whom(area, coordinator, left_out):
    importing.add(area, report(area, OFFICER).sealed, by=coordinator)
    with pytest.raises(IntegrityError):
        Application.objects.update(**{left_out: None})


def test_the_end_of_recruitment_reaches_those_that_were_entered(area, coordinator):
    importing.add(area, report(area, OFFICER).sealed, by=coordinator)
    recruiting.not_proceed(area, reason="Too few.", by=coordinator)
    assert Application.objects.get().state == S.DECLINED


def test_as_many_as_a_file_holds_ask_no_more_of_the_database(area, coordinator, django_assert_num_queries):
    many = [officer(n) for n in range(1, MOST + 1)]
    assert area.programme
    for rows in ([OFFICER], many):
        content = csv_of(*rows)
        with django_assert_num_queries(5):
            importing.dry_run(area, content, by=coordinator)
