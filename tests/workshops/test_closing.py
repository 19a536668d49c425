"""Session 4 has no next session: ten working days by email, extended once, or a closing meeting (domain E5, 3F)."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from partnerships.membership import NotPossible
from pipd import digest
from pipd.kit import clock, workdays
from pipd.kit.models import OutgoingMail
from tests import build
from tests.client import Client
from tests.workshops.acts import all_fair, approve, cleared_numbers
from workshops import cycle, windows
from workshops.clearance import closing, room
from workshops.clearance.working import Note, Responder
from workshops.models import ClearedPoint

DAY = timedelta(days=1)


@pytest.fixture
def fourth(area: build.Group) -> build.Workshop:
    return build.circulated(area, 4)


def closes(workshop: build.Workshop) -> object:
    return build.note_of(workshop).closes_at


def later(days: int) -> None:
    clock.set_to(clock.now() + days * DAY)


def hold_meeting(area: build.Group, workshop: build.Workshop, here: list[build.Seat]) -> None:
    """A meeting two days from now at 10am is set, its time comes, and `here` are in the room."""
    at = clock.local((clock.now() + 2 * DAY).date(), 10)
    closing.set_meeting(workshop, at=at, by=area.facilitator)
    build.forward_to(at)
    ids = [build.responder(workshop, seat).pk for seat in here]
    room.say_who_is_here(workshop, here=ids, by=area.facilitator)


def test_notes_of_session_4_clear_by_correspondence_without_a_fifth_session(area, fourth):
    """Domain 3N, 12 and R33: answers of enough of both sectors clear them; no session follows."""
    assert closes(fourth) == workdays.deadline(workdays.add_wd(clock.today(), 10))
    all_fair(area, fourth)
    approve(area, fourth)
    assert cleared_numbers(fourth) == [1, 2, 3]


def test_what_correspondence_left_unsettled_is_left_out_and_the_rest_clears(area, fourth):
    """Domain E4: agreed points can be approved, the rest are left out; the next session was never blocked."""
    for seat in area.la[:2] + area.tso[:2]:
        build.answer(fourth, seat, numbers=[1])
    build.after_the_window(fourth)
    approve(area, fourth)
    assert cleared_numbers(fourth) == [1]


def test_unsettled_notes_go_on_for_ten_working_days_after_the_next_session(area):
    """Domain E4: what the room leaves open goes to correspondence; session 3 is held meanwhile."""
    workshop = build.circulated(area)
    second = build.area_with_sessions(area)[1]
    assert closes(workshop) == workdays.deadline(workdays.add_wd(second.local_start.date(), 10))
    build.delivered(area, 2)  # nothing of session 1 is agreed, and session 2 is held
    all_fair(area, workshop)
    approve(area, workshop)
    assert cleared_numbers(workshop) == [1, 2, 3]


def test_a_postponed_next_session_means_correspondence_at_once(area):
    workshop = build.delivered(area)
    build.write_up(area, workshop, build.uncleared_texts(area))
    following = build.Workshop.objects.get(area=area.area, number=2)
    cycle.postpone(following, reason="Snow", by=area.facilitator)
    build.circulating.circulate(workshop, by=area.facilitator)
    note = build.note_of(workshop)
    ten = workdays.deadline(workdays.add_wd(clock.today(), 10))
    assert (note.window_ends_at, note.closes_at) == (ten, ten)
    assert closing.extend(workshop, by=area.facilitator) == windows.by_correspondence(area.programme, ten)


def test_notes_before_a_cancelled_session_are_agreed_at_the_one_after(area):
    workshop = build.delivered(area)
    build.write_up(area, workshop, build.uncleared_texts(area))
    cycle.cancel(build.Workshop.objects.get(area=area.area, number=2), reason="Snow", by=area.facilitator)
    build.circulating.circulate(workshop, by=area.facilitator)
    third = build.Workshop.objects.get(area=area.area, number=3)
    assert build.note_of(workshop).window_ends_at == third.ends_at


# The extension


def test_time_is_extended_once_by_ten_working_days(area, fourth):
    """Domain E5: extension once by 10 working days."""
    before = closes(fourth)
    closing.extend(fourth, by=area.facilitator)
    assert closes(fourth) == workdays.deadline(workdays.add_wd(before.date(), 10))
    with pytest.raises(NotPossible, match="It can be extended once"):
        closing.extend(fourth, by=area.other_facilitator)


def test_time_that_is_over_is_not_extended(area, fourth):
    build.after_the_window(fourth)
    with pytest.raises(NotPossible, match="over"):
        closing.extend(fourth, by=area.facilitator)


def test_notes_agreed_at_the_next_session_are_not_extended(area):
    workshop = build.circulated(area)
    with pytest.raises(NotPossible, match="agreed at session 2"):
        closing.extend(workshop, by=area.facilitator)


@pytest.mark.parametrize("who", ["la_lead", "coordinator"])
def test_only_facilitators_set_how_notes_end(area, fourth, who):
    seat = getattr(area, who)
    for act in (
        lambda: closing.extend(fourth, by=seat),
        lambda: closing.set_meeting(fourth, at=clock.now() + DAY, by=seat),
        lambda: closing.call_off(fourth, by=seat),
        lambda: closing.closing_page(fourth, seat),
    ):
        with pytest.raises(PermissionDenied):
            act()


# The closing meeting


def test_two_of_each_sector_present_and_agreeing_clear_it_though_others_are_silent(area):
    """Domain 3N, 21, at the closing meeting of session 4: present people are kept on the note."""
    fourth = build.circulated(area, 4, la=6, tso=6)
    hold_meeting(area, fourth, area.la[:2] + area.tso[:2])
    build.all_present_agree(area, fourth)
    approve(area, fourth)
    assert cleared_numbers(fourth) == [1, 2, 3]


def test_control_one_of_a_sector_present_clears_nothing(area):
    fourth = build.circulated(area, 4, la=6, tso=6)
    hold_meeting(area, fourth, area.la[:2] + area.tso[:1])
    build.all_present_agree(area, fourth)
    with pytest.raises(NotPossible):
        approve(area, fourth)
    assert ClearedPoint.objects.count() == 0


def test_room_opens_on_the_day_of_the_meeting_alone(area, fourth):
    at = clock.local((clock.now() + 3 * DAY).date(), 14)
    closing.set_meeting(fourth, at=at, by=area.facilitator)
    said = {}
    for hours in (-24, -1, 0, 6, 24):
        clock.set_to(at + timedelta(hours=hours))
        said[hours] = room.why_not(fourth).split(",")[0].split(" is over")[0]
    assert said[-24].startswith("Room mode opens on ")
    assert (said[-1], said[0], said[6], said[24]) == ("Room mode opens at 2pm", "", "", "The closing meeting")


def test_moving_the_meeting_empties_the_room(area, fourth):
    hold_meeting(area, fourth, area.la[:2] + area.tso[:2])
    closing.set_meeting(fourth, at=clock.now() + DAY, by=area.facilitator)
    assert not Responder.objects.filter(present_since__isnull=False).exists()
    with pytest.raises(NotPossible):
        build.all_present_agree(area, fourth)


def test_meeting_lies_ahead_and_before_answers_close(area, fourth):
    for at, told in ((clock.now() - DAY, "still to come"), (closes(fourth), "before answers close")):
        with pytest.raises(NotPossible, match=told):
            closing.set_meeting(fourth, at=at, by=area.facilitator)


def test_sessions_1_to_3_have_no_closing_meeting(area):
    workshop = build.circulated(area)
    with pytest.raises(NotPossible, match="agreed at the next session"):
        closing.set_meeting(workshop, at=clock.now() + DAY, by=area.facilitator)


def test_those_who_were_there_and_facilitators_are_told_when_it_is_and_when_it_is_called_off(area, fourth):
    closing.set_meeting(fourth, at=clock.now() + DAY, by=area.facilitator)
    closing.call_off(fourth, by=area.facilitator)
    told = OutgoingMail.objects.filter(kind__startswith="closing_meeting")
    assert (
        sorted(told.values_list("kind", flat=True)) == ["closing_meeting"] * 8 + ["closing_meeting_off"] * 8
    )
    people = [*area.la[:3], *area.tso[:3], *area.facilitators]
    assert {row.recipient for row in told} == {seat.user_id for seat in people}
    assert Note.objects.get(workshop=fourth).closing_meeting_by is None


# Reminders by the list of the day


def days_told(seat: build.Seat, workshop: build.Workshop) -> list[int]:
    """How many working days before answers close the list of `seat` tells of these notes, from their sending on."""
    last = closes(workshop).astimezone(clock.LONDON).date()
    found = []
    while clock.today() <= last:
        if workdays.is_working_day(clock.today()):
            clock.set_to(clock.local(clock.today(), 8, 30))
            rows = digest.digest_for(seat.user, clock.today())
            if any(row.kind == "note to check" and row.subject == workshop.pk for row in rows):
                found.append(workdays.between(clock.today(), last))
            digest.queue_for(seat.user, clock.today())
        clock.set_to(clock.now() + DAY)
    return found


def test_clearance_chaser_reaches_non_responders_alone(area, fourth):
    """Domain 3J: at the start, five and two working days before the deadline, to those who have not answered."""
    build.answer(fourth, area.la[0])
    start = clock.now()
    silent = days_told(area.la[1], fourth)
    clock.set_to(start)
    assert days_told(area.la[0], fourth) == []
    assert {5, 2} <= set(silent)
    assert silent[0] == 5  # that they were sent is told at once, by a mail of its own


# The page


def address(page: str) -> str:
    return reverse(f"workshops:{page}", kwargs={"area": "quillshire", "number": 4})


@pytest.fixture
def facilitator(area: build.Group, fourth: build.Workshop) -> Client:
    return Client().as_(area.facilitator, may_see=area.words.uncleared)


@pytest.mark.parametrize("typed", ["10am", "10:00", "10.00am"])
def test_page_sets_the_meeting_and_calls_it_off(fourth, facilitator, typed):
    day = (clock.now() + 3 * DAY).date()
    told = {"day_day": day.day, "day_month": day.month, "day_year": day.year, "at": typed}
    page = facilitator.post(address("note-closing"), told, follow=True).content.decode()
    assert "The closing meeting is at 10am on" in page
    assert build.note_of(fourth).closing_meeting_at == clock.local(day, 10)
    off = facilitator.post(address("meeting-off"), follow=True).content.decode()
    assert "There is no closing meeting." in off


@pytest.mark.parametrize(("typed", "hour", "shown"), [("2.30pm", 14.5, "2.30pm"), ("noon", 12, "midday")])
def test_the_form_begins_with_the_meeting_that_is_set(fourth, facilitator, typed, hour, shown):
    day = (clock.now() + 3 * DAY).date()
    told = {"day_day": day.day, "day_month": day.month, "day_year": day.year, "at": typed}
    page = facilitator.post(address("note-closing"), told, follow=True).content.decode()
    assert build.note_of(fourth).closing_meeting_at == clock.local(day, int(hour), int(hour % 1 * 60))
    for name, value in (
        ("day_day", day.day),
        ("day_month", day.month),
        ("day_year", day.year),
        ("at", shown),
    ):
        tag = re.search(rf'<input[^>]*name="{name}"[^>]*>', page)
        assert tag, name
        assert f'value="{value}"' in tag[0]


@pytest.mark.parametrize("typed", ["25:00", "soon", "13pm", "10.75"])
def test_a_time_that_is_none_is_refused_and_kept(facilitator, typed):
    page = facilitator.post(address("note-closing"), {"at": typed}).content.decode()
    assert "Enter a time such as 10am or 2.30pm" in page
    assert f'value="{typed}"' in page


def test_page_extends_once(fourth, facilitator):
    assert "Extend the time for answers" in facilitator.get(address("note-closing")).content.decode()
    page = facilitator.post(address("note-extend"), follow=True).content.decode()
    assert "Answers are taken until" in page
    assert "It can be extended once." in page


def test_check_page_tells_of_the_meeting(area, fourth):
    closing.set_meeting(fourth, at=clock.now() + DAY, by=area.facilitator)
    client = Client().as_(area.la[0], may_see=area.words.uncleared)
    assert "Closing meeting" in client.get(address("note-check")).content.decode()
