"""A session is kept alive while it is used: by one write in five minutes, not by one for each page."""

from __future__ import annotations

from datetime import timedelta

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
