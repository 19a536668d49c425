"""Long notes by keyboard alone, at a desk and on a phone: three parts, each sent before the next comes up."""

from __future__ import annotations

import pytest

from tests import build, figures
from tests.journeys.office import Office, Person
from workshops.clearance.working import Answer

STATEMENTS = 45
MOST_TABS = 60  # to the end of a part: two for each of twenty statements, and what stands around them


@pytest.fixture
def workshop(moment: object, area: build.Group) -> build.Workshop:
    return build.circulated(
        area, texts=[f"{area.words.cleared} statement {n}." for n in range(1, STATEMENTS + 1)]
    )


class Keys:
    """Somebody without a mouse."""

    def __init__(self, person: Person) -> None:
        self.person, self.page, self.most = person, person.page, 0

    def at(self) -> str:
        """What has the focus: its id, or else its words."""
        return self.page.evaluate(
            "() => document.activeElement.id || document.activeElement.innerText.trim()"
        )

    def tab_to(self, wanted: str) -> None:
        for tabs in range(1, MOST_TABS + 1):
            self.page.keyboard.press("Tab")
            if self.at() == wanted:
                self.most = max(self.most, tabs)
                return
        pytest.fail(f"{wanted!r} was not reached in {MOST_TABS} presses")

    def enter(self, wanted: str) -> None:
        self.tab_to(wanted)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.person.looks()


def test_notes_of_45_statements_are_checked_by_keyboard(
    office: Office, area: build.Group, workshop: build.Workshop, width: int, record_property
):
    person = office.seat(area.la[2], width=width)
    person.opens("workshops:note-check", number=1)
    keys = Keys(person)
    keys.tab_to("verdict_1_0")
    keys.page.keyboard.press("Space")
    keys.enter("Continue")
    keys.enter("Change something")
    keys.tab_to("Go to the first unanswered statement")
    keys.page.keyboard.press("Enter")
    keys.tab_to("verdict_2_0")
    assert keys.page.locator("#p2").is_visible()
    for onward in ("Answer the next 20", "Answer the last 5", ""):
        keys.tab_to("rest")
        keys.page.keyboard.press("Space")
        keys.enter("Continue")
        keys.enter("Send my answers")
        if onward:
            keys.enter(onward)
    person.is_at("You’ve checked the notes")
    assert Answer.objects.filter(superseded_at=None, verdict="fair").count() == STATEMENTS
    figures.tell(
        record_property, f"checking {STATEMENTS} statements by keyboard, most tabs in a row", keys.most
    )
