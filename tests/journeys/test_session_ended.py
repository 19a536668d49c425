"""A session that ends while somebody writes loses nothing: the words wait in the tab, or come back on a page."""

from __future__ import annotations

import re

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from playwright.sync_api import expect

from actionplans.models import Delivery, ProgressUpdate
from tests import build
from tests.actionplans import builders
from tests.journeys.office import Office, Person, session_cookie

SAID = "Both teams met on Friday.\nThe first ten cases went well."
SIGNED_OUT = "You were signed out"
BACK = "What you typed is back."
COUNT = "() => Object.keys(sessionStorage).filter(key => key.startsWith('pipd:typed:')).length"


@pytest.fixture
def row(group: build.Group) -> Delivery:
    builders.started(group)
    return Delivery.objects.order_by("pk")[0]


@pytest.fixture
def group(office: Office) -> build.Group:
    return build.group()


def writes(person: Person, row: Delivery, words: str = SAID) -> None:
    person.opens("actionplans:progress-add", item=row.action_id)
    person.page.get_by_label("In progress").check(force=True)
    person.writes("Note", words)


def shows(person: Person, *words: str) -> None:
    for said in words:
        expect(person.page.get_by_text(said).first).to_be_visible()


def hides(person: Person, *words: str) -> None:
    for said in words:
        expect(person.page.get_by_text(said)).not_to_be_visible()


def ends(person: Person) -> None:
    """Three hours pass: the row and the cookie are gone."""
    Session.objects.all().delete()
    person.page.context.clear_cookies(name="sessionid")


def signs_in(person: Person, seat: build.Seat) -> None:
    person.writes("Email address", seat.user.email)
    person.presses("Email me a code")
    code = re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", mail.outbox[-1].body)
    assert code
    person.writes("Code", code[0])
    person.presses("Sign in")


def test_words_are_back_in_their_form_after_signing_in_again(
    office: Office, group: build.Group, row: Delivery, width: int
) -> None:
    person = office.seat(group.la_lead, width=width)
    writes(person, row)
    form = person.page.url
    ends(person)
    person.presses("Save this update")
    person.is_at(SIGNED_OUT)
    shows(person, "What you just sent is not saved.", "What you typed is kept in this tab")
    hides(person, "Copy it first")
    assert person.page.get_by_label("Your words").input_value() == SAID
    person.follows("Sign in again")
    shows(person, "You were signed out because nothing was done for three hours", "kept in this tab")
    signs_in(person, group.la_lead)
    assert person.page.url == form
    shows(person, BACK, "It is not saved yet")
    assert person.page.get_by_label("Note").input_value() == SAID
    expect(person.page.get_by_label("In progress")).to_be_checked()
    assert not ProgressUpdate.objects.exists()
    person.presses("Save this update")
    assert [update.note for update in ProgressUpdate.objects.all()] == [SAID]
    assert person.page.evaluate(COUNT) == 0
    person.page.goto(form)
    hides(person, BACK)
    assert person.page.get_by_label("Note").input_value() == ""


def test_without_scripts_the_words_come_back_to_copy(
    office: Office, group: build.Group, row: Delivery
) -> None:
    office.javascript = False
    person = office.seat(group.la_lead, width=360)
    writes(person, row)
    form = person.page.url
    ends(person)
    person.presses("Save this update")
    person.is_at(SIGNED_OUT)
    shows(person, "Copy it first")
    hides(person, "kept in this tab")
    assert person.page.get_by_label("Your words").input_value() == SAID
    person.follows("Sign in again")
    signs_in(person, group.la_lead)
    assert person.page.url == form


def test_a_link_pressed_after_the_end_loses_nothing_either(
    office: Office, group: build.Group, row: Delivery
) -> None:
    person = office.seat(group.la_lead)
    writes(person, row)
    form = person.page.url
    ends(person)
    person.follows("Record")
    shows(person, "You were signed out because", "kept in this tab")
    signs_in(person, group.la_lead)
    person.is_at("What was said in")
    person.page.goto(form)
    person.looks()
    shows(person, BACK)
    assert person.page.get_by_label("Note").input_value() == SAID
    person.page.get_by_role("button", name="Drop it and show what is saved").click()
    hides(person, BACK)
    assert person.page.get_by_label("Note").input_value() == ""
    assert person.page.evaluate(COUNT) == 0


def test_a_page_whose_token_is_old_gives_the_words_back_by_going_back(
    office: Office, group: build.Group, row: Delivery
) -> None:
    """Signing in again in another tab makes a new token, and the form that stood open has the old one."""
    person = office.seat(group.la_lead)
    writes(person, row)
    person.page.context.clear_cookies(name="csrftoken")
    person.page.get_by_role("button", name="Save this update").click()
    person.is_at("This page was open too long")
    person.page.go_back()
    shows(person, BACK)
    assert person.page.get_by_label("Note").input_value() == SAID
    person.presses("Save this update")
    assert ProgressUpdate.objects.get().note == SAID


def test_words_over_what_somebody_changed_meanwhile_are_shown_and_not_put_in(
    office: Office, group: build.Group, row: Delivery
) -> None:
    person = office.seat(group.la_lead)
    writes(person, row)
    form = person.page.url
    ends(person)
    person.presses("Save this update")
    row.refresh_from_db()
    builders.begun(row, group)
    person.follows("Sign in again")
    signs_in(person, group.la_lead)
    assert person.page.url == form
    shows(person, "What you typed is not in the form.", "The first ten cases went well.")
    assert person.page.get_by_label("Note").input_value() == ""
    person.looks()
    person.page.get_by_role("button", name="I have what I need").click()
    hides(person, "What you typed is not in the form.")


def test_nobody_else_finds_them(office: Office, group: build.Group, row: Delivery) -> None:
    person = office.seat(group.la_lead)
    writes(person, row)
    form = person.page.url
    ends(person)
    person.presses("Save this update")
    person.page.context.add_cookies([session_cookie(group.tso_lead.user, office.address)])
    person.page.goto(form)
    hides(person, BACK, "first ten cases")
    assert person.page.evaluate(COUNT) == 0
    person.page.context.add_cookies([session_cookie(group.la_lead.user, office.address)])
    person.page.goto(form)
    hides(person, BACK, "first ten cases")


def test_signing_out_in_any_tab_leaves_none(office: Office, group: build.Group, row: Delivery) -> None:
    person = office.seat(group.la_lead)
    writes(person, row)
    other = person.page.context.new_page()
    other.goto(person.page.url)
    assert person.page.evaluate(COUNT) == 1
    with other.expect_navigation():
        other.locator("header").get_by_role("button", name="Sign out").click()
    expect(other.get_by_text(SIGNED_OUT).first).to_be_hidden()
    person.page.wait_for_function(f"({COUNT})() === 0")
    person.page.context.add_cookies([session_cookie(group.la_lead.user, office.address)])
    person.page.reload()
    hides(person, BACK)


def test_words_that_are_left_of_ones_own_will_do_not_come_back(
    office: Office, group: build.Group, row: Delivery
) -> None:
    person = office.seat(group.la_lead)
    writes(person, row)
    form = person.page.url
    person.follows("Record")
    assert person.page.evaluate(COUNT) == 0
    person.page.goto(form)
    hides(person, BACK)
