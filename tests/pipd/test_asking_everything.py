"""Everything is erased for whoever asked for everything; one thing is answered in words; and both can be taken back."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships import correcting, data_requests, invitations
from partnerships.membership import NotPossible
from partnerships.models import DataRequest, Invitation, Seat, User
from partnerships.models.recruitment import Application
from pipd import erasing, own_account
from pipd.kit import clock
from pipd.kit.models import LogEntry, OutgoingMail
from tests.build import OUR_WORDS
from tests.client import Client
from tests.partnerships import applicants
from tests.pipd.erased import asks, somebody

NEW = "Grace Brewster Hopper"
SORTS = ("Points they logged", "Quotations of theirs", "Answers to notes", "Comments on drafts", "Feedback")


def asked(seat: Seat, kind: str) -> DataRequest:
    return data_requests.ask(seat.user, kind=kind, words="Please")


def test_everything_is_asked_for_on_a_page_that_says_what_goes(area):
    person = somebody(area)
    reader = Client().as_(person, may_see=OUR_WORDS.uncleared)
    address = reverse("erase-me")
    page = reader.get(address).content.decode()
    assert re.search(r"Points you logged: [1-9]", page)
    told = re.sub(r"<[^>]+>", " ", page.partition("What goes")[2].partition("What this cannot reach")[0])
    assert re.findall(r"\b(?:they|them|their)\b (?:logged|sit|lead|said|asked)", told) == []
    assert "Ask to have everything erased" in page
    assert not DataRequest.objects.filter(kind="erase_all").exists()
    done = reader.post(address, follow=True).content.decode()
    one = DataRequest.objects.get(kind="erase_all")
    assert (one.is_open, one.reference in done) == (True, True)
    assert reader.post(address, follow=True).status_code == 200
    assert DataRequest.objects.filter(kind="erase_all").count() == 1


def test_the_form_for_one_thing_takes_no_request_for_everything(area):
    page = Client().as_(area.la_officer).post(reverse("my-data-ask"), {"kind": "erase_all", "words": "x"})
    assert "There is a problem" in page.content.decode()
    assert not DataRequest.objects.exists()


def test_one_thing_leads_to_no_page_that_erases_or_corrects(area):
    request = asked(area.la_officer, "erase")
    reader = Client().as_(area.coordinator)
    page = reader.get(reverse("partnerships:request-detail", kwargs={"asked": request.pk})).content.decode()
    for name in ("request-erase", "request-correct"):
        address = reverse(name, kwargs={"asked": request.pk})
        assert (address in page, reader.get(address).status_code) == (False, 404)
    with pytest.raises(NotPossible):
        erasing.carry_out(request, by=area.coordinator)
    assert User.objects.get(pk=area.la_officer.user_id).is_active


@pytest.mark.parametrize("kind", ["complaint", "other", "erase", "erase_all", "object"])
def test_details_are_put_right_for_whoever_asked_for_that_alone(area, kind):
    request = asked(area.la_officer, kind)
    with pytest.raises(NotPossible):
        correcting.for_request(request, full_name=NEW, titles={}, answer="x", by=area.coordinator)
    address = reverse("request-correct", kwargs={"asked": request.pk})
    assert Client().as_(area.coordinator).get(address).status_code == 404
    assert User.objects.get(pk=area.la_officer.user_id).full_name != NEW


def test_the_mail_of_a_correction_says_what_was_changed_and_not_to_what(area):
    seat = area.la_officer
    own_account.put_right_for(
        asked(seat, "correct"), full_name=NEW, titles={seat.pk: "Chief"}, answer="Done", by=area.coordinator
    )
    body = OutgoingMail.objects.get(kind="data_request_answered").body_text
    assert "changed your name and 1 job title" in " ".join(body.split())
    assert (NEW in body, "Chief" in body) == (False, False)


def test_an_answer_without_a_correction_says_nothing_of_one(area):
    data_requests.answer(asked(area.la_officer, "correct"), "No", by=area.coordinator)
    assert "changed" not in OutgoingMail.objects.get(kind="data_request_answered").body_text


# Seen before erasing


def test_a_coordinator_reads_the_sorts_and_no_numbers_whether_or_not_there_is_any(area):
    some, none = asks(somebody(area)), asked(area.la[3], "erase_all")
    for request in (some, none):
        address = reverse("request-erase", kwargs={"asked": request.pk})
        page = Client().as_(area.coordinator).get(address).content.decode()
        assert [sort for sort in SORTS if f">{sort}<" not in page] == []
        assert [sort for sort in SORTS if f"{sort}: " in page] == []
    assert "Seats: 1" in page


def test_the_page_costs_the_same_however_much_there_is(area):
    """Also with much of everything."""
    few, many = area.la[3], somebody(area)
    costs = []
    for seat in (few, many):
        reader = Client().as_(seat, may_see=OUR_WORDS.uncleared)
        reader.get(reverse("erase-me"))
        with CaptureQueriesContext(connection) as seen:
            reader.get(reverse("erase-me"))
        costs.append(len(seen))
    assert abs(costs[0] - costs[1]) <= 1


# Taking back


def back(request: DataRequest) -> str:
    return reverse("request-take-back", kwargs={"asked": request.pk})


def test_a_request_is_taken_back_and_is_nobodys_to_answer_any_more(area):
    request = asked(area.la_officer, "erase_all")
    reader = Client().as_(area.la_officer)
    assert back(request) in reader.get(reverse("my-data")).content.decode()
    assert "is taken back" in reader.post(back(request), follow=True).content.decode()
    assert DataRequest.objects.get().state == "withdrawn"
    with pytest.raises(NotPossible, match="taken this request back"):
        erasing.carry_out(request, by=area.coordinator)
    with pytest.raises(NotPossible):
        data_requests.answer(request, "Late", by=area.coordinator)
    assert User.objects.get(pk=area.la_officer.user_id).is_active
    assert LogEntry.objects.filter(verb="data request taken back").count() == 1
    coordinator = Client().as_(area.coordinator)
    for name in ("partnerships:request-detail", "request-erase"):
        page = coordinator.get(reverse(name, kwargs={"asked": request.pk})).content.decode()
        assert ("aken" in page and "back" in page, "Please" in page) == (True, False)
    assert request.reference not in coordinator.get(reverse("partnerships:request-list")).content.decode()


def test_nobody_takes_back_what_another_asked_or_what_is_answered(area):
    request = asked(area.la_officer, "other")
    assert Client().as_(area.la_lead).post(back(request)).status_code == 404
    with pytest.raises(Http404):
        data_requests.take_back(request, by=area.la_lead.user)
    data_requests.answer(request, "So it is", by=area.coordinator)
    page = Client().as_(area.la_officer).post(back(request), follow=True).content.decode()
    assert "This request is answered already." in page
    assert DataRequest.objects.get().is_answered


# Names


def test_the_name_of_somebody_in_the_same_area_is_not_taken(area):
    name = area.la_lead.user.full_name
    with pytest.raises(NotPossible, match="has this name"):
        own_account.put_right(area.la_officer.user, full_name=name.upper(), titles={})
    assert not LogEntry.objects.filter(verb="details put right").exists()


def test_the_name_of_somebody_in_another_area_may_be_theirs_too(area, neighbour):
    name = neighbour.la_lead.user.full_name
    own_account.put_right(area.la_officer.user, full_name=name, titles={})
    assert User.objects.get(pk=area.la_officer.user_id).full_name == name


@pytest.mark.parametrize("name", ["e", " x "])
def test_a_name_of_one_letter_is_no_name(area, name):
    seat = area.la_officer
    typed = {"full_name": name, f"title_{seat.pk.hex}": seat.job_title}
    page = Client().as_(seat).post(reverse("my-details"), typed).content.decode()
    assert "Enter a name of at least 2 characters" in page


def test_whoever_changes_their_own_details_is_mailed_that_they_did(area):
    own_account.put_right(area.la_officer.user, full_name=NEW, titles={})
    mail = OutgoingMail.objects.get(kind="details_put_right")
    assert (mail.to, NEW in mail.body_text) == (area.la_officer.user.email, False)


# Closing an account


@pytest.mark.parametrize("state", ["submitted", "waiting"])
def test_closing_withdraws_what_waits_and_ends_invitations(area, state):
    seat, one = area.la_officer, applicants.to_decide(area, "tso")
    decided = {"decided_at": clock.now(), "decided_by": area.coordinator} if state == "waiting" else {}
    Application.objects.filter(pk=one.pk).update(email=seat.user.email, state=state, **decided)
    other = applicants.to_decide(area, "la")
    invitations.invite(seat.user, to="participant", by=area.coordinator)
    own_account.close(seat.user)
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.state, other.state) == ("withdrawn", "submitted")
    assert not Invitation.objects.filter(user=seat.user, replaced_at=None, used_at=None).exists()
