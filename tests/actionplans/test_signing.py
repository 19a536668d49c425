"""Both sectors sign the same words, or nothing is agreed (domain I-28, I-29, 3N)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from actionplans import accepting, content, delivery, signing, tasks
from actionplans.models import ActionPlan, Delivery, PlanAgreed
from actionplans.owed import owed
from partnerships import membership
from partnerships.agreement import CHANGED
from partnerships.membership import NotPossible
from partnerships.models import Seat, StudyArea
from pipd.kit.models import LogEntry, OutgoingMail
from tests import build
from tests.actionplans import builders
from tests.actionplans.builders import mails, stops
from workshops.models import Workshop

# What stops signing


def test_3n_9_objective_without_action_is_refused_by_name(area: build.Group) -> None:
    plan = builders.draft(area)
    builders.objective(plan, area)
    builders.objective(plan, area, text="To say what we mean", actions=0)
    builders.accept_all(plan, area.la_lead, area.tso_lead)
    with pytest.raises(NotPossible) as refusal:
        builders.sign(plan, area.la_lead)
    assert refusal.value.reasons == ["Objective 2 has no action. Add one, or remove the objective."]
    assert list(PlanAgreed.objects.all()) == []


def test_blockers_of_an_empty_draft(area: build.Group, draft: ActionPlan) -> None:
    assert stops(draft) == ["No objective is accepted by both sectors yet."]


def test_blockers_name_an_objective_whose_actions_one_sector_accepts(
    area: build.Group, draft: ActionPlan
) -> None:
    objective = builders.objective(draft, area, evidence=False)
    builders.accept_all(draft, area.la_lead)
    accepting.accept(objective, revision=0, by=area.tso_lead)
    assert stops(draft) == [
        "Objective 1 has no action that both sectors accept.",
        "Objective 1 has no statement behind it. Link one from the record, or give a reason both sectors accept.",
    ]


def test_blockers_without_a_lead_and_while_paused(area: build.Group, accepted: ActionPlan) -> None:
    Seat.objects.filter(pk__in=[area.la_lead.pk, area.la[1].pk]).update(is_lead=False, is_deputy=False)
    StudyArea.objects.filter(pk=area.area.pk).update(paused=True)
    accepted.area.refresh_from_db()
    assert stops(accepted) == [
        "The area is paused: nothing is signed meanwhile.",
        "The local authority participants have not named their lead yet.",
    ]


def test_nothing_stops_an_accepted_plan(accepted: ActionPlan) -> None:
    assert stops(accepted) == []


# Signing


def test_first_signature_is_awaited_by_the_other_lead_only(area: build.Group, accepted: ActionPlan) -> None:
    act = builders.sign(accepted, area.la_lead)
    assert (act.la_by, act.tso_by, accepted.state) == (area.la_lead, None, "draft")
    assert mails("plan_signature_awaited") == [(area.tso_lead.user.email, "Your signature is awaited")]


def test_sector_that_has_only_a_deputy_is_asked_and_signs(area: build.Group, accepted: ActionPlan) -> None:
    """Domain E20: a lead left; signatures stand, and the deputy may sign at once."""
    deputy = area.tso[1]
    membership.leave(area.tso_lead, by=area.tso_lead)
    builders.sign(accepted, area.la_lead)
    assert mails("plan_signature_awaited") == [(deputy.user.email, "Your signature is awaited")]
    words = OutgoingMail.objects.get(kind="plan_signature_awaited").body_text
    assert "You are asked as their deputy, because nobody leads them now." in " ".join(words.split())
    assert [(t.kind, t.subject) for t in owed([deputy])] == [("plan signature", accepted.pk)]
    builders.sign(accepted, deputy)
    assert accepted.state == "agreed"
    builders.filled(accepted, area)
    delivery.start(accepted, by=area.la_lead)
    assert [to for to, _ in mails("plan_start_awaited")] == [deputy.user.email]


def test_deputy_gets_no_mail_while_there_is_a_lead(area: build.Group, accepted: ActionPlan) -> None:
    builders.sign(accepted, area.la[1])
    assert mails("plan_signature_awaited") == [(area.tso_lead.user.email, "Your signature is awaited")]


def test_signed_in_the_room_at_session_4_by_both(area: build.Group, accepted: ActionPlan) -> None:
    """Domain 3G: both leads sign on their own devices while the last session goes on."""
    room = build.area_with_sessions(area)[3]
    build.forward_to(room.starts_at + timedelta(hours=1))
    act = builders.sign(accepted, area.tso_lead, area.la_lead)
    assert accepted.state == "agreed"
    assert room.starts_at < act.completed_at < room.ends_at


def test_both_signatures_agree_the_plan(area: build.Group, accepted: ActionPlan) -> None:
    act = builders.sign(accepted, area.la_lead, area.tso_lead)
    area.area.refresh_from_db()
    assert accepted.state == "agreed"
    assert act.digest == content.content_digest(accepted)
    assert Delivery.objects.filter(action__objective__plan=accepted).count() == 2
    verbs = LogEntry.objects.filter(subject=accepted.pk).order_by("number").values_list("verb", flat=True)
    assert list(verbs) == ["plan opened", "plan signed", "plan signed", "plan agreed"]
    group = sorted(seat.user.email for seat in [*area.participants, *area.facilitators])
    assert mails("plan_agreed") == [(address, "Your plan is agreed") for address in group]


def test_agreed_plan_moves_an_area_in_planning_on_to_delivering(
    area: build.Group, accepted: ActionPlan
) -> None:
    StudyArea.objects.filter(pk=area.area.pk).update(state=StudyArea.State.PLANNING)
    builders.sign(accepted, area.la_lead, area.tso_lead)
    area.area.refresh_from_db()
    assert area.area.state == StudyArea.State.DELIVERING


def test_plan_signed_in_the_room_moves_the_area_on_once_session_4_is_entered_as_held(
    area: build.Group, accepted: ActionPlan
) -> None:
    builders.sign(accepted, area.la_lead, area.tso_lead)
    tasks.sweep_areas()
    area.area.refresh_from_db()
    assert area.area.state == StudyArea.State.IN_WORKSHOPS
    build.delivered(area, 4)
    tasks.sweep_areas()
    tasks.sweep_areas()
    area.area.refresh_from_db()
    assert area.area.state == StudyArea.State.DELIVERING


def test_an_area_that_plans_without_a_plan_in_force_stays(area: build.Group, accepted: ActionPlan) -> None:
    StudyArea.objects.filter(pk=area.area.pk).update(state=StudyArea.State.PLANNING)
    tasks.sweep_areas()
    signing.move_on(area.area.pk)
    area.area.refresh_from_db()
    assert area.area.state == StudyArea.State.PLANNING


def test_sign_for_words_that_changed_since_they_were_read_is_refused(
    area: build.Group, accepted: ActionPlan
) -> None:
    read = content.content_digest(accepted)
    extra = builders.objective(accepted, area, text="To do one thing more")
    builders.accept_all(accepted, area.la_lead, area.tso_lead)
    with pytest.raises(NotPossible) as refusal:
        signing.sign(accepted, digest=read, by=area.la_lead)
    assert refusal.value.reasons == [CHANGED]
    assert extra.plan.state == "draft"


def test_second_press_of_the_same_lead_is_refused(area: build.Group, accepted: ActionPlan) -> None:
    builders.sign(accepted, area.la_lead)
    with pytest.raises(NotPossible, match="signed already"):
        builders.sign(accepted, area.la_lead)
    assert PlanAgreed.objects.count() == 1


def test_sign_of_an_agreed_plan_is_refused(area: build.Group, agreed: ActionPlan) -> None:
    with pytest.raises(NotPossible, match="Both sectors have signed"):
        builders.sign(agreed, area.la[1])


@pytest.mark.parametrize("role", ["la_officer", "tso_officer", "facilitator", "coordinator"])
def test_sign_by_anybody_but_a_lead_is_refused(area: build.Group, accepted: ActionPlan, role: str) -> None:
    with pytest.raises(PermissionDenied):
        builders.sign(accepted, getattr(area, role))
    assert list(PlanAgreed.objects.all()) == []


def test_lead_of_another_area_is_refused(
    area: build.Group, neighbour: build.Group, accepted: ActionPlan
) -> None:
    with pytest.raises(PermissionDenied):
        builders.sign(accepted, neighbour.la_lead)


# Starting


def test_start_without_leads_dates_and_measures_names_each_action(
    area: build.Group, agreed: ActionPlan
) -> None:
    with pytest.raises(NotPossible) as refusal:
        delivery.start(agreed, by=area.la_lead)
    lacks = "needs a local authority lead, a third sector lead, a due date and a measure of success."
    assert refusal.value.reasons == [f"Action 1(a) {lacks}", f"Action 1(b) {lacks}"]


def test_start_by_both_puts_the_plan_in_progress(area: build.Group, agreed: ActionPlan) -> None:
    builders.filled(agreed, area)
    delivery.start(agreed, by=area.tso_lead)
    assert ActionPlan.objects.get().state == "agreed"
    assert mails("plan_start_awaited") == [
        (area.la_lead.user.email, "Your signature is awaited to start delivery")
    ]
    delivery.start(agreed, by=area.la_lead)
    assert ActionPlan.objects.get().state == "in_progress"


def test_substitute_of_one_session_gets_no_mail_about_the_plan(
    area: build.Group, accepted: ActionPlan
) -> None:
    last = Workshop.objects.get(area=area.area, number=4)
    seat = build.substitute(area, last, area.la[4])
    assert seat.is_live  # control
    builders.sign(accepted, area.la_lead, area.tso_lead)
    told = [to for to, _ in builders.mails("plan_agreed")]
    assert (area.la_lead.user.email in told, seat.user.email in told) == (True, False)
