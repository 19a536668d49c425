"""A leaked password is refused, five characters of its hash are all that leaves, and nobody waits for the list."""

from __future__ import annotations

import logging
import re
import socket
import time
from collections.abc import Iterator
from threading import Event
from typing import Any

import httpx
import pytest
from django.contrib.auth.password_validation import validate_password
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse

from partnerships.signing_in import leaked as ours
from pipd.sign_in_settings import password_validators
from tests import build
from tests.client import Client
from tests.ops.processes import free_port, manage
from tests.partnerships import leaked_server
from tests.partnerships.leaked_server import Leaked, hashed

PASSWORD = "a-long-enough-password"
NEW = "quietly-borrowed-ladder"
COMMON = "password1234"
BOUND = 2.5  # seconds: one for the question, and what a busy machine needs besides
GARBAGE = {
    "empty": b"",
    "page": b"<!doctype html><title>Sign in: to the wifi</title>",
    "bytes": bytes(range(256)),
    "small letters": b"0018a45c4d1def81644b54ab7f969b88d65:10",
    "endless": b"0018A45C4D1DEF81644B54AB7F969B88D65:10\n" * 40_000,
}


@pytest.fixture
def server(settings: Any) -> Iterator[Leaked]:
    with leaked_server.running() as found:
        settings.LEAKED_PASSWORDS_URL = found.address
        settings.AUTH_PASSWORD_VALIDATORS = password_validators(leaked=True)
        yield found


@pytest.fixture
def officer(area: build.Group) -> build.Seat:
    area.la_officer.user.set_password(PASSWORD)
    area.la_officer.user.save()
    return area.la_officer


def change(seat: build.Seat, new: str = NEW) -> Any:
    answer = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    return Client().as_(seat).post(reverse("account_change_password"), answer)


def has(seat: build.Seat, password: str) -> bool:
    seat.user.refresh_from_db()
    return bool(seat.user.check_password(password))


def refused(password: str) -> list[str]:
    with pytest.raises(ValidationError) as raised:
        validate_password(password)
    return list(raised.value.messages)


def test_a_leaked_password_is_refused_in_words_and_the_old_one_stays(officer, server):
    server.listed = [NEW]
    page = change(officer)
    assert page.status_code == 200
    assert page.content.decode().count(ours.LEAKED) == 2  # in the summary and at the field
    assert (has(officer, PASSWORD), has(officer, NEW)) == (True, False)


def test_a_leaked_password_is_refused_on_the_link_and_the_link_goes_on(officer, server):
    server.listed = [NEW]
    visitor = Client()
    visitor.post(reverse("account_reset_password"), {"email": officer.user.email})
    [link] = re.findall(r"http://\S+(/accounts/\S+)", mail.outbox[-1].body)
    form = visitor.get(link)["Location"]
    page = visitor.post(form, {"password1": NEW, "password2": NEW})
    assert ours.LEAKED in page.content.decode()
    other = "slowly-mended-bicycle"
    assert visitor.post(form, {"password1": other, "password2": other}).status_code == 302
    assert (has(officer, NEW), has(officer, other)) == (False, True)


def test_a_password_that_is_not_listed_is_taken(officer, server):
    server.listed = ["another-one-that-leaked"]
    assert change(officer).status_code == 302
    assert has(officer, NEW)
    assert len(server.asked) == 1


def test_five_characters_of_a_hash_are_all_that_leaves(officer, server):
    change(officer)
    [(path, headers)] = server.asked
    assert path == f"/range/{hashed(NEW)[:5]}"
    told = {name.lower(): value for name, value in headers.items()}
    assert set(told) == {"host", "accept", "accept-encoding", "connection", "user-agent", "add-padding"}
    assert told["user-agent"] == "pipd"


def test_a_common_password_is_asked_of_nobody(server):
    assert refused(COMMON) == ["This password is too common."]
    assert server.asked == []


@pytest.mark.parametrize("kind", sorted(GARBAGE))
def test_an_answer_that_is_no_list_is_none(server, caplog, kind):
    server.says = GARBAGE[kind]
    validate_password(NEW)
    assert "Falling back to Django CommonPasswordValidator" in caplog.text


@pytest.mark.parametrize("status", [301, 404, 429, 503])
def test_a_server_that_refuses_is_asked_once_and_no_more(server, caplog, status):
    server.status, server.listed = status, [NEW]
    validate_password(NEW)
    assert len(server.asked) == 1
    assert f"HTTP error status code {status}" in caplog.text


def test_a_server_that_is_down_keeps_the_common_list(settings, server, caplog):
    settings.LEAKED_PASSWORDS_URL = f"http://127.0.0.1:{free_port()}/range/"
    validate_password(NEW)
    assert "ConnectError" in caplog.text
    assert refused(COMMON) == ["This password is too common."]


@pytest.mark.parametrize("does", ["wait", "drip"])
def test_a_slow_server_holds_no_page(officer, server, caplog, does):
    server.does, server.listed = does, [NEW]
    began = time.monotonic()
    assert change(officer).status_code == 302
    assert time.monotonic() - began < BOUND
    assert "Pwned Passwords API timed out." in caplog.text
    assert has(officer, NEW)


def test_control_the_library_alone_waits_for_a_server_that_drips(server):
    server.does, server.says = "drip", b"00000000:10"
    asking = ours.LeakedPasswords()
    with httpx.Client() as asking.client:
        began = time.monotonic()
        asking.check_password(NEW)
    assert time.monotonic() - began > BOUND


def test_a_name_that_is_looked_up_for_ever_holds_no_page(settings, server, caplog, monkeypatch):
    over = Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **more: over.wait(30) and None)
    began = time.monotonic()
    try:
        validate_password(NEW)
        assert time.monotonic() - began < BOUND
    finally:
        over.set()
    assert "Pwned Passwords API timed out." in caplog.text


@pytest.mark.parametrize("status", [200, 503])
def test_no_log_has_the_password_or_what_was_asked(server, caplog, status):
    server.status, server.listed = status, []
    with caplog.at_level(logging.DEBUG):
        validate_password(NEW)
    for secret in (NEW, hashed(NEW)[:5], hashed(NEW)[5:]):
        assert secret not in caplog.text
        assert secret.lower() not in caplog.text


def test_the_page_says_who_is_asked_and_with_what(officer, server):
    visitor = Client()
    visitor.post(reverse("account_reset_password"), {"email": officer.user.email})
    [link] = re.findall(r"http://\S+(/accounts/\S+)", mail.outbox[-1].body)
    page = visitor.get(visitor.get(link)["Location"]).content.decode()
    assert "five characters of a hash of it are sent to 127.0.0.1" in page


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "says"), [("https://list.example/range/", True), ("", False)])
def test_the_privacy_notice_names_who_is_asked_where_somebody_is(settings, address, says):
    settings.LEAKED_PASSWORDS_URL = address
    page = Client().get(reverse("pages:privacy")).content.decode()
    assert ("five characters of a hash of it are sent to list.example" in page) is says


def test_control_switched_off_nobody_is_asked(officer, settings):
    with leaked_server.running() as found:
        found.listed = [NEW]
        settings.AUTH_PASSWORD_VALIDATORS = password_validators(leaked=False)
        assert change(officer).status_code == 302
        assert refused(COMMON) == ["This password is too common."]
    assert found.asked == []


@pytest.mark.parametrize(
    ("more", "wanted"),
    [
        ({}, "CommonPasswordValidator False"),
        ({"LEAKED_PASSWORDS_URL": "https://list.example/range/"}, "LeakedPasswordValidator True"),
    ],
)
def test_one_variable_switches_it_on_and_without_it_the_library_is_not_loaded(tmp_path, more, wanted):
    said = (
        "import sys; from django.contrib.auth.password_validation import get_default_password_validators as found; "
        "print(type(found()[-1]).__name__, 'httpx' in sys.modules)"
    )
    told = manage(tmp_path, "shell", "--no-imports", "-c", said, **more)
    assert told.stdout.strip() == wanted, told.stderr
