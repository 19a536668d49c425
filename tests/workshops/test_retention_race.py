"""Two at once while what was kept long enough goes: who logs at that moment, and two who confirm; locks in one order.

On SQLite every transaction takes the write lock as it begins, so the locks guard nothing there; their controls run on
PostgreSQL.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.db.models.query import QuerySet

from partnerships import membership
from partnerships.membership import NotPossible
from partnerships.models import Application, Programme, Role, Seat, StudyArea
from pipd.kit.models import LogChain, LogEntry
from pipd.retention import kinds
from tests import build, figures
from tests.partnerships import applicants
from tests.workshops.ended import DUE, REPORTED, REQUESTS, WORDS, at, confirm, make
from tests.workshops.locks_taken import locked, out_of_order
from tests.workshops.test_races import ON_SQLITE, at_once, fresh, no_lock
from workshops import retention
from workshops.clearance import withdrawing
from workshops.clearance.working import LoggedPoint, Note
from workshops.models import ClearedPoint, PointWithdrawal

pytestmark = pytest.mark.django_db(transaction=True)

ON_POSTGRES = pytest.mark.skipif(connection.vendor == "sqlite", reason=ON_SQLITE)
SAID = "Logged in the moment in which the words go"
OF_KEEPING = [Programme, StudyArea, Application, Note, LogChain]


@pytest.fixture
def ended(area: build.Group, neighbour: build.Group) -> build.Group:
    return make(area, neighbour)


def logged_while_words_go(group: build.Group) -> tuple[list[Any], int]:
    """What became of both acts, and how many logged points the ended area still has."""
    at(DUE)
    last = build.area_with_sessions(group)[3]
    [kind] = WORDS

    def carry_out(programme: Programme, by: Seat) -> Any:
        told = kind.carry_out(programme, by)
        time.sleep(0.6)  # the words are deleted, and nobody else sees it yet
        return told

    def log() -> object:
        time.sleep(0.3)
        return build.log_point(fresh(last), group.facilitator, SAID)

    told = at_once(lambda: confirm(group, [replace(kind, carry_out=carry_out)]), log)
    return told, LoggedPoint.objects.filter(workshop__area=group.area).count()


def test_a_point_logged_while_the_words_go_goes_with_them_or_is_refused(ended, record_property):
    told, left = logged_while_words_go(ended)
    figures.tell(record_property, f"forget/log race on {connection.vendor}", f"{left} left")
    assert left == 0
    assert not isinstance(told[0], Exception)


@ON_POSTGRES
def test_control_without_the_lock_of_the_note_it_is_left_behind(ended, monkeypatch):
    with no_lock(monkeypatch):
        _, left = logged_while_words_go(ended)
    assert left == 1


def asked_to_withdraw(group: build.Group) -> int:
    """How many requests there are that were settled long ago."""
    point = ClearedPoint.objects.filter(note__area=group.area).order_by("number").first()
    for _ in range(2):
        withdrawing.withdraw_together(group.area, point.pk, digest=point.digest, by=group.la_lead)
        withdrawing.decline(group.area, point.pk, by=group.tso_lead)
    at(DUE)
    return PointWithdrawal.objects.count()


def another_coordinator(group: build.Group) -> Seat:
    person = build.user("second@pipd.example", "Second Coordinator")
    return membership.appoint(group.programme, user=person, role=Role.COORDINATOR)


def confirmed_by_two(group: build.Group, monkeypatch: pytest.MonkeyPatch) -> tuple[list[Any], list[int]]:
    """What became of both, and what each entry in the log says was deleted."""
    looked, other = retention._removals, another_coordinator(group)

    def slowly(programme: Programme) -> Any:
        found = looked(programme)
        time.sleep(0.3)  # between the look and the deletion
        return found

    monkeypatch.setattr(retention, "_removals", slowly)
    told = at_once(lambda: confirm(group, REQUESTS), lambda: confirm(group, REQUESTS, by=other))
    rows = LogEntry.objects.filter(verb="requests to withdraw deleted")
    return told, [row.facts["by leads"] for row in rows]


@contextmanager
def areas_unlocked(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The programme and its areas as they are read without locking them."""
    whole = QuerySet.select_for_update

    def unlocked(rows: Any, *args: Any, **kwargs: Any) -> Any:
        return rows if rows.model in (Programme, StudyArea) else whole(rows, *args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(QuerySet, "select_for_update", unlocked)
        yield


def test_two_who_confirm_at_the_same_moment_delete_once(ended, monkeypatch, record_property):
    number = asked_to_withdraw(ended)
    told, counts = confirmed_by_two(ended, monkeypatch)
    figures.tell(record_property, f"confirm/confirm race on {connection.vendor}", f"{counts} of {number}")
    assert counts == [number]
    assert sum(isinstance(one, NotPossible) for one in told) == 1


@ON_POSTGRES
def test_control_without_the_lock_both_say_that_they_deleted_it(ended, monkeypatch):
    number = asked_to_withdraw(ended)
    with areas_unlocked(monkeypatch):
        _, counts = confirmed_by_two(ended, monkeypatch)
    assert counts == [number, number]


def declined(group: build.Group) -> Application:
    one = applicants.to_decide(group)
    told = {
        "state": "declined",
        "decided_at": build.clock.now(),
        "decided_by": group.coordinator,
        "reason": "Full",
    }
    Application.objects.filter(pk=one.pk).update(**told)
    return one


def test_all_that_is_locked_to_delete_is_locked_in_the_order_of_all_locks(ended, neighbour, monkeypatch):
    """Every kind in one press: areas before what is theirs, the log last; and no application that is not due."""
    asked_to_withdraw(ended)
    Programme.objects.update(reported_on=REPORTED)
    due = declined(ended)
    at(date(2028, 9, 1))
    declined(neighbour)
    with locked(monkeypatch) as taken:
        confirm(ended, kinds())
    assert out_of_order(taken) == []
    places = [OF_KEEPING.index(model) for model, _ in taken]
    assert (places, set(places)) == (sorted(places), set(range(len(OF_KEEPING))))
    held = {model: [rows for of, rows in taken if of is model] for model in OF_KEEPING}
    assert held[StudyArea] == [list(StudyArea.objects.order_by("pk"))]
    assert [[row.pk for row in rows] for rows in held[Application]] == [[due.pk]]
    of_words, of_answers = ([(n.workshop.area_id, n.workshop.number) for n in rows] for rows in held[Note])
    assert (of_words, of_answers) == (sorted(of_words), sorted(of_answers))
    assert ([number for _, number in of_words], len(of_answers)) == ([1, 2, 3, 4], 3)
