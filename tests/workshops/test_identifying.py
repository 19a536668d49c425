"""A view that would tell people who somebody is: held back while they say so; disagreeing with one blocks nothing."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse

from partnerships.membership import NotPossible
from tests import build
from tests.client import Client
from tests.workshops.acts import all_fair, approve
from workshops.clearance import answering, approving, checking, identifying, table, whole
from workshops.clearance.working import DifferingView
from workshops.models import ClearedPoint

WORDS = "QUAGGA-VIEW we of the lifeboat see it otherwise"


@pytest.fixture
def workshop(area: build.Group) -> build.Workshop:
    """Everything is agreed, and the third sector's view stands beside statement 1."""
    found = build.circulated(area)
    all_fair(area, found)
    answering.add_view(found, build.shown(found)[0].point_id, text=WORDS, by=area.tso[0])
    return found


def view() -> UUID:
    return DifferingView.objects.get().pk


def beside(workshop: build.Workshop, seat: build.Seat) -> checking.Asked:
    page = checking.check_page(workshop, seat)
    assert page is not None
    return page.asked[0]


def test_a_view_is_shown_nowhere_in_the_group_while_somebody_objects(area, workshop):
    identifying.hold_back(workshop, view(), by=area.tso[2])
    assert beside(workshop, area.la[0]).statement.views == ()
    assert whole.read_page(workshop, area.la[0]).statements[0].views == ()
    assert [v.text for v in beside(workshop, area.tso[2]).held] == [WORDS]
    own = beside(workshop, area.tso[0])
    assert (own.my_view, own.is_held) == (WORDS, True)


def test_a_held_view_is_not_copied_at_approval_and_the_statement_clears(area, workshop):
    identifying.hold_back(workshop, view(), by=area.tso[2])
    approve(area, workshop)
    assert ClearedPoint.objects.get(number=1).differing_views == []


def test_control_without_the_objection_the_view_is_copied(area, workshop):
    approve(area, workshop)
    assert ClearedPoint.objects.get(number=1).differing_views == [{"sector": "tso", "text": WORDS}]


def test_disagreeing_with_a_view_puts_both_side_by_side_and_clears(area, workshop):
    """Domain 3N, 22 and I-17: it is no objection to the record; both stand side by side, cleared."""
    answering.add_view(
        workshop, build.shown(workshop)[0].point_id, text="HOOPOE the council sees it so", by=area.la[0]
    )
    approve(area, workshop)
    views = ClearedPoint.objects.get(number=1).differing_views
    assert {(v["sector"], v["text"]) for v in views} == {
        ("tso", WORDS),
        ("la", "HOOPOE the council sees it so"),
    }


def test_taking_it_back_shows_the_view_again(area, workshop):
    identifying.hold_back(workshop, view(), by=area.tso[2])
    identifying.hold_back(workshop, view(), by=area.tso[2])  # a second press changes nothing
    identifying.take_back(workshop, view(), by=area.tso[2])
    assert [v.text for v in beside(workshop, area.la[0]).statement.views] == [WORDS]


def test_two_objectors_and_one_takes_it_back(area, workshop):
    for seat in (area.tso[2], area.la[1]):
        identifying.hold_back(workshop, view(), by=seat)
    identifying.take_back(workshop, view(), by=area.tso[2])
    assert beside(workshop, area.la[0]).statement.views == ()


def test_nobody_takes_back_anothers_objection(area, workshop):
    identifying.hold_back(workshop, view(), by=area.tso[2])
    with pytest.raises(Http404):
        identifying.take_back(workshop, view(), by=area.tso[0])


def test_new_words_of_the_same_view_stay_held_back(area, workshop):
    identifying.hold_back(workshop, view(), by=area.tso[2])
    point = build.shown(workshop)[0].point_id
    answering.add_view(workshop, point, text="QUAGGA-VIEW of the lifeboat again", by=area.tso[0])
    assert beside(workshop, area.la[0]).statement.views == ()


def test_the_sentence_of_an_objection_can_be_held_back_too(area):
    workshop = build.circulated(area)
    build.answer(
        workshop, area.tso[2], build.OUT, numbers=[1], ground="not_said", reason="QUAGGA-REASON I said"
    )
    sentence = beside(workshop, area.la[0]).statement.views[0]
    identifying.hold_back(workshop, sentence.id, by=area.tso[1])
    assert beside(workshop, area.la[0]).statement.views == ()


def test_facilitators_see_what_is_held_back_and_by_whom(area, workshop):
    identifying.hold_back(workshop, view(), by=area.tso[2])
    found = table.table(workshop, area.facilitator)
    assert found is not None
    assert [(h.number, h.text, h.who) for h in found.held] == [(1, WORDS, ("TSO3 Quillshire",))]
    client = Client().as_(area.facilitator, may_see=area.words.uncleared)
    page = client.get(
        reverse("workshops:note-changes", kwargs={"area": area.slug, "number": 1})
    ).content.decode()
    assert "Views held back: 1" in page


def test_an_objection_that_comes_after_reading_is_read_before_approval(area, workshop):
    seen = table.table(workshop, area.other_facilitator).seen
    identifying.hold_back(workshop, view(), by=area.tso[2])
    with pytest.raises(NotPossible, match="added after you opened this page"):
        approving.approve(workshop, seen=seen, by=area.other_facilitator)


@pytest.mark.parametrize("who", ["facilitator", "coordinator"])
def test_only_those_asked_may_object(area, workshop, who):
    with pytest.raises(PermissionDenied):
        identifying.hold_back(workshop, view(), by=getattr(area, who))


def test_who_was_not_at_the_session_may_not_object(area, workshop):
    with pytest.raises(Http404):
        identifying.hold_back(workshop, view(), by=area.tso[5])


def test_a_neighbours_view_is_unknown(area, workshop, neighbour):
    theirs = build.circulated(neighbour)
    with pytest.raises(Http404):
        identifying.hold_back(theirs, view(), by=neighbour.la[0])


def test_a_view_that_came_in_the_last_minute_can_be_held_back_until_the_notes_are_approved(area, workshop):
    """Answers are closed, and what would be copied may still be held back, and that be taken back."""
    build.after_the_window(workshop)
    with pytest.raises(NotPossible):
        answering.add_view(workshop, build.shown(workshop)[0].point_id, text="", by=area.tso[0])
    identifying.hold_back(workshop, view(), by=area.tso[2])
    identifying.take_back(workshop, view(), by=area.tso[2])
    identifying.hold_back(workshop, view(), by=area.tso[2])
    approve(area, workshop)
    assert ClearedPoint.objects.get(number=1).differing_views == []
    with pytest.raises(NotPossible):
        identifying.hold_back(workshop, view(), by=area.la[1])


def test_the_page_offers_it_after_answers_closed_and_not_once_the_notes_are_approved(area, workshop):
    client = Client().as_(area.tso[2], may_see=area.words.uncleared)
    where = reverse("workshops:view-object", kwargs={"area": area.slug, "number": 1, "view": view()})
    check = reverse("workshops:note-check", kwargs={"area": area.slug, "number": 1})
    build.after_the_window(workshop)
    assert where in client.get(check).content.decode()
    assert "The view is held back." in client.post(where, {"act": "hold"}, follow=True).content.decode()
    assert "See it, or take that back" in client.get(check).content.decode()
    approve(area, workshop)
    assert where not in client.get(check).content.decode()
    assert client.get(where).status_code == 404


def test_page_asks_holds_back_and_takes_back(area, workshop):
    where = reverse("workshops:view-object", kwargs={"area": area.slug, "number": 1, "view": view()})
    client = Client().as_(area.tso[2], may_see=area.words.uncleared)
    assert (
        "This would tell people who I am"
        in client.get(
            reverse("workshops:note-check", kwargs={"area": area.slug, "number": 1})
        ).content.decode()
    )
    assert "Hold this view back" in client.get(where).content.decode()
    assert "The view is held back." in client.post(where, {"act": "hold"}, follow=True).content.decode()
    assert "Take that back" in client.get(where).content.decode()
    # To others it is as unknown as one that does not exist.
    assert Client().as_(area.la[0]).get(where).status_code == 404
    assert "Taken back." in client.post(where, {"act": "back"}, follow=True).content.decode()


def test_a_view_deleted_and_put_there_anew_stays_held_back(area, workshop):
    """The hold is on what this person writes beside this statement, until whoever holds it back takes that back."""
    point = build.shown(workshop)[0].point_id
    identifying.hold_back(workshop, view(), by=area.tso[2])
    answering.add_view(workshop, point, text="", by=area.tso[0])
    assert beside(workshop, area.tso[2]).held == ()
    answering.add_view(workshop, point, text=WORDS, by=area.tso[0])
    assert beside(workshop, area.la[0]).statement.views == ()
    assert [v.text for v in beside(workshop, area.tso[2]).held] == [WORDS]
    identifying.take_back(workshop, view(), by=area.tso[2])
    assert [v.text for v in beside(workshop, area.la[0]).statement.views] == [WORDS]


def test_the_same_sentence_said_anew_stays_held_back(area, workshop):
    """Answering *it should not be in* again is another answer, and no way around what somebody said of the first."""
    said = {"numbers": [1], "ground": "not_said", "reason": "QUAGGA-REASON I said"}
    build.answer(workshop, area.la[2], build.OUT, **said)
    [sentence] = [v for v in beside(workshop, area.tso[1]).statement.views if v.sector == "la"]
    identifying.hold_back(workshop, sentence.id, by=area.tso[1])
    build.answer(workshop, area.la[2], build.OUT, **{**said, "reason": "QUAGGA-REASON I said so"})
    assert [v.text for v in beside(workshop, area.la[0]).statement.views] == [
        WORDS
    ]  # control: another's view
    approve(area, workshop)
    found = ClearedPoint.objects.filter(number=1).values_list("differing_views", flat=True)
    assert "QUAGGA-REASON" not in str(list(found))


def test_a_hold_says_nothing_of_what_others_put_there_nor_of_other_statements(area, workshop):
    identifying.hold_back(workshop, view(), by=area.tso[2])
    answering.add_view(workshop, build.shown(workshop)[0].point_id, text="HOOPOE ours", by=area.tso[1])
    answering.add_view(workshop, build.shown(workshop)[1].point_id, text="HOOPOE theirs", by=area.tso[0])
    page = checking.check_page(workshop, area.la[0])
    assert page is not None
    shown = [[v.text for v in asked.statement.views] for asked in page.asked]
    assert shown[:2] == [["HOOPOE ours"], ["HOOPOE theirs"]]
