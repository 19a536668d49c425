"""The deadlines of notes, each said in one place: what is asked by when, and what is late."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from pipd.kit import clock, workdays
from tests import build
from tests.client import Client
from workshops import late, line, owed, windows
from workshops.clearance import circulating, reading

pytestmark = pytest.mark.django_db


def test_board_home_and_line_agree_on_when_notes_are_to_be_sent(area):
    workshop = build.delivered(area)
    due = windows.send_by(workshop)
    step = next(step for step in line.steps(area.area, area.facilitator) if step.number == 1)
    asked = next(row for row in owed.owed([area.facilitator]) if row.kind == "note to write up")
    assert step.send_by == asked.due_at == due
    clock.set_to(due)
    assert late.late([area.area]) == {}
    clock.set_to(due + build.MINUTE)
    assert list(late.late([area.area])) == [area.area.pk]


def test_nobody_can_say_when_notes_are_due_beyond_the_known_bank_holidays(area):
    workshop = build.delivered(area)
    workshop.starts_at = clock.local(workdays.last_known_day(), 10)
    assert windows.send_by(workshop) is None


def test_people_are_asked_by_the_session_and_then_by_the_end_of_answers(area):
    workshop = build.circulated(area)
    until, closes_at = build.note_of(workshop).window_ends_at, build.note_of(workshop).closes_at
    assert reading.state_of(workshop).answer_by == until
    clock.set_to(until + timedelta(hours=1))
    state = reading.state_of(workshop)
    assert (state.answer_by, state.is_open) == (closes_at, True)
    clock.set_to(closes_at)
    assert not reading.state_of(workshop).is_open


def test_answers_may_be_changed_until_answers_close(area):
    workshop = build.circulated(area)
    build.answer(workshop, area.la_officer)
    clock.set_to(build.note_of(workshop).window_ends_at + timedelta(hours=1))
    address = reverse("workshops:note-checked", kwargs={"area": area.slug, "number": 1})
    page = Client().as_(area.la_officer, may_see=area.words.uncleared).get(address).content.decode()
    assert windows_words(build.note_of(workshop).closes_at) in page


def windows_words(moment) -> str:
    local = moment.astimezone(clock.LONDON)
    return f"{local:%A} {local.day} {local:%B}"


def test_notes_sent_again_are_not_agreed_in_the_room_on_their_last_day(area):
    workshop = build.note_at("parked", area)
    circulating.circulate(workshop, by=area.facilitator)
    clock.set_to(build.note_of(workshop).closes_at - timedelta(hours=6))
    step = line.steps(area.area, area.facilitator)[0]
    assert (step.is_open, step.settles_today) == (True, False)


def test_line_is_the_same_for_every_area_in_one_query(area, neighbour, django_assert_num_queries):
    build.note_at("circulated", area)
    with django_assert_num_queries(1):
        lines = line.lines([area.area, neighbour.area])
        told = [(step.number, step.words, step.kind) for step in lines[area.area.pk]]
    assert told[0] == (1, "Sent for checking", "wait")
    assert [number for number, *_ in told] == [1, 2, 3, 4]
    assert lines[neighbour.area.pk] == []
