"""From applications to a group of six and six that has started: the coordinator, two facilitators and newcomers."""

from __future__ import annotations

import pytest

from partnerships import consenting, selection
from partnerships.models import Application, Consent, Role, Seat, StudyArea
from partnerships.parity import launch_parity
from tests import build
from tests.journeys import people
from tests.journeys.office import Office, Person
from tests.partnerships import applicants
from workshops import scheduling

EACH = 6
FACILITATORS = ("Fran Oakes", "Ferdi Aydin")
WAITS = "tso6@apply.example"


@pytest.fixture
def area(office: Office) -> StudyArea:
    """An area with six applications of the authority's side and seven of the third sector."""
    made = applicants.recruiting_area(name="Castle Fenning", number=7)
    for sector, number in (("la", EACH), ("tso", EACH + 1)):
        for n in range(number):
            applicants.sent(
                made, sector=sector, email=f"{sector}{n}@apply.example", full_name=f"{sector.upper()} {n}"
            )
    return made


def decides(coordinator: Person, area: StudyArea, name: str, decision: str) -> None:
    coordinator.opens("partnerships:application-list", area=area.slug)
    coordinator.follows(name, exact=True)
    coordinator.chooses(decision)
    coordinator.presses("Continue")
    coordinator.presses("and tell them by email")


def gives_places(coordinator: Person, area: StudyArea) -> None:
    """The first of each side at the screen, the others by the same act; the seventh of one side waits."""
    for name in ("LA 0", "TSO 0"):
        decides(coordinator, area, name, "Give them a place")
        coordinator.is_told(f"{name} has a place")
    rest = Application.objects.filter(area=area, state="submitted").exclude(email=WAITS).order_by("email")
    for application in rest:
        selection.accept(application, by=coordinator.seat)
    decides(coordinator, area, "TSO 6", "Put them on the wait-list")
    coordinator.is_told("TSO 6")


def names_facilitators(coordinator: Person, area: StudyArea) -> None:
    for name in FACILITATORS:
        coordinator.opens("partnerships:area-staff", area=area.slug)
        coordinator.chooses("Facilitator")
        coordinator.writes("Full name", name)
        coordinator.writes("Email address", f"{name.split()[0].lower()}@facilitate.example")
        coordinator.presses("Name this person")
        coordinator.is_told(f"{name} is facilitator now")


def test_an_area_is_launched_with_six_of_each_sector(office: Office, area: StudyArea, width: int) -> None:
    coordinator = office.seat(build.programme_seat(Role.COORDINATOR), width=width)
    coordinator.home_area = area.slug
    gives_places(coordinator, area)

    coordinator.opens("workshops:area-start")
    coordinator.sees("Start the group", "(this stops you)")
    names_facilitators(coordinator, area)
    people.plan_sessions(coordinator, scheduling.usual_days(area, build.FIRST_SESSION))
    coordinator.opens("workshops:area-start")
    coordinator.sees("(this stops you)", "12 have a place, 12 have not yet said that they take part")
    coordinator.sees("Applications: 0 to be decided, 0 begun and not sent, open until")

    seats = list(Seat.objects.live().participants().filter(area=area).order_by("user__email"))
    newcomer = office.seat(seats[0], width=width)
    newcomer.opens("home")
    newcomer.follows("Say what you agree to")
    newcomer.page.get_by_label("Take part").first.check(force=True)
    newcomer.presses("Save what I agree to")
    newcomer.is_told("You have agreed to: take part.")
    for seat in seats[1:]:
        consenting.give(seat, Consent.Kind.TAKE_PART, by=seat)

    coordinator.opens("workshops:area-start")
    coordinator.sees("The sectors are even: 6 and 6", "all have said that they take part", *FACILITATORS)
    coordinator.presses("Start the group")
    coordinator.is_told("has started")
    parity = launch_parity(area)
    area.refresh_from_db()
    assert (area.state, parity.la, parity.tso) == ("confirmed", EACH, EACH)
    newcomer.opens("workshops:area-detail")
    newcomer.sees("Session 1")
