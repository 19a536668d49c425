"""Agreed plans of all areas for analysts: what the public page would say, published or not (domain 3K)."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from actionplans.models import ActionPlan, Objective
from partnerships.models import StudyArea
from tests import build
from tests.actionplans import builders
from tests.client import Client

LIST = reverse("across_plans:plan-list")


def at(number: int) -> str:
    return reverse("across_plans:plan-detail", kwargs={"number": number})


def test_an_agreed_plan_is_read_by_its_number_without_names(
    area: build.Group, started: ActionPlan, client: Client, analyst: build.Seat
) -> None:
    client = client.as_(analyst)
    assert "Area 1" in client.get(LIST).content.decode()
    told = client.get(at(area.area.number)).content.decode()
    assert builders.DEED in told
    named = [
        area.area.name,
        area.la_lead.user.full_name,
        area.la_lead.organisation.name,
        area.la_lead.job_title,
    ]
    assert [word for word in named if word in told] == []


def test_a_draft_is_not_there(area: build.Group, client: Client, analyst: build.Seat) -> None:
    builders.draft(area)
    client = client.as_(analyst)
    assert "No plan is agreed yet" in client.get(LIST).content.decode()
    assert client.get(at(area.area.number)).status_code == 404


def test_a_draft_beside_it_does_not_take_its_place(
    area: build.Group, started: ActionPlan, client: Client, analyst: build.Seat
) -> None:
    builders.amending.open_version(started, by=area.la_lead)
    told = client.as_(analyst).get(at(area.area.number)).content.decode()
    assert "Version 1" in told


@pytest.mark.parametrize("who", ["la_lead", "facilitator", "coordinator"])
def test_it_is_for_analysts_alone(area: build.Group, started: ActionPlan, client: Client, who: str) -> None:
    other = client.as_(getattr(area, who))
    assert [other.get(address).status_code for address in (LIST, at(1))] == [403, 403]


def reworded(plan: ActionPlan, text: str) -> None:
    """Agreed words with a name in them, as leads may sign them: only publishing asks for that."""
    Objective.objects.filter(plan=plan).update(text=text)


@pytest.mark.parametrize("may_be_named", [True, False])
def test_a_plan_goes_by_its_number_alone(
    area: build.Group, started: ActionPlan, client: Client, analyst: build.Seat, may_be_named: bool
) -> None:
    """Beside the statements' table a name would tell which area each number is (3K)."""
    StudyArea.objects.update(may_be_named=may_be_named)
    told = client.as_(analyst).get(at(area.area.number)).content.decode()
    assert "<h1" in told
    assert "Plan of Area 1" in told
    assert builders.DEED in told
    assert area.area.name not in told


@pytest.mark.parametrize("may_be_named", [True, False])
@pytest.mark.parametrize("named", ["person", "organisation", "area"])
def test_words_that_name_somebody_are_kept_back(
    area: build.Group,
    started: ActionPlan,
    client: Client,
    analyst: build.Seat,
    named: str,
    may_be_named: bool,
) -> None:
    """Nobody asked the leads yet, of a plan that is not published (I-26)."""
    StudyArea.objects.update(may_be_named=may_be_named)
    lead = area.la_lead
    name = {"person": lead.user.full_name, "organisation": lead.organisation.name, "area": area.area.name}[
        named
    ]
    reworded(started, f"To have {name} answer calls")
    told = client.as_(analyst).get(at(area.area.number)).content.decode()
    assert "This plan is kept back" in told
    assert "Plan of Area 1" in told
    assert name not in told
    assert builders.DEED not in told


def test_a_plan_costs_few_queries_however_long_it_is(
    area: build.Group, neighbour: build.Group, client: Client, analyst: build.Seat
) -> None:
    builders.agreed(area, objectives=1, actions=1)
    builders.started(neighbour, objectives=3, actions=3)
    client = client.as_(analyst)
    client.get(LIST)  # the first of a session renews it
    asked = []
    for group in (area, neighbour):
        with CaptureQueriesContext(connection) as queries:
            assert builders.DEED in client.get(at(group.area.number)).content.decode()
        asked.append(len(queries))
    assert asked[0] <= asked[1] <= 15
