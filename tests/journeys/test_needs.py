"""What somebody needs to take part: said from the reminder of a session, read by whoever arranges it."""

from __future__ import annotations

import pytest

from pipd.kit import clock, workdays
from tests import build
from tests.journeys.office import Office

NEED = "A room without steps"


@pytest.fixture
def group(office: Office) -> build.Group:
    made = build.group()
    build.area_with_sessions(made)
    clock.set_to(clock.local(workdays.sub_wd(build.FIRST_SESSION, 2), 9))
    return made


def test_needs_are_said_and_read_for_arrangements(office: Office, group: build.Group, width: int) -> None:
    seat = group.la_officer
    person = office.seat(seat, width=width)
    person.opens("home")
    person.follows("Say if you need anything to take part")
    person.is_at("Your details")
    person.writes("What you need to take part", NEED)
    person.chooses("I must refer back first")
    person.presses("Save these details")
    person.is_told("Your details are put right.")
    for reader, told in ((group.facilitator, f"{seat.user}: {NEED}"), (group.coordinator, NEED)):
        screen = office.seat(reader, width=width)
        screen.opens("workshops:session-detail", area=group.slug, number=1)
        screen.sees("What people need to take part", told)
    other = office.seat(group.tso_officer, width=width)
    other.opens("workshops:session-detail", area=group.slug, number=1)
    other.does_not_see(NEED)
    other.opens("partnerships:people-list", area=group.slug)
    other.sees("Must refer back first")
