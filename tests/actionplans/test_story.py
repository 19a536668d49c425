"""The history of one action: whole, however many versions of the plan carry it on."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from actionplans import amending, depending, planning, progress, story
from actionplans.models import Action, ActionPlan, Delivery
from pipd.kit import clock
from tests import build
from tests.actionplans import builders
from tests.actionplans.addresses import at, text_of
from tests.client import Client


def told_of(number: int) -> list[str]:
    """What the story of the first action of a version says, the earliest first."""
    return [event.what for event in reversed(story.events(first_of(number), names=True, challenges=True))]


def first_of(number: int) -> Delivery:
    rows = Delivery.objects.filter(action__objective__plan__version=number)
    return rows.select_related("action__objective__plan").order_by("action__seq")[0]


def lived(plan: ActionPlan, area: build.Group) -> None:
    """The first action waits for the second, a word is said of it, and it ends by both sectors."""
    one, two = first_of(1), Delivery.objects.filter(action__objective__plan=plan).order_by("action__seq")[1]
    depending.wait_for(one, needs=[two.action_id], revision=one.revision, by=area.la_officer)
    clock.set_to(clock.now() + timedelta(hours=1))
    builders.begun(first_of(1), area)
    clock.set_to(clock.now() + timedelta(hours=1))
    progress.tell(first_of(1), status="stopped", note="No room", by=area.tso_lead)
    clock.set_to(clock.now() + timedelta(hours=1))
    progress.answer(first_of(1), agrees=False, by=area.la_lead)


def next_version(plan: ActionPlan, area: build.Group, words: str) -> ActionPlan:
    clock.set_to(clock.now() + timedelta(days=1))
    made = amending.open_version(plan, by=area.tso_lead)
    action = Action.objects.filter(objective__plan=made).order_by("seq")[0]
    planning.edit_action(action, by=area.la_officer, revision=0, text=words)
    builders.accept_all(made, area.la_lead, area.tso_lead)
    builders.sign(made, area.la_lead, area.tso_lead)
    made.refresh_from_db()
    return made


def test_what_was_done_to_an_action_is_told_on_through_new_versions(
    area: build.Group, started: ActionPlan, client: Client
) -> None:
    lived(started, area)
    before = told_of(1)
    assert [what for what in before if not what.startswith("Changed")] == [
        "Waits for 1 other action now", "In progress", "Proposed: stopped", "Not agreed: stopped",
    ]  # fmt: skip
    second = next_version(started, area, "Swap jobs for a month")
    assert told_of(2) == before
    next_version(second, area, "Swap jobs for a week")
    progress.tell(first_of(3), status="in_progress", note="Again", by=area.la_lead)
    assert told_of(3) == [*before, "In progress"]
    page = client.as_(area.la_lead).get(at("action-story", item=first_of(3).action_id))
    assert "Not agreed: stopped" in text_of(page)


def test_what_another_action_went_through_is_not_told(area: build.Group, started: ActionPlan) -> None:
    lived(started, area)
    next_version(started, area, "Swap jobs for a month")
    other = Delivery.objects.select_related("action__objective__plan").get(
        action__objective__plan__version=2, action__seq=2
    )
    told = [event.what for event in story.events(other, names=True, challenges=True)]
    assert "Waits for 1 other action now" not in told
    assert "Not agreed: stopped" not in told


def test_a_story_takes_as_many_queries_over_three_versions_as_over_one(
    area: build.Group, started: ActionPlan
) -> None:
    lived(started, area)

    def queries(number: int) -> int:
        row = first_of(number)
        with CaptureQueriesContext(connection) as found:
            story.events(row, names=True, challenges=True)
        return len(found)

    once = queries(1)
    next_version(next_version(started, area, "Swap jobs for a month"), area, "Swap jobs for a week")
    assert queries(3) == once <= 5
