"""The pages for recorded answers, for countersigning and for opening statements again, as people use them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail as outbox
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pipd.home import owed_by
from tests import build
from tests.client import Client
from tests.workshops.acts import all_fair, cleared_numbers
from tests.workshops.parts import asks
from tests.workshops.test_assisting import answer_of, record
from workshops import windows
from workshops.clearance import answering, approving, assisting, reopening
from workshops.clearance.working import Answer
from workshops.models import ClearedPoint, Workshop


def address(page: str, **more: Any) -> str:
    return reverse(f"workshops:{page}", kwargs={"area": "quillshire", "number": 1, **more})


@pytest.fixture
def one(area: build.Group) -> Workshop:
    return build.circulated(area, texts=[f"{area.words.note} one statement"])


@pytest.fixture
def facilitator(area: build.Group) -> Client:
    return Client().as_(area.facilitator, may_see=area.words.uncleared | {area.words.cleared})


def of(seat: build.Seat, group: build.Group) -> Client:
    return Client().as_(seat, may_see=group.words.uncleared | {group.words.cleared})


# Recorded answers


def posted(workshop: Workshop, **data: str) -> dict[str, str]:
    return {f"digest_{cp.number}": cp.digest for cp in build.shown(workshop)} | data


def test_a_facilitator_records_checks_and_sends_what_somebody_said_by_phone(area, one, facilitator):
    who = build.responder(one, area.la_officer)
    page = facilitator.get(address("note-changes")).content.decode()
    assert address("answers-record", responder=who.pk) in page
    target = address("answers-record", responder=who.pk)
    assert "Record answers of" in facilitator.get(target).content.decode()
    check = facilitator.post(target, posted(one, verdict_1="fair")).content.decode()
    assert "How were you told?" in check
    assert f"Check what {area.la_officer.user.full_name} told you" in check
    facilitator.post(target, posted(one, verdict_1="fair", step="send", channel="paper"), follow=True)
    assert (answer_of(one, area.la_officer).channel, answer_of(one, area.la_officer).verdict) == (
        "paper",
        "fair",
    )


def test_recording_without_saying_how_keeps_what_was_filled_in(area, one, facilitator):
    target = address("answers-record", responder=build.responder(one, area.la_officer).pk)
    page = facilitator.post(target, posted(one, verdict_1="fair", step="send")).content.decode()
    assert page.count("Say how you were told") == 2  # in the summary of errors, and at the question
    assert "<title>Error: " in page
    assert 'name="verdict_1" value="fair"' in page
    assert not Answer.objects.exists()


def test_recording_over_an_objection_about_oneself_is_refused_in_words(area, one, facilitator):
    build.answer(one, area.la_officer, build.OUT, numbers=[1], ground="own_words")
    target = address("answers-record", responder=build.responder(one, area.la_officer).pk)
    shown = asks(facilitator.get(target).content.decode())
    sent = {**shown, "verdict_1": "fair", "step": "send", "channel": "phone"}
    page = facilitator.post(target, sent).content.decode()
    assert "Only they can take that back" in page


def test_the_receipt_leads_to_a_page_that_takes_the_answer_back(area, one):
    record(area, one, area.la_officer)
    officer = of(area.la_officer, area)
    page = officer.get(address("answers-recorded")).content.decode()
    assert "That was not my answer" in page
    answer = answer_of(one, area.la_officer)
    said = officer.post(address("answers-recorded"), {"answer": str(answer.pk)}, follow=True).content.decode()
    assert "It does not count any more" in said
    assert "Nobody recorded an answer for you" in said
    answer.refresh_from_db()
    assert answer.disputed_at


def test_an_answer_of_somebody_else_or_no_id_at_all_is_unknown(area, one):
    record(area, one, area.la_officer)
    other = of(area.tso_officer, area)
    for wanted in (str(answer_of(one, area.la_officer).pk), "", "x"):
        assert other.post(address("answers-recorded"), {"answer": wanted}).status_code == 404
    assert answer_of(one, area.la_officer).disputed_at is None


def test_the_check_page_says_that_somebody_else_recorded_answers(area, one):
    officer = of(area.la_officer, area)
    assert address("answers-recorded") not in officer.get(address("note-check")).content.decode()
    record(area, one, area.la_officer)
    assert (
        "1 of your answers was recorded by somebody else"
        in officer.get(address("note-check")).content.decode()
    )


# Countersigning


@pytest.fixture
def waiting(area: build.Group) -> Workshop:
    workshop = build.circulated(area, texts=[f"{area.words.note} one", f"{area.words.note} two"])
    all_fair(area, workshop)
    build.after_the_window(workshop)
    build.forward_to(windows.countersign_from(build.clock.now()))
    return workshop


def test_one_of_each_sector_signs_and_the_second_clears(area, waiting):
    target = address("note-countersign")
    for n, seat in enumerate((area.la_lead, area.tso_lead)):
        client = of(seat, area)
        page = client.get(target)
        assert "What goes into the record: 2" in page.content.decode()
        client.post(target, {"seen": page.context["page"].seen}, follow=True)
        assert len(cleared_numbers(waiting)) == 2 * n


def test_who_could_countersign_is_told_on_the_home_page_and_nobody_else(area, waiting):
    kinds = {
        seat: [due.kind for due in owed_by([seat])] for seat in (area.la_lead, area.la[5], area.facilitator)
    }
    assert "note to countersign" in kinds[area.la_lead]
    assert "note to countersign" not in kinds[area.la[5]] + kinds[area.facilitator]
    page = of(area.la_lead, area).get(address("note-countersign"))
    of(area.la_lead, area).post(address("note-countersign"), {"seen": page.context["page"].seen})
    assert "note to countersign" not in [due.kind for due in owed_by([area.la_lead])]
    assert "note to countersign" in [due.kind for due in owed_by([area.tso_lead])]


def test_too_early_the_page_says_from_when(area):
    workshop = build.circulated(area)
    all_fair(area, workshop)
    page = of(area.la_lead, area).get(address("note-countersign")).content.decode()
    assert "five working days" in page
    assert "you can sign." in page
    assert "disabled" in page


# Opening again


@pytest.fixture
def cleared(area: build.Group) -> Workshop:
    return build.note_at("cleared", area)


def test_the_three_open_a_statement_by_pages(area, cleared):
    lead, other, facilitator = (of(s, area) for s in (area.la_lead, area.tso_lead, area.facilitator))
    origin = ClearedPoint.objects.get(note__workshop=cleared, number=1).origin
    assert "Something here is not right" in lead.get(address("record-session")).content.decode()
    asked = lead.post(
        address("note-reopen"),
        {"points": [str(origin)], "reason": f"{area.words.reason} it was not so"},
        follow=True,
    )
    assert "Your side has agreed" in asked.content.decode()
    assert "re-opening to decide" in [due.kind for due in owed_by([area.tso_lead])]
    assert "re-opening to decide" not in [due.kind for due in owed_by([area.la_lead])]
    decide = other.get(address("note-reopen")).content.decode()
    assert "Agree to open it again" in decide
    assert ClearedPoint.objects.get(origin=origin).text in decide
    other.post(address("note-reopen-agree"))
    said = facilitator.post(address("note-reopen-agree"), follow=True).content.decode()
    assert "The statements left the record" in said
    assert cleared_numbers(cleared) == [2]
    assert len(outbox.outbox) == 0  # owed as rows, not sent by a page


def test_asking_without_statement_or_reason_keeps_what_was_given(area, cleared):
    lead = of(area.la_lead, area)
    page = lead.post(address("note-reopen"), {"reason": "HOOPOE typed"}).content.decode()
    assert "Choose at least one statement" in page
    assert "HOOPOE typed" in page


def test_a_request_can_be_taken_back_by_a_press(area, cleared):
    origin = ClearedPoint.objects.get(note__workshop=cleared, number=1).origin
    reopening.ask(cleared, [origin], reason="HOOPOE not so", by=area.la_lead)
    said = of(area.la_lead, area).post(address("note-reopen-drop"), follow=True).content.decode()
    assert "The request is taken back" in said
    assert "Ask to open them again" in said


def test_notes_that_are_not_cleared_have_nothing_to_open(area, one):
    assert of(area.la_lead, area).get(address("note-reopen")).status_code == 404


@pytest.mark.parametrize("name", ["note-reopen", "note-countersign", "answers-recorded"])
def test_pages_cost_the_same_at_one_and_three_statements(area, name):
    counted = []
    for n in (1, 2):
        workshop = build.circulated(area, n, texts=[f"{area.words.note} {i}" for i in range(2 * n - 1)])
        for seat in (area.la_officer, area.tso_officer, area.tso_lead, area.la_lead):
            for cp in build.shown(workshop):
                record_one(area, workshop, seat, cp.number)
        if name == "note-reopen":
            approving.approve(workshop, by=area.other_facilitator)
        client = of(area.la_lead, area)
        target = reverse(f"workshops:{name}", kwargs={"area": "quillshire", "number": n})
        client.get(target)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(target).status_code == 200
        counted.append(len(queries))
    assert counted[0] == counted[1] <= 15


def record_one(area: build.Group, workshop: Workshop, seat: build.Seat, number: int) -> None:
    cp = build.shown(workshop)[number - 1]
    reply = answering.Reply(cp.point_id, cp.digest, build.FAIR)
    who = build.responder(workshop, seat).pk
    assisting.record(workshop, who, [reply], channel="email", by=area.facilitator)


def test_an_answer_recorded_for_somebody_is_shown_to_them_whole(area, one):
    """Domain I-22: nobody can say that words were not theirs which they never read."""
    officer = of(area.la_officer, area)
    text = {"new_text": "QUAGGA-AMEND other words", "reason": "QUAGGA-REASON as it was told"}
    record(area, one, area.la_officer, build.CHANGE, **text, position_la="mixed")
    page = officer.get(address("answers-recorded")).content.decode()
    for told in (*text.values(), "Local authority: was “holds this”, would be “some hold this”."):
        assert told in page
    build.clock.set_to(build.clock.now() + timedelta(minutes=1))
    record(area, one, area.la_officer, build.OUT, ground="not_said", reason="QUAGGA-REASON it was not")
    page = officer.get(address("answers-recorded")).content.decode()
    assert "It was not said, or not like this" in page
    assert "QUAGGA-REASON it was not" in page
    assert text["new_text"] not in page


def test_recording_says_what_somebody_else_says_of_themselves(area, one, facilitator):
    target = address("answers-record", responder=build.responder(one, area.la_officer).pk)
    page = facilitator.get(target).content.decode()
    assert "It would tell people who they are" in page
    assert "who I am" not in page
    check = facilitator.post(target, posted(one, verdict_1="out", ground_1="own_words")).content.decode()
    assert "Their own words, not meant to be noted" in check
    assert "These are my own words" not in check
    build.answer(one, area.tso_officer, build.OUT, numbers=[1], ground="identifies")
    listed = facilitator.get(address("note-changes")).content.decode()
    assert "It would tell people who they are" in listed
    asked = of(area.la_officer, area).get(address("note-check")).content.decode()
    assert "It would tell people who I am" in asked


def test_the_room_that_is_closed_says_so_in_its_title_too(area, one, facilitator):
    page = facilitator.get(address("room")).content.decode()
    assert "Room mode is closed</h1>" in page
    assert "<title>Room mode is closed, notes of session 1" in page
