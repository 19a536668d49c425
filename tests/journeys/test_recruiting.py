"""From an open application on a phone to a group that may start: an applicant, the coordinator, and a newcomer."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail as sent
from playwright.sync_api import expect

from partnerships import applying
from partnerships.models import Application, Role, Seat, StudyArea
from partnerships.parity import launch_parity
from pipd.kit import clock, mail
from pipd.kit.models import OutgoingMail
from tests import build
from tests.journeys.office import Office, Person
from tests.partnerships import applicants
from tests.partnerships.importing_files import CHARITY, OFFICER, csv_of

EMAIL = "mo@volunteers.example"


@pytest.fixture
def area(office: Office) -> StudyArea:
    return build.study_area(name="Castle Fenning", number=7, state=StudyArea.State.SELECTED)


def is_mailed() -> None:
    for pk in OutgoingMail.objects.filter(to=EMAIL, state="owed").values_list("pk", flat=True):
        mail.send(pk)


def opens_link(person: Person) -> None:
    """The applicant opens the link in the newest mail to them."""
    is_mailed()
    link = re.search(r"https?://[^/]+(/apply/\S+/link/\S+)", sent.outbox[-1].body)
    assert link, sent.outbox[-1].body
    person.page.goto(link[1])
    person.looks()


def opens_applications(office: Office, area: StudyArea) -> Person:
    coordinator = office.seat(build.programme_seat(Role.COORDINATOR))
    coordinator.opens("partnerships:application-list", area=area.slug)
    coordinator.follows("Open applications")
    day = applicants.in_days(12)
    for part, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        coordinator.writes(part, str(value))
    coordinator.presses("Open applications")
    coordinator.is_told("Applications are open")
    return coordinator


def answers_everything(person: Person) -> None:
    said = {
        "Your job title or role": "Chief officer",
        "Name of your organisation": "Fenning Volunteer Centre",
    }
    person.presses("Continue")
    person.is_stopped("Enter your full name")
    person.writes("What is your full name?", "Mo Farrell")
    person.presses("Continue")
    person.writes("Name of your organisation", said["Name of your organisation"])
    person.chooses("Local infrastructure organisation")
    person.presses("Continue")
    person.chooses("Yes")
    person.presses("Continue")
    person.writes("Your job title or role", said["Your job title or role"])
    person.chooses("Senior officer or manager")
    person.presses("Continue")
    person.chooses("I can commit my organisation")
    person.presses("Continue")
    person.chooses("A grant")
    person.presses("Continue")
    person.writes("Is there anything you need", "A hearing loop")
    person.presses("Continue")
    person.presses("Continue")
    person.is_at("Check your answers")


def test_somebody_applies_is_given_a_place_and_takes_part(
    office: Office, area: StudyArea, width: int
) -> None:
    coordinator = opens_applications(office, area)
    phone = office.seat(None, width=width)
    phone.opens("partnerships:apply-list")
    phone.follows("Apply for the third sector")
    phone.presses("Email me the link")
    phone.is_stopped("Enter your email address")
    phone.writes("Your email address", EMAIL)
    phone.presses("Email me the link")
    phone.is_at("Look in your email")
    opens_link(phone)
    phone.presses("Go on with your application")
    answers_everything(phone)
    phone.presses("Send my application")
    phone.is_at("Application sent")
    phone.sees(Application.objects.get().reference, "A grant")

    coordinator.opens("partnerships:application-list", area=area.slug)
    coordinator.follows("Mo Farrell")
    coordinator.sees("A hearing loop")
    coordinator.does_not_see("A grant")
    gives_a_place(coordinator)
    coordinator.is_told("Mo Farrell has a place")

    newcomer = office.seat(Application.objects.get().seat, width=width)
    newcomer.opens("home")
    newcomer.follows("Say what you agree to")
    newcomer.presses("Save what I agree to")
    newcomer.is_stopped("Tick this to take part")
    newcomer.page.get_by_label(re.compile("^Take part")).check(force=True)
    newcomer.page.get_by_label(re.compile("^Be asked again later")).check(force=True)
    newcomer.presses("Save what I agree to")
    newcomer.is_told("You have agreed to: take part and be asked again later.")
    newcomer.page.get_by_label(re.compile("^Be asked again later")).uncheck(force=True)
    newcomer.presses("Save what I agree to")
    newcomer.is_told("You have taken back: be asked again later.")
    assert launch_parity(area).tso == 1


def test_an_applicant_goes_on_later_and_has_it_erased(office: Office, area: StudyArea) -> None:
    opens_applications(office, area)
    phone = office.seat(None, width=360)
    phone.opens("partnerships:apply-start", area=area.slug, sector="tso")
    phone.writes("Your email address", EMAIL)
    phone.presses("Email me the link")
    opens_link(phone)
    phone.presses("Go on with your application")
    phone.writes("What is your full name?", "Mo Farrell")
    phone.presses("Continue")
    later = office.seat(None, width=1280)
    later.page.goto(phone.page.url)
    later.is_at("Apply to take part")
    opens_link(later)
    later.presses("Go on with your application")
    later.sees("Your organisation")
    later.follows("What is held about you, and how to have it erased")
    later.sees("Mo Farrell", "Download it")
    later.follows("Erase this application")
    later.is_at("Erase your application?")
    later.follows("Keep it")
    later.follows("Erase this application")
    later.presses("Erase my application")
    later.sees("Your application is erased")
    assert not Application.objects.exists()


def gives_a_place(coordinator: Person) -> None:
    coordinator.chooses("Give them a place")
    coordinator.presses("Continue")
    coordinator.is_at("Give Mo Farrell a place?")
    coordinator.sees("Number 1 of 7 for the third sector.", f"by email to {EMAIL}")
    coordinator.presses("Give them the place, and tell them by email")


def test_a_place_given_by_mistake_is_taken_back_and_the_next_is_given_back(
    office: Office, area: StudyArea, width: int
) -> None:
    opens_applications(office, area)
    area.refresh_from_db()
    applicants.sent(area, sector="tso", email=EMAIL, full_name="Mo Farrell")
    coordinator = office.seat(build.programme_seat(Role.COORDINATOR), width=width)
    coordinator.opens("partnerships:application-list", area=area.slug)
    coordinator.follows("Mo Farrell")
    gives_a_place(coordinator)
    coordinator.follows("Accepted 1")
    coordinator.sees("Has not agreed")
    coordinator.follows("Mo Farrell")
    coordinator.sees("and have not agreed to take part yet")
    coordinator.chooses("Take the place back, and put them on the wait-list")
    coordinator.presses("Continue")
    coordinator.is_stopped("Say why, in words the applicant can read")
    coordinator.writes("Why you take it back", "It was pressed by mistake")
    coordinator.presses("Continue")
    coordinator.is_at("Take the place of Mo Farrell back?")
    coordinator.presses("Change what you decide")
    expect(coordinator.page.get_by_label("Why you take it back")).to_have_value("It was pressed by mistake")
    coordinator.presses("Continue")
    coordinator.presses("Take the place back, and tell them by email")
    coordinator.is_told("The place of Mo Farrell has ended")
    coordinator.follows("On the wait-list 1")
    coordinator.follows("Mo Farrell", nth=1)
    gives_a_place(coordinator)

    is_mailed()
    phone = office.seat(None, width=width)
    clock.set_to(clock.now() + timedelta(minutes=2))
    applying.begin(area, "tso", EMAIL)
    opens_link(phone)
    phone.presses("See your application")
    phone.sees("Your application: accepted")
    phone.follows("Give your place back")
    phone.is_at("Give your place back?")
    phone.presses("Give my place back")
    phone.sees("Your application: withdrawn")
    assert not Seat.objects.live().participants().filter(area=area).exists()


def brings(person: Person, content: bytes) -> None:
    """Chooses a file with `content` and has it checked."""
    file = {"name": "applications.csv", "mimeType": "text/csv", "buffer": content}
    person.page.get_by_label("Choose the file").set_input_files(files=[file])
    person.presses("Check this file")


def test_the_coordinator_adds_what_came_on_paper(office: Office, area: StudyArea, width: int) -> None:
    opens_applications(office, area)
    coordinator = office.seat(build.programme_seat(Role.COORDINATOR), width=width)
    coordinator.opens("partnerships:application-list", area=area.slug)
    coordinator.follows("Add applications you received")
    coordinator.unfolds("The columns, and what each may hold")
    coordinator.presses("Check this file")
    coordinator.is_stopped("Choose a file")
    today = {"Received on": clock.today().isoformat()}
    mo = CHARITY | today | {"Full name": "Mo Farrell", "Email address": EMAIL}
    brings(coordinator, csv_of(mo, OFFICER | today | {"Sector": "Health"}))
    coordinator.is_at("1 of 2 rows cannot be added")
    coordinator.is_stopped("Row 3. Sector: says “Health”. Write Local authority or Third sector.")
    brings(coordinator, csv_of(mo, OFFICER | today))
    coordinator.is_at("2 applications can be added")
    coordinator.presses("Add these 2 applications")
    coordinator.is_told("2 applications are added.")
    coordinator.follows("Mo Farrell")
    coordinator.sees("on paper" if mo["Received as"] == "Paper" else "in a spreadsheet")

    phone = office.seat(None, width=360)
    opens_link(phone)
    phone.presses("See your application")
    phone.sees("What was entered for you", "Mo Farrell")
    phone.follows("Say whether the local authority funds your organisation")
    phone.chooses("A grant")
    phone.presses("Continue")
    phone.sees("The facilitators of the area read it")
    phone.follows("Withdraw your application")
    phone.is_at("Withdraw your application?")
    phone.presses("Withdraw my application")
    phone.sees("Your application: withdrawn")
    phone.follows("What is held about you, and how to have it erased")
    phone.sees("entered for you by the coordinator")


def test_the_coordinator_ends_recruitment_where_too_few_come(office: Office, area: StudyArea) -> None:
    coordinator = opens_applications(office, area)
    area.refresh_from_db()
    applicants.sent(area, email="a@x.example")
    coordinator.opens("partnerships:recruiting", area=area.slug)
    coordinator.follows("This area does not go on")
    coordinator.presses("End recruitment, and tell them by email")
    coordinator.is_stopped("Say why the area does not go on")
    coordinator.writes("Why does this area not go on?", "Too few applied")
    coordinator.presses("End recruitment, and tell them by email")
    coordinator.is_told("Castle Fenning does not go on")
