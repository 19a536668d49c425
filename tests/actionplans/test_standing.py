"""How far plans are, for pages across areas."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from actionplans import reviewing, standing
from actionplans.models import ActionPlan, Delivery
from actionplans.models.delivery import Status
from partnerships.models import Seat
from pipd.kit import clock, workdays
from tests import build
from tests.actionplans import builders
from tests.actionplans.addresses import at, text_of
from tests.client import Client

YESTERDAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ((None, None, None), ""),
        ((8, 0, 0), "0 of 8 actions complete"),
        ((1, 1, 0), "1 of 1 action complete"),
        ((8, 2, 1), "2 of 8 actions complete, 1 overdue"),
    ],
)
def test_numbers_are_told_in_words(numbers: tuple[int | None, ...], words: str) -> None:
    assert standing.told(*numbers) == words


def test_what_is_complete_or_stopped_is_not_overdue(area: build.Group, started: ActionPlan) -> None:
    rows = Delivery.objects.filter(action__objective__plan=started)
    rows.update(due_on=clock.today() - YESTERDAY)
    assert standing.told_of([area.area]) == {area.area.pk: "0 of 2 actions complete, 2 overdue"}
    rows.filter(action__seq=1).update(status=Status.COMPLETE)
    rows.filter(action__seq=2).update(status=Status.STOPPED)
    assert standing.told_of([area.area]) == {area.area.pk: "1 of 2 actions complete"}


def test_what_is_due_today_is_not_overdue(area: build.Group, started: ActionPlan) -> None:
    Delivery.objects.update(due_on=clock.today())
    assert standing.told_of([area.area]) == {area.area.pk: "0 of 2 actions complete"}


def test_a_plan_that_is_not_in_delivery_has_no_numbers(
    area: build.Group, neighbour: build.Group, agreed: ActionPlan
) -> None:
    assert standing.told_of([area.area, neighbour.area]) == {}


def test_annotations_say_the_same_as_the_one_query(
    area: build.Group, neighbour: build.Group, started: ActionPlan
) -> None:
    Delivery.objects.filter(action__seq=1).update(due_on=clock.today() - YESTERDAY)
    with CaptureQueriesContext(connection) as asked:
        seats = Seat.objects.filter(pk__in=[area.la_lead.pk, neighbour.la_lead.pk]).annotate(
            **standing.counted()
        )
        found = {s.area_id: (s.plan_actions, s.plan_complete, s.plan_overdue) for s in seats}
    assert found == {area.area.pk: (2, 0, 1), neighbour.area.pk: (None, None, None)}
    assert len(asked) == 1


def test_home_says_how_far_the_plan_is_and_leads_to_it(
    area: build.Group, started: ActionPlan, client: Client
) -> None:
    page = text_of(client.as_(area.tso_officer).get(reverse("home")))
    assert f'href="{at("plan-progress")}">0 of 2 actions complete<' in page


def test_control_home_and_board_say_nothing_of_an_agreed_plan(
    area: build.Group, agreed: ActionPlan, client: Client
) -> None:
    for seat, name in ((area.tso_officer, "home"), (area.coordinator, "board")):
        assert "actions complete" not in text_of(client.as_(seat).get(reverse(name)))


def test_under_review_is_a_tag_wherever_the_state_of_the_plan_is_shown(
    area: build.Group, started: ActionPlan
) -> None:
    """Domain 3G: from 20 working days before a review is due until both sectors stand by what was written down."""
    review = reviewing.coming(started)
    assert review is not None
    places = [
        (area.la_lead, "/"),
        (area.la_lead, "/areas/quillshire/plan/"),
        (area.coordinator, reverse("board")),
    ]
    for days, wanted in ((21, 0), (20, 1)):
        clock.set_to(clock.local(workdays.sub_wd(review.due_on, days), 9))
        assert [tags(*place) for place in places] == [wanted] * len(places)
    clock.set_to(clock.local(review.due_on, 9))
    builders.held(review, area)
    assert [tags(*place) for place in places] == [0] * len(places)


def tags(seat: Seat, address: str) -> int:
    return Client().as_(seat).get(address).content.decode().count(">Under review<")
