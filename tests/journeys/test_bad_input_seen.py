"""Bad input where a browser is needed: focus goes to the summary, its links to the control; a double click is one."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from actionplans.models import PlanAgreed, PlanStarted
from pipd.kit.models import OutgoingMail
from tests import build
from tests.actionplans import builders
from tests.client import Client
from tests.journeys import people, world
from tests.journeys.office import Office, Person
from tests.journeys.refusals import everything
from workshops.clearance import writing
from workshops.models import ClearedNote

FAR_TOO_LONG = "many words " * 900
FOCUSED = "() => document.activeElement.id || document.activeElement.className"


def follows_the_summary(person: Person) -> None:
    """The page begins at the summary; every link of it lands on its control, in sight."""
    summary = person.page.locator(".govuk-error-summary")
    expect(summary).to_be_focused()
    for link in summary.get_by_role("link").all():
        target = (link.get_attribute("href") or "").removeprefix("#")
        link.click()
        assert person.page.evaluate(FOCUSED) == target
        expect(person.page.locator(f"[id='{target}']")).to_be_in_viewport()
    person.looks()


def too_long_a_point(person: Person) -> None:
    person.opens("workshops:points-log", number=2)
    person.writes("What was said?", FAR_TOO_LONG)
    person.page.get_by_role("button", name="Add this point").click()
    person.is_stopped("characters or fewer")
    expect(person.page.get_by_label("What was said?")).to_have_value(FAR_TOO_LONG)


def half_an_answer(person: Person) -> None:
    person.opens("workshops:note-check", number=1)
    people.answer(person, 1, people.CHANGE, words="Other words")
    person.page.get_by_text("earlier answer").first.click()  # statement 2 is among them
    person.chooses(people.OUT, within=people.question(person, 2))
    person.presses("Continue")
    person.is_stopped("Statement 1: say why", "Statement 2: say why it should not be in")
    expect(people.question(person, 1).get_by_label("The words as they should be")).to_have_value(
        "Other words"
    )


def nothing_missing(person: Person) -> None:
    person.opens("workshops:note-missing", number=1)
    person.presses("Suggest this statement")
    person.is_stopped("Write the statement that is missing")


def no_dates(person: Person) -> None:
    person.opens("workshops:sessions-plan")
    for box in person.page.get_by_label("Day", exact=True).all():
        box.fill("31")
    for box in person.page.get_by_label("Month", exact=True).all():
        box.fill("2")
    person.presses("Save the four sessions")
    person.is_stopped("The date of session 2 must be a real date")


@pytest.mark.parametrize(
    "mistake",
    [too_long_a_point, half_an_answer, nothing_missing, no_dates],
    ids=lambda m: m.__name__,
)
def test_the_summary_leads_to_the_control(
    office: Office, mistake: Callable[[Person], None], width: int
) -> None:
    group = build.group()
    world.checking(group)
    planning = mistake is no_dates
    person = office.seat(group.coordinator if planning else group.la_officer, width=width)
    person.may_see = frozenset() if planning else group.words.uncleared
    person.home_area = group.slug
    mistake(person)
    follows_the_summary(person)


def test_a_conflict_begins_with_both_wordings_and_keeps_ones_own(office: Office, width: int) -> None:
    group = build.group()
    workshop = build.delivered(group)
    made = build.write_up(group, workshop, build.uncleared_texts(group))[0]
    first, second = (office.seat(who, width=width) for who in (group.facilitator, group.other_facilitator))
    for person in (first, second):
        person.may_see = group.words.uncleared
        person.opens("workshops:desk-statement", number=1, point=made)
    for person, words in ((first, "What a colleague wrote"), (second, "What I wrote meanwhile")):
        person.writes("The statement, as people will read it", words)
        person.presses("Save this statement")
    expect(second.page.locator(".app-conflict")).to_be_focused()
    second.sees("What a colleague wrote", "What I wrote meanwhile")
    second.presses("Save this statement")
    second.is_told("Statement 1 is saved.")


def test_approving_with_a_double_click_clears_once(office: Office) -> None:
    """Without scripts nothing holds the second click back, so it reaches the server."""
    group = build.group()
    workshop = build.note_at("answered", group)
    build.after_the_window(workshop)
    office.javascript = False
    person = office.seat(group.other_facilitator)
    person.may_see = group.words.uncleared
    person.opens("workshops:note-approve", number=1)
    person.page.get_by_role("button", name="Approve cleared summary").dblclick(no_wait_after=True)
    # The second click gives up the first one's answer, so either the record is shown or that it was approved already.
    expect(person.page.get_by_role("heading", level=1)).not_to_contain_text("Approve")
    person.opens("workshops:note-approve", number=1)
    person.is_at("These notes are cleared")
    assert ClearedNote.objects.filter(workshop=workshop).count() == 1
    assert OutgoingMail.objects.filter(kind="note_cleared").count() == len(group.participants) + 2


# The same press twice, through the test client: whatever the second answers, it changes nothing.


HIDDEN = re.compile(r'<input type="hidden" name="(?!csrf)(\w+)" value="([^"]*)"')


def press_twice(client: Client, seat: build.Seat, name: str, **kwargs: Any) -> None:
    """Press the button of the page `name` twice, with what the page itself puts into the form."""
    reader = client.as_(seat, may_see=world.BOTH)
    address = reverse(name, kwargs={"area": seat.area.slug, **kwargs})
    data = dict(HIDDEN.findall(reader.get(address).content.decode()))
    first = reader.post(address, data)
    assert first.status_code == 302
    before = everything()
    second = reader.post(address, data)
    assert second.status_code in {200, 302, 404, 409}
    assert everything() == before


def test_sending_notes_twice_sends_once(area: build.Group, client: Client) -> None:
    build.note_at("drafting", area)
    press_twice(client, area.facilitator, "workshops:circulate", number=1)


def test_sending_changed_notes_twice_sends_once(area: build.Group, client: Client) -> None:
    workshop = build.note_at("answered", area)
    build.decide(area, build.amendments(workshop)[0])
    press_twice(client, area.facilitator, "workshops:note-changes", number=1)


def test_approving_twice_clears_once(area: build.Group, client: Client) -> None:
    build.after_the_window(build.note_at("answered", area))
    press_twice(client, area.other_facilitator, "workshops:note-approve", number=1)


def test_withdrawing_twice_withdraws_once(area: build.Group, client: Client) -> None:
    point = build.cleared_point(area)
    press_twice(client, area.facilitator, "workshops:point-withdraw", point=point.pk)


def test_signing_twice_signs_once(area: build.Group, client: Client) -> None:
    builders.accepted(area)
    for lead in (area.la_lead, area.tso_lead):
        press_twice(client, lead, "actionplans:plan-sign")
    assert PlanAgreed.objects.count() == 1


def test_starting_delivery_twice_starts_once(area: build.Group, client: Client) -> None:
    builders.filled(builders.agreed(area), area)
    for lead in (area.la_lead, area.tso_lead):
        press_twice(client, lead, "actionplans:plan-start")
    assert PlanStarted.objects.count() == 1


def test_removing_a_statement_twice_removes_one(area: build.Group, client: Client) -> None:
    workshop = build.delivered(area)
    statements = build.write_up(area, workshop, build.uncleared_texts(area))
    name = "workshops:desk-remove"
    press_twice(client, area.facilitator, name, number=1, point=statements[0])
    assert len(writing.present(build.note_of(workshop))) == len(statements) - 1
