"""Who may answer, what an answer is bound to, and how one answer takes the place of another."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from partnerships import membership
from partnerships.membership import NotPossible
from pipd.kit import clock
from tests import build
from workshops.clearance import answering, approving
from workshops.clearance.working import Answer, DifferingView


def test_who_was_not_there_cannot_answer(area):
    workshop = build.circulated(area)
    with pytest.raises(Http404):
        build.answer(workshop, area.la[4])
    assert Answer.objects.count() == 0


@pytest.mark.parametrize("who", ["facilitator", "coordinator"])
def test_who_does_not_take_part_cannot_answer(area, who):
    workshop = build.circulated(area)
    with pytest.raises(PermissionDenied):
        build.answer(workshop, getattr(area, who))


def test_who_left_may_still_answer_and_do_nothing_else(area):
    workshop = build.circulated(area)
    leaver = area.la[2]
    membership.leave(leaver, by=leaver)
    clock.set_to(clock.now() + timedelta(days=1))
    assert build.answer(workshop, leaver).saved == 3
    with pytest.raises(PermissionDenied):
        build.log_point(build.area_with_sessions(area)[1], leaver, "Afterwards")


def test_an_answer_after_the_window_is_refused(area):
    workshop = build.circulated(area)
    build.after_the_window(workshop)
    with pytest.raises(NotPossible) as refused:
        build.answer(workshop, area.la[0])
    assert refused.value.reasons == [
        "The time for answering is over. Ask a facilitator if something is wrong."
    ]


def test_an_answer_in_the_last_minute_counts(area):
    workshop = build.circulated(area)
    clock.set_to(build.note_of(workshop).closes_at - build.MINUTE)
    assert build.answer(workshop, area.la[0]).saved == 3


def test_the_latest_answer_counts_and_the_earlier_is_kept(area):
    workshop = build.circulated(area)
    build.answer(workshop, area.la[0], build.OUT, numbers=[1], ground="not_said", reason="No")
    build.answer(workshop, area.la[0], numbers=[1])
    answers = Answer.objects.filter(responder__seat=area.la[0]).order_by("superseded_at")
    assert sorted((a.verdict, a.superseded_at is None) for a in answers) == [("fair", True), ("out", False)]


def test_an_answer_to_the_same_statement_twice_in_one_post_is_saved_once(area):
    workshop = build.circulated(area)
    cp = build.shown(workshop)[0]
    reply = answering.Reply(cp.point_id, cp.digest, build.FAIR)
    assert answering.give(workshop, [reply, reply], by=area.la[0]) == answering.Received(1, ())


def test_an_answer_to_words_that_changed_is_told_of_and_not_saved(area):
    workshop = build.circulated(area)
    cp = build.shown(workshop)[1]
    stale = answering.Reply(cp.point_id, "0" * 64, build.FAIR)
    assert answering.give(workshop, [stale], by=area.la[0]) == answering.Received(saved=0, changed=(2,))
    assert Answer.objects.count() == 0


@pytest.mark.parametrize("whose", ["nobody", "neighbour"])
def test_an_answer_to_a_statement_of_other_notes_is_unknown(area, neighbour, whose):
    workshop = build.circulated(area)
    other = build.shown(build.circulated(neighbour))[0]
    point = other.point_id if whose == "neighbour" else uuid4()
    with pytest.raises(Http404):
        answering.give(workshop, [answering.Reply(point, other.digest, build.FAIR)], by=area.la[0])


def test_a_neighbour_can_neither_answer_nor_approve(area, neighbour):
    workshop = build.note_at("answered", area)
    with pytest.raises(PermissionDenied):
        build.answer(workshop, neighbour.la[0])
    with pytest.raises(PermissionDenied):
        approving.approve(workshop, by=neighbour.other_facilitator)


def test_a_fair_answer_takes_back_ones_own_suggestion(area):
    workshop = build.circulated(area)
    build.answer(workshop, area.la[0], build.CHANGE, numbers=[1], reason="unclear", new_text="Better")
    build.answer(workshop, area.la[0], numbers=[1])
    assert [a.outcome for a in build.amendments(workshop)] == ["withdrawn"]


def test_a_second_suggestion_takes_the_place_of_the_first(area):
    workshop = build.circulated(area)
    for text in ("Better", "Better still"):
        build.answer(workshop, area.la[0], build.CHANGE, numbers=[1], reason="unclear", new_text=text)
    outcomes = {a.text: a.outcome for a in build.amendments(workshop)}
    assert outcomes == {"Better": "withdrawn", "Better still": "open"}


def test_an_empty_view_takes_the_view_away(area):
    workshop = build.circulated(area)
    point = build.shown(workshop)[0].point_id
    for text, count in (("As we see it", 1), ("As we see it now", 1), ("", 0)):
        answering.add_view(workshop, point, text=text, by=area.tso[0])
        assert DifferingView.objects.count() == count
