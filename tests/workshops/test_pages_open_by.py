"""A colleague has this statement open: said on the page, refreshed by a script, and never in the way of saving."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings

from pipd.kit import clock
from pipd.kit.models import Presence
from tests import build
from tests.workshops.test_pages_area import at, text
from tests.workshops.test_pages_desk import drafts, wording


@pytest.fixture
def session(area):
    workshop = build.delivered(area)
    build.write_up(area, workshop, build.uncleared_texts(area, 2))
    return workshop


@pytest.fixture
def made(session):
    return drafts(session)[0]


@pytest.fixture
def colleague(area, client):
    return client.as_(area.other_facilitator, may_see=area.words.uncleared)


def ping(reader, area, made, shown=""):
    return reader.post(at(area, "desk-here", 1, point=made.id), {"shown": shown})


def test_who_has_it_open_is_told_to_the_other(area, made, writer, colleague):
    page = at(area, "desk-statement", 1, point=made.id)
    assert "has this open" not in text(writer.get(page))
    ping(colleague, area, made)
    assert "Facilitator2 Quillshire has this open since" in text(writer.get(page))
    assert "has this open" not in text(colleague.get(page))
    assert "Facilitator2 Quillshire has this open since" in text(ping(writer, area, made))
    other = drafts(build.Workshop.objects.get(area=area.area, number=1))[1]
    assert "has this open" not in text(writer.get(at(area, "desk-statement", 1, point=other.id)))


def test_what_is_shown_already_is_not_sent_again(area, made, writer, colleague):
    ping(colleague, area, made)
    told = ping(writer, area, made)
    assert ping(writer, area, made, shown=told.context["shown"]).status_code == 204
    clock.set_to(clock.now() + timedelta(minutes=3))
    gone = ping(writer, area, made, shown=told.context["shown"])
    assert (gone.status_code, "has this open" in text(gone)) == (200, False)


def test_opening_the_page_writes_nothing(area, made, writer):
    writer.get(at(area, "desk-statement", 1, point=made.id))
    assert Presence.objects.count() == 0


def test_it_locks_nothing(area, made, writer, colleague):
    ping(colleague, area, made)
    data = wording(f"{area.words.note} mine", revision=made.revision)
    assert writer.post(at(area, "desk-statement", 1, point=made.id), data).status_code == 302


def test_only_who_writes_up_says_so(area, neighbour, made, client):
    assert ping(client.as_(area.la_lead), area, made).status_code == 403
    assert ping(client.as_(neighbour.facilitator), area, made).status_code == 404
    assert Presence.objects.count() == 0


def test_a_page_left_open_keeps_no_session_alive(area, made, writer):
    """On a shared computer the session must end although the page goes on asking."""
    writer.get(at(area, "desk-statement", 1, point=made.id))
    clock.set_to(clock.now() + timedelta(minutes=6))
    assert settings.SESSION_COOKIE_NAME not in ping(writer, area, made).cookies
    # The control: a page that somebody opens keeps it alive.
    opened = writer.get(at(area, "desk-statement", 1, point=made.id))
    assert settings.SESSION_COOKIE_NAME in opened.cookies


def test_naming_who_has_it_open_costs_one_query_more(
    area, made, writer, colleague, django_assert_num_queries
):
    page = at(area, "desk-statement", 1, point=made.id)
    costs = []
    writer.get(page)
    for _ in range(2):
        with django_assert_num_queries(15, exact=False) as counted:
            writer.get(page)
        costs.append(len(counted))
        ping(colleague, area, made)
    assert costs[1] == costs[0] + 1
