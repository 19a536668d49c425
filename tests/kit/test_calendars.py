"""Calendar files: what people typed stays text, times hold across the change of clocks, entries can be replaced."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from icalendar import Calendar

from pipd.kit import calendars, clock
from pipd.kit.calendars import Entry, Status

HOSTILE = [
    "Hall\nEND:VEVENT\nBEGIN:VEVENT\nSUMMARY:Free beer",
    "Hall\r\nATTENDEE:mailto:x@evil.example",
    'a;b,c\\n:d"e"',
    "\u202egnp.exe",
    "قاعة المدينة",
    "🏛️ " * 40,
    "x" * 400,
    "BEGIN:VALARM\nACTION:AUDIO\nEND:VALARM",
    "\x00\x07Hall\x85\u2028two",
]


def entry(**changes: object) -> Entry:
    start = clock.local(date(2027, 3, 15), 10)
    given = {"uid": "one@pipd", "sequence": 3, "starts_at": start, "ends_at": start + timedelta(hours=3)}
    return Entry(**{**given, "summary": "Session 3", **changes})


def events(text: str) -> list:
    return [part for part in Calendar.from_ical(text).walk() if part.name != "VCALENDAR"]


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("field", ["summary", "place", "details"])
def test_what_people_typed_makes_no_entry_or_line_of_its_own(base_moment, field, words):
    text = calendars.written([entry(**{field: words})])
    found = events(text)
    assert [part.name for part in found] == ["VEVENT"]
    unfolded = text.replace("\r\n ", "")
    names = [line.partition(":")[0].partition(";")[0] for line in unfolded.split("\r\n")]
    assert names.count("BEGIN") == names.count("END") == 2
    assert {"ATTENDEE", "ACTION"} & set(names) == set()
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert not any(char in text for char in "\x00\x07\x85\u2028\u202e")


def test_control_a_file_written_by_hand_would_let_it_through():
    words = HOSTILE[0]
    text = f"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:{words}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    assert len(events(text.replace("\n", "\r\n").replace("\r\r", "\r"))) == 2


def test_titles_keep_their_words(base_moment):
    [event] = events(
        calendars.written([entry(summary="Cost; who pays, when\\ever", place="Room 🏛️\nsecond floor")])
    )
    assert (event["summary"], event["location"]) == ("Cost; who pays, when\\ever", "Room 🏛️ second floor")


@pytest.mark.parametrize("day", [date(2027, 3, 26), date(2027, 3, 30), date(2027, 10, 29), date(2027, 11, 2)])
def test_ten_stays_ten_on_either_side_of_the_change_of_clocks(base_moment, day):
    start = clock.local(day, 10)
    [event] = events(calendars.written([entry(starts_at=start, ends_at=clock.local(day, 13))]))
    local = event["dtstart"].dt.astimezone(clock.LONDON)
    assert (local.date(), local.hour, event["dtend"].dt.astimezone(clock.LONDON).hour) == (day, 10, 13)


def test_uid_and_sequence_are_those_given(base_moment):
    [event] = events(calendars.written([entry(status=Status.CANCELLED)]))
    told = (event["uid"], event["sequence"], event["status"], event["transp"])
    assert told == ("one@pipd", 3, "CANCELLED", "TRANSPARENT")


def test_a_file_publishes_and_asks_nobody(base_moment):
    calendar = Calendar.from_ical(calendars.written([entry()], name="Mine\nX"))
    assert (calendar["method"], calendar["version"], calendar["x-wr-calname"]) == ("PUBLISH", "2.0", "Mine X")
    assert "attendee" not in calendar.walk("VEVENT")[0]
