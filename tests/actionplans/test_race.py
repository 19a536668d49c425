"""Both leads press sign at the same moment, with a control that shows what the lock is for (domain 3N, 19)."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, connections

from actionplans import content, moves, signing
from actionplans.models import ActionPlan, Delivery, PlanAgreed
from partnerships.models import Seat
from pipd.kit.models import LogEntry, OutgoingMail
from tests import build
from tests.actionplans import builders

ROUNDS = 5


def press_together(
    plan: ActionPlan, seats: list[Seat], prepare: Callable[[], None] = lambda: None
) -> list[Exception]:
    """Every seat signs in a thread of its own; what went wrong."""
    digest, ready, wrong = content.content_digest(plan), threading.Barrier(len(seats)), []

    def press(seat: Seat) -> None:
        try:
            prepare()
            ready.wait(10)
            signing.sign(ActionPlan.objects.get(pk=plan.pk), digest=digest, by=Seat.objects.get(pk=seat.pk))
        except Exception as error:
            wrong.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=press, args=[seat]) for seat in seats]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return wrong


def count(verb: str, plan: ActionPlan) -> int:
    return LogEntry.objects.filter(subject=plan.pk, verb=verb).count()


@pytest.mark.django_db(transaction=True)
def test_3n_19_both_leads_sign_together_one_agreed_plan(area: build.Group) -> None:
    plan = builders.accepted(area)
    for turn in range(1, ROUNDS + 1):
        assert press_together(plan, [area.la_lead, area.tso_lead]) == []
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
    wrong = press_together(plan, [area.la_lead, area.la[1]])
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

    def unlocked(of: ActionPlan, *states: str) -> ActionPlan:
        return ActionPlan.objects.select_related("area__programme").get(pk=of.pk)

    def deferred() -> None:
        # SQLite's own guard is the write lock at BEGIN: it is part of what is switched off here.
        if connection.vendor == "sqlite":
            connection.ensure_connection()
            connection.transaction_mode = None
            cursor: Any = connection.cursor()
            cursor.execute("PRAGMA busy_timeout = 200")

    monkeypatch.setattr(moves, "locked_in", unlocked)
    monkeypatch.setattr(signing, "open_act", read_then_wait)
    wrong = press_together(plan, [area.la_lead, area.tso_lead], deferred)
    plan.refresh_from_db()
    assert [type(error).__name__ for error in wrong] in (["IntegrityError"], ["OperationalError"])
    assert (plan.state, PlanAgreed.objects.complete().count()) == ("draft", 0)
