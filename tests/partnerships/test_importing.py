"""Entering applications from a file: all that were checked or none, each person told, each in the log."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from partnerships import applying, held, import_checks, importing, membership, recruiting, selection
from partnerships.importing import Changed
from partnerships.membership import NotPossible
from partnerships.models import Application, Role, Seat, StudyArea
from pipd.kit import clock
from pipd.kit.models import LogEntry, OutgoingMail
from tests import build
from tests.partnerships import applicants
from tests.partnerships.importing_files import CHARITY, OFFICER, csv_of, officer, report, xlsx_of

S = Application.State


@pytest.fixture
def area(db, base_moment) -> StudyArea:
    return applicants.recruiting_area()


@pytest.fixture
def coordinator(db) -> Seat:
    return build.programme_seat(Role.COORDINATOR)


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
    client.post(f"/apply/{area.slug}/yours/withdraw/")
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


@pytest.mark.parametrize("state", [s for s in StudyArea.State if s != StudyArea.State.RECRUITING])
def test_where_nobody_can_apply_nothing_is_entered(area, coordinator, state):
    sealed = report(area, OFFICER).sealed
    ended = state == StudyArea.State.DISCONTINUED
    by = build.programme_seat(Role.ADMINISTRATOR)
    told = {"discontinued_at": clock.now(), "discontinued_by": by, "discontinued_reason": "It was abolished"}
    StudyArea.objects.update(state=state, **(told if ended else {}))
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
    entry = LogEntry.objects.get(verb="application withdrawn")
    assert (entry.subject, entry.actor, entry.facts) == (begun.pk, coordinator.pk, {"sector": "la"})


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.ANALYST])
def test_what_somebody_began_is_set_aside_by_nobody_else(area, role):
    applying.begin(area, "la", "ada@x.example")
    begun = Application.objects.get()
    with pytest.raises(PermissionDenied):
        applying.set_aside(begun, by=Seat(role=role))
    assert Application.objects.get().state == S.BEGUN


def test_what_was_checked_holds_for_an_hour(area, coordinator):
    sealed = report(area, OFFICER).sealed
    clock.set_to(clock.now() + importing.HOLDS + timedelta(seconds=1))
    with pytest.raises(NotPossible) as refused:
        importing.add(area, sealed, by=coordinator)
    assert str(refused.value) == importing.TOO_OLD
    clock.set_to(clock.now() - timedelta(seconds=1))
    assert importing.add(area, sealed, by=coordinator) == 1


def test_rows_that_were_entered_once_are_not_entered_by_an_old_page_once_they_are_deleted(area, coordinator):
    sealed = report(area, OFFICER).sealed
    assert importing.add(area, sealed, by=coordinator) == 1
    Application.objects.all().delete()
    assert importing.add(area, sealed, by=coordinator) == 1
    assert not Application.objects.exists()
    assert LogEntry.objects.filter(verb="applications imported").count() == 1


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


def test_a_formula_where_a_sector_is_asked_nothing_stops_nothing(area, coordinator):
    row = OFFICER | {"Works in this area": '=IF(TRUE,"Yes","No")'}
    found = importing.dry_run(area, xlsx_of(row), by=coordinator)
    assert importing.add(area, found.sealed, by=coordinator) == 1
    assert Application.objects.get().operates_here is None


def test_my_data_says_how_it_came_and_that_somebody_entered_it(area, coordinator):
    importing.add(area, report(area, OFFICER).sealed, by=coordinator)
    [section] = [one for one in held.held(build.user("ada@x.example", "Ada")) if "applications" in one.title]
    words = " ".join(str(row) for row in section.rows)
    assert "received on 4 January 2027, paper" in words
    assert "entered for you by the coordinator" in words
