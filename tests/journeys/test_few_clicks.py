"""What is done often takes few clicks, from "What needs you" on: every press of the mouse is counted in the browser."""

from __future__ import annotations

import time
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests import build, figures
from tests.journeys.office import Office, Person
from workshops.clearance.working import Answer, LoggedPoint

STATEMENTS = 20
ON_PRESS = "addEventListener('pointerdown', () => window.pressed(), true)"


class Counted:
    """Somebody at the home page: the browser counts their presses from there on, on every page."""

    def __init__(self, office: Office, seat: build.Seat, width: int, words: frozenset[str]) -> None:
        self.person: Person = office.seat(seat, width=width)
        self.person.may_see = words
        self.page = self.person.page
        self.clicks = 0
        self.page.expose_function("pressed", self._pressed)
        self.page.add_init_script(ON_PRESS)
        self.person.opens("home")
        self.person.sees("What needs you")
        self.began = time.perf_counter()

    def _pressed(self) -> None:
        self.clicks += 1

    def link(self, words: str) -> None:
        self._onward(self.page.get_by_role("link", name=words).or_(self.page.locator("a", has_text=words)))

    def button(self, words: str) -> None:
        self._onward(self.page.locator("main").get_by_role("button", name=words))

    def _onward(self, place: Locator) -> None:
        with self.page.expect_navigation():
            place.first.click()

    def ticks(self, words: str) -> None:
        """By its label, as people do; the box itself is drawn beside it."""
        self.page.locator("label", has_text=words).first.click()

    def told(self, record_property: Any, what: str) -> int:
        seconds = time.perf_counter() - self.began
        figures.tell(record_property, what, f"{self.clicks} clicks, {seconds:.1f} s of pages and no reading")
        self.person.looks()
        assert self.clicks, "The browser counted nothing."
        return self.clicks


@pytest.fixture
def notes(moment: object, area: build.Group) -> build.Workshop:
    """Notes of twenty statements, sent; nobody has answered."""
    texts = [f"{area.words.note} statement {n}." for n in range(1, STATEMENTS + 1)]
    return build.circulated(area, texts=texts)


def test_twenty_statements_are_answered_with_six_clicks_where_all_is_fair(
    office: Office, area, notes, width, record_property
):
    officer = Counted(office, area.la[1], width, area.words.uncleared)
    officer.link("Check the notes of session 1")
    officer.ticks("Everything I have left blank above is a fair record")
    officer.button("Continue")
    officer.button("Send my answers")
    officer.person.is_at("You’ve checked the notes")
    what = f"checking {STATEMENTS} statements that are all fair, at {width} pixels"
    assert officer.told(record_property, what) <= 6
    given = Answer.objects.filter(responder__seat=area.la[1], verdict=Answer.Verdict.FAIR)
    assert given.count() == STATEMENTS


def test_an_answer_given_by_phone_is_recorded_with_six_clicks(
    office: Office, area, notes, width, record_property
):
    facilitator = Counted(office, area.facilitator, width, area.words.uncleared)
    facilitator.link("See how far the notes of session 1 are")
    facilitator.link(f"Record answers of {area.tso[1].user}")
    facilitator.ticks("says that everything left blank above is a fair record")
    facilitator.button("Continue")
    facilitator.ticks("By phone")
    facilitator.button("Record these answers")
    facilitator.person.is_told(f"{STATEMENTS} answers of {area.tso[1].user} recorded.")
    what = f"recording {STATEMENTS} answers given by phone, at {width} pixels"
    assert facilitator.told(record_property, what) <= 6
    assert Answer.objects.filter(responder__seat=area.tso[1]).count() == STATEMENTS


def test_one_point_is_logged_with_four_taps_at_most(office: Office, area, width, record_property):
    first = build.area_with_sessions(area)[0]
    build.forward_to(first.starts_at)
    officer = Counted(office, area.la[1], width, area.words.uncleared)
    officer.link("Be at session 1")
    officer.page.get_by_label("What was said?").click()
    officer.page.keyboard.type(f"{area.words.logged} as it was said")
    officer.page.get_by_role("button", name="Add this point").click()
    expect(officer.page.locator(".app-points > li")).to_have_count(1)
    assert officer.told(record_property, f"logging one point from home, at {width} pixels") <= 4
    assert LoggedPoint.objects.filter(seat=area.la[1]).count() == 1
