"""Agreeing the notes in the room: who is here, one press for all, objections that stay, statements left out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse

from partnerships.membership import NotPossible
from pipd.kit import clock
from pipd.kit.models import LogEntry
from tests import build
from workshops.clearance import approving, circulating, room
from workshops.clearance.working import Answer, NoteVersion, Responder
from workshops.models import ClearedPoint


def approve(group: build.Group, workshop: build.Workshop) -> list[tuple[int, list]]:
    approving.approve(workshop, by=group.other_facilitator)
    points = ClearedPoint.objects.filter(note__workshop=workshop).order_by("number")
    return [(p.number, p.differing_views) for p in points]


def refusals(group: build.Group, workshop: build.Workshop) -> list[str]:
    with pytest.raises(NotPossible) as refused:
        approving.approve(workshop, by=group.other_facilitator)
    return refused.value.reasons


def two_of_each(group: build.Group) -> list[build.Seat]:
    return group.la[:2] + group.tso[:2]


def test_3n_21_two_of_each_present_agree_and_it_clears(area):
    workshop = build.circulated(area, la=6, tso=6)
    build.enter_room(area, workshop, two_of_each(area))
    build.all_present_agree(area, workshop)
    assert approve(area, workshop) == [(1, []), (2, []), (3, [])]


def test_the_facilitator_who_ran_the_room_may_not_approve_what_they_wrote(area):
    workshop = build.circulated(area)
    build.enter_room(area, workshop, two_of_each(area))
    build.all_present_agree(area, workshop)
    with pytest.raises(NotPossible):
        approving.approve(workshop, by=area.facilitator)


def test_one_press_says_that_everybody_is_here_and_one_who_is_not_is_unticked(area, client):
    workshop = build.circulated(area)
    build.forward_to(build.area_with_sessions(area)[1].starts_at)
    here = reverse("workshops:room-here", kwargs={"area": area.slug, "number": 1})
    facilitator = client.as_(area.facilitator, may_see=area.words.uncleared)
    assert "Everybody is here" in facilitator.get(here).content.decode()
    facilitator.post(here, {"everybody": "yes"})
    asked = Responder.objects.filter(note__workshop=workshop)
    assert not asked.filter(present_since=None).exists()
    away = build.responder(workshop, area.la[0])
    facilitator.post(
        here, {"here": [str(pk) for pk in asked.exclude(pk=away.pk).values_list("pk", flat=True)]}
    )
    assert list(asked.filter(present_since=None)) == [away]
    assert "Everybody is here" not in facilitator.get(here).content.decode()


def test_the_room_opens_on_the_day_of_the_next_session_alone(area):
    workshop = build.circulated(area)
    following = build.area_with_sessions(area)[1]
    said = {}
    for hours in (-24, -1, 0, 24):
        clock.set_to(following.starts_at + timedelta(hours=hours))
        said[hours] = room.why_not(workshop)
    assert said == {
        -24: "Room mode opens on Monday 15 February, the day of session 2.",
        -1: "Room mode opens at 10am, when session 2 begins.",
        0: "",
        24: "Session 2 is over. What is still open is answered by email.",
    }


def test_session_four_has_no_room(area):
    workshop = build.circulated(area, 4)
    assert room.why_not(workshop) == ("Session 4 has no next session: its notes are checked by email.")
    with pytest.raises(NotPossible):
        room.say_who_is_here(workshop, here=[], by=area.facilitator)


def test_nobody_ticked_as_present_is_refused(area):
    workshop = build.circulated(area)
    build.enter_room(area, workshop, [])
    with pytest.raises(NotPossible) as refused:
        build.all_present_agree(area, workshop)
    assert refused.value.reasons == ["Say who is here first."]


def test_who_was_not_at_the_session_cannot_be_ticked(area, neighbour):
    workshop = build.circulated(area)
    theirs = build.circulated(neighbour)
    build.enter_room(area, workshop, [])
    stranger = build.responder(theirs, neighbour.la[0]).pk
    with pytest.raises(Http404):
        room.say_who_is_here(workshop, here=[stranger], by=area.facilitator)


def test_unticking_somebody_takes_them_out_of_the_room(area):
    workshop = build.circulated(area)
    build.enter_room(area, workshop, area.la[:2] + area.tso[:2])
    build.enter_room(area, workshop, area.la[:2] + area.tso[:1])
    present = Responder.objects.filter(note__workshop=workshop, present_since__isnull=False)
    assert {r.seat_id for r in present} == {s.pk for s in area.la[:2] + area.tso[:1]}
    build.all_present_agree(area, workshop)
    assert refusals(area, workshop)[0] == "No statement is agreed yet."


def test_one_of_those_present_does_not_agree(area):
    workshop = build.circulated(area)
    build.enter_room(area, workshop, area.la[:2] + area.tso[:3])
    agreeing = [build.responder(workshop, s).pk for s in two_of_each(area)]
    cp = build.shown(workshop)[0]
    room.agree(workshop, cp.point_id, digest=cp.digest, agreeing=agreeing, by=area.facilitator)
    rule = approving.judge_all(
        build.note_of(workshop), build.version_of(workshop), approving.responders(build.note_of(workshop))
    )
    # Two of three are enough by answers; it is the room that did not agree.
    assert (rule[0].finding.agreed, rule[0].finding.route) == (True, "answers")


def test_an_agreement_in_the_room_is_taken_back_by_leaving_a_name_out(area):
    workshop = build.circulated(area)
    build.enter_room(area, workshop, two_of_each(area))
    build.all_present_agree(area, workshop, numbers=[1])
    cp = build.shown(workshop)[0]
    agreeing = [build.responder(workshop, s).pk for s in area.la[:2] + area.tso[:1]]
    room.agree(workshop, cp.point_id, digest=cp.digest, agreeing=agreeing, by=area.facilitator)
    standing = Answer.objects.filter(point=cp.point_id, superseded_at=None)
    assert {a.responder_id for a in standing} == set(agreeing)


@pytest.mark.parametrize(
    ("ground", "cleared"), [("own_words", False), ("identifies", False), ("not_said", True)]
)
def test_one_press_for_all_does_not_wipe_out_an_objection(area, ground, cleared):
    workshop = build.circulated(area)
    build.answer(workshop, area.tso[2], build.OUT, numbers=[1], ground=ground, reason="It was softer")
    build.enter_room(area, workshop, area.la[:2] + area.tso[:3])
    build.all_present_agree(area, workshop)
    room.leave_out(workshop, build.shown(workshop)[1].point_id, by=area.facilitator)
    if cleared:
        assert approve(area, workshop) == [(1, [{"sector": "tso", "text": "It was softer"}]), (3, [])]
    else:
        assert refusals(area, workshop) == [
            "Statement 1: Somebody says it should not be in, because of their own words or because it "
            "identifies them."
        ]


def test_an_objection_to_the_record_ends_when_its_author_is_named_as_agreeing(area):
    workshop = build.circulated(area)
    build.answer(workshop, area.tso[2], build.OUT, numbers=[1], ground="not_said", reason="Not like this")
    here = area.la[:2] + area.tso[:3]
    build.enter_room(area, workshop, here)
    build.all_present_agree(area, workshop)
    cp = build.shown(workshop)[0]
    named = [build.responder(workshop, s).pk for s in here]
    room.agree(workshop, cp.point_id, digest=cp.digest, agreeing=named, by=area.facilitator)
    assert approve(area, workshop) == [(1, []), (2, []), (3, [])]


@pytest.mark.parametrize("ground", ["own_words", "identifies"])
def test_an_objection_about_oneself_is_ended_by_no_facilitator(area, ground):
    workshop = build.circulated(area)
    build.answer(workshop, area.tso[2], build.OUT, numbers=[1], ground=ground)
    here = area.la[:2] + area.tso[:3]
    build.enter_room(area, workshop, here)
    cp = build.shown(workshop)[0]
    named = [build.responder(workshop, s).pk for s in here]
    with pytest.raises(NotPossible, match="Only they can take that back"):
        room.agree(workshop, cp.point_id, digest=cp.digest, agreeing=named, by=area.facilitator)
    build.answer(workshop, area.tso[2], build.FAIR, numbers=[1])
    build.all_present_agree(area, workshop)
    assert approve(area, workshop) == [(1, []), (2, []), (3, [])]


def test_words_that_changed_since_they_were_read_out_are_refused(area):
    workshop = build.circulated(area)
    build.enter_room(area, workshop, two_of_each(area))
    cp = build.shown(workshop)[0]
    with pytest.raises(NotPossible) as refused:
        room.agree(workshop, cp.point_id, digest="0" * 64, by=area.facilitator)
    assert refused.value.reasons == [
        "The words changed since they were read out. Read them again, then ask again."
    ]


def test_a_change_decided_in_the_room_is_a_new_version_at_once(area):
    workshop = build.circulated(area)
    build.answer(
        workshop, area.la[2], build.CHANGE, numbers=[2], reason="unclear", new_text="Amended and agreed"
    )
    build.enter_room(area, workshop, two_of_each(area))
    build.all_present_agree(area, workshop)
    build.decide(area, build.amendments(workshop)[0], in_room=True)
    assert (build.version_of(workshop).number, build.shown(workshop)[1].text) == (2, "Amended and agreed")
    assert refusals(area, workshop) == [
        "Statement 2: Local authority: 0 of the 2 needed call it a fair record. "
        "Third sector: 0 of the 2 needed call it a fair record."
    ]
    build.all_present_agree(area, workshop, numbers=[2])
    assert [number for number, _ in approve(area, workshop)] == [1, 2, 3]


def test_the_log_tells_the_digest_of_every_version_however_it_was_sent(area):
    workshop = build.circulated(area)
    for number, in_room in ((1, False), (2, True)):
        build.answer(
            workshop, area.la[2], build.CHANGE, numbers=[number], reason="unclear", new_text="Other words"
        )
        if in_room:
            build.enter_room(area, workshop, two_of_each(area))
        waiting = next(change for change in build.amendments(workshop) if change.outcome == "open")
        build.decide(area, waiting, in_room=in_room)
        if not in_room:
            circulating.circulate_changes(workshop, by=area.facilitator)
    sent = list(NoteVersion.objects.order_by("number").values_list("number", "digest"))
    told = LogEntry.objects.filter(verb__in=[circulating.SENT, circulating.CHANGED]).order_by("number")
    assert [number for number, _ in sent] == [1, 2, 3]
    assert [(entry.facts["version"], entry.facts["digest"]) for entry in told] == sent
    assert {entry.subject for entry in told} == {build.note_of(workshop).pk}


def test_what_the_room_leaves_out_is_counted_and_copied_nowhere(area):
    workshop = build.circulated(area)
    build.enter_room(area, workshop, two_of_each(area))
    build.all_present_agree(area, workshop)
    room.leave_out(workshop, build.shown(workshop)[2].point_id, by=area.facilitator)
    assert [number for number, _ in approve(area, workshop)] == [1, 2]
    assert build.cleared_note(area).latest.left_out == 1


def test_a_room_that_leaves_out_all_it_agreed_clears_nothing(area):
    workshop = build.circulated(area)
    build.enter_room(area, workshop, two_of_each(area))
    build.all_present_agree(area, workshop)
    for cp in build.shown(workshop):
        room.leave_out(workshop, cp.point_id, by=area.facilitator)
    assert refusals(area, workshop) == ["No statement is agreed yet."]
    build.after_the_window(workshop)
    assert approving.park_if_nothing_agreed(workshop, by=build.membership.system_seat(area.programme))


def test_agreeing_brings_back_what_was_left_out(area):
    workshop = build.circulated(area)
    build.enter_room(area, workshop, two_of_each(area))
    room.leave_out(workshop, build.shown(workshop)[2].point_id, by=area.facilitator)
    build.all_present_agree(area, workshop)
    assert [number for number, _ in approve(area, workshop)] == [1, 2, 3]


def test_an_answer_after_the_room_takes_the_rooms_agreement_back(area):
    workshop = build.circulated(area)
    build.enter_room(area, workshop, two_of_each(area))
    build.all_present_agree(area, workshop)
    build.answer(workshop, area.tso[0], build.OUT, numbers=[1], ground="own_words", reason="After all")
    assert refusals(area, workshop) == [
        "Statement 1: Somebody says it should not be in, because of their own words or because it identifies "
        "them."
    ]


@pytest.mark.parametrize("who", ["la_lead", "coordinator"])
def test_only_facilitators_run_the_room(area, who):
    workshop = build.circulated(area)
    build.enter_room(area, workshop, two_of_each(area))
    cp = build.shown(workshop)[0]
    seat = getattr(area, who)
    for act in (
        lambda: room.say_who_is_here(workshop, here=[], by=seat),
        lambda: room.agree(workshop, cp.point_id, digest=cp.digest, by=seat),
        lambda: room.leave_out(workshop, cp.point_id, by=seat),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_a_neighbours_statement_is_unknown_in_the_room(area, neighbour):
    workshop, theirs = build.circulated(area), build.circulated(neighbour)
    build.enter_room(area, workshop, two_of_each(area))
    cp = build.shown(theirs)[0]
    with pytest.raises(Http404):
        room.agree(workshop, cp.point_id, digest=cp.digest, by=area.facilitator)
    with pytest.raises(Http404):
        room.leave_out(workshop, cp.point_id, by=area.facilitator)
