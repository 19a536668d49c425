"""Both leads press at the same moment, with controls that show what the lock is for (domain 3N, 19)."""

from __future__ import annotations

import threading

import pytest

from actionplans import amending, content, signing
from actionplans.models import Action, ActionPlan, Delivery, PlanAgreed
from partnerships.models import Seat
from pipd.kit.models import LogEntry, OutgoingMail
from tests import build
from tests.actionplans import builders
from tests.actionplans.races import deferred, together, unlocked

ROUNDS = 5


def signs(plan: ActionPlan):
    digest = content.content_digest(plan)
    return lambda seat: signing.sign(ActionPlan.objects.get(pk=plan.pk), digest=digest, by=seat)


def opens(plan: ActionPlan):
    return lambda seat: amending.open_version(ActionPlan.objects.get(pk=plan.pk), by=seat)


def count(verb: str, plan: ActionPlan) -> int:
    return LogEntry.objects.filter(subject=plan.pk, verb=verb).count()


@pytest.mark.django_db(transaction=True)
def test_3n_19_both_leads_sign_together_one_agreed_plan(area: build.Group) -> None:
    plan = builders.accepted(area)
    for turn in range(1, ROUNDS + 1):
        assert together(signs(plan), [area.la_lead, area.tso_lead]) == []
        plan.refresh_from_db()
        act = PlanAgreed.objects.get()
        assert (plan.state, act.la_by, act.tso_by) == ("agreed", area.la_lead, area.tso_lead)
        assert (count("plan signed", plan), count("plan agreed", plan)) == (2 * turn, turn)
        assert Delivery.objects.count() == 2
        assert OutgoingMail.objects.filter(kind="plan_agreed").count() == turn * 14
        begin_again(plan)


def begin_again(plan: ActionPlan) -> None:
    """The draft as it was before anybody signed: a shortcut that only this test may take."""
    PlanAgreed.objects.all().delete()
    Delivery.objects.all().delete()
    ActionPlan.objects.update(state="draft")
    plan.refresh_from_db()


@pytest.mark.django_db(transaction=True)
def test_lead_and_deputy_of_one_sector_sign_together_one_signature(area: build.Group) -> None:
    plan = builders.accepted(area)
    wrong = together(signs(plan), [area.la_lead, area.la[1]])
    assert [str(error) for error in wrong] == ["It is signed already for your sector's participants."]
    assert (PlanAgreed.objects.get().tso_by, count("plan signed", plan)) == (None, 1)


@pytest.mark.django_db(transaction=True)
def test_3n_19_control_without_the_lock_a_signature_is_lost(
    area: build.Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = builders.accepted(area)
    read, both_read = signing.open_act, threading.Barrier(2)

    def read_then_wait(of: ActionPlan) -> PlanAgreed | None:
        found = read(of)
        both_read.wait(10)
        return found

    unlocked(monkeypatch)
    monkeypatch.setattr(signing, "open_act", read_then_wait)
    wrong = together(signs(plan), [area.la_lead, area.tso_lead], deferred)
    plan.refresh_from_db()
    assert [type(error).__name__ for error in wrong] in (["IntegrityError"], ["OperationalError"])
    assert (plan.state, PlanAgreed.objects.complete().count()) == ("draft", 0)


# A new version


@pytest.mark.django_db(transaction=True)
def test_two_leads_open_version_2_together_one_draft(area: build.Group) -> None:
    plan = builders.agreed(area)
    for turn in range(ROUNDS):
        wrong = together(opens(plan), [area.la_lead, area.tso_lead])
        opened = ActionPlan.objects.get(version=2)
        assert [str(error) for error in wrong] == ["Version 2 is open already. Write in that one."]
        assert Action.objects.filter(objective__plan=opened).count() == 2
        assert LogEntry.objects.filter(verb="plan version opened").count() == turn + 1
        ActionPlan.objects.filter(pk=opened.pk).delete()


@pytest.mark.django_db(transaction=True)
def test_control_without_the_lock_both_find_no_draft(
    area: build.Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database still lets no second draft in, but the one who came second is shown a fault, not the reason."""
    plan = builders.agreed(area)
    asked, both_asked = amending.why_not, threading.Barrier(2)

    def ask_then_wait(of: ActionPlan) -> str:
        reason = asked(of)
        both_asked.wait(10)
        return reason

    unlocked(monkeypatch)
    monkeypatch.setattr(amending, "why_not", ask_then_wait)
    wrong = together(opens(plan), [area.la_lead, area.tso_lead], deferred)
    assert [type(error).__name__ for error in wrong] in (["IntegrityError"], ["OperationalError"])
    assert ActionPlan.objects.filter(version=2).count() == 1


@pytest.mark.django_db(transaction=True)
def test_both_leads_sign_version_2_together_one_takes_the_place_once(area: build.Group) -> None:
    plan = builders.amended(area)
    seats: list[Seat] = [area.la_lead, area.tso_lead]
    assert together(signs(plan), seats) == []
    assert list(ActionPlan.objects.values_list("version", "state")) == [(2, "agreed"), (1, "superseded")]
    assert LogEntry.objects.filter(verb="plan superseded").count() == 1
    assert Delivery.objects.filter(action__objective__plan=plan).count() == 3
