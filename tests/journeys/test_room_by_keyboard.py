"""Room mode by keyboard: twenty statements, three of them disputed, settled in few presses."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests import build, figures
from tests.journeys import people
from tests.journeys.office import Office, Person
from workshops.clearance import room
from workshops.models import ClearedPoint

STATEMENTS, DISPUTED = 20, (4, 11, 17)
MOST = 30  # presses: one for each statement, one more for each that is disputed, and some to spare


@pytest.fixture
def workshop(moment: object, area: build.Group) -> build.Workshop:
    """Three changes are open, everybody is in the room, and nobody has answered anything else."""
    texts = [f"{area.words.cleared} statement {n}." for n in range(1, STATEMENTS + 1)]
    found = build.circulated(area, texts=texts)
    for number in DISPUTED:
        words = f"{area.words.cleared} statement {number}, in other words."
        build.answer(found, area.tso[2], build.CHANGE, numbers=[number], reason="so", new_text=words)
    following = build.area_with_sessions(area)[1]
    build.forward_to(following.starts_at + timedelta(minutes=5))
    here = [build.responder(found, seat).pk for seat in area.la[:3] + area.tso[:3]]
    room.say_who_is_here(found, here=here, by=area.facilitator)
    return found


class Keys:
    """Somebody who runs the room with one hand on the keyboard."""

    def __init__(self, person: Person) -> None:
        self.person, self.presses = person, 0

    def press(self, key: str) -> None:
        self.presses += 1
        with self.person.page.expect_navigation():
            self.person.page.keyboard.press(key)
        self.person.page.wait_for_selector("body.app-keys-on")

    @property
    def heading(self) -> str:
        return people.open_in_room(self.person)

    def settle_all(self) -> None:
        """Use what is suggested, then all agree; the first of all is left for later."""
        self.press("s")
        while "settled" not in self.heading.lower() and "left open" not in self.heading:
            self.press("u" if "which words" in self.heading else "a")
        self.press("b")
        self.press("a")


def test_room_settles_twenty_statements_by_keyboard(office: Office, area, workshop, record_property):
    person = office.seat(area.facilitator)
    person.may_see = area.words.uncleared
    person.opens("workshops:room", number=1)
    person.sees("0 of 20 settled", "Turn keys off")
    keys = Keys(person)
    keys.settle_all()
    person.sees("20 of 20 statements are agreed.")
    figures.tell(record_property, "room mode, presses for twenty statements, three disputed", keys.presses)
    assert keys.presses <= MOST
    approver = office.seat(area.other_facilitator)
    people.approve(approver, 1)
    changed = ClearedPoint.objects.filter(text__endswith="in other words.").values_list("number", flat=True)
    assert (ClearedPoint.objects.count(), sorted(changed)) == (STATEMENTS, list(DISPUTED))


def test_both_wordings_are_shown_before_they_are_recorded(office: Office, area, workshop):
    """One key leads to what the statement would be, another records it: no single press writes into the notes."""
    person = office.seat(area.facilitator)
    person.may_see = area.words.uncleared
    person.opens("workshops:room", number=1)
    keys = Keys(person)
    for _ in range(DISPUTED[0] - 1):
        keys.press("a")
    keys.press("v")
    person.sees("shall both stand?", "in other words.", "sees it like this")
    keys.press("b")
    person.sees("which words are the fair record?")
    keys.press("v")
    keys.press("r")
    person.sees("is this a fair record?", "Contested")


def test_keys_can_be_turned_off_and_do_nothing_while_somebody_fills_in(office: Office, area, workshop):
    """WCAG 2.2, 2.1.4."""
    person = office.seat(area.facilitator)
    person.opens("workshops:room", number=1)
    page = person.page
    page.keyboard.press("t")  # opens who agrees, and stands on the first name
    expect(page.locator("details[open] input[type=checkbox]").first).to_be_focused()
    page.keyboard.press("a")
    expect(page.get_by_role("heading", level=1)).to_contain_text("1 HOOPOE topic:")
    page.get_by_role("button", name="Turn keys off").click()
    expect(page.locator("[data-key=a] .app-kbd")).to_be_hidden()
    page.locator("h1").click()
    page.keyboard.press("a")
    expect(page.get_by_role("button", name="Turn keys on")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_contain_text("1 HOOPOE topic:")
    assert re.search(r"0 of 20 settled", page.locator("header").inner_text())
    person.opens("workshops:room", number=1)  # it holds for the next page too
    page.get_by_role("button", name="Turn keys on").click()
    with page.expect_navigation():
        page.keyboard.press("a")
    expect(page.get_by_role("heading", level=1)).to_contain_text("2 HOOPOE topic:")


def test_bar_of_the_room_tells_of_answers_that_come_from_elsewhere(office: Office, area, workshop):
    person = office.seat(area.facilitator)
    person.opens("workshops:room", number=1)
    person.sees("0 of 20 settled")
    for seat in area.la[:2] + area.tso[:2]:
        build.answer(workshop, seat, numbers=[1])
    person.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(person.page.locator(".app-room__progress")).to_contain_text("1 of 20 settled")
    expect(person.page.get_by_role("heading", level=1)).to_contain_text(
        "1 HOOPOE topic:"
    )  # nothing jumps on the wall
