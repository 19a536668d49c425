"""Role × address × method: what the declared policy and the table of roles say is what the pages do (trust, 2)."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from itertools import product
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from tests import figures
from tests.client import BACKEND
from tests.permissions import policy
from tests.permissions import world as worlds
from tests.permissions.policy import ALLOWED, HIDDEN, NO_METHOD, REFUSED, SIGN_IN, UNKNOWN
from tests.permissions.world import NOWHERE, World

METHODS = ("GET", "POST", "HEAD", "PUT", "DELETE")
SAMPLE = 7  # one in seven in `make test`; the whole is heavy
CHANGES = ("INSERT", "UPDATE", "DELETE")


@pytest.fixture
def world(db, base_moment) -> World:
    return worlds.make()


class Outside:
    """Clients of all readers, signed in once each."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.clients: dict[str, Client] = {}

    def of(self, role: str) -> Client:
        if role not in self.clients:
            self.clients[role] = client = Client(raise_request_exception=False)
            reader = self.world.readers[role]
            if reader.is_authenticated:
                client.force_login(reader, backend=BACKEND)
                client.get("/help/")
        return self.clients[role]

    def ask(self, role: str, method: str, address: str, htmx: bool = False) -> tuple[Any, list[str]]:
        """The response, and what was written on the way; all of it undone again."""
        headers = {"HX-Request": "true"} if htmx else {}
        client = self.of(role)  # signed in before, so that it is not undone
        kept = deepcopy(client.cookies)  # whoever closes their account is signed out, also in their browser
        with transaction.atomic(), writes() as written:
            response = client.generic(method, address, headers=headers)
            transaction.set_rollback(True)
        client.cookies = kept
        return response, written


@contextmanager
def writes() -> Iterator[list[str]]:
    """Statements that change a table; keeping one's own session alive is none."""
    found: list[str] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().upper().startswith(CHANGES) and "django_session" not in sql:
            found.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield found


def outcome(response: Any) -> str:
    if response.status_code == 302 and response["Location"].startswith("/accounts/login/"):
        return SIGN_IN
    return {403: REFUSED, 404: UNKNOWN, 405: NO_METHOD}.get(response.status_code, ALLOWED)


def told(response: Any) -> tuple[Any, ...]:
    """All that a stranger could tell two answers apart by."""
    headers = {name.lower(): value for name, value in response.items() if name.lower() != "date"}
    return response.status_code, response.content, headers, sorted(response.cookies)


def combinations(world: World) -> Iterator[tuple[str, str, Any, str, bool]]:
    for name, route, pattern in worlds.addresses():
        for role in world.readers:
            for method in METHODS:
                for htmx in (False, True):
                    yield name, route, (role, pattern.callback.view_class), method, htmx


def judge(world: World, outside: Outside, combination: Any) -> str:
    """What is wrong with one combination, in a line; empty when the page does what the policy says."""
    name, route, (role, view), method, htmx = combination
    address = reverse(name, kwargs=worlds.fill(world.area, name, route))
    response, written = outside.ask(role, method, address, htmx)
    wanted = policy.expected(view, name, route, method, world.readers[role], world.area.area)
    what = f"{role}: {method}{' (htmx)' if htmx else ''} {name}"
    if response.status_code >= 500:
        return f"{what}: error {response.status_code}"
    if not policy.as_expected(outcome(response), wanted):
        return f"{what}: {response.status_code}, where the policy says {wanted}"
    if wanted != ALLOWED and written:
        return f"{what}: refused, and wrote {written[0][:80]}"
    if method in {"GET", "HEAD"} and written:
        return f"{what}: reading wrote {written[0][:80]}"
    if wanted == UNKNOWN and "area" in policy.kwargs_of(route):
        kwargs = worlds.fill(world.area, name, route) | {"area": NOWHERE}
        other, _ = outside.ask(role, method, reverse(name, kwargs=kwargs), htmx)
        if told(response) != told(other):
            return f"{what}: can be told from an area that does not exist"
    return ""


def run(world: World, every: int) -> tuple[int, list[str]]:
    outside = Outside(world)
    chosen = [c for place, c in enumerate(combinations(world)) if place % every == 0]
    return len(chosen), [fault for c in chosen if (fault := judge(world, outside, c))]


def test_matrix_of_roles_addresses_and_methods_sampled(world, record_property):
    count, faults = run(world, SAMPLE)
    figures.tell(record_property, "role × address × method, sampled", f"{count} combinations")
    assert "\n".join(faults) == ""


@pytest.mark.heavy
def test_matrix_of_roles_addresses_and_methods_whole(world, record_property):
    count, faults = run(world, 1)
    figures.tell(record_property, "role × address × method, whole", f"{count} combinations")
    assert "\n".join(faults) == ""


def test_3n_14_a_coordinator_asking_for_circulated_notes_is_refused(world):
    """And there are notes that could be shown: a facilitator reads them at the same address."""
    address = reverse("workshops:note-read", kwargs={"area": world.area.slug, "number": 2})
    outside = Outside(world)
    response, _ = outside.ask("coordinator", "GET", address)
    assert (response.status_code, world.area.words.secret.encode() in response.content) == (403, False)
    response, _ = outside.ask("facilitator", "GET", address)
    assert (response.status_code, world.area.words.note.encode() in response.content) == (200, True)


def test_another_area_cannot_be_told_from_none(world):
    outside, faults = Outside(world), []
    for role in ("neighbour's lead", "neighbour's facilitator", "without a seat"):
        for name, route, _ in worlds.addresses():
            if "area" not in policy.kwargs_of(route):
                continue
            kwargs = worlds.fill(world.area, name, route)
            there, _ = outside.ask(role, "GET", reverse(name, kwargs=kwargs))
            nowhere, _ = outside.ask(role, "GET", reverse(name, kwargs=kwargs | {"area": NOWHERE}))
            if there.status_code != 404 or told(there) != told(nowhere):
                faults.append(f"{role}: {name}")
    assert "\n".join(faults) == ""


def test_ids_of_another_area_under_ones_own_are_unknown(world):
    """Trust X1: an id of the neighbour in an address of one's own area finds nothing and changes nothing."""
    outside, faults, count = Outside(world), [], 0
    everywhere = product(("LA lead", "facilitator", "coordinator"), worlds.addresses())
    for role, (name, route, pattern) in everywhere:
        foreign = [k for k in policy.kwargs_of(route) if k not in {"area", "number", "version"}]
        if not foreign or "area" not in policy.kwargs_of(route):
            continue
        kwargs = worlds.fill(world.neighbour, name, route) | {"area": world.area.slug}
        for method in ("GET", "POST"):
            response, written = outside.ask(role, method, reverse(name, kwargs=kwargs))
            wanted = policy.expected(
                pattern.callback.view_class, name, route, method, world.readers[role], world.area.area
            )
            count += 1
            stranger = {k: uuid.uuid4() if k in foreign else v for k, v in kwargs.items()}
            other, _ = outside.ask(role, method, reverse(name, kwargs=stranger))
            fine = {REFUSED: {403}, HIDDEN: {403, 404, 405}}.get(
                wanted, {404, 405} if method == "GET" else {302, 404, 405}
            )
            if response.status_code not in fine or written or told(response)[:2] != told(other)[:2]:
                faults.append(f"{role}: {method} {name}: {response.status_code}, {len(written)} writes")
    assert count > 60
    assert "\n".join(faults) == ""


def test_control_the_matrix_sees_a_page_open_to_all(world, monkeypatch):
    """With the table's answer turned to yes for everyone, the matrix must find it out."""
    monkeypatch.setattr("partnerships.access.allows", lambda seat, permission: True)
    _, faults = run(world, 101)
    assert faults != []
    assert any("the policy says refused" in fault for fault in faults)


def test_control_writes_are_seen(world):
    with writes() as written:
        world.area.area.save()
    assert [sql.split()[0] for sql in written] == ["UPDATE"]
