"""The plan's page: who gets it, and what it says."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from actionplans import content, planning
from actionplans.models import Action, ActionPlan, Delivery, Evidence, Objective, PlanAgreed
from tests import build
from tests.actionplans import builders
from tests.actionplans.addresses import at, text_of
from tests.client import Client

# Who may read


def test_page_before_there_is_a_plan_says_what_will_be_here(area: build.Group, client: Client) -> None:
    page = text_of(client.as_(area.la_lead).get(at("plan-detail")))
    assert "The plan will be here" in page
    assert "at least one statement has to be cleared first" in page


def test_lead_starts_the_plan_from_the_empty_page(area: build.Group, client: Client) -> None:
    build.cleared_note(area)
    lead = client.as_(area.la_lead)
    assert "Start the plan</button>" in text_of(lead.get(at("plan-detail")))
    assert lead.post(at("plan-open")).status_code == 302
    assert "The objectives will be here" in text_of(lead.get(at("plan-detail")))


def test_draft_is_to_a_coordinator_a_plan_that_is_not_there_yet(
    area: build.Group, draft: ActionPlan, client: Client
) -> None:
    """The navigation leads there, so it says what goes on, and nothing of what is written."""
    builders.objective(draft, area, text="To do one thing more")
    page = text_of(client.as_(area.coordinator).get(at("plan-detail")))
    assert "People of both sectors are writing the plan now." in page
    assert "To do one thing more" not in page
    assert "writing the plan now" not in text_of(client.as_(area.la_lead).get(at("plan-detail")))


@pytest.mark.parametrize("name", ["document-list", "plan-read"])
def test_draft_is_refused_to_a_coordinator(
    area: build.Group, draft: ActionPlan, client: Client, name: str
) -> None:
    assert client.as_(area.coordinator).get(at(name)).status_code == 403


@pytest.mark.parametrize("name", ["plan-detail", "document-list", "plan-read", "delivery-list"])
def test_agreed_plan_is_read_by_a_coordinator(
    area: build.Group, agreed: ActionPlan, client: Client, name: str
) -> None:
    assert client.as_(area.coordinator).get(at(name)).status_code == 200


def test_another_areas_plan_is_as_unknown_as_none(
    area: build.Group, neighbour: build.Group, draft: ActionPlan, client: Client
) -> None:
    theirs = client.as_(neighbour.la_lead)
    assert theirs.get(at("plan-detail")).status_code == 404
    assert theirs.get(reverse("actionplans:plan-detail", kwargs={"area": "nowhere"})).status_code == 404


def test_items_of_another_area_are_unknown_from_ones_own(
    area: build.Group, neighbour: build.Group, client: Client
) -> None:
    build.area_with_sessions(area)
    build.area_with_sessions(neighbour)
    builders.draft(area)
    build.cleared_note(neighbour)
    other = planning.open_draft(neighbour.area, by=neighbour.la_lead)
    theirs = planning.add_objective(other, by=neighbour.la_officer, text="Theirs", priority="low")
    ours = client.as_(area.la_lead)
    for name in ("objective-edit", "objective-evidence", "objective-remove"):
        assert ours.get(at(name, item=theirs.pk)).status_code == 404
    assert ours.post(at("objective-accept", item=theirs.pk), {"revision": 0}).status_code == 404


@pytest.mark.parametrize("role", ["facilitator", "la_officer", "tso_officer"])
def test_sign_page_is_refused_to_anybody_but_a_lead(
    area: build.Group, accepted: ActionPlan, client: Client, role: str
) -> None:
    seat = client.as_(getattr(area, role))
    assert seat.get(at("plan-sign")).status_code == 403
    assert seat.post(at("plan-sign"), {"digest": content.content_digest(accepted)}).status_code == 403
    assert PlanAgreed.objects.count() == 0


def test_facilitator_helps_with_words_and_accepts_nothing(
    area: build.Group, draft: ActionPlan, client: Client
) -> None:
    objective = builders.objective(draft, area)
    facilitator = client.as_(area.facilitator)
    page = text_of(facilitator.get(at("plan-detail")))
    assert "Change the words" in page
    assert "Accept for" not in page
    assert facilitator.post(at("objective-accept", item=objective.pk), {"revision": 0}).status_code == 403


@pytest.mark.parametrize("name", ["plan-open", "plan-accept", "document-ask"])
def test_acts_are_not_done_by_reading(
    area: build.Group, draft: ActionPlan, client: Client, name: str
) -> None:
    assert client.as_(area.la_lead).get(at(name)).status_code == 405


# Table 1


def test_plan_page_lists_what_stops_signing_with_links_to_the_items(
    area: build.Group, draft: ActionPlan, client: Client
) -> None:
    objective = builders.objective(draft, area, actions=0, evidence=False)
    builders.accept_all(draft, area.la_lead, area.tso_lead)
    page = text_of(client.as_(area.tso_lead).get(at("plan-detail")))
    assert "What still stops signing: 2" in page
    assert f'<a class="govuk-link" href="#o-{objective.pk}">Objective 1</a> has no action.' in page
    assert f'id="o-{objective.pk}"' in page


def test_plan_page_says_who_can_accept_what_is_not_accepted(
    area: build.Group, accepted: ActionPlan, client: Client
) -> None:
    action = content.lines(accepted)[0].actions[1].action
    planning.edit_action(action, by=area.tso_officer, revision=0, mode="la_led")
    builders.accept_all(accepted, area.la_lead)
    deputy = area.tso[1].user.full_name
    page = text_of(client.as_(area.tso_lead).get(at("plan-detail")))
    assert f"You or your deputy, {deputy}, can do that." in page
    assert "Accept for the third sector participants" in page


def test_plan_page_shows_cleared_words_as_where_it_came_from(
    area: build.Group, accepted: ActionPlan, client: Client
) -> None:
    assert build.cleared_point(area).text in text_of(client.as_(area.la_officer).get(at("plan-detail")))


def test_plan_page_shows_proposals_to_the_group_and_not_to_the_coordinator(
    area: build.Group, accepted: ActionPlan, client: Client
) -> None:
    builders.objective(accepted, area, text="To do one thing more")
    builders.sign(accepted, area.la_lead, area.tso_lead)
    assert "To do one thing more" in text_of(client.as_(area.tso_officer).get(at("plan-detail")))
    assert "To do one thing more" not in text_of(client.as_(area.coordinator).get(at("plan-detail")))


PAGES = [
    ("plan-detail", "accepted"),
    ("plan-detail", "agreed"),
    ("plan-read", "accepted"),
    ("plan-read", "started"),
    ("delivery-list", "started"),
    ("on-track", "started"),
    ("document-list", "started"),
]


@pytest.mark.parametrize(("name", "state"), PAGES)
def test_pages_ask_the_same_number_of_queries_at_1_and_3_items(
    area: build.Group, client: Client, state: str, name: str
) -> None:
    counts = []
    plan = getattr(builders, state)(area, objectives=1, actions=1)
    Delivery.objects.update(lead_tso_seat=area.tso_lead)  # whoever reads the page, as of those that come
    lead = client.as_(area.tso_lead)
    lead.get(at(name))
    for more in (0, 2):
        for n in range(more):
            grow(plan, area, n)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert lead.get(at(name)).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert counts[0] <= 15


def grow(plan: ActionPlan, group: build.Group, n: int) -> None:
    """One more objective with three actions, put there as if it had been agreed with the rest."""
    first = Objective.objects.filter(plan=plan).order_by("seq")[0]
    stood = {
        f: getattr(first, f)
        for f in ("accepted_la_at", "accepted_la_by", "accepted_tso_at", "accepted_tso_by")
    }
    objective = Objective.objects.create(plan=plan, seq=50 + n, text=f"More {n}", **stood)
    Evidence.objects.create(
        objective=objective,
        point=build.cleared_point(group),
        linked_at=plan.opened_at,
        linked_by=group.la_officer,
    )
    for seq in (1, 2, 3):
        action = Action.objects.create(objective=objective, seq=seq, text=f"Deed {n} {seq}", **stood)
        if not plan.is_draft:
            Delivery.objects.create(action=action)
