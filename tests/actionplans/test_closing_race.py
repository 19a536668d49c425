"""Both leads close at the same moment, with a control that shows what the lock is for (domain I-34)."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from actionplans import closing, content
from actionplans.models import ActionPlan, PlanClosed
from partnerships.models import Seat, StudyArea
from tests import build
from tests.actionplans import builders
from tests.actionplans.races import deferred, together, unlocked
from tests.actionplans.test_race import count

ROUNDS = 3


def press_together(
    plan: ActionPlan, presses: list[tuple[Seat, str]], prepare: Callable[[], None] = lambda: None
) -> list[Exception]:
    """Every seat signs for closing with its reason in a thread of its own; what went wrong."""
    seen = closing.final_digest(content.agreed_lines(plan))
    reasons = {seat.pk: reason for seat, reason in presses}

    def press(seat: Seat) -> None:
        closing.close(ActionPlan.objects.get(pk=plan.pk), reason=reasons[seat.pk], seen=seen, by=seat)

    return together(press, [seat for seat, _ in presses], prepare)


def ended(area: build.Group) -> ActionPlan:
    plan = builders.started(area)
    StudyArea.objects.filter(pk=area.area.pk).update(state="delivering")
    builders.all_ended(plan, area)
    return plan


@pytest.mark.django_db(transaction=True)
def test_both_leads_close_together_the_plan_is_closed_once(area: build.Group) -> None:
    plan = ended(area)
    for turn in range(1, ROUNDS + 1):
        assert press_together(plan, [(area.la_lead, "Done"), (area.tso_lead, "Done")]) == []
        plan.refresh_from_db()
        act = PlanClosed.objects.get()
        assert (plan.state, act.la_by, act.tso_by) == ("closed", area.la_lead, area.tso_lead)
        assert (count("closing signed", plan), count("plan closed", plan)) == (2 * turn, turn)
        assert StudyArea.objects.get(pk=area.area.pk).state == "closed"
        begin_again(plan)


def begin_again(plan: ActionPlan) -> None:
    """The plan as it was before anybody signed: a shortcut that only this test may take."""
    PlanClosed.objects.all().delete()
    ActionPlan.objects.update(state="in_progress")
    StudyArea.objects.update(state="delivering")
    plan.refresh_from_db()


@pytest.mark.django_db(transaction=True)
def test_two_reasons_at_once_close_nothing(area: build.Group) -> None:
    """Nobody's signature stands under a reason they have not read."""
    plan = ended(area)
    wrong = press_together(plan, [(area.la_lead, "Done"), (area.tso_lead, "They gave up")])
    plan.refresh_from_db()
    assert [str(error) for error in wrong] == [closing.OTHER_REASON]
    assert (plan.state, PlanClosed.objects.open().count()) == ("in_progress", 1)


@pytest.mark.django_db(transaction=True)
def test_lead_and_deputy_complete_it_together_once(area: build.Group) -> None:
    plan = ended(area)
    builders.close(plan, area.la_lead)
    wrong = press_together(plan, [(area.tso_lead, "All is done"), (area.tso[1], "All is done")])
    assert [str(error) for error in wrong] == ["This plan is closed."]
    assert count("plan closed", plan) == 1


@pytest.mark.django_db(transaction=True)
def test_control_without_the_lock_a_signature_is_lost(
    area: build.Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = ended(area)
    read, both_read = closing.open_closing, threading.Barrier(2)

    def read_then_wait(of: ActionPlan) -> PlanClosed | None:
        found = read(of)
        both_read.wait(10)
        return found

    unlocked(monkeypatch)
    monkeypatch.setattr(closing, "open_closing", read_then_wait)
    wrong = press_together(plan, [(area.la_lead, "Done"), (area.tso_lead, "Done")], deferred)
    plan.refresh_from_db()
    assert [type(error).__name__ for error in wrong] in (["IntegrityError"], ["OperationalError"])
    assert (plan.state, PlanClosed.objects.complete().count()) == ("in_progress", 0)
