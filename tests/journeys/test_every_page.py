"""Every page that an address names, as every role: accessible, whole on its screen, quiet."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import URLResolver, get_resolver, reverse

from tests import build
from tests.journeys import world
from tests.journeys.conftest import NARROW, WIDE
from tests.journeys.not_visited import NOT_VISITED
from tests.journeys.office import Office, Person
from tests.journeys.visits import VISITS, Visit
from tests.journeys.world import World
from workshops.models import Attendance

OF_PROGRAMME = (build.Role.ADMINISTRATOR, build.Role.ANALYST, build.Role.SPONSOR)
OF_AREA = {"participant", "lead", "facilitator", "substitute"}
ROLES = ["participant", "lead", "facilitator", "coordinator", "administrator"]


@pytest.fixture
def everything(office: Office) -> World:
    return world.made()


def _substitute_to_come(group: build.Group) -> Attendance | None:
    """Who has agreed to come instead of somebody; another is named but not confirmed, and reaches nothing."""
    rows = Attendance.objects.filter(workshop__area=group.area, stands_in_for__isnull=False)
    return rows.filter(presence=Attendance.Presence.EXPECTED).select_related("seat__user").first()


def reader_of(group: build.Group, role: str) -> build.Seat | None:
    seats = {
        "participant": group.la_officer,
        "lead": group.tso_lead,
        "facilitator": group.other_facilitator,
        "coordinator": group.coordinator,
        **{role.value: build.programme_seat(role) for role in OF_PROGRAMME},
        "substitute": coming.seat if (coming := _substitute_to_come(group)) else None,
        "visitor": None,
    }
    return seats[role]


class Readers:
    """The screens of one role, one for each area."""

    def __init__(self, office: Office, everything: World, width: int) -> None:
        self.office, self.world, self.width = office, everything, width
        self.screens: dict[Any, Person] = {}

    def visit(self, visit: Visit, role: str) -> int:
        """Go there as `role` of that area and look; return the status of the answer."""
        group = getattr(self.world, visit.area or "checking")
        seat = reader_of(group, role)
        person = self.screens.get((group.slug, role)) or self.sit(group, role, seat)
        address = reverse(visit.name, kwargs=visit.address(self.world, seat)) + visit.query
        response = person.page.goto(address)
        assert response is not None
        person.looks()
        return response.status

    def sit(self, group: build.Group, role: str, seat: build.Seat | None) -> Person:
        person = self.office.seat(seat, width=self.width)
        person.may_see = frozenset() if role not in OF_AREA else group.words.uncleared
        self.screens[group.slug, role] = person
        return person


def test_every_page_as_the_role_most_at_home_there(office: Office, everything: World, width: int) -> None:
    readers = Readers(office, everything, width)
    refused = {visit.name: status for visit in VISITS if (status := readers.visit(visit, visit.role)) != 200}
    assert refused == {}


@pytest.mark.heavy
@pytest.mark.parametrize("wide", [WIDE, NARROW], ids=str)
@pytest.mark.parametrize("role", ROLES)
def test_every_page_as_each_role(office: Office, everything: World, role: str, wide: int) -> None:
    """A refusal is a page too, and one that says why."""
    readers = Readers(office, everything, wide)
    for visit in VISITS:
        assert readers.visit(visit, role) in {200, 403, 404}, visit


def test_no_page_is_forgotten() -> None:
    """An address that answers GET is visited, or is listed with what it is instead."""
    assert pages(get_resolver()) - NOT_VISITED == {visit.name for visit in VISITS}


def pages(resolver: URLResolver, space: str = "") -> set[str]:
    """The names of the addresses that answer GET."""
    found: set[str] = set()
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            found |= pages(entry, f"{space}{entry.namespace}:" if entry.namespace else space)
            continue
        view = getattr(entry.callback, "view_class", None)
        if entry.name is None:
            continue
        if view is None or ("get" in view.http_method_names and hasattr(view, "get")):
            found.add(f"{space}{entry.name}")
    return found
