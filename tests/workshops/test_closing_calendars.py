"""The closing meeting of session 4 in people's calendars: set, moved, called off (domain 3F, I-16)."""

from __future__ import annotations

import re

import pytest
from django.db import IntegrityError, transaction
from icalendar import Calendar

from partnerships.membership import NotPossible
from pipd.calendar import calendar_of
from pipd.home import seats_of
from pipd.kit import clock
from pipd.kit.models import LogEntry, OutgoingMail
from tests import build
from tests.workshops.acts import all_fair, approve, park
from tests.workshops.test_closing import DAY, closes, hold_meeting
from workshops import windows
from workshops.clearance import closing, countersigning, reopening, verifying
from workshops.clearance.working import Note
from workshops.models import ClearedPoint
from workshops.owed import owed


@pytest.fixture
def fourth(area: build.Group) -> build.Workshop:
    return build.circulated(area, 4)


def events(calendar: str) -> list[tuple[str, int, str, object]]:
    """Id, sequence, status and beginning of every closing meeting in a calendar file."""
    found = Calendar.from_ical(calendar).walk("VEVENT")
    return [
        (str(e["uid"]), int(e["sequence"]), str(e["status"]), e["dtstart"].dt)
        for e in found
        if "losing meeting" in str(e["summary"])
    ]


def mailed(area: build.Group, seat: build.Seat) -> list[tuple[str, int, str, object]]:
    """What the mails about the meeting brought `seat`, in order."""
    rows = OutgoingMail.objects.filter(kind__startswith="closing_meeting", recipient=seat.user_id)
    found = [event for row in rows for event in events(row.calendar)]
    return sorted(found, key=lambda event: event[1])


def feed(seat: build.Seat) -> list[tuple[str, int, str, object]]:
    return events(calendar_of(seats_of(seat.user)))


def test_the_meeting_is_one_entry_in_calendars_set_moved_and_called_off(area, fourth):
    first, second = clock.now() + DAY, clock.now() + 2 * DAY
    uid, seen = f"closing-{fourth.pk}@pipd", []
    for act in (
        lambda: closing.set_meeting(fourth, at=first, by=area.facilitator),
        lambda: closing.set_meeting(fourth, at=second, by=area.facilitator),
        lambda: closing.call_off(fourth, by=area.facilitator),
        lambda: closing.set_meeting(fourth, at=first, by=area.facilitator),
    ):
        act()
        seen.append(feed(area.la_lead))
    wanted = [(first, "CONFIRMED"), (second, "CONFIRMED"), (second, "CANCELLED"), (first, "CONFIRMED")]
    expected = [(uid, n, status, at) for n, (at, status) in enumerate(wanted, start=1)]
    assert seen == [[event] for event in expected]
    for seat in (area.la_lead, area.other_facilitator):
        assert mailed(area, seat) == expected


def test_calendars_of_those_who_were_asked_or_facilitate_alone_hold_it(area, neighbour, fourth):
    closing.set_meeting(fourth, at=clock.now() + DAY, by=area.facilitator)
    people = [area.la_lead, area.tso[2], area.other_facilitator]
    others = [area.la[5], area.coordinator, neighbour.la_lead, neighbour.facilitator]
    assert [len(feed(seat)) for seat in people + others] == [1, 1, 1, 0, 0, 0, 0]
    assert mailed(area, area.la[5]) == []


def approved_by_two(area: build.Group, workshop: build.Workshop) -> None:
    """Nobody approves for five working days, so one of each sector does."""
    build.forward_to(windows.countersign_from(clock.now()))
    for seat in (area.la_lead, area.tso_lead):
        page = countersigning.page(workshop, seat)
        assert page is not None
        countersigning.countersign(workshop, seen=page.seen, by=seat)


@pytest.mark.parametrize("clear", [approve, approved_by_two])
def test_a_meeting_nothing_is_left_for_is_called_off_once_the_notes_are_cleared(area, fourth, clear):
    at = closes(fourth) - DAY
    closing.set_meeting(fourth, at=at, by=area.facilitator)
    all_fair(area, fourth)
    clear(area, fourth)
    uid = f"closing-{fourth.pk}@pipd"
    for seat in (area.la_lead, area.tso[2], area.other_facilitator):
        assert mailed(area, seat) == [(uid, 1, "CONFIRMED", at), (uid, 2, "CANCELLED", at)]
        assert feed(seat) == [(uid, 2, "CANCELLED", at)]
    off = OutgoingMail.objects.filter(kind="closing_meeting_off")
    assert off.count() == 8
    assert all(
        "is not held. The notes are cleared already." in " ".join(row.body_text.split()) for row in off
    )
    assert [("Read the record" in row.body_text) != ("See the notes" in row.body_text) for row in off] == [
        True
    ] * 8
    assert LogEntry.objects.filter(verb="closing meeting called off").count() == 1
    assert build.note_of(fourth).closing_meeting_at is None
    assert list(verifying.verify()) == []


@pytest.mark.parametrize("end", [approve, park], ids=["cleared", "parked"])
def test_control_a_meeting_that_was_held_stays(area, fourth, end):
    """Notes are parked once answers are closed, and the meeting lies before that."""
    at = clock.now() + DAY
    closing.set_meeting(fourth, at=at, by=area.facilitator)
    if end is approve:
        all_fair(area, fourth)
        build.forward_to(at + DAY)
    else:
        build.after_the_window(fourth)
    end(area, fourth)
    assert build.note_of(fourth).state in ("cleared", "parked")
    assert feed(area.la_lead) == [(f"closing-{fourth.pk}@pipd", 1, "CONFIRMED", at)]
    assert not OutgoingMail.objects.filter(kind="closing_meeting_off").exists()


def test_notes_opened_again_have_no_meeting_until_one_is_set(area, fourth):
    at = clock.now() + 3 * DAY
    closing.set_meeting(fourth, at=at, by=area.facilitator)
    all_fair(area, fourth)
    approve(area, fourth)
    reopening.ask(fourth, [ClearedPoint.objects.earliest("number").origin], reason="x", by=area.la_lead)
    reopening.agree(fourth, by=area.tso_lead)
    reopening.agree(fourth, by=area.facilitator)
    uid = f"closing-{fourth.pk}@pipd"
    assert feed(area.la_lead) == [(uid, 2, "CANCELLED", at)]
    closing.set_meeting(fourth, at=at, by=area.facilitator)
    assert feed(area.la_lead) == [(uid, 3, "CONFIRMED", at)]


@pytest.mark.parametrize(
    ("act", "wrong"),
    [
        ("set", {"closing_meeting_was_at": True}),
        ("set", {"closing_meeting_sequence": 0}),
        ("called off", {"closing_meeting_sequence": 0}),
    ],
    ids=["on and off", "on without a sequence", "off without a sequence"],
)
def test_the_database_refuses(area, fourth, act, wrong):
    closing.set_meeting(fourth, at=clock.now() + DAY, by=area.facilitator)
    if act == "called off":
        closing.call_off(fourth, by=area.facilitator)
    values = {name: clock.now() if value is True else value for name, value in wrong.items()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Note.objects.filter(workshop=fourth).update(**values)


def test_no_word_of_the_notes_and_no_name_is_in_the_file(area, fourth):
    closing.set_meeting(fourth, at=clock.now() + DAY, by=area.facilitator)
    for row in OutgoingMail.objects.filter(kind="closing_meeting"):
        plain = row.calendar.replace("\n ", "")
        assert re.findall("QUAGGA|HOOPOE", plain) == []
        assert [
            str(seat.user) for seat in area.participants + area.facilitators if str(seat.user) in plain
        ] == []


def test_a_meeting_that_has_begun_is_not_called_off(area, fourth):
    hold_meeting(area, fourth, area.la[:2])
    with pytest.raises(NotPossible, match="has begun"):
        closing.call_off(fourth, by=area.facilitator)


def test_facilitators_and_those_who_answer_are_owed_the_meeting(area, fourth):
    closing.set_meeting(fourth, at=clock.now() + DAY, by=area.facilitator)
    assert "closing meeting" in {thing.kind for thing in owed([area.facilitator])}
    checks = [thing.what for thing in owed([area.la[0]]) if thing.kind == "note to check"]
    assert "They are agreed together at" in checks[0]
