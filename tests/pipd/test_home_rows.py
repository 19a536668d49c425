"""What the home page makes of what every app asks."""

import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships import data_requests
from partnerships.models import Role
from pipd.home import due_items, once_each
from pipd.kit import clock
from pipd.kit.owed import Owed
from tests import build
from tests.client import Client


def asked(title: str, url: str) -> Owed:
    return Owed(
        kind="sector lead",
        title=title,
        what="The plan waits.",
        sees="",
        url=url,
        due_at=clock.now(),
        button="See who is in the group",
        area_name="Quillshire",
        subject=uuid.UUID(int=1),
    )


def test_one_act_asked_for_by_two_apps_is_one_row_with_the_earlier_day():
    first = asked("Choose who signs for your sector", "/areas/quillshire/people/")
    again = replace(
        first, due_at=first.due_at + timedelta(days=3), what="The closing of a partnership waits."
    )
    assert once_each([first, again]) == [first]


def test_rows_of_other_pages_or_acts_stay_and_keep_their_order():
    rows = [asked("Sign", "/areas/a/plan/"), asked("Sign", "/areas/b/plan/"), asked("Read", "/areas/a/plan/")]
    assert once_each(rows) == rows


def test_where_somebody_has_several_areas_each_row_says_which():
    here = asked("Sign", "/areas/a/plan/")
    there = replace(here, area_name="Vexbridge", what="Vexbridge. The plan waits.")
    assert [row["detail"] for row in due_items([here])] == ["The plan waits."]
    assert [row["detail"] for row in due_items([here, there])] == [
        "Quillshire. The plan waits.",
        "Vexbridge. The plan waits.",
    ]
    assert due_items([here], across=True)[0]["detail"] == "Quillshire. The plan waits."


@pytest.mark.django_db
def test_a_coordinator_begins_with_what_needs_them(area):
    """What the mail reminds them of stands on a page too: requests with a day by which the law wants an answer."""
    coordinator = Client().as_(area.coordinator)
    page = coordinator.get(reverse("home"))
    assert "Nothing needs you today" in page.content.decode()
    asked_by_law = data_requests.ask(area.la_officer.user, kind="correct", words="My title")
    page = coordinator.get(reverse("home")).content.decode()
    assert asked_by_law.reference in page
    assert 'aria-current="page">What needs you' in page
    assert reverse("board") in page


@pytest.mark.django_db
def test_an_analyst_begins_with_what_is_cleared_and_a_coordinators_page_costs_as_much_with_more_areas(area):
    analyst = Client().as_(build.programme_seat(Role.ANALYST))
    assert analyst.get(reverse("home"))["Location"] == reverse("across:statement-list")

    def cost() -> int:
        coordinator.get(reverse("home"))
        with CaptureQueriesContext(connection) as seen:
            coordinator.get(reverse("home"))
        return len(seen)

    coordinator = Client().as_(area.coordinator)
    build.note_at("circulated", area)
    one = cost()
    for number in (2, 3):
        build.note_at("circulated", build.group(name=f"Area{number}", number=number))
    assert cost() == one <= 15
