"""Two who change one session, or plan the same four: the older page is told, and loses nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipd.kit import revisions
from tests import build
from tests.workshops.older_pages import again, both, session, unguarded
from tests.workshops.test_pages_area import at, said
from tests.workshops.test_pages_cycle import change_data
from tests.workshops.test_pages_sessions import plan_data
from workshops import cycle, slots
from workshops.models.sessions import TOPICS

# One session


def test_changing_one_session_from_an_older_page_shows_both_wordings_and_saves_on_purpose(area, client):
    build.area_with_sessions(area)
    mine = change_data(area, venue="Church hall", topic="What would help")  # opened before a colleague saves
    theirs = change_data(area, topic="What would help", further_topics="Lunch\nThe fund")
    address, other = at(area, "session-change", 3), client.as_(area.other_facilitator)
    assert other.post(address, theirs).status_code == 302
    page = client.as_(area.facilitator).post(address, mine)
    assert both(page) == [
        ("Venue, or whose online meeting", "Library", "Church hall"),
        ("Further topics", "Lunch\nThe fund", ""),
    ]
    assert 'value="Church hall"' in page.content.decode()
    assert (session(area).venue, session(area).further_topics) == ("Library", "Lunch\nThe fund")
    saved = client.as_(area.facilitator).post(address, again(page, **mine | {"further_topics": "Lunch"}))
    assert said(saved) == ["Session 3 is changed."]
    assert (session(area).venue, session(area).further_topics) == ("Church hall", "Lunch")


def test_control_without_the_swap_a_colleagues_topics_are_lost(area, client, monkeypatch):
    monkeypatch.setattr(revisions, "swap", unguarded)
    build.area_with_sessions(area)
    mine = change_data(area, venue="Church hall")
    address = at(area, "session-change", 3)
    client.as_(area.other_facilitator).post(address, change_data(area, further_topics="Lunch"))
    assert client.as_(area.facilitator).post(address, mine).status_code == 302
    assert session(area).further_topics == ""


def test_a_moved_date_is_a_conflict_and_not_a_wrong_date(area, client):
    """The older page still has the day from which a colleague moved it, which may have become impossible."""
    build.area_with_sessions(area)
    mine = change_data(area)
    before = session(area).local_start.date()
    mine |= {"day_day": before.day, "day_month": before.month}
    address = at(area, "session-change", 3)
    other = client.as_(area.other_facilitator)
    assert other.post(at(area, "session-change", 2), change_data(area, day_day="22", day_month="2",
        revision=session(area, 2).revision)).status_code == 302  # fmt: skip
    assert other.post(address, change_data(area)).status_code == 302
    page = client.as_(area.facilitator).post(address, mine)
    assert both(page) == [("Date", "22 March 2027", "15 March 2027")]


def test_what_is_stored_already_is_no_conflict(area, client):
    build.area_with_sessions(area)
    mine = change_data(area)
    for seat in area.facilitators:
        assert client.as_(seat).post(at(area, "session-change", 3), mine).status_code == 302
    assert session(area).revision == 2


def test_who_did_not_see_that_it_is_off_does_not_put_it_back(area, client):
    build.area_with_sessions(area)
    mine = change_data(area)
    cycle.postpone(session(area), reason="Snow", by=area.other_facilitator)
    page = client.as_(area.facilitator).post(at(area, "session-change", 3), mine)
    assert ("Session 3", "Postponed", None) in both(page)
    assert session(area).state == "postponed"
    client.as_(area.facilitator).post(at(area, "session-change", 3), again(page, **mine))
    assert session(area).state == "confirmed"


def test_cancelling_from_an_older_page_does_not_replace_the_reason_for_postponing(area, client):
    mine = {"reason": "Nobody can come", "revision": build.area_with_sessions(area)[2].revision}
    cycle.postpone(session(area), reason="Snow", by=area.other_facilitator)
    reader, address = client.as_(area.facilitator), at(area, "session-cancel", 3)
    page = reader.post(address, mine)
    assert both(page) == [("Session 3", "Postponed", None), ("Why?", "Snow", "Nobody can come")]
    assert (session(area).state, session(area).halt_reason) == ("postponed", "Snow")
    reader.post(address, again(page, **mine))
    assert (session(area).state, session(area).halt_reason) == ("cancelled", "Nobody can come")


def test_workflow_compares_what_the_slot_was_made_from(area):
    build.area_with_sessions(area)
    old = replace(slots.slot_of(session(area)), facilitators=tuple(area.facilitators))
    cycle.change(session(area), replace(old, venue="Library"), by=area.facilitator)
    with pytest.raises(revisions.Conflict) as found:
        cycle.change(session(area), replace(old, topic="Money"), by=area.other_facilitator)
    assert found.value.stored.venue == "Library"
    assert session(area).topic == "What would help"


# The four at once


def four(group: build.Group, **changes: object) -> dict[str, object]:
    """All that the planning page sends."""
    usual = {f"where_{n}": "room" for n in TOPICS} | {f"topic_{n}": words for n, words in TOPICS.items()}
    return plan_data(group, **usual | changes)


def test_planning_from_an_older_page_shows_what_differs_and_saves_none_of_the_four(area, coordinator, client):
    build.area_with_sessions(area)
    address, reader = at(area, "sessions-plan"), client.as_(coordinator)
    reader.post(address, four(area))
    mine = four(area, venue_1="Barn", venue_2="Church hall", topic_4="Our plan")
    reader.post(address, four(area, venue_2="Library", half_3="afternoon"))
    page = reader.post(address, mine)
    assert both(page) == [
        ("Session 1: Venue, or whose online meeting", "Hall 1", "Barn"),
        ("Session 2: Venue, or whose online meeting", "Library", "Church hall"),
        ("Session 3: Morning or afternoon?", "2pm to 5pm", "10am to 1pm"),
        ("Session 4: Topic", "The plan", "Our plan"),
    ]
    shown = page.content.decode()
    assert all(f'value="{typed}"' in shown for typed in ("Barn", "Church hall", "Our plan"))
    assert [session(area, n).venue for n in (1, 2)] == ["Hall 1", "Library"]
    assert said(reader.post(address, again(page, **mine))) == ["The four sessions are planned."]
    assert [session(area, n).venue for n in (1, 2)] == ["Barn", "Church hall"]


def test_control_without_the_swap_the_colleagues_plan_is_lost(area, coordinator, client, monkeypatch):
    monkeypatch.setattr(revisions, "swap", unguarded)
    build.area_with_sessions(area)
    mine = four(area)
    client.as_(coordinator).post(at(area, "sessions-plan"), four(area, venue_2="Library"))
    assert client.as_(coordinator).post(at(area, "sessions-plan"), mine).status_code == 302
    assert session(area, 2).venue == "Hall 2"


def test_planning_at_first_by_two_is_a_conflict_for_the_second(area, coordinator, client):
    mine = four(area, venue_2="Church hall")
    client.as_(coordinator).post(at(area, "sessions-plan"), four(area))
    page = client.as_(coordinator).post(at(area, "sessions-plan"), mine)
    assert both(page) == [("Session 2: Venue, or whose online meeting", "Hall 2", "Church hall")]


def test_a_pair_that_differs_is_shown_by_name(area, coordinator, client):
    third = build.membership.appoint(
        area.programme,
        user=build.user("third@pipd.example", "Third Facilitator"),
        role=build.Role.FACILITATOR,
        area=area.area,
    )
    build.area_with_sessions(area)
    client.as_(coordinator).post(at(area, "sessions-plan"), four(area))
    mine = four(area)
    pair = [str(area.facilitator.pk), str(third.pk)]
    client.as_(coordinator).post(at(area, "sessions-plan"), four(area, facilitators_2=pair))
    [one] = both(client.as_(coordinator).post(at(area, "sessions-plan"), mine))
    first, second = (str(seat.user) for seat in area.facilitators)
    assert one == ("Session 2: Who facilitates?", f"{first}, {third.user}", f"{first}, {second}")


def test_what_was_typed_of_a_session_that_is_off_meanwhile_is_shown_and_the_rest_saved(
    area, coordinator, client
):
    build.area_with_sessions(area)
    client.as_(coordinator).post(at(area, "sessions-plan"), four(area))
    mine = four(area, venue_3="Church hall", venue_4="Barn", day_3_day="x")
    cycle.cancel(session(area), reason="Snow", by=area.facilitator)
    page = client.as_(coordinator).post(at(area, "sessions-plan"), mine)
    assert both(page) == [
        ("Session 3", "Cancelled", None),
        ("Session 3: Date", "17 March 2027", "x March 2027"),
        ("Session 3: Venue, or whose online meeting", "Hall 3", "Church hall"),
        ("Session 4: Venue, or whose online meeting", "Hall 4", "Barn"),
    ]
    assert session(area, 4).venue == "Hall 4"
    client.as_(coordinator).post(at(area, "sessions-plan"), again(page, **mine))
    assert (session(area, 4).venue, session(area).venue) == ("Barn", "Hall 3")


def test_working_dates_out_keeps_the_state_that_the_page_was_made_from(area, coordinator, client):
    build.area_with_sessions(area)
    mine = four(area, act="dates", gap="16")
    client.as_(coordinator).post(at(area, "sessions-plan"), four(area))
    page = client.as_(coordinator).post(at(area, "sessions-plan"), mine)
    assert {int(page.context["form"][f"revision_{n}"].value()) for n in (1, 2, 3, 4)} == {1}
