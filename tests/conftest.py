"""What every test stands on: a held clock, no network, warnings as errors, one area with its people and a neighbour."""

from __future__ import annotations

import gc
import ipaddress
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from tests import build, figures, kept
from tests.client import Client

LONG = 1800  # seconds
LONGEST = "test_matrix_of_roles_addresses_and_methods_whole"
BASE_MOMENT = datetime(2027, 1, 4, 10, 0, tzinfo=UTC)  # a Monday; London keeps Greenwich time in January


def pytest_configure(config: pytest.Config) -> None:
    """Settings that only tests need. They stand before Django reads them for the first time."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    # The live server's threads outlast a journey while the browser keeps its sockets: none may keep a
    # database connection, or PostgreSQL refuses to drop the test database.
    settings.DATABASES["default"]["CONN_MAX_AGE"] = 0
    if not settings.REDIS_URL:
        settings.CELERY_BROKER_URL = "memory://"
        settings.CELERY_BROKER_TRANSPORT_OPTIONS = {}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long tests may take longer than others before they are taken to hang; the longest begins at once.

    Left where it stands it is the last, and one of two workers waits for it.
    """
    for item in items:
        if item.get_closest_marker("heavy"):
            item.add_marker(pytest.mark.timeout(LONG))
    items.sort(key=lambda item: item.name != LONGEST)


def pytest_collection_finish() -> None:
    """What is loaded by now stays: looking through it for rubbish took a seventh of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Print the figures that tests handed in, such as how many combinations a matrix covered."""
    found = figures.collect(terminalreporter)
    if found:
        terminalreporter.section("figures")
    for name, value in sorted(found.items()):
        terminalreporter.write_line(f"{name}: {value}")


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sockets reach this machine only."""
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex

    def guarded(call: Any) -> Any:
        def attempt(self: socket.socket, address: Any) -> Any:
            if self.family != socket.AF_UNIX and not _is_here(address[0]):
                raise OSError(f"Tests reach no network, and this one tried {address[0]}.")
            return call(self, address)

        return attempt

    monkeypatch.setattr(socket.socket, "connect", guarded(connect))
    monkeypatch.setattr(socket.socket, "connect_ex", guarded(connect_ex))


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """PostgreSQL drops no database while anybody is in it: a thread of the live server may outlast its journey."""
    yield
    with django_db_blocker.unblock():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )


@pytest.fixture(autouse=True)
def _clock_runs_again() -> Iterator[None]:
    """No test leaves the clock where it set it."""
    yield
    build.clock.set_to(None)


@pytest.fixture
def base_moment() -> datetime:
    """Monday 4 January 2027, 10am in London; the clock is held there."""
    build.clock.set_to(BASE_MOMENT)
    return BASE_MOMENT


@pytest.fixture
def area(db: None, base_moment: datetime) -> build.Group:
    """Quillshire: six and six, leads and deputies, two facilitators. Its uncleared words say QUAGGA."""
    return kept.once("Quillshire", build.group)


@pytest.fixture
def neighbour(db: None, base_moment: datetime) -> build.Group:
    """Nine Elders: another area likewise. Its uncleared words say AARDWOLF."""
    return kept.once(
        "Nine Elders", lambda: build.group(name="Nine Elders", number=2, words=build.NEIGHBOURS_WORDS)
    )


@pytest.fixture
def coordinator(db: None, base_moment: datetime) -> build.Seat:
    return build.programme_seat(build.Role.COORDINATOR)


@pytest.fixture
def administrator(db: None, base_moment: datetime) -> build.Seat:
    return build.programme_seat(build.Role.ADMINISTRATOR)


@pytest.fixture
def analyst(db: None, base_moment: datetime) -> build.Seat:
    return build.programme_seat(build.Role.ANALYST)


@pytest.fixture
def client() -> Client:
    """The strict client: it judges every page it is given."""
    return Client()
