"""Closing: only when every action has ended, by both sectors under one reason, once; and what becomes of the area."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from actionplans import closing, content, documents, post_closing, tasks
from actionplans.models import ActionPlan, Delivery, PlanClosed
from actionplans.owed import owed
from actionplans.verify import verify
from partnerships import membership
from partnerships.membership import NotPossible
from partnerships.models import StudyArea
from pipd.kit.models import Document, LogEntry, OutgoingMail
from tests import build
from tests.actionplans import builders


@pytest.fixture
def half(area: build.Group, started: ActionPlan) -> PlanClosed:
    StudyArea.objects.filter(pk=area.area.pk).update(state="delivering")
    return builders.half_closed(started, area)


def stops(plan: ActionPlan) -> list[str]:
    return [blocker.sentence for blocker in closing.blockers(plan, content.agreed_lines(plan))]


def state(area: build.Group) -> str:
    return StudyArea.objects.get(pk=area.area.pk).state


def test_open_actions_stop_it_by_number(area: build.Group, started: ActionPlan) -> None:
    assert stops(started)[0] == "Action 1(a) is not started. It has to be complete, stopped or transferred."
    with pytest.raises(NotPossible, match=r"Action 1\(b\) is not started"):
        builders.close(started, area.la_lead)
    row = Delivery.objects.order_by("action__seq")[0]
    builders.proposed(row, area, "stopped")
    assert "its end is proposed, and awaits the other sector" in stops(started)[0]


def test_what_is_to_be_put_off_has_no_end_proposed(area: build.Group, started: ActionPlan) -> None:
    row = Delivery.objects.order_by("action__seq")[0]
    builders.proposed(row, area, "deferred", due_on=row.due_on + timedelta(days=30))
    assert stops(started)[0] == "Action 1(a) is in progress. It has to be complete, stopped or transferred."


@pytest.mark.parametrize("ends", [("complete", "stopped"), ("transferred", "complete")])
def test_complete_stopped_and_transferred_all_end_it(
    area: build.Group, started: ActionPlan, ends: tuple[str, str]
) -> None:
    for row, status in zip(Delivery.objects.order_by("action__seq"), ends, strict=True):
        builders.proposed(row, area, status)
        assert stops(started) != []
        builders.progress.answer(row, agrees=True, by=area.la_lead)
    assert stops(started) == []


def test_one_signature_closes_nothing(area: build.Group, started: ActionPlan, half: PlanClosed) -> None:
    assert (started.state, state(area)) == ("in_progress", "delivering")
    kinds = {
        seat: [row.kind for row in owed([seat])] for seat in (area.la_lead, area.tso_lead, area.tso_officer)
    }
    assert "plan closing" in kinds[area.tso_lead]
    assert "plan closing" not in kinds[area.la_lead] + kinds[area.tso_officer]
    told = [to for to, _ in builders.mails("plan_act_awaited")]
    assert told == sorted([area.tso_lead.user.email, area.tso[1].user.email])


def test_the_second_closes_plan_and_area_and_asks_for_the_last_document(
    area: build.Group, started: ActionPlan, half: PlanClosed
) -> None:
    builders.close(started, area.tso_lead)
    assert (started.state, state(area)) == ("closed", "closed")
    assert LogEntry.objects.filter(verb="plan closed", subject=started.pk).count() == 1
    values = Document.objects.of(documents.PLAN, started.pk).values_list("value", flat=True)
    assert sum({"label": "Status", "words": "Closed"} in value["facts"] for value in values) == 1
    assert len(builders.mails("plan_closed")) == 14
    assert list(verify()) == []
    assert [row.kind for row in owed([area.tso_lead])] == []


def test_nothing_is_writable_afterwards(area: build.Group, started: ActionPlan, half: PlanClosed) -> None:
    builders.close(started, area.tso_lead)
    row = Delivery.objects.order_by("action__seq")[0]
    with pytest.raises(NotPossible, match="This plan is closed"):
        builders.delivery.fill_in(row, revision=row.revision, measure="Other", by=area.la_officer)
    with pytest.raises(NotPossible, match="This plan is closed"):
        builders.progress.tell(row, status="in_progress", by=area.la_officer)
    with pytest.raises(NotPossible, match="This plan is closed"):
        builders.close(started, area.la_lead)


def test_an_area_not_yet_moved_on_is_closed_with_its_plan(
    area: build.Group, started: ActionPlan, half: PlanClosed
) -> None:
    StudyArea.objects.filter(pk=area.area.pk).update(state="planning")
    builders.close(started, area.tso_lead)
    assert state(area) == "closed"


def test_a_closed_plan_closes_its_area_once_session_4_is_entered(
    area: build.Group, started: ActionPlan, half: PlanClosed
) -> None:
    StudyArea.objects.filter(pk=area.area.pk).update(state="in_workshops")
    builders.close(started, area.tso_lead)
    assert (state(area), closing.areas_to_close()) == ("in_workshops", [])
    StudyArea.objects.filter(pk=area.area.pk).update(state="planning")
    tasks.sweep_areas()
    assert (state(area), closing.areas_to_close()) == ("closed", [])


def test_both_sign_one_reason(area: build.Group, started: ActionPlan, half: PlanClosed) -> None:
    with pytest.raises(NotPossible, match="a reason of its own"):
        builders.close(started, area.tso_lead, reason="They gave up")
    assert state(area) == "delivering"
    with pytest.raises(NotPossible, match="Say why"):
        builders.close(started, area.tso_lead, reason="")


def test_an_old_page_signs_no_end_it_never_showed(area: build.Group, started: ActionPlan) -> None:
    builders.all_ended(started, area)
    seen = closing.final_digest(content.agreed_lines(started))
    Delivery.objects.update(status="stopped")
    with pytest.raises(NotPossible, match="changed after you read"):
        closing.close(started, reason="Done", seen=seen, by=area.la_lead)


def test_a_change_voids_a_lone_signature_and_tells_its_giver(
    area: build.Group, started: ActionPlan, half: PlanClosed
) -> None:
    assert closing.uphold(started, by=area.tso_lead) is False
    Delivery.objects.update(status="transferred")
    assert [s.split(": ")[1] for s in verify()] == ["a lone signature for closing stands for another state."]
    assert closing.uphold(started, by=area.tso_lead) is True
    half.refresh_from_db()
    assert half.void_reason == "changed"
    assert [to for to, _ in builders.mails("plan_closing_voided")] == [area.la_lead.user.email]


def test_mail_that_asks_for_a_signature_is_not_sent_once_nobody_waits_for_it(
    area: build.Group, started: ActionPlan, half: PlanClosed
) -> None:
    row = OutgoingMail.objects.filter(kind="plan_act_awaited").first()
    assert post_closing.still_awaited(row)
    closing.turn_down(started, by=area.la_lead)
    assert not post_closing.still_awaited(row)


def test_it_is_taken_back_by_ones_own_sector_and_declined_by_the_other(
    area: build.Group, started: ActionPlan, half: PlanClosed
) -> None:
    assert closing.turn_down(started, seen=str(half.pk), by=area.la[1]) == "taken_back"
    again = builders.close(started, area.la_lead)
    with pytest.raises(NotPossible, match="not asked any more"):
        closing.turn_down(started, seen=str(half.pk), by=area.tso_lead)
    assert closing.turn_down(started, seen=str(again.pk), by=area.tso_lead) == "declined"
    assert closing.open_closing(started) is None


def test_e20_declined_after_its_signer_left_whoever_leads_now_is_told(
    area: build.Group, started: ActionPlan, half: PlanClosed
) -> None:
    """One who has left gets no mail of the group's any more, and the sector still has to know."""
    membership.leave(area.la_lead, by=area.la_lead)
    assert closing.turn_down(started, seen=str(half.pk), by=area.tso_lead) == "declined"
    told = OutgoingMail.objects.filter(kind=post_closing.TURNED_DOWN)
    assert [mail.to for mail in told] == [area.la[1].user.email]
    assert "Your sector had signed for closing the plan" in str(told.get().body_text)


def test_e20_a_signature_stands_when_its_lead_leaves_and_the_deputy_may_sign_at_once(
    area: build.Group, started: ActionPlan, half: PlanClosed
) -> None:
    for seat in (area.la_lead, area.tso_lead):
        membership.leave(seat, by=seat)
    builders.close(started, area.tso[1])
    act = PlanClosed.objects.get()
    assert (act.la_by, act.tso_by, started.state) == (area.la_lead, area.tso[1], "closed")


@pytest.mark.parametrize("who", ["la_officer", "facilitator", "coordinator"])
def test_nobody_else_signs_or_declines(
    area: build.Group, started: ActionPlan, half: PlanClosed, who: str
) -> None:
    for act in (lambda by: builders.close(started, by), lambda by: closing.turn_down(started, by=by)):
        with pytest.raises(PermissionDenied):
            act(getattr(area, who))


def test_a_pause_stops_closing_and_voids_nothing(
    area: build.Group, started: ActionPlan, half: PlanClosed
) -> None:
    StudyArea.objects.update(paused=True)
    started.area.refresh_from_db()
    with pytest.raises(NotPossible, match="paused"):
        builders.close(started, area.tso_lead)
    assert closing.uphold(started, by=area.tso_lead) is False


def test_verify_names_a_plan_closed_by_hand(area: build.Group, started: ActionPlan) -> None:
    ActionPlan.objects.update(state="closed")
    told = {sentence.split(": ", 1)[1] for sentence in verify()}
    assert told == {
        "it is closed without both signatures for closing.",
        "it is closed, and an action is not_started.",
    }
