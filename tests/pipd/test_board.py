"""The board and home: numbers and dates for all areas, in queries that do not grow with them."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships.models import Role
from tests import build
from tests.client import Client

pytestmark = pytest.mark.django_db
MOST = 15


def queries(client: Client, address: str, **kwargs: object) -> int:
    """How many queries the second visit takes: the first one renews the session."""
    client.get(address, **kwargs)
    with CaptureQueriesContext(connection) as seen:
        client.get(address, **kwargs)
    return len(seen)


def test_board_queries_do_not_grow_with_areas(area):
    build.note_at("circulated", area)
    client = Client().as_(area.coordinator)
    one = queries(client, reverse("board"))
    for number in (2, 3):
        build.note_at("circulated", build.group(name=f"Area{number}", number=number))
    assert queries(client, reverse("board")) == one
    assert one <= MOST


def test_board_shows_what_is_late_and_only_that(area):
    workshop = build.note_at("circulated", area)
    client = Client().as_(area.coordinator)
    before = client.get(reverse("board")).content.decode()
    build.after_the_window(workshop)
    after = client.get(reverse("board")).content.decode()
    assert "Nothing is late or uneven." in before
    assert "await approval since" in after
    assert "Nothing is late or uneven." not in after


def test_board_filter_shows_one_stage(area, neighbour):
    build.note_at("circulated", area)
    page = Client().as_(area.coordinator).get(reverse("board"), {"stage": "recruiting"}).content.decode()
    assert f"{neighbour.area.name}</a>" in page
    assert f"{area.area.name}</a><span>" not in page


def test_administrator_gets_no_link_into_an_area(area):
    seat = build.programme_seat(Role.ADMINISTRATOR)
    page = Client().as_(seat).get(reverse("board")).content.decode()
    assert area.area.name in page
    assert area.area.get_absolute_url() not in page


def test_home_asks_a_responder_to_check_the_notes(area):
    build.note_at("circulated", area)
    page = Client().as_(area.la_officer).get(reverse("home")).content.decode()
    assert "Check the notes of session 1" in page


def test_home_asks_nobody_who_was_not_there(area):
    build.note_at("circulated", area)
    page = Client().as_(area.la[-1]).get(reverse("home")).content.decode()
    assert "Check the notes of session 1" not in page


@pytest.mark.parametrize("who", ["la_officer", "facilitator"])
def test_home_takes_few_queries(area, who):
    build.note_at("circulated", area)
    seat = getattr(area, who)
    one = queries(Client().as_(seat), reverse("home"))
    assert one <= MOST
