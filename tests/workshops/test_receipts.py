"""Receipts for answers that somebody else recorded, and the two working days that run from them (domain I-22)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from partnerships.membership import NotPossible
from pipd.kit import clock
from pipd.kit.models import OutgoingMail
from tests import build
from tests.client import Client
from tests.workshops.acts import approve, cleared_numbers, send_mail
from tests.workshops.test_assisting import answer_of, record
from workshops import windows
from workshops.clearance import assisting
from workshops.models import Workshop


def receipts(seat: build.Seat) -> list[OutgoingMail]:
    rows = OutgoingMail.objects.filter(kind="answer_recorded", recipient=seat.user_id)
    return list(rows.order_by("queued_at", "subject_line"))


@pytest.fixture
def one(area: build.Group) -> Workshop:
    return build.circulated(area, texts=[f"{area.words.cleared} one statement"])


def agreed_in_room(area: build.Group, workshop: Workshop) -> None:
    build.enter_room(area, workshop, area.la[:2] + area.tso[:2])
    build.all_present_agree(area, workshop)


def test_whoever_agreed_in_the_room_gets_a_receipt_the_same_day_that_names_the_notes(area):
    """For the notes of each session one of its own; nobody who was not ticked gets any."""
    for number in (1, 2):
        agreed_in_room(area, build.circulated(area, number))
        told = receipts(area.la_lead)[-1]
        assert told.subject_line == f"Your answers to notes of session {number} were recorded"
        assert told.queued_at.date() == clock.today()
    assert len(receipts(area.la_lead)) == 2
    assert receipts(area.la_officer) == []


def test_a_meeting_has_one_receipt_for_each_person_and_note(area):
    workshop = build.circulated(area)
    agreed_in_room(area, workshop)
    send_mail()
    clock.set_to(clock.now() + timedelta(minutes=20))
    build.all_present_agree(area, workshop, numbers=[1])
    assert len(receipts(area.la_lead)) == 1


def test_i22_the_two_working_days_run_from_the_receipt(area, one):
    """Control: from when it was recorded they would be over."""
    record(area, one, area.la_officer)
    answer = answer_of(one, area.la_officer)
    clock.set_to(windows.dispute_until(answer.recorded_at) - timedelta(minutes=1))
    send_mail()
    told_at = clock.now()
    clock.set_to(windows.dispute_until(answer.recorded_at) + timedelta(days=1))
    [told] = assisting.recorded_for(one, area.la_officer)
    assert (told.until, told.is_open) == (windows.dispute_until(told_at), True)
    clock.set_to(windows.dispute_until(told_at))
    [told] = assisting.recorded_for(one, area.la_officer)
    assert not told.is_open
    with pytest.raises(NotPossible, match="two working days"):
        assisting.dispute(one, answer.pk, by=area.la_officer)


def test_while_the_receipt_is_on_its_way_no_time_runs(area, one):
    record(area, one, area.la_officer)
    answer = answer_of(one, area.la_officer)
    clock.set_to(clock.now() + timedelta(days=20))
    [told] = assisting.recorded_for(one, area.la_officer)
    assert (told.until, told.is_open) == (None, True)
    client = Client().as_(area.la_officer, may_see=area.words.uncleared | {area.words.cleared})
    page = client.get(reverse("workshops:answers-recorded", kwargs={"area": area.slug, "number": 1}))
    assert "two working days from our email about it, which is on its way" in page.content.decode()
    assisting.dispute(one, answer.pk, by=area.la_officer)


def test_all_answers_of_a_meeting_run_from_its_one_receipt(area):
    workshop = build.circulated(area)
    agreed_in_room(area, workshop)
    clock.set_to(clock.now() + timedelta(minutes=30))
    build.all_present_agree(area, workshop, numbers=[1])
    clock.set_to(clock.now() + timedelta(days=3))
    send_mail()
    told = [r.until for r in assisting.recorded_for(workshop, area.la_lead)]
    assert told == [windows.dispute_until(clock.now())] * 3


def test_what_is_agreed_in_the_room_after_its_receipt_went_runs_from_that_day(area):
    workshop = build.circulated(area)
    agreed_in_room(area, workshop)
    send_mail()
    clock.set_to(clock.now() + timedelta(minutes=30))
    build.all_present_agree(area, workshop, numbers=[1])
    told = {r.until for r in assisting.recorded_for(workshop, area.la_lead)}
    assert told == {windows.dispute_until(clock.now())}


@pytest.mark.parametrize("state", [OutgoingMail.State.FAILED, OutgoingMail.State.SKIPPED])
def test_where_no_receipt_arrives_the_time_runs_from_the_answer(area, one, state):
    """Else an answer given for somebody without a working address could be taken back for ever."""
    record(area, one, area.la_officer)
    OutgoingMail.objects.filter(kind="answer_recorded").update(state=state)
    [told] = assisting.recorded_for(one, area.la_officer)
    assert told.until == windows.dispute_until(answer_of(one, area.la_officer).recorded_at)


def test_a_receipt_of_other_notes_or_of_an_earlier_answer_tells_nothing_of_this_one(area, one):
    record(area, one, area.la_officer)
    send_mail()
    clock.set_to(clock.now() + timedelta(days=1))
    record(area, one, area.la_officer, build.OUT, ground="not_said", reason="QUAGGA-REASON no")
    [told] = assisting.recorded_for(one, area.la_officer)
    assert told.until is None


def test_an_answer_disputed_late_by_its_receipt_takes_the_statement_out(area, one):
    """3N test 23, told late: the record gives way while the receipt has not run out."""
    for seat in area.la[:2] + area.tso[:1]:
        build.answer(one, seat)
    record(area, one, area.tso_officer)
    approve(area, one)
    clock.set_to(clock.now() + timedelta(days=6))
    send_mail()
    clock.set_to(clock.now() + timedelta(hours=3))
    assert cleared_numbers(one) == [1]
    assisting.dispute(one, answer_of(one, area.tso_officer).pk, by=area.tso_officer)
    assert cleared_numbers(one) == []


def test_the_receipt_says_how_long_without_a_day_that_may_be_too_early(area, one):
    record(area, one, area.la_officer)
    [receipt] = receipts(area.la_officer)
    assert "within two working days of this email" in receipt.body_text
