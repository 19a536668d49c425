"""A sector names its lead: two people choose, whoever they name agrees, and the other sector reads the result alone."""

from __future__ import annotations

import pytest

from partnerships import membership
from partnerships.models import Seat
from tests import build
from tests.journeys.office import Office

NAME = "TSO3 Quillshire"


@pytest.fixture
def group(office: Office) -> build.Group:
    """A group of six and six whose sessions are ahead; lead and deputy of the third sector have left."""
    made = build.group()
    build.area_with_sessions(made)
    for seat in made.tso[:2]:
        membership.leave(seat, by=seat)
    return made


def test_a_sector_names_its_lead_by_itself(office: Office, group: build.Group, width: int) -> None:
    jo, *others = group.tso[2:]
    for n, seat in enumerate(others[:2], start=1):
        person = office.seat(seat, width=width)
        person.opens("home")
        person.follows("Name a lead")
        person.is_at("Your sector’s lead")
        person.presses("Save my choice")
        person.is_stopped("Choose whom you name as lead")
        person.chooses(NAME)
        person.presses("Save my choice")
        person.is_told("Your choice is kept" if n == 1 else "Enough of you name")
        person.sees(f"{n} of 4 name", "Nobody sees who named whom")
    named = office.seat(jo, width=width)
    named.opens("home")
    named.follows("Read what it means, and answer")
    named.sees("2 of 4 name you, which is enough")
    named.presses("I will do it")
    named.is_told("You are lead of your sector’s participants now")
    assert Seat.objects.get(pk=jo.pk).is_lead
    named.follows("Your sector’s deputy lead")
    named.is_at("Your sector’s deputy")
    named.chooses("TSO4 Quillshire")
    named.presses("Save my choice")
    named.is_told("1 of the 2 it takes")
    other = office.seat(group.la_officer, width=width)
    other.opens("partnerships:people-list", area=group.slug)
    other.sees(NAME, "Lead")
    other.follows("Your sector’s lead and deputy")
    other.does_not_see("TSO")
