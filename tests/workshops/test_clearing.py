"""From circulation to cleared: the cases of domain 3N, and what is frozen when notes are sent."""

from __future__ import annotations

from datetime import timedelta

import pytest

from partnerships.membership import NotPossible
from pipd.kit import clock, workdays
from tests import build
from tests.workshops.acts import all_fair, approve, cleared_numbers, park
from workshops.clearance import answering, approving, circulating, writing
from workshops.clearance.moves import Settled
from workshops.clearance.working import NoteVersion, Responder
from workshops.models import ClearedNote, ClearedPoint, Commonality

# Domain 3N


def test_3n_03_one_sector_short_parks(area):
    workshop = build.circulated(area, la=6, tso=6)
    all_fair(area, workshop, la=6, tso=1)
    build.after_the_window(workshop)
    with pytest.raises(NotPossible) as refused:
        approve(area, workshop)
    assert refused.value.reasons == ["No statement is agreed yet."]
    assert park(area, workshop) is True
    assert (build.note_of(workshop).state, ClearedNote.objects.count()) == ("parked", 0)


def test_3n_04_three_and_three_agree_and_the_silent_are_counted(area):
    workshop = build.circulated(area, la=6, tso=6)
    all_fair(area, workshop, la=3, tso=3)
    cleared = approve(area, workshop)
    assert cleared_numbers(workshop) == [1, 2, 3]
    assert (cleared.la_there, cleared.la_answered, cleared.tso_there, cleared.tso_answered) == (6, 3, 6, 3)


def test_3n_05_an_open_amendment_keeps_its_own_statement_back_alone(area):
    workshop = build.circulated(area)
    all_fair(area, workshop)
    build.answer(workshop, area.tso[2], build.CHANGE, numbers=[2], reason="unclear", new_text="Better")
    build.after_the_window(workshop)
    assert approve(area, workshop).left_out == 1
    assert cleared_numbers(workshop) == [1, 3]


def test_3n_06_who_compiled_cannot_approve(area):
    workshop = build.circulated(area)
    all_fair(area, workshop)
    with pytest.raises(NotPossible) as refused:
        approving.approve(workshop, by=area.facilitator)
    assert refused.value.reasons == ["You wrote up this version, so the other facilitator approves it."]
    assert ClearedNote.objects.count() == 0


def test_3n_07_an_la_view_clears_as_one_and_is_no_consensus(area):
    """Domain E8: what one sector alone holds clears, as that sector's view."""
    workshop = build.circulated(area)
    all_fair(area, workshop)
    approve(area, workshop)
    labels = {p.number: p.commonality for p in ClearedPoint.objects.filter(note__workshop=workshop)}
    assert labels == {1: Commonality.CONSENSUS, 2: Commonality.LA_VIEW, 3: Commonality.CONSENSUS}


def test_3n_08_cleared_tables_hold_nothing_that_was_not_cleared(area):
    workshop = build.note_at("cleared", area)
    words = [p.text + str(p.differing_views) for p in ClearedPoint.objects.filter(note__workshop=workshop)]
    secret = area.words.secret
    assert [secret in said for said in words] == [False, False]
    # There was something to leak: the third statement, its objection and its suggestion.
    assert secret in build.shown(workshop)[2].text
    assert {secret in a.text for a in build.amendments(workshop)} == {True}


def test_3n_12_session_four_clears_by_correspondence_without_a_fifth(area):
    workshop = build.circulated(area, 4)
    note = build.note_of(workshop)
    assert note.window_ends_at == note.closes_at == workdays.deadline(workdays.add_wd(clock.today(), 10))
    all_fair(area, workshop)
    approve(area, workshop)
    assert cleared_numbers(workshop) == [1, 2, 3]


def test_3n_22_a_view_the_other_sector_does_not_share_stands_beside_it(area):
    workshop = build.circulated(area)
    all_fair(area, workshop)
    second = build.shown(workshop)[1]
    answering.add_view(workshop, second.point_id, text="We see it the other way round", by=area.tso[2])
    approve(area, workshop)
    point = ClearedPoint.objects.get(note__workshop=workshop, number=2)
    assert (point.commonality, point.differing_views) == (
        Commonality.LA_VIEW,
        [{"sector": "tso", "text": "We see it the other way round"}],
    )


def test_3n_25_the_clock_alone_clears_nothing(area):
    workshop = build.circulated(area)
    all_fair(area, workshop)
    build.after_the_window(workshop)
    clock.set_to(clock.now() + timedelta(days=300))
    assert [w.pk for w in approving.overdue()] == [workshop.pk]
    assert park(area, workshop) is False
    assert (build.note_of(workshop).state, ClearedNote.objects.count()) == ("circulated", 0)


# Circulating


@pytest.mark.parametrize("n", [1, 2, 3])
def test_the_window_ends_with_the_next_session_and_closes_ten_working_days_later(area, n):
    workshop = build.circulated(area, n)
    following = build.area_with_sessions(area)[n]
    note = build.note_of(workshop)
    assert note.window_ends_at == following.ends_at
    assert note.closes_at == workdays.deadline(workdays.add_wd(following.local_start.date(), 10))


def test_circulating_before_attendance_names_what_is_missing(area):
    workshop = build.area_with_sessions(area)[0]
    with pytest.raises(NotPossible) as refused:
        circulating.circulate(workshop, by=area.facilitator)
    assert refused.value.reasons == [
        "Record who came first: they are the ones who may answer.",
        "Make at least one statement.",
    ]


def test_circulating_a_statement_without_words_is_refused(area):
    workshop = build.delivered(area)
    points = build.write_up(area, workshop, ["Said something"])
    writing.word(workshop, points[0], revision=2, text=" ", by=area.facilitator)
    with pytest.raises(NotPossible) as refused:
        circulating.circulate(workshop, by=area.facilitator)
    assert refused.value.reasons == ["A statement has no words yet."]


def test_circulating_twice_sends_once(area):
    workshop = build.circulated(area)
    with pytest.raises(Settled):
        circulating.circulate(workshop, by=area.other_facilitator)
    assert NoteVersion.objects.filter(note__workshop=workshop).count() == 1


def test_responders_are_those_who_were_there(area):
    workshop = build.circulated(area, la=3, tso=2)
    eligible = Responder.objects.filter(note__workshop=workshop).values_list("seat", flat=True)
    assert set(eligible) == {seat.pk for seat in area.la[:3] + area.tso[:2]}
