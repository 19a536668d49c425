"""That a group is uneven or too small: who is told of it and when, and where it stands (domain 3J, E1, E10)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships import applying, areas, late, selection
from partnerships.models import Application, Consent, Role, Seat, StudyArea
from partnerships.owed_recruitment import owed_recruitment
from partnerships.owed_uneven import owed_uneven
from partnerships.uneven import uneven
from partnerships.waiting import openings, place_of
from pipd.kit import clock, workdays
from pipd.kit.owed import Owed
from tests import build
from tests.client import Client
from tests.partnerships import applicants, leavers
from tests.partnerships.leavers import days_on, gone, on, waiting_pair, waits


@pytest.fixture
def running(area: build.Group) -> build.Group:
    return leavers.running(area)


# Who is told


def told(*seats: Seat) -> dict[str, Owed]:
    return {row.kind: row for row in [*owed_recruitment(seats), *owed_uneven(seats)]}


def test_the_coordinator_is_told_of_the_open_place_and_led_to_who_is_next(running):
    first, _ = waiting_pair(running)
    assert told(running.coordinator) == {}
    gone(running.tso[5])
    [row] = told(running.coordinator).values()
    assert row.kind == "place open tso"
    assert "A place is open in the third sector, and 2 on its wait-list." in row.what
    assert "Name of" not in row.what
    assert row.url.endswith(f"/applications/{first.pk}/")
    assert row.due_at == workdays.deadline(uneven(running.area).until)
    selection.accept(first, by=running.coordinator)
    assert told(running.coordinator) == {}


def test_where_nobody_waits_coordinator_and_leads_are_told_every_five_working_days(running):
    gone(running.tso[5])
    since = clock.today()
    days = []
    for n in range(1, 31):
        on(workdays.add_wd(since, n))
        row = told(running.coordinator)["sectors uneven"]
        days += [n] if row.is_marked(clock.today()) else []
    assert days == [5, 10, 15, 20, 25, 30]
    assert row.due_at >= clock.now()  # nobody is late with what is nobody's to do
    assert row.told_on.new
    lead = told(Seat.objects.get(pk=running.la_lead.pk))["sectors uneven"]
    assert lead.optional
    assert lead.told_on == row.told_on
    assert list(told(Seat.objects.get(pk=running.tso[1].pk))) == ["sectors uneven"]
    assert told(Seat.objects.get(pk=running.la_officer.pk), running.facilitator) == {}


def test_nobody_is_told_of_it_for_the_years_of_delivery(running):
    gone(running.tso[5])
    for state, kinds in (("planning", ["sectors uneven"]), ("delivering", [])):
        StudyArea.objects.update(state=state)
        running.area.refresh_from_db()
        assert list(told(running.coordinator)) == list(told(Seat.objects.get(pk=running.la_lead.pk))) == kinds


def test_a_group_that_is_too_small_when_applications_are_over_is_told_of(db, base_moment):
    area = applicants.recruiting_area()
    coordinator = build.programme_seat(Role.COORDINATOR)
    assert list(owed_uneven([coordinator])) == []
    clock.set_to(area.window.closes_at)
    [row] = owed_uneven([coordinator])
    assert (row.kind, row.title) == ("group not complete", "The group cannot start yet")
    assert row.what == "Quillshire. The group has 0 people and needs at least 10."
    days = []
    for n in range(1, 21):
        on(workdays.add_wd(area.window.closes_on, n))
        [row] = owed_uneven([coordinator])
        days += [n] if row.is_marked(clock.today()) else []
    assert days == [5, 10, 15, 20]
    assert list(owed_uneven([build.programme_seat(Role.ADMINISTRATOR)])) == []


def test_it_asks_as_often_for_one_uneven_group_as_for_three(running, neighbour):
    third = build.group(name="Third Place", number=3)
    for group in (neighbour, third):
        areas.advance(group.area, StudyArea.State.CONFIRMED, by=group.coordinator)

    def queries(*seats: Seat) -> int:
        with CaptureQueriesContext(connection) as counted:
            list(owed_uneven(seats))
        return len(counted)

    gone(running.tso[5])
    one = queries(running.coordinator)
    for group in (neighbour, third):
        gone(group.la[4])
    assert queries(running.coordinator) == one == 2
    assert len(list(owed_uneven([running.coordinator]))) == 3


def test_a_lead_of_an_even_group_costs_nothing_where_the_numbers_are_known(running):
    def queries() -> int:
        [lead] = Seat.objects.filter(pk=running.la_lead.pk).with_numbers().select_related("area__programme")
        with CaptureQueriesContext(connection) as counted:
            list(owed_uneven([lead]))
        return len(counted)

    assert queries() == 0
    gone(running.tso[5])
    assert queries() == 1


# Where it stands


def page(reader: Seat, name: str, group: build.Group, **more: object) -> str:
    address = reverse(name, kwargs={"area": group.slug, **more})
    return " ".join(Client().as_(reader).get(address).text.split())


def test_everybody_of_the_group_reads_it_on_the_area_and_on_its_people(running):
    words = "The sectors have been uneven since 11 January 2027:"
    for reader in (running.la_officer, running.facilitator, running.coordinator):
        assert words not in page(reader, "workshops:area-detail", running)
    gone(running.tso[5])
    for reader in (running.la_officer, running.facilitator, running.coordinator):
        for name in ("workshops:area-detail", "partnerships:people-list"):
            shown = page(reader, name, running)
            assert words in shown
            assert (
                "A place of the third sector is kept open for whoever waits for one, until 1 February"
                in shown
            )
            assert running.tso[5].user.full_name not in shown


def test_the_board_says_since_when(running):
    gone(running.tso[5])
    assert late.late([running.area])[running.area.pk] == [
        "The sectors have been uneven since 11 January 2027, 6 and 5. Sessions go on."
    ]


def test_the_coordinator_reads_which_sector_has_a_place_whose_it_was_and_who_is_next(running):
    first, second = waiting_pair(running)
    other = waits(running, "c@x.example", "la")
    gone(running.tso[5])
    Application.objects.filter(pk=first.pk).update(full_name="Next Person")
    shown = page(running.coordinator, "partnerships:application-list", running)
    assert "1 place is open for the third sector until 1 February 2027." in shown
    assert f"takes the place of {running.tso[5].user.full_name}, who left on 11 January 2027" in shown
    assert "Next on the wait-list is" in shown
    assert "Next Person</a>, who has waited the longest" in shown
    assert "2 people wait for a place of this sector" in shown
    assert "open for the local authority" not in shown
    detail = page(running.coordinator, "partnerships:application-detail", running, application=second.pk)
    assert "Number 2 of 2 on the wait-list of this sector." in detail
    assert f"takes the place of {running.tso[5].user.full_name}" in detail
    detail = page(running.coordinator, "partnerships:application-detail", running, application=other.pk)
    assert "takes the place of" not in detail


def test_a_place_nobody_waits_for_says_so(running):
    gone(running.tso[5])
    shown = page(running.coordinator, "partnerships:application-list", running)
    assert "Nobody of this sector waits for a place." in shown


def test_no_place_is_open_in_a_group_that_is_even_or_over(running):
    waiting_pair(running)
    assert openings(running.area) == []
    gone(running.tso[5])
    assert [one.sector for one in openings(running.area)] == ["tso"]
    StudyArea.objects.update(state=StudyArea.State.CLOSED)
    running.area.refresh_from_db()
    assert openings(running.area) == []


# The queue, as an applicant reads it


def test_an_applicant_reads_where_they_stand_in_their_own_sector(db, base_moment, client):
    area, coordinator = applicants.recruiting_area(), build.programme_seat(Role.COORDINATOR)
    for sector, email in (("tso", "a@x.example"), ("la", "l@x.example")):
        selection.wait(applicants.sent(area, sector=sector, email=email), by=coordinator)
    mine = applicants.walk(client, area, "me@x.example", "tso")
    applying.send(mine)
    clock.set_to(clock.now() + timedelta(minutes=1))
    selection.wait(mine, by=coordinator)
    clock.set_to(clock.now() + timedelta(minutes=1))
    selection.wait(applicants.sent(area, sector="tso", email="z@x.example"), by=coordinator)
    address = reverse("partnerships:apply-mine", kwargs={"area": area.slug})
    shown = client.get(address).text
    assert "You are second of 3 who wait for a place in the third sector." in shown
    assert "What happens when a place opens" in shown
    selection.accept(Application.objects.get(email="a@x.example"), by=coordinator)
    assert "You are first of 2 who wait" in client.get(address).text
    applying.withdraw(Application.objects.get(email="z@x.example"))
    assert "You are the only one who waits for a place" in client.get(address).text


def test_who_does_not_wait_has_no_place_in_the_queue(db, base_moment):
    area, coordinator = applicants.recruiting_area(), build.programme_seat(Role.COORDINATOR)
    one = applicants.sent(area)
    assert place_of(one) is None
    selection.wait(one, by=coordinator)
    assert place_of(one).place == 1
    StudyArea.objects.update(state=StudyArea.State.CLOSED)
    one.area.refresh_from_db()
    assert place_of(one) is None


def test_somebody_who_never_said_that_they_take_part_frees_their_place_too(running):
    first, second = waiting_pair(running)
    gone(running.tso[5])
    seat = selection.accept(first, by=running.coordinator)
    assert not Consent.objects.filter(seat=seat).exists()
    days_on(1)
    gone(seat)
    assert told(running.coordinator)["place open tso"].url.endswith(f"/applications/{second.pk}/")
    assert selection.accept(second, by=running.coordinator).replaces == seat
