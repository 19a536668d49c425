"""Journeys in a real browser: Debian's Chromium, a live server, and a clock that the test moves.

The application runs in a thread of the test's own process, so `pipd.kit.clock` is one clock for both.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, Error
from pytest_django.live_server_helper import LiveServer

from tests import build
from tests.conftest import BASE_MOMENT
from tests.journeys.kept_points import begun, sits
from tests.journeys.office import Office, Person

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
BROWSERS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
WIDE, NARROW = 1280, 360
LONG = {"test_main_journey.py", "test_plan_lived.py", "test_every_page.py"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what plays in a browser. The longest begin, so that two workers end together."""
    places = [n for n, item in enumerate(items) if "tests/journeys/" in item.nodeid]
    ours = sorted((items[n] for n in places), key=lambda item: item.path.name not in LONG)
    for n, item in zip(places, ours, strict=True):
        items[n] = item
        if "office" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The machine's own browser; none is downloaded."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert found, f"The journeys need a browser: one of {', '.join(BROWSERS)}."
    return {**browser_type_launch_args, "executable_path": found, "args": FLAGS}


@pytest.fixture(scope="session")
def _orm_beside_the_browser() -> None:
    """Playwright keeps an event loop in this thread; Django would refuse the database beside one."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(params=[pytest.param(WIDE), pytest.param(NARROW, marks=pytest.mark.heavy)], ids=str)
def width(request: pytest.FixtureRequest) -> int:
    """The width of the window: a desk, and (heavy) a phone."""
    return request.param


@pytest.fixture
def moment(transactional_db: None) -> datetime:
    """Monday 4 January 2027, 10am in London; the clock is held there until the test moves it."""
    cache.clear()  # no model, so nothing empties it between journeys: yesterday's round of digests would stand there
    build.clock.set_to(BASE_MOMENT)
    return BASE_MOMENT


@pytest.fixture
def office(
    _orm_beside_the_browser: None, moment: datetime, browser: Browser, live_server: LiveServer
) -> Iterator[Office]:
    """Where people sit down at a screen of their own: `office.seat(seat, width=360)` opens one."""
    made = Office(browser, live_server.url)
    yield made
    for person in made.people:
        try:
            person.page.context.close()
        except Error:
            continue


@pytest.fixture
def visitor(office: Office) -> Person:
    """Somebody who is not signed in."""
    return office.seat(None)


@pytest.fixture
def group(office: Office) -> build.Group:
    """A group whose first session is going on."""
    return begun()


@pytest.fixture
def officer(office: Office, group: build.Group, width: int) -> Person:
    """An officer of it who logs points."""
    return sits(office, group.la_officer, group, width)
