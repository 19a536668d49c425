"""Who one press ticks as being in the room: those expected there, of those the notes ask (domain 3F, I-15)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from partnerships import membership
from partnerships.models import Seat
from tests import build
from tests.client import Client
from workshops import standing_in
from workshops.clearance import expecting
from workshops.clearance.working import Responder
from workshops.models import Workshop

HERE = reverse("workshops:room-here", kwargs={"area": "quillshire", "number": 1})


@pytest.fixture
def stood_in(area: build.Group) -> Seat:
    return build.substitute(area, build.area_with_sessions(area)[0], area.tso[4])


@pytest.fixture
def workshop(area: build.Group, stood_in: Seat) -> Workshop:
    return build.circulated(area)


def meets(area: build.Group) -> Workshop:
    second = build.area_with_sessions(area)[1]
    build.forward_to(second.starts_at)
    return second


def client_of(area: build.Group) -> Client:
    return Client().as_(area.facilitator, may_see=area.words.uncleared)


def in_room(workshop: Workshop) -> set[Seat]:
    here = Responder.objects.filter(note__workshop=workshop).exclude(present_since=None)
    return {responder.seat for responder in here.select_related("seat")}


def why_away(area: build.Group, workshop: Workshop, seat: Seat) -> str:
    asked = build.responder(workshop, seat).pk
    return next(p.away for p in expecting.people(workshop, area.facilitator) if p.id == asked)


def test_one_press_ticks_who_is_expected_and_nobody_who_left(area, workshop, stood_in):
    leaver = area.la[2]
    membership.leave(leaver, by=leaver)
    meets(area)
    client = client_of(area)
    page = client.get(HERE).content.decode()
    assert "Everybody else is here" in page
    assert "Left the group" in page
    client.post(HERE, {"everybody": "yes"})
    assert in_room(workshop) == {*area.la[:2], *area.tso[:3]}


def test_who_left_and_is_here_all_the_same_is_ticked_by_name(area, workshop):
    leaver = area.la[2]
    membership.leave(leaver, by=leaver)
    meets(area)
    client_of(area).post(HERE, {"here": [str(build.responder(workshop, leaver).pk)]})
    assert in_room(workshop) == {leaver}


def test_who_sent_apologies_for_the_present_session_is_not_expected(area, workshop):
    second = build.area_with_sessions(area)[1]
    standing_in.send_apologies(second, by=area.la[0])
    meets(area)
    assert why_away(area, workshop, area.la[0]) == "Away from session 2"
    assert why_away(area, workshop, area.la[1]) == ""


def test_who_stood_in_then_is_expected_only_where_they_stand_in_again_or_joined(area, workshop, stood_in):
    assert why_away(area, workshop, stood_in) == "Stood in at that session alone"
    second = build.area_with_sessions(area)[1]
    place = area.tso[5]
    who = build.named(area, place)
    again = standing_in.name(second, place, who=who, by=place)
    assert again.user == stood_in.user
    assert why_away(area, workshop, stood_in) == "Stood in at that session alone"  # has not agreed
    standing_in.agree(second, recording=False, by=again)
    assert why_away(area, workshop, stood_in) == ""


def test_who_stood_in_and_joined_the_group_since_is_expected(area, workshop, stood_in):
    leaver = area.tso[5]
    membership.leave(leaver, by=leaver)
    build.clock.set_to(build.clock.now() + timedelta(days=1))
    facts = {"sector": "tso", "organisation": leaver.organisation, "job_title": ""}
    membership.join(area.area, user=stood_in.user, **facts)
    assert why_away(area, workshop, stood_in) == ""


def test_at_the_closing_meeting_everybody_of_session_four_is_expected_but_who_left(area):
    last = build.area_with_sessions(area)[3]
    stood_in = build.substitute(area, last, area.tso[4])
    workshop = build.circulated(area, 4)
    membership.leave(area.la[2], by=area.la[2])
    assert why_away(area, workshop, stood_in) == ""
    assert why_away(area, workshop, area.la[2]) == "Left the group"


def test_where_nobody_is_away_the_button_says_everybody(area):
    build.circulated(area)
    meets(area)
    assert "Everybody is here" in client_of(area).get(HERE).content.decode()


@pytest.mark.parametrize("who", ["la_lead", "coordinator"])
def test_only_facilitators_ask_who_is_expected(area, workshop, who):
    with pytest.raises(PermissionDenied):
        expecting.people(workshop, getattr(area, who))


def test_the_page_costs_the_same_however_many_are_away(area, workshop, django_assert_num_queries):
    meets(area)
    client = client_of(area)
    client.get(HERE)
    for gone in ((), area.la[1:2], area.tso[1:3]):
        for leaver in gone:
            membership.leave(leaver, by=leaver)
        with django_assert_num_queries(9):
            assert client.get(HERE).status_code == 200
