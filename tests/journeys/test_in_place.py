"""The draft in a browser: items changed where they stand by both leads at once, and the group asked on a phone."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from actionplans import asking
from actionplans.models import Action, ActionPlan, Support
from tests import build
from tests.actionplans import builders
from tests.journeys.office import Office, Person
from tests.journeys.test_few_clicks import Counted


@pytest.fixture
def draft(moment: object, area: build.Group) -> ActionPlan:
    return builders.accepted(area, objectives=2, actions=2)


def opens_form(person: Person, name: str) -> None:
    """Fold out what may be done to an item, and take the form to where it stands."""
    person.page.get_by_text(f"Change {name}", exact=True).click()
    person.page.get_by_role("link", name=f"Change the words of {name}").click()
    expect(person.page.locator("[data-in-place] textarea").first).to_be_focused()


def mover(person: Person, way: str, name: str) -> Locator:
    """The button that moves an item; what only screen readers hear stands apart from its word."""
    return person.page.get_by_role("button", name=re.compile(rf"^Move {way}\W*{re.escape(name)}$"))


def box(person: Person) -> Any:
    return person.page.locator("[data-in-place] textarea").first


def test_both_leads_change_one_action_in_place_and_nothing_typed_is_lost(
    office: Office, area: build.Group, draft: ActionPlan, width: int
) -> None:
    first, second = (office.seat(seat, width=width) for seat in (area.la_lead, area.tso_lead))
    for person, words in ((first, "Swap jobs for a month"), (second, "Swap jobs for a year")):
        person.opens("actionplans:plan-detail")
        opens_form(person, "action 1(a)")
        person.looks()
        box(person).fill(words)
    first.page.get_by_role("button", name="Save these words").click()
    first.is_told("Action 1(a) is saved.")
    second.watch.awaited.append(409)
    second.page.get_by_role("button", name="Save these words").click()
    expect(second.page.locator(".app-conflict")).to_be_focused()
    second.sees("Swap jobs for a month", "Swap jobs for a year")
    second.looks()
    second.presses("Save these words")
    second.is_told("Action 1(a) is saved.")
    assert Action.objects.filter(text="Swap jobs for a year").count() == 1


def test_words_that_are_not_saved_keep_everything_else_where_it_is(
    office: Office, area: build.Group, draft: ActionPlan
) -> None:
    person = office.seat(area.la_officer)
    person.opens("actionplans:plan-detail")
    opens_form(person, "action 1(a)")
    box(person).fill("Typed and not saved")
    person.page.get_by_text("Change action 1(b)", exact=True).click()
    for act in (
        person.page.get_by_role("link", name="Change the words of action 1(b)"),
        mover(person, "down", "action 1(b)"),
    ):
        act.click()
        expect(person.page.get_by_text("Save these words or cancel")).to_be_visible()
        expect(box(person)).to_have_value("Typed and not saved")
    person.page.get_by_role("link", name="Cancel").click()
    expect(person.page.get_by_role("link", name="Change the words of action 1(a)")).to_be_focused()
    # What came back works like before.
    person.page.get_by_role("link", name="Change the words of action 1(a)").click()
    expect(box(person)).to_have_value(f"{builders.DEED} 1")


def test_a_form_that_the_server_does_not_take_stays(
    office: Office, area: build.Group, draft: ActionPlan
) -> None:
    person = office.seat(area.la_officer)
    person.opens("actionplans:plan-detail")
    opens_form(person, "action 1(a)")
    box(person).fill("Typed in a tunnel")
    person.page.route("**/actions/**", lambda route: route.abort())
    person.page.get_by_role("button", name="Save these words").click()
    expect(person.page.get_by_text("the server could not be reached")).to_be_visible()
    expect(box(person)).to_have_value("Typed in a tunnel")
    person.page.unroute("**/actions/**")
    person.page.get_by_role("button", name="Save these words").click()
    person.is_told("Action 1(a) is saved.")


def test_an_item_moves_and_the_button_stays_under_the_finger(
    office: Office, area: build.Group, draft: ActionPlan
) -> None:
    person = office.seat(area.la_officer)
    person.opens("actionplans:plan-detail")
    person.page.get_by_text("Change objective 2", exact=True).click()
    mover(person, "up", "objective 2").click()
    person.is_told("Objective 2 is moved.")
    expect(mover(person, "up", "objective 1")).to_be_focused()


def test_without_scripts_the_same_links_lead_to_pages(
    office: Office, area: build.Group, draft: ActionPlan
) -> None:
    office.javascript = False
    person = office.seat(area.la_officer)
    person.opens("actionplans:plan-detail")
    person.page.get_by_text("Change action 1(a)", exact=True).click()
    person.follows("Change the words of action 1(a)")
    person.is_at("Change action 1(a)")
    person.presses("Save these words")
    person.is_told("Action 1(a) is saved.")


def test_a_whole_draft_is_supported_with_five_clicks(
    office: Office, area: build.Group, draft: ActionPlan, width: int, record_property: Any
) -> None:
    asking.ask(draft, by=area.la_lead)
    officer = Counted(office, area.tso_officer, width, frozenset())
    officer.link("Say what you support in the draft of the plan")
    officer.ticks("I support all the rest")
    officer.button("Continue")
    officer.button("Send my answers")
    officer.person.is_at("Your answers are kept")
    assert officer.told(record_property, f"supporting a draft of 6 items, at {width} pixels") <= 5
    assert Support.objects.filter(seat=area.tso_officer, answer="support").count() == 6


def test_a_refusal_without_a_reason_leads_to_the_box_on_a_phone(
    office: Office, area: build.Group, draft: ActionPlan
) -> None:
    asking.ask(draft, by=area.la_lead)
    person = office.seat(area.tso_officer, width=360)
    person.opens("actionplans:support-give")
    first = person.page.locator(".app-clear").nth(1)
    expect(first.get_by_label("Why?")).to_be_hidden()
    first.get_by_text("I can’t support this").click()
    expect(first.get_by_label("Why?")).to_be_visible()
    person.presses("Continue")
    person.is_stopped("Action 1(a): say why you can’t support this")
    person.page.get_by_role("link", name="Action 1(a): say why").click()
    expect(person.page.locator(".app-clear").nth(1).get_by_label("Why?")).to_be_focused()
    person.looks()
