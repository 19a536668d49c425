"""Nobody learns at the door whose address is known: by no word, status, header or cookie, nor by the work (X19)."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth import hashers
from django.core import mail
from django.core.cache import cache, caches
from django.core.cache.backends.db import DatabaseCache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import build
from tests.client import Client

PASSWORD = "a-long-enough-password"
UNKNOWN = "nobody@unknown.example"
TOKENS = re.compile(r'(name="csrfmiddlewaretoken" value=")[^"]+')
ASKED = {
    "code": ("account_request_login_code", {"email": "{}"}),
    "password": ("account_login", {"login": "{}", "password": "not-the-password-of-anybody"}),
    "reset": ("account_reset_password", {"email": "{}"}),
}


@pytest.fixture
def known(area: build.Group) -> str:
    user = area.la_officer.user
    user.email = "person@unknown.example"
    user.set_password(PASSWORD)
    user.save()
    return str(user.email)


def told(response: Any, address: str) -> tuple[Any, ...]:
    """All that a stranger could tell two answers apart by, but for the address that they typed."""
    text = TOKENS.sub(r"\1", response.content.decode()).replace(address, "ADDRESS")
    # Two answers a second apart differ in these.
    passing = {"Date", "Expires", "Content-Length"}
    headers = {name: value for name, value in response.items() if name not in passing}
    return response.status_code, text, headers, sorted(response.cookies)


def asks(way: str, address: str) -> list[tuple[Any, ...]]:
    """What a stranger is told who asks for `address`, and on the page that this leads to."""
    name, data = ASKED[way]
    client = Client()
    client.get(reverse("account_login"))
    answer = client.post(reverse(name), {key: value.format(address) for key, value in data.items()})
    seen = [told(answer, address)]
    if answer.status_code == 302:
        seen.append(told(client.get(answer["Location"]), address))
    return seen


@pytest.mark.parametrize("way", list(ASKED))
def test_known_and_unknown_addresses_are_told_the_same(known, way):
    assert asks(way, known) == asks(way, UNKNOWN)


@pytest.mark.parametrize("way", ["code", "reset"])
def test_both_get_a_message(known, way):
    for address in (known, UNKNOWN):
        mail.outbox.clear()
        asks(way, address)
        assert [message.to for message in mail.outbox] == [[address]]


def test_a_password_is_hashed_for_both(known, monkeypatch):
    """Hashing is what takes time: without it an unknown address would be answered sooner."""
    hashed: list[str] = []
    encode = hashers.MD5PasswordHasher.encode
    monkeypatch.setattr(
        hashers.MD5PasswordHasher,
        "encode",
        lambda self, *args: (hashed.append("once"), encode(self, *args))[1],
    )
    counts = []
    for address in (known, UNKNOWN):
        hashed.clear()
        asks("password", address)
        counts.append(len(hashed))
    assert counts == [1, 1]


@pytest.mark.parametrize("way", ["code", "reset"])
def test_both_write_the_same_and_read_about_as_much(known, way):
    """A message that is sent takes as long as hundreds of these questions."""
    reads, wrote = [], []
    asks(way, known)  # the library keeps a row of a known address when it first meets it
    for address in (known, UNKNOWN):
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            asks(way, address)
        said = [query["sql"] for query in queries]
        reads.append(sum(sql.startswith("SELECT") for sql in said))
        wrote.append([sql.split()[:3] for sql in said if sql.startswith(("INSERT", "UPDATE", "DELETE"))])
    assert wrote[0] == wrote[1]
    assert abs(reads[0] - reads[1]) <= 6


def test_nobody_is_sent_a_code_again_from_the_page_of_the_code(known):
    """Sending one again would mail the known alone, and take its time; a new one is asked for from the start."""
    for address in (known, UNKNOWN):
        cache.clear()
        mail.outbox.clear()
        client = Client()
        client.post(reverse("account_request_login_code"), {"email": address})
        client.post(reverse("account_confirm_login_code"), {"action": "resend"})
        assert len(mail.outbox) == 1


def test_a_closed_account_is_told_no_more(area, known):
    area.la_officer.user.is_active = False
    area.la_officer.user.save()
    assert asks("reset", known) == asks("reset", UNKNOWN)


def test_tries_are_counted_for_both_where_losing_redis_loses_nothing(known):
    assert isinstance(caches["default"], DatabaseCache) or "DatabaseCache" in str(settings.CACHES["default"])
    for address in (known, UNKNOWN):
        cache.clear()
        pages = [asks("password", address)[0][1] for _ in range(7)]
        assert ["Too many tries" in page for page in pages] == [False] * 5 + [True] * 2


@pytest.mark.parametrize("way", ["code", "reset"])
def test_one_address_gets_ten_mails_an_hour_known_or_not(known, way):
    """Counted in the database, as failed tries are: whoever makes Redis forget can mail no more."""
    name, data = ASKED[way]
    begin = datetime(2027, 1, 4, 8, 0, tzinfo=UTC)
    for address in (known, UNKNOWN):
        cache.clear()
        sent = []
        for minute in [*range(12), 65]:
            mail.outbox.clear()
            with time_machine.travel(begin + timedelta(minutes=minute, seconds=minute), tick=False):
                for _ in range(3):
                    Client().post(reverse(name), {key: value.format(address) for key, value in data.items()})
            sent.append(len(mail.outbox))
        assert sent == [3, 3, 3, 1, *[0] * 8, 3]


def test_a_code_is_tried_three_times_for_both(known):
    for address in (known, UNKNOWN):
        cache.clear()
        client = Client()
        client.post(reverse("account_request_login_code"), {"email": address})
        places = [
            client.post(reverse("account_confirm_login_code"), {"code": "AAAA-BBBB"}).status_code
            for _ in range(3)
        ]
        assert places == [200, 200, 302]


@pytest.mark.parametrize("password", ["short-one", "password1234", "qwertyuiop123", "person@unknown.example"])
def test_a_password_that_others_guess_is_not_set(area, known, password):
    client = Client().as_(area.la_officer)
    page = client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": password, "password2": password},
    )
    assert page.status_code == 200
    area.la_officer.user.refresh_from_db()
    assert area.la_officer.user.check_password(PASSWORD)
