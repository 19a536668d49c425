"""What follows when a session is moved or does not go ahead: windows of notes, mail, the agenda."""

from __future__ import annotations

from datetime import date, timedelta

from pipd.kit import mail
from pipd.kit.models import OutgoingMail
from tests import build
from tests.workshops.test_cycle import LATER, move, off, sessions, slot, third
from workshops import agenda, cycle, line, windows
from workshops.models import Workshop


def told(kind: str) -> int:
    return OutgoingMail.objects.filter(kind=kind).count()


# What follows


def window_of(workshop: Workshop) -> tuple[object, object]:
    note = build.note_of(workshop)
    return note.window_ends_at, note.closes_at


def test_notes_before_a_moved_session_keep_up_with_it(area):
    first = build.circulated(area)
    second = sessions(area)[1]
    closes = window_of(first)[1]
    moved = move(area, second, date(2027, 2, 22))
    until, later = window_of(first)
    assert (until, later > closes) == (moved.ends_at, True)


def test_notes_before_a_postponed_session_are_answered_online_and_nobody_has_less_time(area):
    first = build.circulated(area)
    closes = window_of(first)[1]
    off(area, sessions(area)[1])
    assert window_of(first) == (closes, closes)
    assert windows.following(first) is None


def test_notes_before_a_cancelled_session_go_to_the_one_after(area):
    first = build.circulated(area)
    off(area, sessions(area)[1], cycle.cancel)
    assert window_of(first)[0] == third(area).ends_at


def test_notes_whose_time_is_over_are_not_opened_again(area):
    first = build.circulated(area)
    build.after_the_window(first)
    before = window_of(first)
    off(area, third(area))
    assert window_of(first) == before


def test_the_group_is_told_of_what_holds_and_gets_a_file(area):
    group = len(area.participants + area.facilitators)
    workshop = third(area)
    assert told("sessions_confirmed") == group
    move(area, workshop)
    off(area, workshop)
    off(area, workshop, cycle.cancel)
    assert [told(f"session_{kind}") for kind in ("moved", "postponed", "cancelled")] == [group] * 3
    rows = OutgoingMail.objects.filter(kind__startswith="session")
    assert all("BEGIN:VEVENT" in row.calendar for row in rows)
    assert [row for row in rows if "Snow" in row.body_text + row.body_html + row.calendar] == []
    names = [str(seat.user) for seat in area.participants]
    assert [row for row in rows if any(name in row.body_text + row.calendar for name in names)] == []


def test_mail_brings_the_file_as_an_attachment(area, mailoutbox):
    build.area_with_sessions(area)
    row = OutgoingMail.objects.filter(kind="sessions_confirmed").first()
    mail.send(row.pk)
    [attached] = mailoutbox[0].attachments
    assert (attached[0], attached[1].count("BEGIN:VEVENT")) == ("sessions.ics", 4)


# The agenda


def steps(group: build.Group) -> list[line.SeatStep]:
    return line.steps(group.area, group.la_officer)


def items(group: build.Group, number: int) -> list[tuple[str, str]]:
    row = steps(group)
    return agenda.of(row[number - 1], row)


def test_the_agenda_begins_with_the_notes_of_the_session_before(area):
    build.area_with_sessions(area)
    assert items(area, 1) == [("Where we are", "")]
    assert items(area, 2) == [("Agree the notes of session 1", ""), ("What gets in the way", "")]


def test_the_agenda_passes_over_a_cancelled_session(area):
    off(area, third(area), cycle.cancel)
    assert items(area, 4)[0][0] == "Agree the notes of session 2"


def test_the_agenda_says_when_notes_are_cleared_already(area):
    build.note_at("cleared", area)
    assert items(area, 2)[0] == ("Agree the notes of session 1", "They are cleared already.")


def test_further_topics_follow_the_topic(area):
    workshop = third(area)
    cycle.change(workshop, slot(area, workshop, further_topics="Lunch\n\nThe fund"), by=area.facilitator)
    assert [words for words, _ in items(area, 3)][1:] == ["What would help", "Lunch", "The fund"]


def test_moving_a_later_session_gives_nobody_more_time(area):
    """Session 2 is put off, so the notes of session 1 are answered by email; session 3 has no part in that."""
    first = build.circulated(area)
    off(area, sessions(area)[1])
    before = window_of(first)
    build.forward_to(before[1] - timedelta(days=3))
    move(area, third(area), LATER)
    assert window_of(first) == before


def test_cancelling_what_was_postponed_gives_nobody_more_time(area):
    first = build.circulated(area)
    for session in sessions(area)[2:]:
        off(area, session, cycle.cancel)
    off(area, sessions(area)[1])
    before = window_of(first)
    build.forward_to(before[1] - timedelta(days=3))
    off(area, Workshop.objects.select_related("area__programme").get(area=area.area, number=2), cycle.cancel)
    assert window_of(first) == before
