"""Answers recorded for somebody else: receipts, and "that was not my answer" (domain I-22, 3N test 23)."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from partnerships.membership import NotPossible
from pipd.kit import documents
from pipd.kit.models import Document, OutgoingMail
from tests import build
from tests.actionplans import builders
from tests.workshops.acts import all_fair, approve, cleared_numbers, send_mail
from workshops import windows
from workshops.clearance import answering, approving, assisting, table, taking_back, verifying
from workshops.clearance.working import Answer, Note
from workshops.models import Workshop


def record(
    group: build.Group, workshop: Workshop, seat: build.Seat, verdict: str = build.FAIR, **more: str
) -> answering.Received:
    """A facilitator records what `seat` says of the first statement, by phone."""
    cp = build.shown(workshop)[0]
    reply = answering.Reply(cp.point_id, cp.digest, verdict, **more)
    who = build.responder(workshop, seat).pk
    return assisting.record(workshop, who, [reply], channel="phone", by=group.facilitator)


def answer_of(workshop: Workshop, seat: build.Seat) -> Answer:
    return Answer.objects.get(responder__note__workshop=workshop, responder__seat=seat, superseded_at=None)


@pytest.fixture
def one(area: build.Group) -> Workshop:
    """One statement, sent to three of each sector."""
    return build.circulated(area, texts=[f"{area.words.cleared} one statement"])


@pytest.fixture
def cleared(area: build.Group, one: Workshop) -> Workshop:
    """Cleared by two answers of each sector; that of one third sector officer was given by phone."""
    all_fair(area, one, la=2, tso=1)
    record(area, one, area.tso_officer)
    approve(area, one)
    return one


def test_a_recorded_answer_counts_and_says_how_and_by_whom(area, one):
    record(area, one, area.la_officer)
    answer = answer_of(one, area.la_officer)
    assert (answer.verdict, answer.channel) == ("fair", "phone")
    assert answer.recorded_by == area.facilitator


def test_a_recorded_answer_sends_a_receipt_without_words_each_time(area, one):
    record(area, one, area.la_officer)
    build.clock.set_to(build.clock.now() + timedelta(hours=2))
    record(area, one, area.la_officer, build.CHANGE, new_text="QUAGGA-AMEND", reason="QUAGGA-REASON")
    receipts = OutgoingMail.objects.filter(kind="answer_recorded", to=area.la_officer.user.email)
    assert receipts.count() == 2
    assert "QUAGGA" not in str(list(receipts.values()))


def test_only_facilitators_of_the_area_record_answers(area, neighbour, one):
    cp = build.shown(one)[0]
    reply = answering.Reply(cp.point_id, cp.digest, build.FAIR)
    who = build.responder(one, area.la_officer).pk
    for seat in (area.la_lead, area.coordinator, neighbour.facilitator):
        with pytest.raises(PermissionDenied):
            assisting.record(one, who, [reply], channel="phone", by=seat)
    assert not Answer.objects.exists()


def test_recording_for_somebody_who_was_not_asked_finds_nobody(area, one):
    cp = build.shown(one)[0]
    with pytest.raises(Http404):
        assisting.record(
            one,
            uuid4(),
            [answering.Reply(cp.point_id, cp.digest, build.FAIR)],
            channel="phone",
            by=area.facilitator,
        )


def test_recording_as_if_online_or_in_the_room_is_refused(area, one):
    cp = build.shown(one)[0]
    who = build.responder(one, area.la_officer).pk
    for channel in ("online", "room", ""):
        with pytest.raises(NotPossible, match="how the answers were given"):
            assisting.record(
                one,
                who,
                [answering.Reply(cp.point_id, cp.digest, build.FAIR)],
                channel=channel,
                by=area.facilitator,
            )


def test_recording_after_the_time_for_answers_is_refused(area, one):
    build.after_the_window(one)
    with pytest.raises(NotPossible, match="time for answering is over"):
        record(area, one, area.la_officer)


def test_nobody_ends_an_objection_about_oneself_for_its_author(area, one):
    build.answer(one, area.la_officer, build.OUT, numbers=[1], ground="own_words", reason="mine")
    with pytest.raises(NotPossible, match="Only they can take that back"):
        record(area, one, area.la_officer)
    assert answer_of(one, area.la_officer).verdict == "out"


def test_an_objection_given_by_phone_may_be_taken_back_by_phone(area, one):
    record(area, one, area.la_officer, build.OUT, ground="identifies")
    record(area, one, area.la_officer)
    assert answer_of(one, area.la_officer).verdict == "fair"


def test_3n_23_that_was_not_my_answer_takes_the_statement_out_when_the_rule_no_longer_holds(area, cleared):
    """3N test 23."""
    answer = answer_of(cleared, area.tso_officer)
    disputed = assisting.dispute(cleared, answer.pk, by=area.tso_officer)
    answer.refresh_from_db()
    assert disputed.reopened == (1,)
    assert answer.superseded_at == answer.disputed_at
    assert cleared_numbers(cleared) == []
    assert build.note_of(cleared).state == Note.State.CIRCULATED
    assert list(verifying.verify()) == []


def test_that_was_not_my_answer_leaves_the_statement_when_the_rule_still_holds(area, one):
    all_fair(area, one, la=2, tso=2)
    record(area, one, area.tso_officer)
    approve(area, one)
    disputed = assisting.dispute(one, answer_of(one, area.tso_officer).pk, by=area.tso_officer)
    assert (disputed.reopened, cleared_numbers(one)) == ((), [1])
    assert build.note_of(one).state == Note.State.CLEARED


def test_a_disputed_statement_is_asked_about_and_may_be_cleared_again(area, cleared):
    assisting.dispute(cleared, answer_of(cleared, area.tso_officer).pk, by=area.tso_officer)
    asked = OutgoingMail.objects.filter(kind="note_opened_again")
    assert asked.count() == 6
    build.answer(cleared, area.tso[1])
    approve(area, cleared)
    assert cleared_numbers(cleared) == [1]
    assert list(verifying.verify()) == []


def test_a_disputed_statement_takes_its_documents_along(area, cleared):
    plan = builders.draft(area)
    objective = builders.objective(plan, area, actions=1)
    point = objective.evidence.first()
    if point is None:
        pytest.fail("The objective has no evidence that could go.")
    document = documents.request(
        kind="evidence", subject=plan.pk, chain=area.area.chain, value={"x": 1}, by=area.coordinator.pk,
        uses=[point.point_id],
    )  # fmt: skip
    assisting.dispute(cleared, answer_of(cleared, area.tso_officer).pk, by=area.tso_officer)
    assert Document.objects.get(pk=document.pk).state == Document.State.RETRACTED
    assert objective.evidence.count() == 0


def test_disputing_after_two_working_days_is_refused(area, cleared):
    answer = answer_of(cleared, area.tso_officer)
    send_mail()
    build.clock.set_to(windows.dispute_until(answer.recorded_at))
    with pytest.raises(NotPossible, match="two working days"):
        assisting.dispute(cleared, answer.pk, by=area.tso_officer)
    assert cleared_numbers(cleared) == [1]


def test_nobody_disputes_the_answer_of_another_nor_their_own_online_one(area, cleared):
    recorded, online = answer_of(cleared, area.tso_officer), answer_of(cleared, area.tso_lead)
    for seat, answer in ((area.la_lead, recorded), (area.tso_lead, recorded), (area.tso_lead, online)):
        with pytest.raises(Http404):
            assisting.dispute(cleared, answer.pk, by=seat)
    assert cleared_numbers(cleared) == [1]


def test_an_answer_of_the_room_can_be_disputed_too(area, one):
    build.enter_room(area, one, area.la[:2] + area.tso[:2])
    build.all_present_agree(area, one)
    approve(area, one)
    assert cleared_numbers(one) == [1]
    assisting.dispute(one, answer_of(one, area.tso[1]).pk, by=area.tso[1])
    assert cleared_numbers(one) == []


def test_control_a_dispute_that_forgets_the_rule_is_named_by_verify(area, cleared, monkeypatch):
    """What the rule is asked for after a dispute: without it, the record holds a statement nobody agreed."""
    monkeypatch.setattr(taking_back, "open_again", lambda *_, **__: 0)
    assisting.dispute(cleared, answer_of(cleared, area.tso_officer).pk, by=area.tso_officer)
    assert any("the rule does not hold" in said for said in verifying.verify())


# What a false answer took away comes back


def phoned(group: build.Group, workshop: Workshop, seat: build.Seat) -> None:
    """A facilitator says that `seat` called the first statement a fair record; a minute later than what was before."""
    build.clock.set_to(build.clock.now() + timedelta(minutes=1))
    record(group, workshop, seat)
    build.clock.set_to(build.clock.now() + timedelta(minutes=1))


def test_a_dispute_brings_back_the_change_that_the_answer_took_away(area, one):
    all_fair(area, one)
    build.answer(one, area.tso_officer, build.CHANGE, reason="why", new_text="HOOPOE other words")
    phoned(area, one, area.tso_officer)
    approve(area, one)
    disputed = assisting.dispute(one, answer_of(one, area.tso_officer).pk, by=area.tso_officer)
    assert disputed.reopened == (1,)
    assert [a.outcome for a in build.amendments(one)] == ["open"]
    assert answer_of(one, area.tso_officer).verdict == "change"
    assert list(verifying.verify()) == []


def test_a_dispute_brings_back_the_objection_that_the_answer_took_away(area, one):
    all_fair(area, one)
    record(area, one, area.tso_officer, build.OUT, ground="identifies")
    phoned(area, one, area.tso_officer)
    approve(area, one)
    assisting.dispute(one, answer_of(one, area.tso_officer).pk, by=area.tso_officer)
    assert (answer_of(one, area.tso_officer).ground, cleared_numbers(one)) == ("identifies", [])


def test_a_disputed_change_is_no_change_any_more(area, one):
    build.clock.set_to(build.clock.now() + timedelta(minutes=1))
    record(area, one, area.la_officer, build.CHANGE, new_text="HOOPOE not mine", reason="HOOPOE not mine")
    assisting.dispute(one, answer_of(one, area.la_officer).pk, by=area.la_officer)
    assert [a.outcome for a in build.amendments(one)] == ["withdrawn"]


def test_a_disputed_reason_leaves_the_record_with_its_statement(area, one):
    """What stands beside a statement as a view must be theirs."""
    all_fair(area, one)
    record(area, one, area.tso_officer, build.OUT, ground="not_said", reason="HOOPOE never said")
    approve(area, one)
    assisting.dispute(one, answer_of(one, area.tso_officer).pk, by=area.tso_officer)
    assert cleared_numbers(one) == []


def test_nobody_records_again_for_whoever_disputed_until_they_answer_themselves(area, cleared):
    assisting.dispute(cleared, answer_of(cleared, area.tso_officer).pk, by=area.tso_officer)
    with pytest.raises(NotPossible, match="they answer for themselves"):
        record(area, cleared, area.tso_officer)
    build.answer(cleared, area.tso_officer)
    build.clock.set_to(build.clock.now() + timedelta(minutes=1))
    record(area, cleared, area.tso_officer, build.OUT, ground="not_said", reason="on the phone")


def test_after_a_dispute_the_room_agrees_anew_and_not_for_whoever_disputed(area, one):
    build.enter_room(area, one, area.la[:2] + area.tso[:2])
    build.all_present_agree(area, one)
    approve(area, one)
    assisting.dispute(one, answer_of(one, area.tso[1]).pk, by=area.tso[1])
    assert not Answer.objects.filter(channel="room", superseded_at=None).exists()
    build.enter_room(area, one, area.la[:2] + area.tso[:2])
    build.all_present_agree(area, one)
    with pytest.raises(NotPossible):
        approve(area, one)


def test_who_left_reads_only_what_they_may_still_dispute(area, cleared):
    """Domain I-15."""
    build.membership.leave(area.tso_officer, by=area.tso_officer)
    send_mail()
    assert len(assisting.recorded_for(cleared, area.tso_officer)) == 1
    build.clock.set_to(windows.dispute_until(answer_of(cleared, area.tso_officer).recorded_at))
    with pytest.raises(Http404):
        assisting.recorded_for(cleared, area.tso_officer)


def test_an_approval_is_for_what_would_be_cleared_when_it_was_read(area):
    """I-22 beside I-18: an answer is disputed while the approval page is open, so less would be cleared."""
    workshop = build.circulated(area, texts=["HOOPOE one", "HOOPOE two"])
    all_fair(area, workshop, la=2, tso=1)
    build.forward_to(build.note_of(workshop).closes_at - timedelta(hours=1))
    replies = [answering.Reply(cp.point_id, cp.digest, build.FAIR) for cp in build.shown(workshop)]
    who = build.responder(workshop, area.tso_officer).pk
    assisting.record(workshop, who, replies, channel="phone", by=area.facilitator)
    build.after_the_window(workshop)
    read = table.table(workshop, area.facilitators[1]).seen
    answer = Answer.objects.get(responder=who, point__number=2, superseded_at=None)
    assisting.dispute(workshop, answer.pk, by=area.tso_officer)
    with pytest.raises(NotPossible, match="after you opened this page"):
        approving.approve(workshop, seen=read, by=area.facilitators[1])
    again = table.table(workshop, area.facilitators[1]).seen
    approving.approve(workshop, seen=again, by=area.facilitators[1])
    assert cleared_numbers(workshop) == [1]
