"""A signed version takes the place of the one before, and what is under way goes on (docs/decisions/0013)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from actionplans import amending, content, delivery, planning, progress, publishing, verify
from actionplans.models import (
    Action,
    ActionPlan,
    Delivery,
    Dependency,
    PlanReview,
    PlanStarted,
    ProgressUpdate,
)
from actionplans.owed import owed
from partnerships.membership import NotPossible
from pipd.kit import clock
from pipd.kit import documents as kit
from pipd.kit.models import Document, LogEntry
from tests import build
from tests.actionplans import builders


def former(version: int = 1) -> list[Delivery]:
    """The deliveries of one version in order."""
    rows = Delivery.objects.filter(action__objective__plan__version=version)
    return list(rows.select_related("action__objective__plan").order_by("action__seq"))


def both_sign(plan: ActionPlan, area: build.Group) -> None:
    builders.sign(plan, area.tso_lead, area.la_lead)


def test_old_version_is_in_force_until_both_have_signed(area: build.Group, amended: ActionPlan) -> None:
    builders.sign(amended, area.la_lead)
    assert list(ActionPlan.objects.values_list("version", "state")) == [(2, "draft"), (1, "in_progress")]
    builders.sign(amended, area.tso_lead)
    assert list(ActionPlan.objects.values_list("version", "state")) == [(2, "agreed"), (1, "superseded")]
    assert list(verify.verify()) == []
    assert LogEntry.objects.filter(verb="plan superseded").count() == 1


def test_kept_and_reworded_actions_keep_their_delivery_and_new_ones_have_none(
    area: build.Group, amended: ActionPlan
) -> None:
    progress.tell(former()[0], status="in_progress", rag="amber", note="Late room", by=area.tso_officer)
    builders.begun(former()[1], area)
    progress.tell(former()[1], status="blocked", note="No room", by=area.tso_officer)
    both_sign(amended, area)
    told = [(row.action.text, row.status, row.rag, row.measure, row.goes_on) for row in former(2)]
    measure = "Twelve pairs have swapped"
    assert told == [
        (f"{builders.DEED} 1", "in_progress", "amber", measure, True),
        (builders.REWORDED, "blocked", "", measure, True),
        ("Write a guide to who does what", "not_started", "", "", False),
    ]
    assert former(2)[0].lead_tso_seat == area.tso_officer
    assert former(2)[2].due_on is None


def test_old_version_keeps_how_it_stood(area: build.Group, amended: ActionPlan) -> None:
    builders.begun(former()[0], area)
    both_sign(amended, area)
    progress.tell(former(2)[0], status="blocked", note="No room", by=area.tso_officer)
    assert [row.status for row in former()] == ["in_progress", "not_started", "not_started"]


def test_updates_go_on_with_the_action_and_those_of_a_removed_one_stay(
    area: build.Group, amended: ActionPlan
) -> None:
    progress.tell(former()[0], status="in_progress", note="Begun", by=area.tso_officer)
    progress.tell(former()[2], status="in_progress", note="Tried it once", by=area.tso_officer)
    both_sign(amended, area)
    notes = {version: [u.note for row in former(version) for u in row.updates.all()] for version in (1, 2)}
    assert notes == {1: ["Tried it once"], 2: ["Begun"]}
    assert ProgressUpdate.objects.count() == 2


def test_dependencies_go_on_between_actions_that_both_versions_have(
    area: build.Group, amended: ActionPlan
) -> None:
    first, second, gone = [row.action for row in former()]
    Dependency.objects.create(action=second, needs=first)
    Dependency.objects.create(action=first, needs=gone)
    both_sign(amended, area)
    new = [row.action for row in former(2)]
    found = Dependency.objects.filter(action__objective__plan=amended)
    assert [(d.action, d.needs) for d in found] == [(new[1], new[0])]
    assert Dependency.objects.filter(action__objective__plan__version=1).count() == 2


def test_proposal_that_awaits_an_answer_still_awaits_it(area: build.Group, amended: ActionPlan) -> None:
    row = former()[0]
    later = row.due_on + timedelta(days=14)
    delivery.fill_in(row, revision=row.revision, by=area.la_officer, due_on=later)
    both_sign(amended, area)
    carried = former(2)[0]
    assert (carried.proposed_due_on, carried.proposed_by) == (later, area.la_officer)
    progress.answer(carried, agrees=True, by=area.tso_officer)
    carried.refresh_from_db()
    assert carried.due_on == later


def test_action_whose_new_words_one_sector_did_not_accept_leaves_the_plan(
    area: build.Group, started: ActionPlan
) -> None:
    made = amending.open_version(started, by=area.la_lead)
    action = Action.objects.filter(objective__plan=made).order_by("seq")[1]
    planning.edit_action(action, by=area.la_officer, revision=0, text=builders.REWORDED)
    builders.accept_all(made, area.la_lead)
    both_sign(made, area)
    # A proposal that stayed behind gets no delivery: its former words have theirs with version 1.
    assert [row.action.text for row in former(2)] == [f"{builders.DEED} 1"]
    assert [row.action.text for row in former(1)] == [f"{builders.DEED} 1", f"{builders.DEED} 2"]


# Under way while the start awaits signature


def test_progress_goes_on_while_the_start_of_the_new_version_awaits_signature(
    area: build.Group, amended: ActionPlan
) -> None:
    both_sign(amended, area)
    carried, _, new = former(2)
    builders.begun(carried, area)
    with pytest.raises(NotPossible, match="Delivery has not started"):
        progress.tell(new, status="in_progress", by=area.tso_officer)
    clock.set_to(clock.local(carried.due_on + timedelta(days=1), 9))
    assert [t.kind for t in owed([area.tso_officer])] == ["action overdue", "action overdue"]
    assert Delivery.objects.of_live_plans().count() == 2


def test_nothing_of_a_first_version_goes_on_before_its_start(area: build.Group, agreed: ActionPlan) -> None:
    builders.filled(agreed, area)
    assert Delivery.objects.of_live_plans().count() == 0
    with pytest.raises(NotPossible, match="Delivery has not started"):
        progress.tell(former()[0], status="in_progress", by=area.tso_officer)


def test_later_date_of_what_goes_on_needs_the_other_sector_and_a_new_action_does_not(
    area: build.Group, amended: ActionPlan
) -> None:
    both_sign(amended, area)
    carried, _, new = former(2)
    due = carried.due_on
    later = due + timedelta(days=30)
    for row in (carried, new):
        delivery.fill_in(row, revision=row.revision, by=area.la_officer, due_on=later)
        row.refresh_from_db()
    assert (carried.due_on, carried.proposed_due_on) == (due, later)
    assert (new.due_on, new.proposed_due_on) == (later, None)


def test_start_of_the_new_version_waits_for_its_new_actions(area: build.Group, amended: ActionPlan) -> None:
    both_sign(amended, area)
    with pytest.raises(NotPossible) as refusal:
        delivery.start(amended, by=area.la_lead)
    assert [reason.split(" needs")[0] for reason in refusal.value.reasons] == ["Action 1(c)"]
    builders.filled(amended, area)
    for seat in (area.la_lead, area.tso_lead):
        delivery.start(amended, by=seat)
    amended.refresh_from_db()
    assert amended.state == "in_progress"
    progress.tell(former(2)[2], status="in_progress", by=area.tso_officer)


def test_later_date_that_is_acknowledged_lifts_a_lone_signature_of_the_start(
    area: build.Group, amended: ActionPlan
) -> None:
    both_sign(amended, area)
    builders.filled(amended, area)
    row = former(2)[0]
    delivery.fill_in(row, revision=row.revision, by=area.la_officer, due_on=row.due_on + timedelta(days=9))
    delivery.start(amended, by=area.la_lead)
    progress.answer(former(2)[0], agrees=True, by=area.tso_officer)
    assert PlanStarted.objects.open().count() == 0
    assert [to for to, _ in builders.mails("plan_start_voided")] == [area.la_lead.user.email]
    assert list(verify.verify()) == []


def test_what_goes_on_goes_on_over_two_versions_without_a_start(
    area: build.Group, amended: ActionPlan
) -> None:
    both_sign(amended, area)
    third = amending.open_version(amended, by=area.la_lead)
    builders.action(third.objectives.get(), area, text="Meet twice a year")
    builders.accept_all(third, area.la_lead, area.tso_lead)
    both_sign(third, area)
    assert [row.goes_on for row in former(3)] == [True, True, False, False]


def test_version_after_one_that_was_only_agreed_goes_on_with_nothing(
    area: build.Group, agreed: ActionPlan
) -> None:
    builders.filled(agreed, area)
    delivery.start(agreed, by=area.la_lead)
    both_sign(builders.amend(agreed, area), area)
    told = [(row.goes_on, row.measure) for row in former(2)]
    assert told == [(False, "Twelve pairs have swapped"), (False, "Twelve pairs have swapped"), (False, "")]
    assert PlanStarted.objects.get().void_reason == "otherwise"


# What else belongs to a version


def test_documents_of_the_old_version_are_superseded_and_no_more_are_made(
    area: build.Group, amended: ActionPlan
) -> None:
    old = ActionPlan.objects.get(version=1)
    ready = Document.objects.of("plan", old.pk).first()
    kit.render_owed(ready.pk)
    Document.objects.filter(state="owed").exclude(pk=ready.pk).delete()
    waiting = kit.request(
        kind="plan", subject=old.pk, chain=old.area.chain, value={"a": 1}, by=area.la_lead.pk
    )
    both_sign(amended, area)
    states = {row.pk: row.state for row in Document.objects.of("plan", old.pk)}
    assert states == {ready.pk: "superseded", waiting.pk: "retracted"}
    assert kit.standing(ready.content_digest[:16]) == "superseded"
    assert kit.open_file(Document.objects.get(pk=ready.pk)).content.startswith(b"%PDF")


def test_reviews_still_to_be_held_go_on_with_the_new_version(area: build.Group, amended: ActionPlan) -> None:
    old = ActionPlan.objects.get(version=1)
    builders.held(old.reviews.get(), area)
    both_sign(amended, area)
    assert list(PlanReview.objects.order_by("number").values_list("plan__version", flat=True)) == [1, 2]


def test_signed_words_of_both_versions_stay_as_they_were_signed(
    area: build.Group, amended: ActionPlan
) -> None:
    before = content.content_digest(ActionPlan.objects.get(version=1))
    both_sign(amended, area)
    assert content.content_digest(ActionPlan.objects.get(version=1)) == before
    assert content.content_digest(amended) != before


def test_nobody_is_asked_any_more_who_may_read_a_version_that_is_over(
    area: build.Group, amended: ActionPlan
) -> None:
    assert amended.follows
    act = publishing.choose(amended.follows, level="public", by=area.la_lead)
    assert act
    assert "plan publication" in [row.kind for row in owed([area.tso_lead])]
    both_sign(amended, area)
    assert "plan publication" not in [row.kind for row in owed([area.tso_lead])]
    act.refresh_from_db()
    assert act.void_reason == "otherwise"
