"""Somebody logs in the moment in which they leave, or take their consent back: before it, or not at all.

On SQLite every transaction takes the write lock as it begins, so the locks guard nothing there; their controls run on
PostgreSQL.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.models.query import QuerySet

from partnerships.models import Seat
from pipd.kit.models import LogEntry
from tests import build, figures
from tests.workshops.test_races import ON_SQLITE, at_once, fresh, no_lock
from workshops import logbook
from workshops.clearance import departing
from workshops.clearance.working import LoggedPoint, Note

pytestmark = pytest.mark.django_db(transaction=True)

ON_POSTGRES = pytest.mark.skipif(connection.vendor == "sqlite", reason=ON_SQLITE)
ROUNDS, WORDS = 8, "KAKAPO in the moment of leaving"


@pytest.fixture(autouse=True)
def _logging_takes_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the look at who logs and the point: the moment in which they may leave."""
    looked = logbook.why_not

    def slowly(workshop: build.Workshop, seat: Seat) -> str:
        found = looked(workshop, seat)
        time.sleep(0.15)
        return found

    monkeypatch.setattr(logbook, "why_not", slowly)


@contextmanager
def seats_unlocked(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    whole = QuerySet.select_for_update

    def unlocked(rows: Any, *args: Any, **kwargs: Any) -> Any:
        return rows if rows.model is Seat else whole(rows, *args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(QuerySet, "select_for_update", unlocked)
        yield


def stored(seat: Seat) -> Seat:
    """As a request of its own would load it."""
    return Seat.objects.select_related("user", "area__programme").get(pk=seat.pk)


def log_or_not(workshop: build.Workshop, seat: Seat) -> None:
    try:
        build.log_point(fresh(workshop), stored(seat), WORDS)
    except PermissionDenied:
        return


def raced(
    group: build.Group, end: Callable[[Seat], Any], after: float, turn: int, *, begun: bool = False
) -> Seat:
    """Another participant of the group in each turn logs the first point of a session, and `end` comes in between."""
    seat = (group.la + group.tso)[turn]
    session = build.area_with_sessions(group)[3]
    Note.objects.filter(workshop=session)._raw_delete("default")
    if begun:
        Note.objects.create(workshop=session)
    at_once(lambda: log_or_not(session, seat), lambda: (time.sleep(after), end(stored(seat))))
    return seat


def logged_after_leaving(group: build.Group) -> int:
    """In how many rounds the log has a point of somebody who had left."""
    late = 0
    for turn in range(ROUNDS):
        who = raced(
            group, lambda seat: departing.leave(group.area, by=seat), after=0.05 * (turn % 3), turn=turn
        )
        verbs = list(LogEntry.objects.filter(actor=who.pk).order_by("number").values_list("verb", flat=True))
        late += "point logged" in verbs and verbs.index("left") < verbs.index("point logged")
        LoggedPoint.objects.all()._raw_delete("default")
    return late


def left_after_consent(group: build.Group, *, begun: bool = False) -> int:
    """In how many rounds words stay of somebody who has taken back their consent; the note `begun` or not."""
    left = 0
    for turn in range(ROUNDS):
        raced(
            group,
            lambda seat: departing.withdraw_consent(group.area, by=seat),
            after=0.05,
            turn=turn,
            begun=begun,
        )
        left += LoggedPoint.objects.exclude(text="").exists()
        LoggedPoint.objects.all()._raw_delete("default")
    return left


def test_nobody_logs_after_they_left(area, record_property):
    late = logged_after_leaving(area)
    figures.tell(record_property, f"log/leave race on {connection.vendor}", f"{late} of {ROUNDS} late")
    assert late == 0


@ON_POSTGRES
def test_control_without_the_lock_of_their_seat_they_do(area, monkeypatch):
    with seats_unlocked(monkeypatch):
        assert logged_after_leaving(area) > 0


@pytest.mark.parametrize("begun", [True, False], ids=["begun", "first of all"])
def test_no_word_stays_that_is_logged_while_consent_is_taken_back(area, record_property, begun):
    left = left_after_consent(area, begun=begun)
    figures.tell(record_property, f"log/withdraw race on {connection.vendor}", f"{left} of {ROUNDS} left")
    assert left == 0


@ON_POSTGRES
def test_control_without_the_locks_words_stay(area, monkeypatch):
    """In a note that is there: that two make the first one is refused by the database, and so a lock of its own."""
    with no_lock(monkeypatch), seats_unlocked(monkeypatch):
        assert left_after_consent(area, begun=True) > 0
