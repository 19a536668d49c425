"""Points that arrive while a facilitator writes up: all of them, once, to facilitators alone, and cheaply."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from django.conf import settings

from pipd.kit import clock
from tests import build
from tests.workshops.test_pages_area import at
from workshops.models import Workshop


@pytest.fixture
def session(area) -> Workshop:
    workshop = build.area_with_sessions(area)[0]
    build.forward_to(workshop.starts_at)
    return workshop


def asked(response) -> str:
    """The address that the page asks next."""
    found = re.search(r'id="arriving" hx-get="([^"]+)"', response.content.decode())
    assert found
    return unescape(found[1])


def logs(area, session, words: str) -> str:
    text = f"{area.words.logged} {words}"
    build.log_point(session, area.la_officer, text)
    return text


def test_nothing_new_is_no_content(area, session, writer):
    logs(area, session, "before")
    response = writer.get(asked(writer.get(at(area, "desk-detail", 1))))
    assert (response.status_code, response.content) == (204, b"")


def test_each_new_point_arrives_once_also_at_the_same_moment(area, session, writer):
    old = [logs(area, session, "before")]
    following = asked(writer.get(at(area, "desk-detail", 1)))
    for words in ("second", "third"):
        new = logs(area, session, words)  # the clock stands still: one moment for all
        response = writer.get(following)
        page = response.content.decode()
        assert new in page
        assert [words for words in old if words in page] == []
        assert "1 new point, at the end of the list" in page
        following = asked(response)
        old.append(new)
    assert writer.get(following).status_code == 204


def test_several_are_counted_in_words(area, session, writer):
    logs(area, session, "before")
    following = asked(writer.get(at(area, "desk-detail", 1)))
    build.clock.set_to(clock.now() + timedelta(minutes=1))
    for words in ("one", "two", "three"):
        logs(area, session, words)
    page = writer.get(following).content.decode()
    assert "3 new points, at the end of the list" in page
    assert '<span hx-swap-oob="innerHTML:.app-n-unused">4</span>' in page


def test_the_first_point_of_all_brings_the_whole_list(area, session, writer):
    following = asked(writer.get(at(area, "desk-detail", 1)))
    assert writer.get(following).status_code == 204
    logs(area, session, "first")
    page = writer.get(following).content.decode()
    assert 'hx-trigger="load"' in page
    assert at(area, "desk-detail", 1) in page


@pytest.mark.parametrize(
    "mark", ["yesterday", "2027-01-04T10:00:00", "2027-01-04T10:00:00+00:00~1", "~", "\x00"]
)
def test_what_is_no_mark_is_unknown(area, session, writer, mark):
    assert writer.get(at(area, "desk-arrived", 1), {"after": mark}).status_code == 404


def test_only_facilitators_see_points_arrive(area, session, client, coordinator):
    logs(area, session, "before")
    for seat in (area.la_lead, area.tso_officer, coordinator):
        assert client.as_(seat).get(at(area, "desk-arrived", 1)).status_code == 403


def test_asking_costs_two_queries_beside_who_asks(area, session, writer, django_assert_num_queries):
    logs(area, session, "before")
    following = asked(writer.get(at(area, "desk-detail", 1)))
    with django_assert_num_queries(
        5
    ):  # session, person, and seats with their area; then the workshop, and what is new
        writer.get(following)


def test_arrivals_cost_the_same_at_one_and_three_points(area, session, writer, django_assert_num_queries):
    logs(area, session, "before")
    following = asked(writer.get(at(area, "desk-detail", 1)))
    build.clock.set_to(clock.now() + timedelta(minutes=1))
    for more in (1, 2):
        for n in range(more):
            logs(area, session, str(n))
        with django_assert_num_queries(6):
            writer.get(following)


def test_asking_by_itself_keeps_nobody_signed_in(area, session, writer):
    following = asked(writer.get(at(area, "desk-detail", 1)))
    build.clock.set_to(clock.now() + timedelta(minutes=6))
    assert settings.SESSION_COOKIE_NAME not in writer.get(following).cookies
    assert settings.SESSION_COOKIE_NAME in writer.get(at(area, "desk-detail", 1)).cookies


def test_without_scripts_a_link_reloads(area, session, writer):
    page = writer.get(at(area, "desk-detail", 1)).content.decode()
    assert "<noscript>" in page
    assert "Reload this page to see points logged since" in page
