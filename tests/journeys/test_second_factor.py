"""Passkeys, an authenticator app and recovery codes through the real pages, with a device that Chromium plays."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from django.core import mail
from django.core.cache import cache
from playwright.sync_api import expect

from tests import build
from tests.journeys.office import Office, Person

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


class Device:
    """What a laptop with a fingerprint reader is to a browser."""

    def __init__(self, person: Person) -> None:
        self.session: Any = person.page.context.new_cdp_session(person.page)
        self.session.send("WebAuthn.enable")
        added = self.session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
        self.id = added["authenticatorId"]

    def refuses(self, refuses: bool) -> None:
        """Whether a finger is not known to it."""
        self.session.send(
            "WebAuthn.setUserVerified", {"authenticatorId": self.id, "isUserVerified": not refuses}
        )


@pytest.fixture
def coordinator(office: Office) -> build.Seat:
    return build.group().coordinator


def signs_in_by_code(person: Person, email: str) -> None:
    person.opens("account_login")
    person.writes("Email address", email)
    person.presses("Email me a code")
    code = re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", mail.outbox[-1].body)
    assert code, mail.outbox[-1].body
    person.writes("Code", code[0])
    person.presses("Sign in")


def signs_out(person: Person) -> None:
    person.presses("Sign out", within=person.page.locator("header"))


def code_of_the_app(seat: build.Seat) -> str:
    """What the app shows now; half a minute is long enough for no test to wait for the next."""
    cache.clear()  # each code goes once, and this test is quicker than any person
    kept = Authenticator.objects.get(user=seat.user, type=Authenticator.Type.TOTP)
    return code_for(auth.decrypt(kept.data["secret"]))


def code_for(secret: str) -> str:
    seconds_left = 30 - time.time() % 30
    if seconds_left < 4:
        time.sleep(seconds_left)
    return auth.format_hotp_value(auth.hotp_value(secret, int(time.time()) // 30))


def test_a_coordinator_adds_a_passkey_and_signs_in_with_it(
    office: Office, coordinator: build.Seat, width: int
) -> None:
    person = office.seat(None, width=width)
    device = Device(person)
    signs_in_by_code(person, coordinator.user.email)
    person.is_at("Your sign-in")
    person.sees("Set up a second step before you go on", "Coordinators and administrators see all areas")
    person.opens("board")
    person.is_at("Your sign-in")
    person.opens("pages:help")
    person.is_at("Help")
    person.opens("mfa_index")
    person.follows("Add a passkey")
    device.refuses(True)
    person.page.get_by_role("button", name="Add this passkey").click()
    expect(person.page.get_by_role("alert")).to_contain_text("That did not work")
    device.refuses(False)
    person.writes("A name for it", "Work laptop")
    person.presses("Add this passkey")
    person.is_at("Your recovery codes")
    person.follows("I have kept them")
    person.is_at("What needs you")
    person.opens("board")
    signs_out(person)
    person.opens("account_login")
    person.presses("Sign in with a passkey")
    person.is_at("What needs you")
    signs_out(person)
    signs_in_by_code(person, coordinator.user.email)
    person.is_at("The second step")
    person.sees("One of your recovery codes")
    person.does_not_see("authenticator app")
    person.presses("Use a passkey")
    person.is_at("What needs you")
    person.follows("Your sign-in")
    person.sees("Work laptop", "Signs in alone", "10 are left")
    _sees_to_it(person)


def _sees_to_it(person: Person) -> None:
    """Renames the passkey and removes it; that asks whether it is them, by the passkey."""
    person.follows("Rename")
    person.is_at("Is it you?")
    person.presses("Use a passkey")
    person.is_at("Rename a passkey")
    person.writes("Name", "")
    person.presses("Save this name")
    person.is_stopped("Enter a name")
    person.writes("Name", "Old laptop")
    person.presses("Save this name")
    person.sees("Old laptop")
    person.follows("Remove")
    person.is_at("Remove the passkey")
    person.presses("Remove this passkey")
    person.is_told("The passkey is removed")
    person.sees("Set up a second step before you go on")


def test_an_authenticator_app_and_a_recovery_code(
    office: Office, coordinator: build.Seat, width: int
) -> None:
    person = office.seat(None, width=width)
    signs_in_by_code(person, coordinator.user.email)
    person.follows("Set up an authenticator app")
    person.presses("Set up this app")
    person.is_stopped("Enter the code that the app shows")
    person.writes("The code that the app shows now", "000000")
    person.presses("Set up this app")
    person.is_stopped("That did not match")
    secret = person.page.locator("li .app-code").inner_text().replace(" ", "")
    link = person.page.get_by_role("link", name="Open in your authenticator app").get_attribute("href")
    assert (link or "").startswith("otpauth://totp/")
    assert secret in (link or "")
    person.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    person.page.get_by_role("button", name="Copy the key").click()
    expect(person.page.get_by_text("Copied", exact=True)).to_be_visible()
    assert person.page.evaluate("navigator.clipboard.readText()") == secret
    person.writes("The code that the app shows now", code_for(secret))
    person.presses("Set up this app")
    person.is_at("Your recovery codes")
    person.is_told("Your authenticator app is set up. You have new recovery codes.")
    spare = person.page.locator("ul.app-code li").first.inner_text()
    signs_out(person)
    signs_in_by_code(person, coordinator.user.email)
    person.is_at("The second step")
    expect(person.page.get_by_role("button", name="Use a passkey")).to_have_count(0)
    person.does_not_see("passkey")
    person.writes("Code", "12345")
    person.presses("Sign in")
    person.is_stopped("That did not match")
    person.writes("Code", code_of_the_app(coordinator))
    person.presses("Sign in")
    person.is_at("What needs you")
    signs_out(person)
    signs_in_by_code(person, coordinator.user.email)
    person.writes("Code", spare)
    person.presses("Sign in")
    person.is_at("What needs you")
    _makes_new_codes(person, coordinator, spare)


def _makes_new_codes(person: Person, coordinator: build.Seat, spare: str) -> None:
    person.follows("Your sign-in")
    person.sees("9 are left")
    person.follows("See your recovery codes")
    person.is_at("Is it you?")
    person.writes("Code", spare)
    person.presses("Go on")
    person.is_stopped("That did not match")
    person.writes("Code", code_of_the_app(coordinator))
    person.presses("Go on")
    person.is_at("Your recovery codes")
    person.does_not_see(spare)
    person.follows("Make new codes")
    person.presses("Make new codes")
    person.is_told("You have new recovery codes")
    person.opens("mfa_deactivate_totp")
    person.presses("Remove the app")
    person.is_told("The authenticator app is removed")
    person.sees("Set up a second step before you go on")
