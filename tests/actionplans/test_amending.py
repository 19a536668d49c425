"""The next version is opened beside the one in force, which goes on meanwhile (domain 3G, I-29)."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from actionplans import amending, content, delivery, planning, progress, signing
from actionplans.models import Action, ActionPlan, Delivery, Evidence, Objective, PlanAgreed
from partnerships.membership import NotPossible
from pipd.kit import clock
from pipd.kit.models import LogEntry
from tests import build
from tests.actionplans import builders


def words(plan: ActionPlan) -> list[tuple[str, list[str]]]:
    return [(line.objective.text, [a.action.text for a in line.actions]) for line in content.lines(plan)]


def test_new_version_says_word_for_word_what_both_signed(area: build.Group, started: ActionPlan) -> None:
    made = amending.open_version(started, by=area.tso_lead)
    assert (made.version, made.state, made.follows, made.opened_by) == (2, "draft", started, area.tso_lead)
    assert words(made) == words(started)
    assert content.content_digest(made) == content.content_digest(started)
    copied, first = made.objectives.get(), started.objectives.get()
    assert (copied.origin, list(copied.actions.values_list("origin", flat=True))) == (
        first,
        list(first.actions.values_list("pk", flat=True)),
    )
    assert [e.point_id for e in copied.evidence.all()] == [e.point_id for e in first.evidence.all()]
    assert Delivery.objects.filter(action__objective__plan=made).count() == 0


def test_what_is_not_changed_stays_accepted_and_a_change_lifts_it(
    area: build.Group, started: ActionPlan
) -> None:
    made = amending.open_version(started, by=area.la_lead)
    assert all(item.is_accepted for model in (Objective, Action) for item in model.objects.all())
    first, second = Action.objects.filter(objective__plan=made).order_by("seq")
    planning.edit_action(second, by=area.la_officer, revision=0, text=builders.REWORDED)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.is_accepted, second.accepted_la_at, second.accepted_tso_at) == (True, None, None)


def test_proposals_that_stayed_behind_stay_with_their_version(
    area: build.Group, accepted: ActionPlan
) -> None:
    builders.objective(accepted, area, text="To do one thing more")
    builders.sign(accepted, area.la_lead, area.tso_lead)
    made = amending.open_version(accepted, by=area.la_lead)
    assert [text for text, _ in words(made)] == [f"{builders.WORDS} 1"]


@pytest.mark.parametrize("role", ["la_officer", "facilitator", "coordinator"])
def test_only_leads_open_a_version(area: build.Group, started: ActionPlan, role: str) -> None:
    with pytest.raises(PermissionDenied):
        amending.open_version(started, by=getattr(area, role))
    assert ActionPlan.objects.count() == 1


def test_deputy_opens_a_version_too(area: build.Group, started: ActionPlan) -> None:
    assert amending.open_version(started, by=area.la[1]).version == 2


def test_lead_of_another_area_opens_none(
    area: build.Group, neighbour: build.Group, started: ActionPlan
) -> None:
    with pytest.raises(PermissionDenied):
        amending.open_version(started, by=neighbour.la_lead)


def test_one_draft_at_a_time(area: build.Group, started: ActionPlan) -> None:
    amending.open_version(started, by=area.la_lead)
    with pytest.raises(NotPossible, match="Version 2 is open already"):
        amending.open_version(started, by=area.tso_lead)


def test_a_draft_has_no_version_after_it(area: build.Group, draft: ActionPlan) -> None:
    with pytest.raises(NotPossible, match="still a draft"):
        amending.open_version(draft, by=area.la_lead)


def test_version_after_a_draft_that_was_given_up_has_the_next_number(
    area: build.Group, started: ActionPlan
) -> None:
    given_up = amending.open_version(started, by=area.la_lead)
    ActionPlan.objects.filter(pk=given_up.pk).update(state="abandoned")
    assert amending.open_version(started, by=area.tso_lead).version == 3


def test_opening_is_logged_once(area: build.Group, started: ActionPlan) -> None:
    made = amending.open_version(started, by=area.la_lead)
    entry = LogEntry.objects.get(verb="plan version opened")
    assert (entry.subject, entry.facts) == (made.pk, {"version": 2, "follows": 1})


# The version in force meanwhile


def test_delivery_of_the_version_in_force_goes_on_while_a_draft_is_written(area: build.Group) -> None:
    builders.amended(area)
    old = ActionPlan.objects.get(version=1)
    row = Delivery.objects.order_by("action__seq")[0]
    progress.tell(row, status="in_progress", by=area.la_officer)
    delivery.fill_in(row, revision=row.revision, by=area.la_officer, resources="Two rooms")
    row.refresh_from_db()
    old.refresh_from_db()
    assert (row.status, row.resources, old.state) == ("in_progress", "Two rooms", "in_progress")


def test_words_of_the_version_in_force_cannot_be_changed_meanwhile(area: build.Group) -> None:
    builders.amended(area)
    with pytest.raises(NotPossible, match="only through a new version"):
        planning.edit_objective(
            Objective.objects.get(plan__version=1), by=area.la_officer, revision=0, text="Other words"
        )


# What stops signing it


def test_version_that_says_the_same_is_not_signed(area: build.Group, started: ActionPlan) -> None:
    made = amending.open_version(started, by=area.la_lead)
    with pytest.raises(NotPossible) as refusal:
        builders.sign(made, area.la_lead)
    assert refusal.value.reasons == ["It says the same as version 1, so there is nothing to sign."]


def test_version_of_a_closed_plan_is_not_signed(area: build.Group) -> None:
    made = builders.amended(area)
    ActionPlan.objects.filter(version=1).update(state="closed")
    made = ActionPlan.objects.select_related("area__programme").get(pk=made.pk)
    assert builders.stops(made) == ["Version 1 is not in force any more, so nothing can take its place."]
    with pytest.raises(NotPossible):
        builders.sign(made, area.la_lead)
    assert PlanAgreed.objects.filter(plan=made).count() == 0


def test_objective_whose_statement_was_withdrawn_needs_grounds_anew(
    area: build.Group, started: ActionPlan
) -> None:
    Evidence.objects.all().delete()
    made = amending.open_version(started, by=area.la_lead)
    found = signing.blockers(made, content.lines(made), [area.la_lead, area.tso_lead])
    assert any("has no statement behind it" in blocker.text for blocker in found)


def test_change_after_one_signature_voids_it_and_the_version_in_force_keeps_its_own(
    area: build.Group,
) -> None:
    made = builders.amended(area)
    builders.sign(made, area.la_lead)
    action = Action.objects.filter(objective__plan=made).order_by("seq")[0]
    planning.edit_action(action, by=area.tso_officer, revision=action.revision, text="Other words")
    assert PlanAgreed.objects.standing().filter(plan=made).count() == 0
    assert PlanAgreed.objects.complete().get().plan.version == 1
    assert builders.mails("plan_signature_voided") == [
        (area.la_lead.user.email, "Your signature no longer stands")
    ]
    assert clock.now() > made.opened_at
