"""What approval copies and refuses, and what is parked instead."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from partnerships import membership
from partnerships.membership import NotPossible
from partnerships.models import Role
from pipd.kit import clock
from tests import build
from tests.workshops.acts import all_fair, approve, cleared_numbers, park
from workshops.clearance import approving, circulating
from workshops.clearance.moves import Settled
from workshops.clearance.working import Responder
from workshops.models import ClearedNote, ClearedPoint


def test_approving_lists_all_that_is_missing(area):
    workshop = build.circulated(area)
    for seat in area.la[:2]:
        build.answer(workshop, seat)
    build.answer(workshop, area.tso[0], build.OUT, numbers=[1], ground="own_words")
    build.answer(workshop, area.tso[0], build.CHANGE, numbers=[2], reason="unclear", new_text="Better")
    with pytest.raises(NotPossible) as refused:
        approve(area, workshop)
    assert refused.value.reasons == [
        "No statement is agreed yet.",
        "Statement 1: Somebody says it should not be in, because of their own words or because it identifies "
        "them.",
        "Statement 2: A suggested change is still to be decided.",
        "Statement 3: Third sector: 0 of the 2 needed call it a fair record.",
    ]


def test_approving_in_a_paused_area_is_refused(area):
    workshop = build.circulated(area)
    all_fair(area, workshop)
    area.area.paused = True
    area.area.save()
    with pytest.raises(NotPossible) as refused:
        approve(area, workshop)
    assert refused.value.reasons == ["The area is paused: nothing is cleared meanwhile."]


def test_approving_twice_makes_one_cleared_note(area):
    workshop = build.circulated(area)
    all_fair(area, workshop)
    approve(area, workshop)
    with pytest.raises(Settled) as refused:
        approve(area, workshop)
    assert refused.value.reasons == ["These notes are cleared."]
    assert (ClearedNote.objects.count(), cleared_numbers(workshop)) == (1, [1, 2, 3])


def test_approving_notes_never_sent_is_refused(area):
    workshop = build.note_at("drafting", area)
    with pytest.raises(Settled):
        approve(area, workshop)


def test_cleared_words_are_exactly_those_of_the_version(area):
    workshop = build.circulated(area)
    all_fair(area, workshop)
    approve(area, workshop)
    fields = ("number", "text", "kind", "position_la", "position_tso", "digest")
    shown = [tuple(getattr(cp, f) for f in fields) for cp in build.shown(workshop)]
    cleared = ClearedPoint.objects.filter(note__workshop=workshop).order_by("number")
    assert list(cleared.values_list(*fields)) == shown


def test_an_objection_settled_by_the_others_stays_beside_as_a_view(area):
    workshop = build.circulated(area)
    all_fair(area, workshop)
    build.answer(workshop, area.tso[2], build.OUT, numbers=[1], ground="not_said", reason="It was softer")
    approve(area, workshop)
    point = ClearedPoint.objects.get(note__workshop=workshop, number=1)
    assert point.differing_views == [{"sector": "tso", "text": "It was softer"}]


def test_everyone_mode_waits_for_the_last_answer(area):
    area.programme.clearance = "everyone"
    area.programme.save()
    workshop = build.circulated(area, la=3, tso=3)
    all_fair(area, workshop, la=3, tso=2)
    with pytest.raises(NotPossible):
        approve(area, workshop)
    build.answer(workshop, area.tso[2])
    approve(area, workshop)
    assert cleared_numbers(workshop) == [1, 2, 3]


def test_pending_approval_passes_to_whoever_facilitates_now(area):
    """Domain E11: who wrote the notes up is still there; who would have approved them has handed over."""
    workshop = build.circulated(area)
    all_fair(area, workshop)
    membership.leave(area.other_facilitator, by=area.other_facilitator)
    user = build.user("new.facilitator@pipd.example", "New Facilitator")
    fresh = membership.appoint(area.programme, user=user, role=Role.FACILITATOR, area=area.area)
    build.after_the_window(workshop)
    with pytest.raises(PermissionDenied):
        approving.approve(workshop, by=area.other_facilitator)
    assert approving.approve(workshop, by=fresh).approved_by == fresh


def test_who_withdrew_consent_counts_no_more(area):
    """Domain E7 and I-15."""
    workshop = build.circulated(area, la=2, tso=2)
    all_fair(area, workshop)
    Responder.objects.filter(seat=area.tso[1]).update(removed_at=clock.now())
    cleared = approve(area, workshop)
    assert (cleared.tso_there, cleared.tso_answered) == (1, 1)


# Parking


def test_parking_before_the_window_is_over_does_nothing(area):
    workshop = build.circulated(area)
    assert park(area, workshop) is False


def test_parking_is_the_systems_alone(area):
    workshop = build.circulated(area)
    build.after_the_window(workshop)
    with pytest.raises(PermissionDenied):
        approving.park_if_nothing_agreed(workshop, by=area.facilitator)


def test_parked_notes_are_sent_again_to_the_same_people(area):
    workshop = build.note_at("parked", area)
    before = list(Responder.objects.filter(note__workshop=workshop).values_list("pk", flat=True))
    circulating.circulate(workshop, by=area.facilitator)
    after = list(Responder.objects.filter(note__workshop=workshop).values_list("pk", flat=True))
    assert (build.note_of(workshop).state, build.version_of(workshop).number) == ("circulated", 2)
    assert sorted(before) == sorted(after)
