"""The pages on which sessions are planned one by one, changed, postponed and cancelled."""

from __future__ import annotations

import re

import pytest

from pipd.home import owed_by, seats_of
from tests import build
from tests.pipd.test_board import queries
from tests.workshops.test_pages_area import at, said, text
from tests.workshops.test_pages_sessions import plan_data, revision
from workshops import cycle
from workshops.models import Workshop


def dates(page: str) -> list[str]:
    """The dates in the boxes of the planning page, session by session."""
    boxes = re.findall(r'name="day_\d_(?:day|month|year)"[^>]*value="(\d*)"', page)
    return ["-".join(boxes[n : n + 3]) for n in range(0, len(boxes), 3)]


def change_data(group: build.Group, **changes: object) -> dict[str, object]:
    data = {"day_day": "22", "day_month": "3", "day_year": "2027", "half": "morning", "where": "room"}
    pair = [str(seat.pk) for seat in group.facilitators]
    return {
        **data,
        "venue": "Library",
        "topic": "What helps",
        "further_topics": "",
        "facilitators": pair,
        "revision": revision(group, 3),
        **changes,
    }


# Planning one by one


def test_plan_keeps_place_topic_and_pair_of_each_session(area, coordinator, client):
    data = plan_data(area, where_2="online", venue_2="The council’s meeting", topic_3="Money")
    client.as_(coordinator).post(at(area, "sessions-plan"), data)
    row = {w.number: w for w in Workshop.objects.all()}
    assert [row[2].place, row[1].place] == ["Online, The council’s meeting", "Hall 1"]
    assert [row[n].topic for n in (1, 2, 3)] == ["Where we are", "What gets in the way", "Money"]
    page = client.as_(coordinator).get(at(area, "sessions-plan")).content.decode()
    assert 'value="Money"' in page


def test_plan_works_dates_out_and_keeps_what_was_typed(area, coordinator, client):
    data = plan_data(area, act="dates", gap="16", venue_4="", venue_2="<b>Library</b>")
    response = client.as_(coordinator).post(at(area, "sessions-plan"), data)
    page = response.content.decode()
    assert dates(page) == ["18-1-2027", "9-2-2027", "3-3-2027", "25-3-2027"]
    assert 'value="&lt;b&gt;Library&lt;/b&gt;"' in page
    assert "Nothing is saved yet." in text(response)
    assert "There is a problem" not in text(response)
    assert Workshop.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"gap": "14"}, "Leave at least 15 working days between sessions"),
        ({"gap": "soon"}, "Enter a whole number of working days"),
        ({"day_1_day": "x"}, "The date of session 1 must be a real date"),
        ({"day_1_day": "", "day_1_month": "", "day_1_year": ""}, "Enter the date of session 1"),
        ({"day_1_year": "2040"}, "Bank holidays are known for"),
        ({"day_1_year": "2028", "gap": "120"}, "Bank holidays are known for"),
    ],
)
def test_dates_that_cannot_be_worked_out_say_why_and_nothing_else(area, coordinator, client, changes, words):
    data = plan_data(area, act="dates", venue_4="", **changes)
    response = client.as_(coordinator).post(at(area, "sessions-plan"), data)
    assert words in text(response)
    assert "Enter the venue" not in text(response)


def test_plan_does_not_ask_for_sessions_that_are_off(area, coordinator, client):
    workshop = build.area_with_sessions(area)[2]
    cycle.postpone(workshop, reason="Snow", by=area.facilitator)
    page = client.as_(coordinator).get(at(area, "sessions-plan"))
    assert "Session 3 is postponed." in text(page)
    assert "day_3_day" not in page.content.decode()
    rows = text(page)
    assert "In the room, on Wednesday 14 April" in rows  # session 2 is followed by session 4 in the table
    data = plan_data(area)
    client.as_(coordinator).post(at(area, "sessions-plan"), data)
    assert Workshop.objects.get(number=3).state == "postponed"
    assert Workshop.objects.get(number=4).venue == "Hall 4"


# Changing one


@pytest.mark.parametrize("who", ["facilitator", "coordinator"])
def test_change_saves_one_session_and_says_so(area, client, who):
    build.area_with_sessions(area)
    reader = client.as_(getattr(area, who))
    response = reader.post(at(area, "session-change", 3), change_data(area, further_topics="Lunch"))
    assert response.url == at(area, "session-detail", 3)
    page = text(reader.get(response.url))
    assert "Session 3 is changed." in page
    assert "1. " not in page
    assert "Agree the notes of session 2 What helps Lunch" in page


def test_change_keeps_what_was_typed_and_says_what_is_wrong(area, client):
    build.area_with_sessions(area)
    data = change_data(area, day_month="2", day_day="1", facilitators=[str(area.facilitator.pk)])
    reader = client.as_(area.facilitator)
    page = reader.post(at(area, "session-change", 3), data)
    assert "Choose two facilitators" in text(page)
    page = reader.post(at(area, "session-change", 3), change_data(area, day_month="2", day_day="1"))
    assert "Leave at least 15 working days after the session before" in text(page)
    assert 'value="Library"' in page.content.decode()
    assert Workshop.objects.get(number=3).venue == "Town hall"


def test_a_held_session_offers_no_change(area, client):
    build.delivered(area)
    reader = client.as_(area.facilitator)
    for page in ("session-change", "session-postpone", "session-cancel"):
        assert "was held, so it stays as it is" in text(reader.get(at(area, page, 1)))
    refused = reader.post(at(area, "session-cancel", 1), {"reason": "Snow", "revision": revision(area, 1)})
    assert "was held, so it stays as it is" in text(refused)


# Postponing and cancelling


def test_postpone_says_what_follows_and_then_does_it(area, client):
    build.circulated(area)
    reader = client.as_(area.facilitator, may_see=area.words.uncleared)
    page = text(reader.get(at(area, "session-postpone", 2)))
    assert "The notes of session 1 were to be agreed in it." in page
    assert "told at once by email" in page
    assert "Enter why, in a sentence" in text(reader.post(at(area, "session-postpone", 2), {"reason": " "}))
    reader.post(
        at(area, "session-postpone", 2), {"reason": "Snow <b>again</b>", "revision": revision(area, 2)}
    )
    shown = client.as_(area.la_officer).get(at(area, "session-detail", 2))
    assert "Snow &lt;b&gt;again&lt;/b&gt;" in shown.content.decode()
    assert "It was to be on Monday 15 February 2027" in text(shown)
    first = text(reader.get(at(area, "session-detail", 2))).partition("What you can do now ")[2]
    assert first.startswith("Give it a new date")
    line = text(client.as_(area.la_officer).get(at(area, "area-detail")))
    assert "Postponed Snow" in line


def test_a_postponed_session_waits_for_a_date_of_its_facilitators(area, client):
    workshop = build.area_with_sessions(area)[2]
    cycle.postpone(workshop, reason="Snow", by=area.facilitator)
    asked = [row.title for row in owed_by(seats_of(area.facilitator.user))]
    assert "Find a new date for session 3" in asked
    build.forward_to(workshop.starts_at)  # nobody is asked to be there, or who came
    for seat in (area.facilitator, area.la_officer):
        titles = [row.title for row in owed_by(seats_of(seat.user))]
        assert [t for t in titles if "ession 3" in t and "new date" not in t] == []
    reader = client.as_(area.facilitator)
    page = reader.get(at(area, "session-change", 3))
    assert re.findall(r'name="day_day"[^>]*value="(\d*)"', page.content.decode()) == [
        ""
    ]  # the old date is off
    reader.post(at(area, "session-change", 3), change_data(area))
    assert Workshop.objects.get(number=3).state == "confirmed"


def test_cancel_of_the_last_one_warns_that_the_cycle_ends(area, client):
    build.delivered(area, 3)
    reader = client.as_(area.facilitator, may_see=area.words.uncleared)
    page = text(reader.get(at(area, "session-cancel", 4)))
    assert "It is the last one to come" in page
    assert "It is the last one" not in text(reader.get(at(area, "session-postpone", 4)))
    done = reader.post(
        at(area, "session-cancel", 4), {"reason": "The group is ready", "revision": revision(area, 4)}
    )
    assert said(done) == ["Session 4 is cancelled."]


@pytest.mark.parametrize("page", ["session-change", "session-postpone", "session-cancel"])
def test_moving_is_for_those_who_run_it(area, neighbour, client, page):
    build.area_with_sessions(area)
    assert client.as_(area.la_lead).get(at(area, page, 3)).status_code == 403
    assert client.as_(neighbour.facilitator).post(at(area, page, 3)).status_code == 404


def test_a_session_below_quorum_is_held_as_informal(area, client):
    """Domain E3: half of each sector and two of each are needed; below that the pages say so."""
    build.delivered(area, 1, la=3, tso=1)
    page = text(client.as_(area.la_officer).get(at(area, "session-detail", 1)))
    assert "Held as informal: too few of the third sector participants came" in page


@pytest.mark.parametrize("page", ["session-detail", "session-change", "session-recording", "session-cancel"])
def test_pages_take_few_queries(area, client, page):
    build.circulated(area)
    reader = client.as_(area.facilitator, may_see=area.words.uncleared)
    found = {number: queries(reader, at(area, page, number)) for number in (1, 3)}
    assert max(found.values()) <= 15
