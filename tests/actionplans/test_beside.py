"""The plan on the page of its area: its state for everybody there, and never a word of a draft."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actionplans import reviewing
from actionplans.models import ActionPlan
from partnerships.models import Seat
from pipd.kit import clock, workdays
from pipd.kit.wording import long_date
from tests import build
from tests.actionplans import builders
from tests.client import Client

PAGE = "/areas/quillshire/"
READ = 'href="/areas/quillshire/plan/">Read'


def told(seat: Seat) -> str:
    """What the page says of the plan, in one line; empty where it says nothing."""
    section = html(seat).partition('<section aria-labelledby="plan-beside">')[2].partition("</section>")[0]
    return " ".join(re.sub("<[^>]+>", " ", section).split()).removeprefix("The plan ")


def html(seat: Seat) -> str:
    return Client().as_(seat).get(PAGE).content.decode()


def test_before_there_is_a_plan_the_page_says_nothing_of_one(area: build.Group) -> None:
    build.cleared_note(area)
    assert 'id="plan-beside"' not in html(area.coordinator)


def test_a_draft_is_a_state_to_the_coordinator_and_a_link_to_the_group(
    area: build.Group, accepted: ActionPlan
) -> None:
    """Domain 3K: a coordinator sees of a draft its state only."""
    assert told(area.coordinator) == "Draft Version 1. You can read it once both sectors have signed it."
    page = html(area.coordinator)
    assert (READ in page, builders.WORDS in page, builders.DEED in page) == (False, False, False)
    assert told(area.la_officer) == "Draft Version 1. Read the draft"
    assert READ in html(area.la_officer)


def test_an_agreed_plan_waits_for_its_start(area: build.Group, agreed: ActionPlan) -> None:
    words = "Agreed Version 1. Both sectors have signed it; its delivery has not started. Read the plan"
    assert [told(seat) for seat in (area.coordinator, area.la_lead)] == [words, words]


def test_a_plan_in_progress_says_how_far_it_is_and_when_it_is_reviewed(
    area: build.Group, started: ActionPlan
) -> None:
    review = reviewing.coming(started)
    assert review is not None
    day = long_date(review.due_on)
    went = f"Version 1. 0 of 2 actions complete. Next review: {day}. Read the plan &middot; How it is going"
    assert told(area.coordinator) == f"In progress {went}"
    assert READ in html(area.coordinator)
    clock.set_to(clock.local(workdays.sub_wd(review.due_on, 20), 9))
    assert told(area.coordinator) == f"In progress Under review {went}"
    builders.written(review, area)
    assert "Review 1 was held, and awaits the word of the other sector’s lead." in told(area.coordinator)


def test_the_draft_of_the_next_version_is_told_of_beside_the_one_in_force(
    area: build.Group, amended: ActionPlan
) -> None:
    assert "Version 1. Version 2 is being drafted." in told(area.coordinator)
    assert builders.REWORDED not in html(area.coordinator)


def test_a_closed_plan_is_closed(area: build.Group, started: ActionPlan) -> None:
    builders.half_closed(started, area)
    builders.close(started, area.tso_lead)
    assert told(area.coordinator) == "Closed Version 1. Read the plan"


@pytest.mark.parametrize("who", ["coordinator", "la_lead"])
def test_the_plan_costs_the_page_one_query_whatever_its_state(area: build.Group, who: str) -> None:
    counts = []
    for reach in (lambda: build.cleared_note(area), lambda: builders.started(area)):
        reach()
        counts.append(_queries(getattr(area, who)))
    assert counts[0] == counts[1] <= 15


def _queries(seat: Seat) -> int:
    client = Client().as_(seat)
    client.get(PAGE)
    with CaptureQueriesContext(connection) as found:
        client.get(PAGE)
    return len(found)
