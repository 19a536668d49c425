"""An area that was discontinued: every address that takes POST is tried with a good filling, and nothing is written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse

from partnerships import ending, over
from tests import build
from tests.client import Client
from tests.journeys import filled_notes, filled_people, filled_plan, filled_register
from tests.journeys import world as worlds
from tests.journeys.filled import Filled, seat
from tests.journeys.presses import PRESSES
from tests.journeys.refusals import everything, undone
from tests.journeys.visits import VISITS
from tests.journeys.world import BOTH, World
from tests.permissions import world as crowds
from tests.permissions.policy import kwargs_of
from tests.permissions.test_matrix import Outside, writes

REASON = "The council is abolished"
FORMS = [*filled_notes.FORMS, *filled_people.FORMS, *filled_plan.FORMS, *filled_register.FORMS]
PRESSED = [Filled(visit, lambda world: {}) for visit in VISITS if visit.name in PRESSES and visit.area]


@pytest.fixture
def world(db: None, base_moment: Any) -> World:
    return worlds.made(printed=False)


def groups(world: World) -> list[build.Group]:
    return [world.checking, world.drafting, world.delivering]


def discontinue(world: World) -> None:
    by = build.programme_seat(build.Role.ADMINISTRATOR)
    for group in groups(world):
        ending.discontinue(group.area, reason=REASON, by=by)


def tried(world: World) -> Iterator[tuple[Filled, Any, dict[str, Any]]]:
    """Every form and press of an area, with its reader and a filling that is good while the area goes on."""
    for form in [*FORMS, *PRESSED]:
        if form.visit.area:
            yield form, seat(world, form.visit), form.good(world)


def written_by(world: World, fillings: list[Any], client: Client) -> tuple[list[str], list[tuple[str, int]]]:
    """The names of those that changed a row, and whatever failed."""
    changed, broken, before = [], [], everything()
    for form, reader, data in fillings:
        address = reverse(form.name, kwargs=form.visit.address(world, reader))
        reader_in = client.as_(reader, may_see=BOTH)
        with undone(), writes() as said:  # what was written, and may have been undone by a refusal
            response = reader_in.post(address, data)
            if said and everything() != before:
                changed.append(form.name)
            if response.status_code >= 500 or response.status_code == 400:
                broken.append((form.name, response.status_code))
    return changed, broken


# What protects people, or only takes back: it is done in an area that ended as before.
STILL = {
    "partnerships:area-staff-end",
    "workshops:consent-withdraw",
    "workshops:leave",
    "workshops:point-withdraw",
    "workshops:quote-withdraw",
    "workshops:recording-consent",
    "workshops:unused-withdraw",
}
PAPERS = {"workshops:document-ask", "workshops:record-table", "workshops:record-word"}  # of what is cleared


@pytest.mark.parametrize("pages_ask", [True, False], ids=["pages and log", "log alone"])
def test_nothing_is_written_in_a_discontinued_area(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch, pages_ask: bool
) -> None:
    """Pages refuse what is of no use any more. With their question switched off, the log refuses every change."""
    fillings = list(tried(world))
    discontinue(world)
    if not pages_ask:
        monkeypatch.setattr(over, "lasts", lambda area, permission: True)
    changed, broken = written_by(world, fillings, client)
    assert broken == []
    assert set(changed) == STILL


def test_control_the_same_fillings_write_while_the_areas_go_on(world: World, client: Client) -> None:
    fillings = list(tried(world))
    changed, _ = written_by(world, fillings, client)
    assert len(set(changed)) > 60


# Every address that takes POST, pressed empty-handed by everybody
ROLES = ("LA lead", "facilitator", "coordinator")


@pytest.fixture
def crowd(db: None, base_moment: Any) -> crowds.World:
    return crowds.make()


def pressed(crowd: crowds.World) -> set[str]:
    """The names of addresses of the area where an empty press by somebody changed a row, and was not refused."""
    outside, found = Outside(crowd), set()
    for role in ROLES:
        outside.of(role)  # signed in before, so that it is no change
    before = everything()
    for name, route, _ in crowds.addresses():
        if "area" not in kwargs_of(route) or "apply" in name:
            continue
        address = reverse(name, kwargs=crowds.fill(crowd.area, name, route))
        for role in ROLES:
            with undone(), writes() as written:  # what was written, and may have been undone by a refusal
                response = outside.of(role).post(address)
                found |= {name} if written and everything() != before else set()
            assert response.status_code < 500, (role, name)
    return found


def test_no_press_writes_in_a_discontinued_area(crowd: crowds.World) -> None:
    before = pressed(crowd)
    ending.discontinue(crowd.area.area, reason=REASON, by=build.programme_seat(build.Role.ADMINISTRATOR))
    after = pressed(crowd)
    assert len(before - after) > 5
    assert after - STILL == PAPERS
