"""The report of a review: what both sectors confirmed, who was there by sector, and how each action stood that day."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from actionplans import amending, delivery, documents, planning, progress, reviewing
from actionplans.models import ActionPlan, Delivery, PlanReview
from actionplans.review_value import review_value
from partnerships.membership import NotPossible
from pipd.kit import clock, workdays
from pipd.kit import documents as kit
from pipd.kit.wording import short_date
from tests import build
from tests.actionplans import builders, papers


def later(days: int) -> None:
    clock.set_to(clock.now() + timedelta(days=days))


def proposed(row: Delivery, group: build.Group, status: str = "complete", **values: Any) -> None:
    """An end, or putting off, proposed a minute after it was said that the action is under way."""
    builders.begun(row, group)
    clock.set_to(clock.now() + timedelta(minutes=1))
    progress.tell(row, status=status, note="Because it is so", by=group.tso_officer, **values)


def test_report_is_a_sound_document(area: build.Group, started: ActionPlan, tmp_path: Path) -> None:
    held = papers.review(started, area)
    document = documents.ask(started, kind="review", review=held.pk, by=area.coordinator)
    content = papers.made(document)
    assert document.filename == "A01-REV-V1-N1-R1.pdf"
    assert papers.faults(content, tmp_path) == []
    told = papers.words_of(content)
    for words in ("Agree the dates first.", "Pay for cover.", "Swaps are planned by quarter."):
        assert papers.squeezed(words) in told


def test_present_are_counted_by_sector_and_never_named(area: build.Group, started: ActionPlan) -> None:
    value = review_value(papers.review(started, area))
    told = {fact.label: fact.words for fact in value.facts}
    assert told["Present, local authority"] == "2 people"
    assert told["Present, third sector"] == "1 person"
    names = [seat.user.full_name for seat in (*area.la, *area.tso)]
    assert [name for name in names if name in str(kit.plain(value))] == []


def test_actions_stand_as_they_stood_on_that_day(area: build.Group, started: ActionPlan) -> None:
    one = Delivery.objects.order_by("action__seq").first()
    progress.tell(one, status="in_progress", rag="amber", note="Two pairs short", by=area.tso_lead)
    held = papers.review(started, area)
    later(3)
    one.refresh_from_db()
    progress.tell(one, status="in_progress", by=area.tso_officer)
    assert one.shown_rag == "green"
    first, second = review_value(held).objectives[0].actions
    assert (first.progress, first.rag_words, first.note) == (
        "In progress",
        "Amber: at risk",
        "Two pairs short",
    )
    assert (second.progress, second.rag_words, second.note) == ("Not started", "", "")


def test_end_that_awaits_the_other_sector_is_told_as_proposed(area: build.Group, started: ActionPlan) -> None:
    one = Delivery.objects.order_by("action__seq")[0]
    proposed(one, area)
    assert review_value(papers.review(started, area)).objectives[0].actions[0].progress == (
        "Complete, proposed by one sector"
    )
    later(1)
    progress.answer(one, agrees=True, by=area.la_lead)
    assert review_value(papers.review(started, area)).objectives[0].actions[0].progress == "Complete"


def test_putting_off_that_awaits_the_other_sector_is_told_as_proposed_each_time(
    area: build.Group, started: ActionPlan
) -> None:
    one = Delivery.objects.order_by("action__seq")[0]
    for days in (30, 60):
        proposed(one, area, "deferred", due_on=one.due_on + timedelta(days=days))
        held = papers.review(started, area)
        assert review_value(held).objectives[0].actions[0].progress == "Deferred, proposed by one sector"
        progress.answer(one, agrees=True, by=area.la_lead)
        assert review_value(held).objectives[0].actions[0].progress == "Deferred"
        later(1)


def test_end_that_the_other_sector_declined_leaves_the_word_before_it(
    area: build.Group, started: ActionPlan
) -> None:
    one = Delivery.objects.order_by("action__seq")[0]
    proposed(one, area)
    progress.answer(one, agrees=False, by=area.la_lead)
    assert review_value(papers.review(started, area)).objectives[0].actions[0].progress == "In progress"


def test_review_that_one_sector_alone_wrote_down_has_no_report(
    area: build.Group, started: ActionPlan
) -> None:
    held = papers.review(started, area, confirmed=False)
    with pytest.raises(NotPossible, match="both sectors have confirmed"):
        documents.ask(started, kind="review", review=held.pk, by=area.la_lead)


def test_review_of_another_area_is_as_unknown_as_none(
    area: build.Group, neighbour: build.Group, started: ActionPlan
) -> None:
    with pytest.raises(NotPossible):
        documents.ask(started, kind="review", review=area.la_lead.pk, by=area.la_lead)


def due(held: PlanReview) -> list[str]:
    return [action.due for objective in review_value(held).objectives for action in objective.actions]


def test_dates_are_those_that_stood_when_both_sectors_confirmed(
    area: build.Group, started: ActionPlan
) -> None:
    """A later date that the other sector agreed to, or an earlier one, changes no report of what was confirmed."""
    one, other = Delivery.objects.order_by("action__seq")
    before = short_date(one.due_on)
    held = builders.held(reviewing.coming(started), area)
    assert due(held) == [before, before]
    later(1)
    asked = documents.ask(started, kind="review", review=held.pk, by=area.la_lead)
    delivery.fill_in(
        other, revision=other.revision, by=area.tso_officer, due_on=one.due_on - timedelta(days=7)
    )
    for n in (1, 2):
        later(1)
        one.refresh_from_db()
        delivery.fill_in(
            one, revision=one.revision, by=area.la_officer, due_on=one.due_on + timedelta(days=7 * n)
        )
        progress.answer(one, agrees=True, by=area.tso_lead)
    one.refresh_from_db()
    assert short_date(one.due_on) != before
    assert due(held) == [before, before]
    assert documents.ask(started, kind="review", review=held.pk, by=area.la_lead) == asked


def test_date_that_was_agreed_before_the_confirmation_counts_and_one_only_proposed_does_not(
    area: build.Group, started: ActionPlan
) -> None:
    one, other = Delivery.objects.order_by("action__seq")
    review = reviewing.coming(started)
    builders.written(review, area)
    later(1)
    moved = one.due_on + timedelta(days=7)
    for row in (one, other):
        delivery.fill_in(row, revision=row.revision, by=area.la_officer, due_on=moved)
    progress.answer(one, agrees=True, by=area.tso_lead)
    later(1)
    reviewing.confirm(review, revision=review.revision, by=area.tso_lead)
    later(1)
    progress.answer(other, agrees=False, by=area.tso_lead)
    assert due(review) == [short_date(moved), short_date(other.due_on)]


def test_next_review_is_the_day_that_was_planned_then(area: build.Group, started: ActionPlan) -> None:
    held = builders.held(reviewing.coming(started), area)
    following = reviewing.coming(started)
    planned = following.due_on
    later(1)
    reviewing.move_date(
        following, due_on=workdays.add_wd(planned, 3), revision=following.revision, by=area.la_lead
    )
    told = {fact.label: fact.words for fact in review_value(held).facts}
    assert told["Next review"] == short_date(planned)


def test_report_stays_as_it_was_once_a_new_version_has_taken_the_place_of_the_plan(
    area: build.Group, started: ActionPlan
) -> None:
    """What was said of an action goes on with the version that carries it on; the report speaks of that day."""
    one = Delivery.objects.order_by("action__seq")[0]
    builders.begun(one, area)
    held = builders.held(reviewing.coming(started), area)
    before = review_value(held).objectives
    assert before[0].actions[0].progress == "In progress"
    later(1)
    following = builders.amend(started, area)
    builders.sign(following, area.la_lead, area.tso_lead)
    assert review_value(PlanReview.objects.get(pk=held.pk)).objectives == before
    builders.filled(following, area)
    for seat in (area.la_lead, area.tso_lead):
        delivery.start(following, by=seat)
    again = builders.held(reviewing.coming(following), area)
    told = review_value(PlanReview.objects.get(pk=again.pk)).objectives[0].actions[0]
    assert (told.progress, told.note) == ("In progress", "First pairs named")


def test_report_says_the_same_after_a_new_version_took_over(area: build.Group) -> None:
    """What was said goes on with each action; what both sectors confirmed stays as it was."""
    plan = builders.started(area, actions=3)
    first, second, _ = Delivery.objects.filter(action__objective__plan=plan).order_by("action__seq")
    builders.begun(first, area)
    proposed(second, area)
    held = builders.held(reviewing.coming(plan), area)
    before = kit.plain(review_value(held))
    assert [action["progress"] for action in before["objectives"][0]["actions"]] == [
        "In progress", "Complete, proposed by one sector", "Not started",
    ]  # fmt: skip
    for words in ("Swap jobs for a month", "Swap jobs for a season"):
        later(1)
        made = amending.open_version(ActionPlan.objects.in_force().get(), by=area.tso_lead)
        reworded = made.objectives.get().actions.first()
        planning.edit_action(reworded, by=area.la_officer, revision=0, text=words)
        builders.accept_all(made, area.la_lead, area.tso_lead)
        builders.sign(made, area.la_lead, area.tso_lead)
        held.refresh_from_db()
        after = kit.plain(review_value(held))
        assert (after["objectives"], after["facts"]) == (before["objectives"], before["facts"])
