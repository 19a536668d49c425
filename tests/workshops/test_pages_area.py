"""The pages of an area and of one session: what each role sees, and what it is asked to do."""

from __future__ import annotations

import re

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from tests import build
from tests.client import Client

SEATS = ["la_officer", "tso_officer", "facilitator", "other_facilitator"]


def at(group: build.Group, page: str, number: int = 0, **kwargs: object) -> str:
    return reverse(
        f"workshops:{page}", kwargs={"area": group.slug, **({"number": number} if number else {}), **kwargs}
    )


def text(response) -> str:
    """What the page shows: without its tags, and without what only a script would show."""
    shown = re.sub(r"<template.*?</template>", " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", shown).split())


def said(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


# The area


def test_area_page_without_sessions_says_who_plans_them(area, coordinator, client):
    page = text(client.as_(area.la_officer).get(at(area, "area-detail")))
    assert "Coordinator Person plans them." in page
    assert "Plan the four sessions" not in page
    planner = client.as_(coordinator).get(at(area, "area-detail"))
    assert at(area, "sessions-plan") in planner.content.decode()


def test_area_page_gives_each_role_its_own_next_act(area, coordinator, client):
    workshop = build.delivered(area)
    may_see = area.words.uncleared
    writer = client.as_(area.facilitator, may_see=may_see).get(at(area, "area-detail")).content.decode()
    officer = client.as_(area.la_officer).get(at(area, "area-detail")).content.decode()
    planner = client.as_(coordinator).get(at(area, "area-detail")).content.decode()
    assert at(area, "desk-detail", workshop.number) in writer
    assert at(area, "points-log", workshop.number) in officer
    assert at(area, "desk-detail", workshop.number) not in officer
    assert at(area, "points-log", workshop.number) not in planner


def test_area_page_tells_a_responder_what_waits_until_it_is_answered(area, client):
    workshop = build.circulated(area)
    officer = client.as_(area.la_officer)
    assert "The notes of session 1 wait for your answer: 3 statements." in text(
        officer.get(at(area, "area-detail"))
    )
    build.answer(workshop, area.la_officer)
    page = text(officer.get(at(area, "area-detail")))
    assert "wait for your answer" not in page
    assert "You have answered every statement." in page


def test_area_page_asks_nothing_of_who_was_not_there(area, client):
    build.circulated(area)
    page = text(client.as_(area.la[5]).get(at(area, "area-detail")))
    assert "wait for your answer" not in page
    assert "Those who were there are checking them." in page


def test_area_page_shows_the_other_sector_only_as_enough_or_not_yet(area, client):
    workshop = build.circulated(area)
    build.answer(workshop, area.tso[0])
    page = text(client.as_(area.la_officer).get(at(area, "area-detail")))
    far = page[page.index("How far clearing is") :]
    assert "Local authority 0 " in far
    assert "Third sector Not yet" in far


def test_area_page_counts_quorum_and_parity(area, client):
    build.delivered(area, la=3, tso=2)
    page = text(client.as_(area.la_officer).get(at(area, "area-detail")))
    assert "The group is 6 and 6" in page
    assert "Session 1 counts as informal: the third sector participants were too few." in page


@pytest.mark.parametrize("seat", SEATS)
def test_pages_of_another_area_are_unknown(area, neighbour, client, seat):
    build.delivered(neighbour)
    reader = client.as_(getattr(area, seat))
    for page, number in [
        ("area-detail", 0),
        ("session-detail", 1),
        ("points-log", 1),
        ("desk-detail", 1),
        ("circulate", 1),
        ("session-attendance", 1),
    ]:
        assert reader.get(at(neighbour, page, number)).status_code == 404, page


def test_area_page_costs_the_same_at_one_and_three_sessions_held(area, client, django_assert_num_queries):
    costs = []
    for held in (1, 3):
        build.delivered(area, held)
        reader = client.as_(area.la_officer)
        reader.get(at(area, "area-detail"))
        with django_assert_num_queries(15, exact=False) as counted:
            reader.get(at(area, "area-detail"))
        costs.append(len(counted))
    assert costs[0] == costs[1]


# One session


def test_session_page_offers_only_what_can_be_done_and_says_why_not(area, coordinator, client):
    build.area_with_sessions(area)
    page = text(client.as_(area.facilitator).get(at(area, "session-detail", 1)))
    assert "Not now. This session has not begun yet." in page
    build.circulated(area)
    page = text(client.as_(coordinator).get(at(area, "session-detail", 1)))
    assert "Not now. You can read them once people of both sectors who were there have cleared them." in page


def test_session_page_tells_the_group_how_many_points_were_not_written_up(area, coordinator, client):
    workshop = build.delivered(area)
    build.logged_points(area, workshop)
    build.write_up(area, workshop, build.uncleared_texts(area, 1))
    build.circulating.circulate(workshop, by=area.facilitator)
    page = text(client.as_(area.tso_officer).get(at(area, "session-detail", 1)))
    assert "3; 3 of them not used in a statement yet" in page
    assert "written up" not in text(client.as_(coordinator).get(at(area, "session-detail", 1)))


def test_session_page_of_no_session_is_unknown(area, client):
    assert client.as_(area.la_officer).get(at(area, "session-detail", 3)).status_code == 404


def test_signed_out_readers_are_asked_to_sign_in(area):
    response = Client().get(at(area, "area-detail"))
    assert (response.status_code, response.url.split("?")[0]) == (302, reverse("account_login"))
