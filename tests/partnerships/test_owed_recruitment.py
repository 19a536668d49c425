"""What recruitment asks: applications to decide, free places for whoever waits, and a word before it is too late."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partnerships import applying, closing_soon, membership, selection
from partnerships.models import Application, Role, Seat, StudyArea
from partnerships.owed_recruitment import owed_recruitment
from pipd.kit import clock, workdays
from pipd.kit.models import OutgoingMail
from tests import build
from tests.partnerships import applicants


@pytest.fixture
def area(db, base_moment) -> StudyArea:
    return applicants.recruiting_area()


@pytest.fixture
def coordinator(db) -> Seat:
    return build.programme_seat(Role.COORDINATOR)


def asked(*seats: Seat) -> dict[str, str]:
    return {row.kind: row.what for row in owed_recruitment(seats)}


def forward(day: object, hour: int = 9) -> None:
    clock.set_to(clock.local(day, hour))


def test_what_is_to_be_decided_is_asked_once_it_is_over(area, coordinator):
    applicants.sent(area, email="a@x.example")
    applicants.sent(area, sector="tso", email="b@x.example")
    assert asked(coordinator) == {}
    clock.set_to(area.window.closes_at)
    told = asked(coordinator)
    assert list(told) == ["applications to decide"]
    assert "1 for the local authority and 1 for the third sector" in told["applications to decide"]
    for application in Application.objects.all():
        selection.decline(application, reason="No.", by=coordinator)
    assert asked(coordinator) == {}


def test_its_end_is_told_of_five_and_one_working_days_before(area, coordinator):
    told = []
    for n in range(8, 0, -1):
        forward(workdays.sub_wd(area.window.closes_on, n))
        rows = [row for row in owed_recruitment([coordinator]) if row.kind == "applications closing"]
        told += [n for row in rows if row.is_marked(clock.today())]
    assert told == [5, 1]


def test_a_free_place_is_told_of_while_somebody_of_that_sector_waits(area, coordinator):
    seats = [
        selection.accept(applicants.sent(area, email=f"{n}@x.example"), by=coordinator) for n in range(7)
    ]
    waiting = applicants.sent(area, email="w@x.example")
    selection.wait(waiting, by=coordinator)
    assert asked(coordinator) == {}
    membership.leave(seats[0], by=seats[0])
    assert list(asked(coordinator)) == ["place open la"]
    selection.accept(waiting, by=coordinator)
    assert asked(coordinator) == {}


def test_nobody_but_a_coordinator_is_asked(area, coordinator):
    seat = selection.accept(applicants.sent(area), by=coordinator)
    clock.set_to(area.window.closes_at)
    applicants_seats = [seat, build.programme_seat(Role.ADMINISTRATOR)]
    assert asked(*applicants_seats) == {}


def test_it_asks_once_however_many_areas(area, coordinator):
    def queries() -> int:
        with CaptureQueriesContext(connection) as counted:
            list(owed_recruitment([coordinator]))
        return len(counted)

    assert queries() == 1
    applicants.recruiting_area(name="Saltreach", number=3)
    applicants.recruiting_area(name="Hollowmere", number=4)
    applicants.sent(area)
    assert queries() == 1


def test_whoever_has_begun_is_reminded_on_two_days_once(area):
    applying.begin(area, "la", "begun@x.example")
    applying.answer(Application.objects.get(), {"full_name": "Begun Person"})
    applicants.sent(area, email="sent@x.example")
    mailed = []
    for n in range(8, -1, -1):
        forward(workdays.sub_wd(area.window.closes_on, n))
        mailed.append((n, closing_soon.remind() + closing_soon.remind()))
    assert [n for n, number in mailed if number] == [5, 1]
    rows = OutgoingMail.objects.filter(kind="application_closing")
    assert list(rows.values_list("to", flat=True)) == ["begun@x.example"] * 2


def test_not_before_half_past_eight(area):
    applying.begin(area, "la", "begun@x.example")
    applying.answer(Application.objects.get(), {"full_name": "Begun Person"})
    day = workdays.sub_wd(area.window.closes_on, 5)
    clock.set_to(clock.local(day, 8, 30) - timedelta(seconds=1))
    assert closing_soon.remind() == 0
    clock.set_to(clock.local(day, 8, 30))
    assert closing_soon.remind() == 1


def test_the_link_in_the_reminder_opens_the_application(area, client):
    applying.begin(area, "la", "begun@x.example")
    applying.answer(Application.objects.get(), {"full_name": "Begun Person"})
    forward(workdays.sub_wd(area.window.closes_on, 5))
    closing_soon.remind()
    link = applicants.link_of(OutgoingMail.objects.get(kind="application_closing"))
    assert client.post(link).status_code == 302
