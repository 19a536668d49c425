"""Signing in through the real pages: by password, by the code from the mail, and out again."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from playwright.sync_api import expect

from tests import build
from tests.journeys.office import Office

PASSWORD = "a-long-enough-password"


@pytest.fixture
def member(office: Office) -> build.Seat:
    seat = build.group().la_officer
    seat.user.set_password(PASSWORD)
    seat.user.save()
    return seat


def code_in_mail() -> str:
    code = re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", mail.outbox[-1].body)
    assert code, mail.outbox[-1].body
    return code[0]


def test_signing_in_with_a_password(office: Office, member: build.Seat, width: int) -> None:
    person = office.seat(None, width=width)
    person.opens("account_login")
    person.unfolds("Use a password instead")
    form = person.page.locator("form", has=person.page.locator("[name=password]"))
    form.get_by_label("Email address").fill(member.user.email)
    form.locator("[name=password]").fill("wrong")
    person.presses("Sign in", within=form)
    person.is_stopped("The email address or the password is not right")
    assert form.get_by_label("Email address").input_value() == member.user.email
    form.locator("[name=password]").fill(PASSWORD)
    person.presses("Sign in", within=form)
    expect(person.page).to_have_url(re.compile(r"/$"))
    person.sees("Quillshire")
    person.presses("Sign out", within=person.page.locator("header"))
    person.opens("home")
    person.sees("Email me a code")


def test_signing_in_with_a_code(office: Office, member: build.Seat, width: int) -> None:
    person = office.seat(None, width=width)
    person.opens("account_login")
    person.presses("Email me a code")
    person.is_stopped("Enter your email address")
    person.writes("Email address", member.user.email)
    person.presses("Email me a code")
    person.is_at("Enter the code we emailed you")
    person.writes("Code", "AAAA-BBBB")
    person.presses("Sign in")
    person.is_stopped("The code is not right")
    person.writes("Code", code_in_mail())
    person.presses("Sign in")
    person.sees("Quillshire")


def test_an_unknown_address_looks_the_same(office: Office, member: build.Seat) -> None:
    person = office.seat(None)
    person.opens("account_login")
    person.writes("Email address", "nobody@elsewhere.example")
    person.presses("Email me a code")
    person.is_at("Enter the code we emailed you")
    assert member.user.email not in "".join(str(message.to) for message in mail.outbox)


def test_moving_to_another_address(office: Office, member: build.Seat, width: int) -> None:
    """From one's details, with the password once more, a wrong code, and then signing in with the new address."""
    before, new = member.user.email, "new.job@charity.example"
    person = office.seat(member, width=width)
    person.opens("my-details")
    person.follows("Change your email address")
    person.is_at("Is it you?")
    person.writes("Password", PASSWORD)
    person.presses("Go on")
    person.presses("Email a code to it")
    person.is_stopped("Enter the new email address")
    person.writes("New email address", new)
    person.presses("Email a code to it")
    person.is_at("Enter the code from your new address")
    person.presses("Use this address from now on")
    person.is_stopped("Enter the code from the email")
    person.writes("Code", "AAAA-BBBB")
    person.presses("Use this address from now on")
    person.is_stopped("The code is not right")
    person.presses("send a new code")
    person.is_told("A new code is on its way")
    person.writes("Code", code_in_mail())
    person.presses("Use this address from now on")
    person.is_told(f"Codes and mail come to {new} from now on")
    person.is_at("Your sign-in")
    member.user.refresh_from_db()
    assert (member.user.email, before != new) == (new, True)
