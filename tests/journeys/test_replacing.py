"""Somebody leaves a group that runs, and whoever waits longest takes the place: the one, the coordinator, the other."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.core import mail as sent

from partnerships import applying, selection
from partnerships.models import Application, ApplicationWindow
from partnerships.uneven import uneven
from pipd.kit import mail
from pipd.kit.models import OutgoingMail
from tests import build
from tests.journeys.office import Office, Person
from tests.partnerships import applicants

EMAIL, NAME = "mo@volunteers.example", "Mo Farrell"


@pytest.fixture
def group(office: Office) -> build.Group:
    """A group of six and six whose sessions are ahead; somebody of the third sector waits for a place."""
    made = build.group()
    closes_on = applicants.in_days(5)
    ApplicationWindow.objects.create(area=made.area, opens_on=date(2026, 12, 1), closes_on=closes_on)
    said = {
        "full_name": NAME,
        "organisation_name": "Riverside Aid",
        "organisation_kind": "local_infrastructure",
    }
    selection.wait(applicants.sent(made.area, sector="tso", email=EMAIL, **said), by=made.coordinator)
    build.area_with_sessions(made)
    build.forward_to(build.clock.local(applicants.in_days(7), 10))
    return made


def reads_where_they_stand(office: Office, group: build.Group, width: int) -> None:
    """The applicant opens the link that they asked for anew."""
    applying.begin(group.area, "tso", EMAIL)
    for pk in OutgoingMail.objects.filter(to=EMAIL, state="owed").values_list("pk", flat=True):
        mail.send(pk)
    links = [re.search(r"https?://[^/]+(/apply/\S+/link/\S+)", one.body) for one in sent.outbox]
    phone = office.seat(None, width=width)
    phone.page.goto([link for link in links if link][-1][1])
    phone.presses("See your application")
    phone.sees(
        "You are the only one who waits for a place in the third sector.", "What happens when a place opens"
    )


def leaves(person: Person, group: build.Group) -> None:
    person.opens("partnerships:people-list", area=group.slug)
    person.follows("Leave the group, or take back your consent")
    person.follows("Leave the group")
    person.presses("Leave the group")
    person.is_told(f"You have left {group.area.name}")


def gives_the_place(coordinator: Person, group: build.Group) -> None:
    coordinator.opens("workshops:area-detail", area=group.slug)
    coordinator.sees(
        "The sectors have been uneven since", "6 from the local authority and 5 from the third sector"
    )
    coordinator.opens("partnerships:application-list", area=group.slug)
    coordinator.sees(
        "1 place is open for the third sector until", "1 person waits for a place of this sector"
    )
    coordinator.follows(NAME)
    coordinator.sees(
        "Number 1 of 1 on the wait-list", f"takes the place of {group.tso_officer.user.full_name}"
    )
    coordinator.chooses("Give them a place")
    coordinator.presses("Continue")
    coordinator.sees(
        "Number 6 of 7 for the third sector.", f"{group.tso_officer.user.full_name}, who left on"
    )
    coordinator.presses("Give them the place, and tell them by email")
    coordinator.is_told(f"{NAME} has a place")


def test_somebody_leaves_and_is_replaced_from_the_wait_list(
    office: Office, group: build.Group, width: int
) -> None:
    reads_where_they_stand(office, group, width)
    leaves(office.seat(group.tso_officer, width=width), group)
    gives_the_place(office.seat(group.coordinator, width=width), group)

    seat = Application.objects.get(email=EMAIL).seat
    assert seat is not None
    newcomer = office.seat(seat, width=width)
    newcomer.opens("home")
    newcomer.follows("Say what you agree to")
    newcomer.page.get_by_label(re.compile("^Take part")).check(force=True)
    newcomer.presses("Save what I agree to")
    newcomer.is_told("You have agreed to: take part.")
    newcomer.opens("partnerships:people-list", area=group.slug)
    newcomer.sees(NAME, "6 and 6 in the group")
    newcomer.does_not_see("uneven")
    assert seat.replaces == group.tso_officer
    assert uneven(group.area) is None
