"""A refused address is logged without what would let somebody in (trust X35)."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.module_loading import import_string

SECRET = "5f1d8a9c0b7e4d2f" * 4


@pytest.fixture
def log() -> Iterator[StringIO]:
    """What the console gets, through the filters that settings name."""
    told = StringIO()
    handler = logging.StreamHandler(told)
    for name in settings.LOGGING["handlers"]["console"]["filters"]:
        made = dict(settings.LOGGING["filters"][name])
        handler.addFilter(import_string(made.pop("()"))(**made))
    root = logging.getLogger()
    root.addHandler(handler)
    yield told
    root.removeHandler(handler)


def addresses() -> list[str]:
    one = "00000000-0000-4000-8000-000000000000"
    return [
        reverse("invitation", kwargs={"token": SECRET}),
        reverse(
            "partnerships:apply-return", kwargs={"area": "quillshire", "application": one, "key": SECRET}
        ),
        reverse("calendar-feed", kwargs={"secret": SECRET}),
        reverse("mail-stop", kwargs={"token": SECRET}),
    ]


@pytest.mark.parametrize("address", addresses())
def test_no_log_says_the_secret_of_a_link(db: Any, log: StringIO, address: str) -> None:
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.get(f"{address}nowhere/")
    client.post(address)
    assert log.getvalue()
    assert SECRET not in log.getvalue()


def test_control_other_addresses_are_logged_as_they_are(db: Any, log: StringIO) -> None:
    Client().get(f"/nowhere/{SECRET}/")
    assert SECRET in log.getvalue()
