"""The pages of a recording: consent, who has not agreed, when it goes; and what is owed of it."""

from __future__ import annotations

from partnerships import consent_words, membership
from tests import build
from tests.workshops.test_pages_area import at, text
from tests.workshops.test_recordings import agree, stored, there
from workshops import recordings, scheduling

# Pages


def test_page_names_who_has_not_agreed_to_facilitators_alone(area, coordinator, client):
    build.area_with_sessions(area)
    agree(*area.participants[:-1])
    missing = str(area.participants[-1].user)
    page = text(client.as_(area.facilitator).get(at(area, "session-recording", 1)))
    assert "Notes only." in page
    assert (f"{missing}: " in page, missing in page) == (False, True)
    assert f"{area.la[0].user}: online, on" in page
    for seat in (area.la_lead, coordinator):
        assert client.as_(seat).get(at(area, "session-recording", 1)).status_code == 403


def test_page_refuses_yes_and_keeps_what_was_typed(area, client):
    build.delivered(area)
    day = recordings.last_day(stored(area))
    data = {
        "made": "yes", "held_by": "The university", "revision": 0,
        "destroy_on_day": day.day, "destroy_on_month": day.month, "destroy_on_year": day.year,
    }  # fmt: skip
    reader = client.as_(area.facilitator)
    offered = text(reader.get(at(area, "session-recording", 1)))
    assert ("Confirm: notes only" in offered, "who holds" in offered) == (True, False)
    page = reader.post(at(area, "session-recording", 1), data)
    assert recordings.NOT_ALL in text(page)
    assert 'value="The university"' in page.content.decode()
    agree(*there(area))
    reader.post(at(area, "session-recording", 1), data)
    facts = text(client.as_(area.la_officer).get(at(area, "session-detail", 1)))
    assert "Held by The university, to be destroyed by" in facts
    reader.post(at(area, "recording-destroyed", 1))
    assert "Destroyed on" in text(client.as_(area.la_officer).get(at(area, "session-detail", 1)))


def test_page_asks_for_holder_and_day_of_a_recording_alone(area, client):
    build.delivered(area)
    reader = client.as_(area.facilitator)
    page = text(reader.post(at(area, "session-recording", 1), {"made": "yes"}))
    assert "Enter who holds the recording" in page
    assert "Enter the day by which it is destroyed" in page
    reader.post(at(area, "session-recording", 1), {"made": "no", "destroy_on_day": "x", "revision": 0})
    assert "None: notes only" in text(reader.get(at(area, "session-detail", 1)))


def test_consent_page_shows_the_words_and_takes_both_answers(area, client):
    reader, address = client.as_(area.la_officer), at(area, "recording-consent")
    page = text(reader.get(address))
    assert all(words in page for words in consent_words.RECORDING_WORDS)
    reader.post(address, {"act": "give", "read": consent_words.IN_FORCE["recording"]})
    assert "You agreed on 4 January 2027." in text(reader.get(address))
    reader.post(address, {"act": "withdraw"})
    assert "You have not agreed." in text(reader.get(address))
    assert client.as_(area.facilitator).get(address).status_code == 403


def test_who_left_finds_only_the_way_to_take_consent_back(area, client):
    seat, address = area.la_officer, at(area, "recording-consent")
    agree(seat)
    membership.leave(seat, by=seat)
    reader = client.as_(seat)
    assert "Take it back" in text(reader.get(address))
    reader.post(address, {"act": "withdraw"})
    assert "I agree to be recorded" not in text(reader.get(address))
    assert reader.post(address, {"act": "give"}).status_code == 403


def test_expected_are_those_who_take_part_on_the_day(area):
    workshop = build.area_with_sessions(area)[0]
    assert recordings.agreed(workshop).people == len(scheduling.expected_at(workshop)) == 12


def test_before_a_session_those_who_come_are_asked_for_their_consent(area):
    """Domain E2: not who sent apologies; whoever agreed to stand in."""
    first = build.area_with_sessions(area)[0]
    seat = build.substitute(area, first, area.la_officer)
    missing = recordings.agreed(first).missing
    assert area.la_officer not in missing
    assert seat in missing
    assert len(missing) == len(area.participants)
