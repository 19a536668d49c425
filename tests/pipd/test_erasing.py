"""Somebody erased is found nowhere: in no table, page, file, mail or log; and what others rely on stands."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from actionplans.models import Delivery, PlanAgreed
from partnerships import data_requests, post_requests
from partnerships.membership import NotPossible
from partnerships.models import Consent, DataRequest, Erased, Seat, User
from pipd import erasing
from pipd.each_app import ask_each_app
from pipd.kit import documents, mail
from pipd.kit.erased import NAME as NOBODY
from pipd.kit.models import Document, LogEntry, OutgoingMail
from pipd.management.commands.verify import everything_wrong
from tests import build
from tests.actionplans import builders
from tests.client import Client
from tests.pipd.erased import EMAIL, MARK, NAME, asks, marked, read_by, somebody
from tests.workshops.ended import left_of
from workshops.clearance import departing
from workshops.clearance.working import Answer, LoggedPoint
from workshops.models import Attendance, ClearedPoint

MOST = 15  # queries of one app
HELD = {
    "Amendment.reason", "Amendment.text", "Answer.reason", "Application.full_name", "Application.interest",
    "Authenticator.data", "CirculatedQuotation.text", "ClearedQuote.text", "Comment.text", "DataRequest.answer",
    "DataRequest.words", "Delivery.lead_tso", "Delivery.rag_note", "DifferingView.text", "Document.value",
    "LoggedPoint.text", "ProgressUpdate.note", "Quotation.text", "Seat.job_title", "SocialAccount.uid",
    "Support.reason", "User.full_name",
}  # fmt: skip
ADDRESSED = {
    "Application.email", "Delivery.contact_tso", "EmailAddress.email", "Invitation.email",
    "OutgoingMail.to", "SocialAccount.extra_data", "User.email",
}  # fmt: skip


@pytest.fixture
def person(area: build.Group) -> Seat:
    return somebody(area)


def erase(area: build.Group, person: Seat) -> DataRequest:
    request = asks(person)
    erasing.carry_out(request, by=area.coordinator)
    return request


def test_no_table_holds_their_name_words_or_post(area, person):
    assert set(left_of(MARK)) >= HELD
    assert set(left_of(EMAIL)) >= ADDRESSED
    erase(area, person)
    assert left_of(MARK) == []
    assert left_of(EMAIL) == ["OutgoingMail.to"]


def test_the_last_mail_goes_to_the_address_and_then_its_row_goes(area, person):
    erase(area, person)
    [row] = OutgoingMail.objects.filter(to=EMAIL)
    assert (row.kind, NAME in row.body_text, "http" in row.body_text.split("Questions")[0]) == (
        "data_erased", False, False,
    )  # fmt: skip
    assert post_requests.forget_the_last() == 0
    mail.send(row.pk)
    assert post_requests.forget_the_last() == 1
    assert left_of(EMAIL) == []


@pytest.mark.parametrize("who", ["la_lead", "tso_lead", "facilitator", "coordinator"])
def test_no_page_and_no_file_says_them_and_all_still_open(area, person, who):
    reader = getattr(area, who)
    assert MARK in read_by(area, reader)
    erase(area, person)
    text = read_by(area, reader)
    assert (MARK in text, EMAIL in text) == (False, False)


def test_what_holds_together_still_does(area, person):
    wrong = list(everything_wrong())
    erase(area, person)
    assert list(everything_wrong()) == wrong


def test_nobody_signs_in_with_the_account_and_open_browsers_are_out(area, person):
    reader = Client().as_(person, may_see=area.words.uncleared)
    assert reader.get(reverse("my-data")).status_code == 200
    erase(area, person)
    reader.seat = None  # from here on it is nobody's browser
    assert reader.get(reverse("my-data")).status_code == 302
    user = User.objects.get(pk=person.user_id)
    assert (user.full_name, user.is_active, user.has_usable_password()) == (NOBODY, False, False)
    assert not Seat.objects.live().filter(user=user).exists()


def test_what_proves_that_others_acted_lawfully_stays(area, person):
    consents = Consent.objects.filter(seat=person).count()
    answers = Answer.objects.filter(responder__seat=person).count()
    cleared = set(ClearedPoint.objects.values_list("pk", "text"))
    erase(area, person)
    assert Consent.objects.filter(seat=person).count() == consents > 0
    assert not Consent.objects.filter(seat=person, withdrawn_at=None).exists()
    assert Answer.objects.filter(responder__seat=person).count() == answers > 0
    assert set(ClearedPoint.objects.values_list("pk", "text")) == cleared
    seat = Seat.objects.get(pk=person.pk)
    assert (seat.sector, seat.organisation_id) == (person.sector, person.organisation_id)


def test_a_signature_stands_for_the_sector_without_a_name(area):
    lead = marked(area.tso_lead)
    plan = builders.started(area)
    erase(area, lead)
    act = PlanAgreed.objects.get(plan=plan)
    assert (act.tso_by_id, act.completed_at is not None) == (lead.pk, True)
    assert left_of(MARK) == []


def test_documents_that_name_them_are_taken_back_and_others_stay(area, person):
    other = documents.request(
        kind="plan", subject=area.area.pk, chain=area.area.chain, value={"draft": False}, by=area.la_lead.pk
    )
    named = [row.pk for row in Document.objects.all() if MARK in str(row.value)]
    assert named != []
    erase(area, person)
    assert set(Document.objects.filter(pk__in=named).values_list("state", flat=True)) == {"retracted"}
    other.refresh_from_db()
    assert other.state == "owed"


def test_another_persons_things_stay(area, person):
    mine, theirs = LoggedPoint.objects.filter(seat=person), LoggedPoint.objects.exclude(seat=person)
    build.log_point(build.area_with_sessions(area)[2], area.la_officer, "What another noted")
    before = theirs.count()
    erase(area, person)
    assert (mine.exclude(text="").count(), theirs.exclude(text="").count()) == (0, before)
    assert Seat.objects.get(pk=area.la_officer.pk).job_title == area.la_officer.job_title != ""
    assert OutgoingMail.objects.filter(recipient=area.la_officer.user_id).exists()


def test_the_log_says_that_and_by_whom_and_no_name(area, person):
    erase(area, person)
    entry = LogEntry.objects.get(verb="person erased")
    assert (entry.actor, entry.subject) == (area.coordinator.pk, person.user_id)
    assert set(entry.facts) == {"documents taken back"}


def test_the_actions_they_led_ask_for_another_lead(area, person):
    erase(area, person)
    assert set(Delivery.objects.values_list("lead_tso", "contact_tso")) == {(NOBODY, "")}


def test_the_page_says_what_goes_and_what_stays_and_the_press_does_it_once(area, person):
    request = asks(person)
    reader = Client().as_(area.coordinator)
    address = reverse("request-erase", kwargs={"asked": request.pk})
    page = reader.get(address).content.decode()
    for words in ("Points they logged<", "Answers to notes<", "Consents: ", "Erase for good"):
        assert words in page
    assert User.objects.filter(email=EMAIL).exists()
    done = reader.post(address, follow=True).content.decode()
    assert f"Request {request.reference} is carried out" in done
    assert reader.post(address).status_code == 409
    assert "Answered already" in reader.get(address).content.decode()


def queries(person: Seat) -> list[int]:
    """How many each app takes to count what there is of somebody."""
    found = []
    for app in ask_each_app("erase"):
        with CaptureQueriesContext(connection) as seen:
            app.fates(person.user)
        found.append(len(seen))
    return found


def test_counting_takes_as_many_queries_for_little_as_for_much(area):
    little = queries(area.tso_officer)
    assert queries(somebody(area)) == little
    assert max(little) <= MOST


def test_no_word_of_theirs_is_on_the_page_that_counts(area, person):
    request = asks(person)
    page = Client().as_(area.coordinator).get(reverse("request-erase", kwargs={"asked": request.pk}))
    text = page.content.decode()
    assert [w for w in ("what I noted", "better", "view", "it goes slowly") if f"{MARK} {w}" in text] == []


@pytest.mark.parametrize("kind", ["correct", "object", "erase", "other", "complaint"])
def test_only_who_asked_for_it_is_erased(area, kind):
    request = data_requests.ask(area.la_officer.user, kind=kind, words="Please")
    with pytest.raises(NotPossible):
        erasing.carry_out(request, by=area.coordinator)
    address = reverse("request-erase", kwargs={"asked": request.pk})
    assert Client().as_(area.coordinator).get(address).status_code == 404
    assert DataRequest.objects.get().is_open


@pytest.mark.parametrize("who", ["la_lead", "facilitator", "la_officer"])
def test_nobody_but_a_coordinator_erases(area, who):
    request = data_requests.ask(area.la_officer.user, kind="erase_all", words="Please")
    with pytest.raises(PermissionDenied):
        erasing.carry_out(request, by=getattr(area, who))
    assert User.objects.get(pk=area.la_officer.user_id).is_active


def test_who_runs_something_is_erased_only_once_that_has_ended(area):
    request = data_requests.ask(area.facilitator.user, kind="erase_all", words="Please")
    with pytest.raises(NotPossible, match="facilitator"):
        erasing.carry_out(request, by=area.coordinator)
    assert DataRequest.objects.get().is_open
    page = Client().as_(area.coordinator).get(reverse("request-erase", kwargs={"asked": request.pk}))
    assert "It has to be ended first" in page.content.decode()
    Seat.objects.filter(pk=area.facilitator.pk).end()
    erasing.carry_out(request, by=area.coordinator)
    assert Erased.objects.get().person == area.facilitator.user_id


def test_nobody_erases_themselves(area):
    own = data_requests.ask(area.coordinator.user, kind="erase_all", words="Please")
    with pytest.raises(NotPossible):
        erasing.carry_out(own, by=area.coordinator)


def test_who_has_left_and_who_withdrew_are_erased_too(area, person):
    departing.leave(area.area, by=person)
    erase(area, person)
    assert left_of(MARK) == []


@pytest.mark.parametrize("how", ["proposed", "asked", "agreed"])
def test_whoever_was_to_stand_in_is_erased_and_nobody_waits_for_them(area, how):
    workshop, whose = build.area_with_sessions(area)[1], area.la[4]
    if how == "proposed":
        build.propose(area, workshop, whose)
        seat = Attendance.objects.get(stands_in_for=whose).seat
    else:
        seat = build.substitute(area, workshop, whose, agreed=how == "agreed")
    marked(seat)
    erasing.carry_out(data_requests.ask(seat.user, kind="erase_all", words="Please"), by=area.coordinator)
    assert (left_of(MARK), Attendance.objects.filter(stands_in_for=whose).count()) == ([], 0)
    assert not Seat.objects.live().filter(pk=seat.pk).exists()


def test_a_refusal_in_words_is_still_an_answer(area, person):
    request = asks(person)
    data_requests.answer(request, "The law asks us to keep it", by=area.coordinator)
    with pytest.raises(NotPossible):
        erasing.carry_out(request, by=area.coordinator)
    assert User.objects.filter(email=EMAIL).exists()
