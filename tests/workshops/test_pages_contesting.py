"""What keeping both wordings would record, read before it is recorded (domain E18); by page and in the room."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from partnerships.membership import NotPossible
from tests import build
from tests.client import Client
from tests.workshops.test_contesting import LA, TSO, of, point, suggest
from workshops.clearance import answering, contesting, identifying
from workshops.clearance.working import DifferingView
from workshops.models import commonality


@pytest.fixture
def workshop(area: build.Group) -> build.Workshop:
    """Two people of different sectors suggest different words for statement 1."""
    found = build.circulated(area)
    suggest(found, area.la[2], LA)
    suggest(found, area.tso[2], TSO)
    return found


def test_the_page_records_both(area, workshop):
    client = Client().as_(area.facilitator, may_see=area.words.uncleared)
    where = reverse(
        "workshops:note-keep-both",
        kwargs={"area": area.slug, "number": 1, "point": point(workshop).pk},
    )
    page = client.get(where)
    assert [LA in page.content.decode(), TSO in page.content.decode()] == [True, True]
    assert {a.outcome for a in build.amendments(workshop)} == {"open"}  # read, and nothing done yet
    for unread in ({}, {"seen": "0" * 64}):
        stale = client.post(where, unread, follow=True).content.decode()
        assert "Something changed after you opened that page." in stale
    said = client.post(where, {"seen": page.context["both"].seen}, follow=True).content.decode()
    assert "Every wording stands beside the statement under its sector" in said
    gone = client.get(where, follow=True).content.decode()
    assert "No change of this statement is open" in gone


def shown_as(area: build.Group, workshop: build.Workshop) -> contesting.Both:
    return contesting.both(workshop, point(workshop).pk, area.facilitator)


def test_what_is_recorded_is_what_was_shown_before(area, workshop):
    """Both wordings, and whose view each becomes, are read before anything is written into the notes."""
    own = "QUAGGA-VIEW it was so for years"
    answering.add_view(workshop, point(workshop).pk, text=own, by=area.la[2])
    found = shown_as(area, workshop)
    assert [(v.sector, v.text) for v in found.views] == [("la", f"{LA} {own}"), ("tso", TSO)]
    assert (found.text, found.commonality) == (point(workshop).text, "contested")
    assert found.marks == (
        "Local authority: was “holds this”, would be “some hold this”.",
        "Third sector: was “holds this”, would be “some hold this”.",
    )
    contesting.keep_both(workshop, point(workshop).pk, seen=found.seen, by=area.facilitator)
    kept = DifferingView.objects.filter(point=point(workshop))
    assert {(v.sector, v.text) for v in kept} == {(v.sector, v.text) for v in found.views}
    assert commonality(point(workshop).position_la, point(workshop).position_tso) == found.commonality


@pytest.mark.parametrize("meanwhile", ["another wording", "a view", "other words"])
def test_what_came_in_since_it_was_shown_is_read_first(area, workshop, meanwhile):
    seen = shown_as(area, workshop).seen
    if meanwhile == "another wording":
        suggest(workshop, area.la[1], "QUAGGA-AMEND a third wording")
    elif meanwhile == "a view":
        answering.add_view(workshop, point(workshop).pk, text="QUAGGA-VIEW more", by=area.la[2])
    else:
        build.decide(area, of(area.la[2]))
    with pytest.raises(NotPossible, match="Something changed"):
        contesting.keep_both(workshop, point(workshop).pk, seen=seen, by=area.facilitator)
    assert of(area.tso[2]).outcome == "open"
    seen = shown_as(area, workshop).seen
    contesting.keep_both(workshop, point(workshop).pk, seen=seen, by=area.facilitator)


def test_a_view_that_is_held_back_is_not_shown_before_it_is_recorded(area, workshop):
    """The wall shows what everybody may read: words that would identify somebody are not among them."""
    own = "QUAGGA-VIEW my sister runs it"
    answering.add_view(workshop, point(workshop).pk, text=own, by=area.la[2])
    view = DifferingView.objects.get()
    identifying.hold_back(workshop, view.pk, by=area.la[1])
    found = shown_as(area, workshop)
    assert [(v.sector, v.text, v.held) for v in found.views] == [("la", LA, True), ("tso", TSO, False)]
    contesting.keep_both(workshop, point(workshop).pk, seen=found.seen, by=area.facilitator)
    view.refresh_from_db()
    assert view.text == f"{LA} {own}"


def test_in_the_room_it_is_shown_first_and_recorded_by_a_second_press(area, workshop):
    build.enter_room(area, workshop, area.la[:2] + area.tso[:2])
    client = Client().as_(area.facilitator, may_see=area.words.uncleared)
    named = {"area": area.slug, "number": 1, "point": point(workshop).pk}
    where = reverse("workshops:room-keep-both", kwargs=named)
    page = client.get(where)
    assert [LA in page.content.decode(), TSO in page.content.decode()] == [True, True]
    assert "QUAGGA-REASON" not in page.content.decode()  # nobody reads on the wall who suggested it, or why
    assert build.version_of(workshop).number == 1
    client.post(where, {"seen": page.context["both"].seen})
    assert build.version_of(workshop).number == 2
    build.forward_to(build.clock.now() + timedelta(days=1))
    assert "is over" in client.get(where, follow=True).content.decode()


@pytest.mark.parametrize("who", ["la_lead", "coordinator"])
def test_only_facilitators_read_what_would_be_recorded(area, workshop, who):
    with pytest.raises(PermissionDenied):
        contesting.both(workshop, point(workshop).pk, getattr(area, who))
