"""A session is kept alive while it is used: by one write in five minutes, not by one for each page."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.urls import reverse

from pipd.kit import clock
from tests import build
from tests.client import Client


def renewed(client: Client) -> bool:
    """Whether opening a page sends the session's cookie anew."""
    response = client.get(reverse("workshops:area-detail", kwargs={"area": "quillshire"}))
    assert response.status_code == 200
    return settings.SESSION_COOKIE_NAME in response.cookies


def test_a_session_in_use_is_renewed_once_in_five_minutes(area: build.Group) -> None:
    client = Client().as_(area.la_officer)
    assert [renewed(client), renewed(client)] == [True, False]
    build.clock.set_to(clock.now() + timedelta(minutes=5))
    assert [renewed(client), renewed(client)] == [True, False]


BEGIN = datetime(2027, 1, 4, 8, 0, tzinfo=UTC)


def is_let_in(client: Client, after: timedelta) -> bool:
    with time_machine.travel(BEGIN + after, tick=False):
        build.clock.set_to(BEGIN + after)
        return client.get(reverse("mail-choices")).status_code == 200


def signed_in(seat: build.Seat) -> Client:
    with time_machine.travel(BEGIN, tick=False):
        client = Client().as_(seat)
    client.seat = None  # the page that asks to sign in again may be kept
    assert is_let_in(client, timedelta(0))
    return client


@pytest.mark.parametrize(("idle", "stays"), [(179, True), (181, False)])
def test_a_session_ends_when_it_is_not_used_for_three_hours(
    area: build.Group, idle: int, stays: bool
) -> None:
    assert is_let_in(signed_in(area.la_officer), timedelta(minutes=idle)) is stays


def test_a_session_in_use_ends_after_twelve_hours(area: build.Group) -> None:
    client = signed_in(area.la_officer)
    hours = [is_let_in(client, timedelta(hours=hour)) for hour in (2, 4, 6, 8, 10)]
    ends = [is_let_in(client, timedelta(hours=12, seconds=seconds)) for seconds in (-1, 0, 1)]
    assert [*hours, *ends] == [True] * 6 + [False] * 2


def test_what_ended_leads_to_signing_in_and_public_pages_stay(area: build.Group) -> None:
    client = signed_in(area.la_officer)
    for hour in (2, 4, 6, 8, 10):
        is_let_in(client, timedelta(hours=hour))
    with time_machine.travel(BEGIN + timedelta(hours=12), tick=False):
        assert client.get(reverse("pages:help")).status_code == 200
        assert client.get(reverse("mail-choices"))["Location"].startswith("/accounts/login/")
