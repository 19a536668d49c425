"""Two who record who came to a session, or whether it was recorded: the older page is told, and loses nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipd.kit import revisions
from tests import build
from tests.workshops.older_pages import again, both, session, unguarded
from tests.workshops.test_pages_area import at, text
from tests.workshops.test_pages_sessions import came
from tests.workshops.test_recordings import agree, there
from workshops import cycle, recordings, scheduling, slots
from workshops.models import Attendance, Recording, Workshop

# Who came


@pytest.fixture
def begun(area: build.Group) -> Workshop:
    workshop = build.area_with_sessions(area)[0]
    build.forward_to(workshop.starts_at)
    return workshop


def test_recording_who_came_from_an_older_page_shows_both_and_overwrites_nobody(area, begun, client):
    address = at(area, "session-attendance", 1)
    mine = came(area, absent=1, facilitated_by="1", deviation="The train was late")
    theirs = came(area, absent=2, facilitated_by="1", deviation="One of us was ill")
    client.as_(area.other_facilitator).post(address, theirs)
    page = client.as_(area.facilitator).post(address, mine)
    assert both(page) == [
        (str(area.la[1].user), "Absent", "Attended"),
        ("How many facilitators were there?", "One", "One"),
        ("If only one, why?", "One of us was ill", "The train was late"),
    ]
    assert "The train was late</textarea>" in page.content.decode()
    assert session(area, 1).deviation == "One of us was ill"
    assert Attendance.objects.filter(presence="absent").count() == 2
    client.as_(area.facilitator).post(address, again(page, **mine))
    assert session(area, 1).deviation == "The train was late"
    assert Attendance.objects.filter(presence="absent").count() == 1


def test_control_without_the_swap_who_came_is_overwritten(area, begun, client, monkeypatch):
    monkeypatch.setattr(revisions, "swap", unguarded)
    mine, address = came(area), at(area, "session-attendance", 1)
    client.as_(area.other_facilitator).post(
        address, came(area, absent=2, facilitated_by="1", deviation="Ill")
    )
    assert client.as_(area.facilitator).post(address, mine).status_code == 302
    assert session(area, 1).deviation == ""
    assert not Attendance.objects.filter(presence="absent").exists()


def test_before_anybody_has_recorded_it_another_venue_is_no_conflict(area, begun, client):
    mine = came(area)
    slot = replace(slots.slot_of(session(area, 1)), venue="Library", facilitators=tuple(area.facilitators))
    cycle.change(session(area, 1), slot, by=area.other_facilitator)
    assert client.as_(area.facilitator).post(at(area, "session-attendance", 1), mine).status_code == 302
    assert (session(area, 1).state, session(area, 1).venue) == ("delivered", "Library")


def test_recording_with_a_row_that_was_read_before_a_colleague_did_is_a_conflict(area, begun):
    read = session(area, 1)
    presence = dict.fromkeys(scheduling.expected_at(begun), "attended")
    scheduling.deliver(begun, presence=presence, by=area.facilitator)
    with pytest.raises(revisions.Conflict):
        scheduling.deliver(read, presence=dict.fromkeys(presence, "absent"), by=area.other_facilitator)
    assert not Attendance.objects.filter(presence="absent").exists()


# Whether it was recorded


def recorded(group: build.Group, **changes: object) -> dict[str, object]:
    day = recordings.last_day(session(group, 1))
    parts = {"destroy_on_day": day.day, "destroy_on_month": day.month, "destroy_on_year": day.year}
    return {"made": "yes", "held_by": "The university", "revision": 0, **parts, **changes}


def test_notes_only_is_not_overwritten_from_an_older_page(area, client):
    build.delivered(area)
    agree(*there(area))
    address, mine = at(area, "session-recording", 1), recorded(area)
    client.as_(area.other_facilitator).post(address, {"made": "no", "revision": 0})
    page = client.as_(area.facilitator).post(address, mine)
    assert both(page) == [
        ("Was the session recorded?", "No, notes only", "Yes"),
        ("If it was, who holds the recording?", "", "The university"),
        ("By which day is it destroyed?", "", "1 March 2027"),
    ]
    assert 'value="The university"' in page.content.decode()
    assert not Recording.objects.get().made
    client.as_(area.facilitator).post(address, again(page, **mine))
    assert Recording.objects.get().held_by == "The university"


def test_control_without_comparing_notes_only_is_overwritten(area, client):
    build.delivered(area)
    agree(*there(area))
    address = at(area, "session-recording", 1)
    client.as_(area.other_facilitator).post(address, {"made": "no", "revision": 0})
    stored = Recording.objects.get().revision
    client.as_(area.facilitator).post(address, recorded(area, revision=stored))
    assert Recording.objects.get().made


def test_a_recording_that_a_colleague_noted_stays_and_the_words_are_there_to_copy(area, client):
    build.delivered(area)
    agree(*there(area))
    address, mine = at(area, "session-recording", 1), recorded(area, held_by="Town hall safe")
    client.as_(area.other_facilitator).post(address, recorded(area))
    page = client.as_(area.facilitator).post(address, mine)
    assert ("If it was, who holds the recording?", "The university", "Town hall safe") in both(page)
    told = text(page)
    assert (
        "A recording that exists can only be destroyed. What you typed is shown here, and is not saved."
        in told
    )
    assert "in the form below" not in told
    assert Recording.objects.get().held_by == "The university"
