"""Two edits at once, each fine alone, a circle together; with a control that shows what the lock is for (I-33)."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import connection, connections

from actionplans import depending, moves
from actionplans.models import ActionPlan, Delivery, Dependency
from partnerships.models import Seat
from tests import build
from tests.actionplans import builders

ROUNDS = 5


def wait_together(
    pairs: list[tuple[Delivery, Delivery, Seat]], prepare: Any = lambda: None
) -> list[Exception]:
    """Every pair (what waits, what it waits for, by whom) in a thread of its own; what went wrong."""
    ready, wrong = threading.Barrier(len(pairs)), []

    def press(waits: Delivery, needs: Delivery, seat: Seat) -> None:
        try:
            prepare()
            row, by = Delivery.objects.get(pk=waits.pk), Seat.objects.get(pk=seat.pk)
            ready.wait(20)
            depending.wait_for(row, needs=[needs.action_id], revision=row.revision, by=by)
        except Exception as error:
            wrong.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=press, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return wrong


@pytest.mark.django_db(transaction=True)
def test_two_edits_that_together_make_a_circle_one_is_refused(area: build.Group) -> None:
    builders.started(area)
    a, b = Delivery.objects.order_by("action__seq")
    for _ in range(ROUNDS):
        wrong = wait_together([(a, b, area.la_officer), (b, a, area.tso_officer)])
        assert ["would wait for each other" in str(error) for error in wrong] == [True]
        assert Dependency.objects.count() == 1
        Dependency.objects.all().delete()


@pytest.mark.django_db(transaction=True)
def test_control_without_the_lock_both_edits_stand_in_a_circle(
    area: build.Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = builders.started(area)
    a, b = Delivery.objects.order_by("action__seq")
    judge, both_judged = depending._circle_in_words, threading.Barrier(2)

    def judge_then_wait(*args: Any) -> str:
        found = judge(*args)
        both_judged.wait(20)
        return found

    def unlocked(of: ActionPlan, *states: str) -> ActionPlan:
        return ActionPlan.objects.select_related("area__programme").get(pk=of.pk)

    def deferred() -> None:
        # SQLite's own guard is the write lock at BEGIN: it is part of what is switched off here.
        if connection.vendor == "sqlite":
            connection.ensure_connection()
            connection.transaction_mode = None

    monkeypatch.setattr(moves, "locked_in", unlocked)
    monkeypatch.setattr(depending, "_circle_in_words", judge_then_wait)
    wrong = wait_together([(a, b, area.la_officer), (b, a, area.tso_officer)], deferred)
    if connection.vendor == "sqlite":
        # Both judged that it may be written; SQLite then lets one write and refuses the other's old snapshot.
        assert [type(error).__name__ for error in wrong] in ([], ["OperationalError"])
    else:
        assert wrong == []
        assert depending.circle(depending.edges_of(plan)) != []
    assert not any("would wait for each other" in str(error) for error in wrong)
