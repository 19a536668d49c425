"""The board and home: numbers and dates for all areas, in queries that do not grow with them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from actionplans import asking, progress
from actionplans.models import ActionPlan, Delivery
from partnerships.models import Role, Seat
from pipd import board
from pipd.board import what_is_next
from tests import build
from tests.actionplans import answers, builders
from tests.client import Client
from tests.partnerships import register_rows
from workshops.clearance import reopening, withdrawing
from workshops.models import ClearedPoint

pytestmark = pytest.mark.django_db
MOST = 15


def queries(client: Client, address: str, **kwargs: object) -> int:
    """How many queries the second visit takes: the first one renews the session."""
    client.get(address, **kwargs)
    with CaptureQueriesContext(connection) as seen:
        client.get(address, **kwargs)
    return len(seen)


def test_board_queries_do_not_grow_with_areas(area):
    build.note_at("circulated", area)
    client = Client().as_(area.coordinator)
    one = queries(client, reverse("board"))
    for number in (2, 3):
        build.note_at("circulated", build.group(name=f"Area{number}", number=number))
    assert queries(client, reverse("board")) == one
    assert one <= MOST


def test_board_shows_what_is_late_and_only_that(area):
    workshop = build.note_at("circulated", area)
    client = Client().as_(area.coordinator)
    before = client.get(reverse("board")).content.decode()
    build.after_the_window(workshop)
    after = client.get(reverse("board")).content.decode()
    assert "Nothing is late or uneven." in before
    assert "await approval since" in after
    assert "Nothing is late or uneven." not in after


def test_draft_of_the_next_version_takes_the_plan_that_stands_from_nobody(area):
    builders.amended(area)
    assert board.latest_plans([area.area])[area.area.pk].version == 1
    home = " ".join(Client().as_(area.la_lead).get("/").content.decode().split())
    assert "Plan version 1 " in home
    assert ">In progress<" in home.replace("In progress <", "In progress<")
    assert "Version 2 is being drafted." in home


def test_board_filter_shows_one_stage(area, neighbour):
    build.note_at("circulated", area)
    page = Client().as_(area.coordinator).get(reverse("board"), {"stage": "recruiting"}).content.decode()
    assert f"{neighbour.area.name}</a>" in page
    assert f"{area.area.name}</a><span>" not in page


def test_administrator_gets_no_link_into_an_area(area):
    seat = build.programme_seat(Role.ADMINISTRATOR)
    page = Client().as_(seat).get(reverse("board")).content.decode()
    assert area.area.name in page
    assert area.area.get_absolute_url() not in page


def test_home_asks_a_responder_to_check_the_notes(area):
    build.note_at("circulated", area)
    page = Client().as_(area.la_officer).get(reverse("home")).content.decode()
    assert "Check the notes of session 1" in page


def test_home_asks_nobody_who_was_not_there(area):
    build.note_at("circulated", area)
    page = Client().as_(area.la[-1]).get(reverse("home")).content.decode()
    assert "Check the notes of session 1" not in page


@pytest.mark.parametrize("who", ["la_officer", "facilitator"])
def test_home_takes_few_queries(area, who):
    build.note_at("circulated", area)
    seat = getattr(area, who)
    one = queries(Client().as_(seat), reverse("home"))
    assert one <= MOST


def test_home_asks_for_the_signature_of_a_closure_record_and_takes_no_query_more(area):
    one = register_rows.closing(area)
    client = Client().as_(area.tso_lead)
    before = queries(client, reverse("home"))
    register_rows.sign(one, area.la_lead)
    assert queries(client, reverse("home")) == before <= MOST
    page = client.get(reverse("home")).content.decode()
    assert "Sign for closing a partnership, or decline" in page
    assert f"/{one.pk}/close/" in page


def delivering(group: build.Group) -> None:
    """A plan under way: one action is due, the end of another is proposed, an objective has lost its statement.

    Notes are sent for checking with a quotation of the TSO deputy, statements are to be opened again, and the LA
    lead asks to withdraw another.
    """
    plan = builders.started(group, lead=group.tso_lead)
    row, other = Delivery.objects.filter(action__objective__plan=plan).order_by("action__seq")
    progress.tell(row, status="in_progress", by=group.la_officer)
    progress.tell(row, status="complete", by=group.la_lead)
    build.forward_to(build.clock.local(other.due_on - timedelta(days=12), 9))
    build.note_at("circulated", group, 4, quoted=True)
    first, second = ClearedPoint.objects.filter(note__area=group.area).order_by("number")
    workshop = first.note.workshop
    reopening.ask(workshop, [second.origin], reason="We know more", by=group.la_officer)
    withdrawing.withdraw_together(group.area, second.pk, digest=second.digest, by=group.la_lead)
    withdrawing.withdraw(group.area, first.pk, by=group.facilitator)


def half_signed(group: build.Group) -> ActionPlan:
    """A plan that the LA lead has signed."""
    plan = builders.accepted(group)
    builders.sign(plan, group.la_lead)
    return plan


def support_asked(plan: ActionPlan, group: build.Group) -> None:
    """The group is asked to support the draft: the TSO lead and deputy have answered one of its three items."""
    asking.ask(plan, by=group.la_lead)
    answers.give(plan, group.tso_lead, group.tso[1], item=answers.items(plan)[0])


@pytest.mark.parametrize(
    ("place", "wanted"),
    [
        (0, ["Action 1(b) of the plan", "Confirm or leave a withdrawal", "Objective 1 has lost"]),
        (1, ["Confirm or leave a withdrawal", "Say whether you may be quoted", "Objective 1 has lost"]),
    ],
)
def test_home_of_a_lead_and_a_deputy_takes_as_few_in_one_area_and_in_three(area, neighbour, place, wanted):
    """Whatever a plan, notes and the record may ask of who signs for a sector at one time."""
    third = build.group(name="Third Place", number=3)
    drafts = [(group, half_signed(group)) for group in (third, neighbour)]
    delivering(area)
    for group, plan in drafts:
        support_asked(plan, group)
    client = Client().as_(area.tso[place])
    one = queries(client, reverse("home"))
    page = client.get(reverse("home")).content.decode()
    asked = [
        *wanted,
        "Answer the other sector",
        "Check the notes of session 4",
        "are opened again",
        "Tell us how",
    ]
    assert [title for title in asked if title not in page] == []
    for group in (third, neighbour):
        Seat.objects.filter(pk=group.tso[place].pk).update(user=area.tso[place].user)
    assert queries(client, reverse("home")) == one
    page = client.get(reverse("home")).content.decode()
    assert all(f"/areas/{group.slug}/plan/sign/" in page for group in (third, neighbour))
    assert page.count("whether you support 2 items as they stand now") == 2
    assert one <= MOST


def test_board_says_how_far_a_plan_in_delivery_is():
    plan = ActionPlan(state=ActionPlan.State.IN_PROGRESS)
    assert what_is_next([], plan, "2 of 8 actions complete") == "Plan in progress: 2 of 8 actions complete"
    assert what_is_next([], plan) == "Plan in progress"
