"""Competing changes of one statement (domain E18): side by side, decided one by one, or both kept as views."""

from __future__ import annotations

import pytest
from django.http import Http404
from django.urls import reverse

from partnerships.membership import NotPossible
from tests import build
from tests.client import Client
from tests.workshops.acts import all_fair, approve
from workshops.clearance import answering, checking, circulating, contesting, room, table
from workshops.clearance.working import Amendment, DifferingView, DraftPoint
from workshops.models import ClearedPoint, commonality

LA, TSO = "QUAGGA-AMEND the council reports monthly", "QUAGGA-AMEND nobody reports"


@pytest.fixture
def workshop(area: build.Group) -> build.Workshop:
    """Two people of different sectors suggest different words for statement 1, and everybody else is silent."""
    found = build.circulated(area)
    suggest(found, area.la[2], LA)
    suggest(found, area.tso[2], TSO)
    return found


def suggest(workshop: build.Workshop, seat: build.Seat, words: str, **change: object) -> None:
    build.answer(workshop, seat, build.CHANGE, numbers=[1], reason="QUAGGA-REASON", new_text=words, **change)


def of(seat: build.Seat) -> Amendment:
    return Amendment.objects.get(responder__seat=seat)


def point(workshop: build.Workshop) -> DraftPoint:
    return DraftPoint.objects.get(note__workshop=workshop, number=1)


def changes(area: build.Group, workshop: build.Workshop) -> tuple[table.Change, ...]:
    found = table.table(workshop, area.facilitator)
    assert found is not None
    return found.changes


def test_competing_changes_stand_side_by_side_with_both_wordings_and_reasons(area, workshop):
    """Domain E18: the facilitator sets both wordings side by side."""
    client = Client().as_(area.facilitator, may_see=area.words.uncleared)
    page = client.get(
        reverse("workshops:note-changes", kwargs={"area": area.slug, "number": 1})
    ).content.decode()
    assert "2 changes suggested" in page
    assert page.count("<strong>Why:</strong>") == 2
    assert "Record both as sector views" in page


def test_deciding_one_leaves_the_other_open_against_the_new_words(area, workshop):
    """Domain E18: the session decides; what competes is decided after it, with its difference worked out anew."""
    build.decide(area, of(area.la[2]))
    rival = of(area.tso[2])
    assert rival.outcome == "open"
    found = changes(area, workshop)
    assert [(c.before, c.text, c.rivals) for c in found] == [(LA, TSO, 0)]
    deleted = "".join(p.text for p in found[0].difference if p.kind == "deleted")
    assert "council" in deleted
    build.decide(area, rival)
    assert point(workshop).text == TSO


def test_keeping_both_takes_no_view_away(area, workshop):
    """Whoever suggested words may have said how they see it already: both are theirs, and both stand."""
    own = "QUAGGA-VIEW it was so for years"
    answering.add_view(workshop, point(workshop).pk, text=own, by=area.la[2])
    contesting.keep_both(workshop, point(workshop).pk, by=area.facilitator)
    assert {v.text for v in DifferingView.objects.filter(point=point(workshop))} == {f"{LA} {own}", TSO}


def test_both_wordings_are_kept_as_sector_views_and_the_statement_is_contested(area, workshop):
    """Domain E18: else both are recorded as sector views, contested; people answer that like any other wording."""
    before = point(workshop).text
    contesting.keep_both(workshop, point(workshop).pk, by=area.facilitator)
    assert (point(workshop).text, commonality(point(workshop).position_la, point(workshop).position_tso)) == (
        before,
        "contested",
    )
    assert {a.outcome for a in build.amendments(workshop)} == {"in_part"}
    circulating.circulate_changes(workshop, by=area.facilitator)
    page = checking.check_page(workshop, area.la[0])
    assert page is not None
    assert {(v.sector, v.text) for v in page.asked[0].statement.views} == {("la", LA), ("tso", TSO)}
    all_fair(area, workshop)
    approve(area, workshop)
    cleared = ClearedPoint.objects.get(number=1)
    assert {v["text"] for v in cleared.differing_views} == {LA, TSO}
    assert commonality(cleared.position_la, cleared.position_tso) == "contested"


def test_positions_that_contradict_each_other_already_stay(area, workshop):
    DraftPoint.objects.filter(pk=point(workshop).pk).update(position_tso="does_not_hold")
    contesting.keep_both(workshop, point(workshop).pk, by=area.facilitator)
    assert (point(workshop).position_la, point(workshop).position_tso) == ("holds", "does_not_hold")


@pytest.mark.parametrize("in_room", [False, True])
def test_i19_everybody_is_asked_again_where_the_statement_is_contested_already(area, in_room):
    """Words that nobody was asked about never stand beside a cleared statement on answers from before."""
    workshop = build.circulated(area)
    DraftPoint.objects.filter(pk=point(workshop).pk).update(position_tso="does_not_hold")
    circulating.circulate_changes(workshop, by=area.facilitator)
    all_fair(area, workshop)
    suggest(workshop, area.tso[2], TSO)
    if in_room:
        build.enter_room(area, workshop, area.la[:2] + area.tso[:2])
    contesting.keep_both(workshop, point(workshop).pk, in_room=in_room, by=area.facilitator)
    if not in_room:
        circulating.circulate_changes(workshop, by=area.facilitator)
    assert build.version_of(workshop).number == 3
    build.after_the_window(workshop)
    approve(area, workshop)
    assert not ClearedPoint.objects.filter(number=1).exists()
    assert ClearedPoint.objects.filter(number=2).exists()  # control: answers to unchanged words count


def test_once_the_time_for_answers_is_over_nobody_could_be_asked(area, workshop):
    build.after_the_window(workshop)
    with pytest.raises(NotPossible, match="time for answers is over"):
        contesting.keep_both(workshop, point(workshop).pk, by=area.facilitator)
    assert not DifferingView.objects.exists()


def test_a_change_of_marks_alone_is_no_wording_to_keep(area, workshop):
    suggest(workshop, area.la[1], "", position_la="mixed")
    with pytest.raises(NotPossible, match="leaves the words as they are"):
        contesting.keep_both(workshop, point(workshop).pk, by=area.facilitator)


def test_in_the_room_both_are_a_new_version_at_once(area, workshop):
    build.enter_room(area, workshop, area.la[:2] + area.tso[:2])
    contesting.keep_both(workshop, point(workshop).pk, in_room=True, by=area.facilitator)
    assert build.version_of(workshop).number == 2
    build.all_present_agree(area, workshop)
    approve(area, workshop)
    assert ClearedPoint.objects.get(number=1).differing_views != []


def test_taking_out_is_no_wording_to_keep(area, workshop):
    suggest(workshop, area.la[1], "", is_removal=True)
    with pytest.raises(NotPossible, match="to take the statement out"):
        contesting.keep_both(workshop, point(workshop).pk, by=area.facilitator)


def test_nothing_to_keep_without_an_open_change(area, workshop):
    second = build.shown(workshop)[1]
    with pytest.raises(NotPossible, match="no two wordings"):
        contesting.keep_both(workshop, second.point_id, by=area.facilitator)


def test_a_neighbours_statement_is_unknown(area, workshop, neighbour):
    theirs = build.circulated(neighbour)
    with pytest.raises(Http404):
        contesting.keep_both(workshop, build.shown(theirs)[0].point_id, by=area.facilitator)


def test_outside_the_day_of_the_room_it_is_refused_there(area, workshop):
    assert room.why_not(workshop)
    with pytest.raises(NotPossible):
        contesting.keep_both(workshop, point(workshop).pk, in_room=True, by=area.facilitator)


def test_whoever_suggested_it_can_take_their_view_away(area, workshop):
    contesting.keep_both(workshop, point(workshop).pk, by=area.facilitator)
    circulating.circulate_changes(workshop, by=area.facilitator)
    page = checking.check_page(workshop, area.tso[2])
    assert page is not None
    assert page.asked[0].my_view == TSO
