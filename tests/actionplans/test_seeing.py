"""The page of a plan in delivery: who gets it, and what it says."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from actionplans import progress
from actionplans.models import Action, ActionPlan, Delivery, Dependency
from actionplans.models.delivery import Status
from pipd.kit import clock
from tests import build
from tests.actionplans import builders
from tests.actionplans.addresses import at, text_of
from tests.actionplans.test_pages import grow
from tests.client import Client

PAGE = "plan-progress"


def rows_of(plan: ActionPlan) -> list[Delivery]:
    rows = Delivery.objects.filter(action__objective__plan=plan)
    return list(rows.order_by("action__objective__seq", "action__seq"))


def page_of(client: Client, seat: build.Seat, query: str = "") -> str:
    return text_of(client.as_(seat).get(at(PAGE) + query))


# Who may read


@pytest.mark.parametrize("role", ["la_lead", "la_officer", "tso_officer", "facilitator", "coordinator"])
def test_page_is_read_by_the_group_its_facilitators_and_the_coordinator(
    area: build.Group, started: ActionPlan, client: Client, role: str
) -> None:
    assert "0 of 2 actions are complete and none is overdue." in page_of(client, getattr(area, role))


def test_page_of_another_area_is_as_unknown_as_none(
    area: build.Group, neighbour: build.Group, started: ActionPlan, client: Client
) -> None:
    theirs = client.as_(neighbour.la_lead)
    assert theirs.get(at(PAGE)).status_code == 404
    assert theirs.get(reverse(f"actionplans:{PAGE}", kwargs={"area": "nowhere"})).status_code == 404


@pytest.mark.parametrize("role", ["administrator", "analyst"])
def test_page_is_refused_to_whoever_reads_no_plan(
    area: build.Group, started: ActionPlan, client: Client, role: str, request: pytest.FixtureRequest
) -> None:
    assert client.as_(request.getfixturevalue(role)).get(at(PAGE)).status_code == 403


def test_page_of_a_draft_is_refused_to_the_coordinator(
    area: build.Group, draft: ActionPlan, client: Client
) -> None:
    assert client.as_(area.coordinator).get(at(PAGE)).status_code == 403


# Before there is anything to see


def test_page_before_there_is_a_plan_says_what_will_be_here(area: build.Group, client: Client) -> None:
    page = page_of(client, area.la_lead)
    assert "There is no plan yet." in page
    assert f'href="{at("plan-detail")}"' in page


def test_page_of_a_draft_shows_no_word_of_it(area: build.Group, draft: ActionPlan, client: Client) -> None:
    builders.objective(draft, area, text="To do one thing more")
    page = page_of(client, area.la_lead)
    assert "The plan is a draft." in page
    assert "To do one thing more" not in page


def test_page_of_a_plan_without_dates_leads_to_where_they_are_filled_in(
    area: build.Group, agreed: ActionPlan, client: Client
) -> None:
    page = page_of(client, area.tso_officer)
    assert "The timeline will be here once an action has a date." in page
    assert "Fill in leads and dates" in page
    assert "Delivery starts when both sectors have signed the start." in page
    assert "Delivery has not started." in page
    assert "Fill in leads and dates" not in page_of(client, area.coordinator)
    assert 'role="img"' not in page


# What it says


def test_late_actions_are_named_above_the_timeline_and_drawn(
    area: build.Group, started: ActionPlan, client: Client
) -> None:
    due = rows_of(started)[0].due_on
    Delivery.objects.filter(action__seq=2).update(due_on=due + timedelta(days=90))
    build.forward_to(clock.local(due + timedelta(days=3), 10))
    page = page_of(client, area.la_lead)
    assert "0 of 2 actions are complete and one is overdue: 1(a), was due on" in page
    assert page.count('<text class="app-gantt__flag"') == 2
    assert page.count('fill="url(#late-wide-1)"') == 1


def test_both_pictures_are_named_and_their_numbers_are_in_a_table(
    area: build.Group, started: ActionPlan, client: Client
) -> None:
    page = page_of(client, area.la_lead)
    named = re.findall(
        r'<svg class="app-gantt app-timeline__(\w+)"[^>]* role="img" aria-label="([^"]+)"', page
    )
    assert [name for name, _ in named] == ["wide", "narrow"]
    assert len({words for _, words in named}) == 1
    assert named[0][1].startswith("Timeline of 2 actions, 1(a) to 1(b), from April 2027 to April 2027.")
    table = page.split('id="table"')[1].split("</table>")[0]
    assert table.count('scope="row"') == 2
    assert table.count("With delivery") == 2


def test_an_action_that_waits_for_another_says_so_and_is_joined(
    area: build.Group, started: ActionPlan, client: Client
) -> None:
    first, second = (row.action for row in rows_of(started))
    Dependency.objects.create(action=second, needs=first)
    page = page_of(client, area.la_lead)
    assert page.count("waits for 1(a)") == 1
    assert page.count('class="app-gantt__arrow"') >= 2


def test_objectives_are_counted_in_words_and_in_a_table(
    area: build.Group, started: ActionPlan, client: Client
) -> None:
    builders.completed(rows_of(started)[0], area)
    page = page_of(client, area.la_lead)
    assert "1 of 2 complete, 1 not started" in page
    assert page.count("app-segment--done") == 1
    assert "1 of 2 actions is complete" in page


@pytest.mark.parametrize(
    ("role", "sees"), [("la_officer", True), ("facilitator", True), ("coordinator", False)]
)
def test_who_carries_how_much_is_told_by_name_to_the_group_alone(
    area: build.Group, started: ActionPlan, client: Client, role: str, sees: bool
) -> None:
    page = page_of(client, getattr(area, role))
    assert "2 actions are led by 1 person." in page
    assert (area.tso_officer.user.full_name in page) is sees
    assert ("Head of Communities" in page) is sees
    assert ("1 person leads 2 actions" in page) is not sees


def test_changes_count_from_the_start_of_delivery_until_a_review_was_held(
    area: build.Group, started: ActionPlan, client: Client
) -> None:
    assert "Nothing has changed since" in page_of(client, area.la_lead)
    build.forward_to(clock.now() + timedelta(hours=1))
    progress.tell(rows_of(started)[0], status=Status.IN_PROGRESS, by=area.tso_lead)
    page = page_of(client, area.la_lead)
    assert "Changes since delivery started" in page
    assert "In progress" in page.split('id="since"')[1]
    build.forward_to(clock.now() + timedelta(days=2))
    builders.held(started.reviews.get(), area)
    page = page_of(client, area.la_lead)
    assert "Changes since review 1" in page
    assert "Nothing has changed since" in page
    assert "Review 2 is due on" in page


def test_notes_of_people_are_not_on_the_page(area: build.Group, started: ActionPlan, client: Client) -> None:
    progress.tell(
        rows_of(started)[0], status=Status.IN_PROGRESS, rag="amber", note="Waits for Jo", by=area.tso_lead
    )
    page = page_of(client, area.coordinator)
    assert "One is at risk: 1(a), due on" in page
    assert "Waits for Jo" not in page


def test_a_closed_plan_is_still_seen_and_nothing_in_it_is_late_any_more(
    area: build.Group, started: ActionPlan, client: Client
) -> None:
    Delivery.objects.filter(action__objective__plan=started).update(status=Status.STOPPED)
    ActionPlan.objects.filter(pk=started.pk).update(state=ActionPlan.State.CLOSED)
    build.forward_to(clock.now() + timedelta(days=400))
    page = page_of(client, area.coordinator)
    assert "plan version 1, closed" in page
    assert "Today" not in page.split('class="app-timeline"')[1].split("</div>")[0]


# Many actions


def test_a_short_plan_offers_no_choice(area: build.Group, started: ActionPlan, client: Client) -> None:
    assert "Show actions by status" not in page_of(client, area.la_lead)


def test_a_long_plan_is_narrowed_by_status_objective_and_sector(area: build.Group, client: Client) -> None:
    plan = builders.started(area, objectives=1, actions=2)
    for n in range(6):
        grow(plan, area, n)
    Action.objects.filter(text="Deed 0 1").update(mode="la_led")
    Delivery.objects.filter(action__text="Deed 1 1").update(status=Status.IN_PROGRESS)
    lead = area.la_lead
    page = page_of(client, lead)
    assert "All 20" in page
    assert "In progress 1" in page
    assert "<strong>1 of 20 actions</strong>" in page_of(client, lead, "?status=in_progress")
    assert "<strong>3 of 20 actions</strong>" in page_of(client, lead, "?objective=2")
    assert "<strong>2 of 20 actions</strong>" in page_of(client, lead, "?objective=2&sector=tso")
    assert "No action is like that." in page_of(client, lead, "?status=overdue")


@pytest.mark.parametrize(
    "query", ["?status=%00", "?objective=-1", "?objective=%E0%A5%A7", "?sector=both&status=x"]
)
def test_a_choice_that_makes_no_sense_shows_everything(
    area: build.Group, started: ActionPlan, client: Client, query: str
) -> None:
    page = page_of(client, area.la_lead, query)
    assert "actions</strong> shown below" not in page
    assert "1(b)" in page


def test_page_asks_the_same_number_of_queries_at_1_and_3_objectives(
    area: build.Group, client: Client
) -> None:
    plan = builders.started(area, objectives=1, actions=2)  # one waits for the other from the first
    lead = client.as_(area.tso_lead)
    lead.get(at(PAGE))
    counts = []
    for more in (0, 2):
        for n in range(more):
            grow(plan, area, n)
        for row in rows_of(plan)[1:]:
            Dependency.objects.get_or_create(action=row.action, needs=rows_of(plan)[0].action)
        progress.tell(rows_of(plan)[0], status=Status.IN_PROGRESS, by=area.tso_lead)
        with CaptureQueriesContext(connection) as asked:
            assert lead.get(at(PAGE)).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert counts[0] <= 15
