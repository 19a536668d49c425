"""Suggested changes decided, and the versions that come of them."""

from __future__ import annotations

import pytest
from django.http import Http404

from partnerships.membership import NotPossible
from pipd.kit import clock, workdays
from pipd.kit.models import OutgoingMail
from pipd.kit.wording import deadline
from tests import build
from tests.workshops.acts import all_fair, approve, cleared_numbers
from workshops.clearance import answering, approving, checking, circulating
from workshops.clearance.moves import Settled
from workshops.clearance.working import Amendment


def test_answers_to_unchanged_statements_carry_over(area):
    workshop = build.circulated(area)
    all_fair(area, workshop)
    build.answer(workshop, area.la[2], build.CHANGE, numbers=[2], reason="unclear", new_text="Changed words")
    build.decide(area, build.amendments(workshop)[0])
    circulating.circulate_changes(workshop, by=area.facilitator)
    found = approving.judge_all(
        build.note_of(workshop), build.version_of(workshop), approving.responders(build.note_of(workshop))
    )
    assert [(j.shown.number, j.finding.agreed) for j in found] == [(1, True), (2, False), (3, True)]
    assert build.shown(workshop)[1].text == "Changed words"


@pytest.mark.parametrize("change", ["text", "kind", "position_la", "position_tso"])
def test_any_change_of_a_statement_asks_again(area, change):
    workshop = build.circulated(area)
    all_fair(area, workshop)
    values = {"text": "Other words", "kind": "fact", "position_la": "mixed", "position_tso": "mixed"}
    build.note_of(workshop)
    build.writing.DraftPoint.objects.filter(pk=build.shown(workshop)[0].point_id).update(
        **{change: values[change]}
    )
    with pytest.raises(NotPossible) as refused:
        approve(area, workshop)
    assert refused.value.reasons == [
        "Statement 1: A change is decided, and not yet sent to those who answer."
    ]
    circulating.circulate_changes(workshop, by=area.facilitator)
    with pytest.raises(NotPossible) as refused:
        approve(area, workshop)
    assert refused.value.reasons == [
        "Statement 1: Local authority: 0 of the 2 needed call it a fair record. "
        "Third sector: 0 of the 2 needed call it a fair record."
    ]


def test_changes_give_three_working_days_at_least(area):
    workshop = build.circulated(area)
    build.answer(workshop, area.la[2], build.CHANGE, numbers=[2], reason="unclear", new_text="Changed")
    build.after_the_window(workshop)
    build.decide(area, build.amendments(workshop)[0])
    circulating.circulate_changes(workshop, by=area.facilitator)
    assert build.note_of(workshop).closes_at == workdays.deadline(workdays.add_wd(clock.today(), 3))


def test_sending_changes_when_there_are_none_is_refused(area):
    workshop = build.circulated(area)
    with pytest.raises(NotPossible) as refused:
        circulating.circulate_changes(workshop, by=area.facilitator)
    assert refused.value.reasons == ["No change is waiting to be sent."]


def test_a_change_decided_twice_is_refused(area):
    workshop = build.circulated(area)
    build.answer(workshop, area.la[2], build.CHANGE, numbers=[2], reason="unclear", new_text="Changed")
    amendment = build.amendments(workshop)[0]
    build.decide(area, amendment, "not_accepted")
    with pytest.raises(NotPossible) as refused:
        build.decide(area, amendment, "accepted", by=area.other_facilitator)
    assert refused.value.reasons == ["This change is already settled: not accepted."]


def test_a_change_decided_in_the_room_when_there_is_no_room_is_refused(area):
    workshop = build.circulated(area)
    build.answer(workshop, area.la[2], build.CHANGE, numbers=[2], reason="unclear", new_text="Changed")
    with pytest.raises(NotPossible) as refused:
        build.decide(area, build.amendments(workshop)[0], in_room=True)
    assert refused.value.reasons == ["Room mode opens on Monday 15 February, the day of session 2."]


def test_a_neighbours_change_is_unknown(area, neighbour):
    workshop = build.circulated(neighbour)
    build.answer(workshop, neighbour.la[2], build.CHANGE, numbers=[2], reason="unclear", new_text="Changed")
    amendment = build.amendments(workshop)[0]
    with pytest.raises(Http404):
        build.settling.decide(build.circulated(area), amendment.pk, outcome="accepted", by=area.facilitator)


def test_a_missing_statement_is_decided_sent_and_answered(area):
    workshop = build.circulated(area)
    all_fair(area, workshop)
    answering.suggest_missing(workshop, text="We also said this", reason="It is missing", by=area.tso[0])
    stages = []
    for step in (
        lambda: None,
        lambda: build.decide(area, build.amendments(workshop)[0]),
        lambda: circulating.circulate_changes(workshop, by=area.facilitator),
    ):
        step()
        with pytest.raises(NotPossible) as refused:
            approve(area, workshop)
        stages.append(refused.value.reasons)
    assert stages == [
        ["A statement that somebody misses is still to be decided."],
        ["A new statement is decided, and not yet sent to those who answer."],
        [
            "Statement 4: Local authority: 0 of the 2 needed call it a fair record. "
            "Third sector: 0 of the 2 needed call it a fair record."
        ],
    ]
    all_fair(area, workshop)
    approve(area, workshop)
    assert cleared_numbers(workshop) == [1, 2, 3, 4]


def test_amendments_of_cleared_notes_cannot_be_added(area):
    workshop = build.note_at("cleared", area)
    with pytest.raises(Settled):
        answering.suggest_missing(workshop, text="Late", reason="Late", by=area.tso[0])
    assert Amendment.objects.filter(text="Late").count() == 0


def test_mail_about_changes_names_the_moment_that_the_page_names(area):
    workshop = build.circulated(area)
    build.answer(workshop, area.la[2], build.CHANGE, numbers=[1], reason="why", new_text="Other words")
    build.decide(area, build.amendments(workshop)[0])
    circulating.circulate_changes(workshop, by=area.facilitator)
    shown = checking.check_page(workshop, area.la_lead)
    told = OutgoingMail.objects.filter(kind="note_changed")[0].body_text
    assert deadline(shown.answer_by) in " ".join(told.split())
    assert shown.answer_by < shown.closes_at
