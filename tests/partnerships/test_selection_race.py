"""Two at once for the last place of a sector, and a place given while its person withdraws; the lock off as control.

On SQLite every transaction takes the write lock as it begins, so the area's own lock guards nothing there; the controls
run on PostgreSQL.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import IntegrityError, connection

from partnerships import applying, areas, membership, selection
from partnerships.models import Application, Role, Seat, StudyArea
from tests import build
from tests.partnerships import applicants
from tests.workshops.test_races import ON_SQLITE, at_once

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 10
A = Application.State


@pytest.fixture
def uneven(base_moment: Any) -> build.Group:
    """A group that runs, six and five, in which two wait for the one place of the third sector."""
    group = build.group()
    areas.advance(group.area, StudyArea.State.CONFIRMED, by=group.coordinator)
    membership.leave(group.tso[5], by=group.tso[5])
    return group


def applied(group: build.Group, n: int) -> Application:
    one = applicants.to_decide(group, "tso")
    told = {"email": f"{n}@x.example", "reference": f"RACE-{n}", "organisation_name": f"Charity {n}"}
    Application.objects.filter(pk=one.pk).update(**told)
    return fresh(one)


def fresh(application: Application) -> Application:
    """As a request of its own would load it."""
    return Application.objects.select_related("area__programme").get(pk=application.pk)


@contextmanager
def no_lock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The area and the application as they are read without locking them, and a moment between look and act."""
    whole = type(StudyArea.objects.all()).select_for_update
    judged = selection.places_left

    def slowly(area: StudyArea) -> dict[str, int]:
        found = judged(area)
        time.sleep(0.05)
        return found

    def unlocked(rows: Any, *args: Any, **kwargs: Any) -> Any:
        return rows if rows.model in (StudyArea, Application) else whole(rows, *args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr("django.db.models.query.QuerySet.select_for_update", unlocked)
        patch.setattr(selection, "places_left", slowly)
        yield


def start_over(group: build.Group) -> None:
    """Nobody has the place, and all wait to be decided: raw, because no workflow undoes this."""
    given = list(
        Application.objects.filter(area=group.area).exclude(seat=None).values_list("seat", flat=True)
    )
    Application.objects.filter(area=group.area).update(
        state=A.SUBMITTED, seat=None, decided_at=None, decided_by=None
    )
    Seat.objects.filter(pk__in=given).delete()


def race_for_the_last_place(group: build.Group, rounds: int) -> list[int]:
    """How many of two got the one place, round by round."""
    first, second = applied(group, 1), applied(group, 2)
    coordinators = [build.programme_seat(Role.COORDINATOR), another_coordinator(group)]
    got = []
    for _ in range(rounds):
        at_once(
            lambda: selection.accept(fresh(first), override="Why", by=coordinators[0]),
            lambda: selection.accept(fresh(second), override="Why", by=coordinators[1]),
        )
        got.append(Application.objects.filter(area=group.area, state=A.ACCEPTED).count())
        live = Seat.objects.live().participants().filter(area=group.area, sector="tso").count()
        assert live == 5 + got[-1]
        start_over(group)
    return got


def another_coordinator(group: build.Group) -> Seat:
    person = build.user("second@pipd.example", "Second Coordinator")
    return membership.appoint(group.programme, user=person, role=Role.COORDINATOR)


def test_the_last_place_of_a_sector_is_given_once(uneven):
    assert race_for_the_last_place(uneven, ROUNDS) == [1] * ROUNDS


@pytest.mark.skipif(connection.vendor == "sqlite", reason=ON_SQLITE)
def test_control_without_the_lock_it_is_given_twice(uneven, monkeypatch):
    """Whom they replace is not asked here: the database refuses two who replace the same one."""
    monkeypatch.setattr(selection, "who_left", lambda area, sector: None)
    with no_lock(monkeypatch):
        assert 2 in race_for_the_last_place(uneven, ROUNDS)


def race_against_withdrawing(group: build.Group, rounds: int) -> list[tuple[str, bool, int]]:
    """What became of the application, whether its person has a seat, and how many acts went through, each round."""
    one, by = applied(group, 1), build.programme_seat(Role.COORDINATOR)
    ends = []
    for _ in range(rounds):
        told = at_once(
            lambda: or_refused(lambda: selection.accept(fresh(one), override="Why", by=by)),
            lambda: or_refused(lambda: applying.withdraw(fresh(one))),
        )
        stored = fresh(one)
        sits = Seat.objects.live().filter(user__email=one.email).exists()
        ends.append((stored.state, sits, sum(not isinstance(result, Exception) for result in told)))
        start_over(group)
        Seat.objects.filter(user__email=one.email).delete()
    return ends


def or_refused(act: Callable[[], object]) -> object:
    """What `act` returns, or the database's refusal."""
    try:
        return act()
    except IntegrityError as refusal:
        return refusal


def test_a_place_given_while_its_person_withdraws_is_one_or_the_other(uneven):
    """Whoever was given it first gives it back: then both went through, and nobody sits there."""
    ends = race_against_withdrawing(uneven, ROUNDS)
    assert set(ends) <= {(A.ACCEPTED, True, 1), (A.WITHDRAWN, False, 1), (A.WITHDRAWN, False, 2)}


@pytest.mark.skipif(connection.vendor == "sqlite", reason=ON_SQLITE)
def test_control_without_the_lock_both_go_through(uneven, monkeypatch):
    with no_lock(monkeypatch):
        ends = race_against_withdrawing(uneven, ROUNDS)
    assert (A.ACCEPTED, True, 2) in ends
