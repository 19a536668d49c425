"""A place taken back while its person says that they take it: one of the two goes through; the lock off as control.

On SQLite every transaction takes the write lock as it begins, so the lock of the seat guards nothing there; the control
runs on PostgreSQL.
"""

from __future__ import annotations

import time
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from partnerships import applying, consenting, places, selection
from partnerships.membership import NotPossible
from partnerships.models import Application, Consent, Role, Seat, StudyArea
from tests import build
from tests.partnerships import applicants
from tests.workshops.test_races import ON_SQLITE, at_once

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 10
S = Application.State


@pytest.fixture
def area(base_moment: Any) -> StudyArea:
    return applicants.recruiting_area()


def fresh(application: Application) -> Application:
    return Application.objects.select_related("area__programme").get(pk=application.pk)


def or_refused(act: Any) -> bool:
    """Whether it went through."""
    try:
        act()
    except (NotPossible, PermissionDenied):
        return False
    return True


def race(area: StudyArea, way: str, number: int) -> tuple[int, bool, int]:
    """How many of the two went through, whether the seat is held, and how many consents stand of it."""
    by = build.programme_seat(Role.COORDINATOR)
    one = applicants.sent(area, email=f"{way}{number}@x.example")
    seat = selection.accept(fresh(one), by=by)
    ways = {
        "taken back": lambda: selection.take_back(fresh(one), to=S.DECLINED, reason="By mistake.", by=by),
        "given back": lambda: applying.withdraw(fresh(one)),
    }

    def agrees() -> None:
        own = Seat.objects.get(pk=seat.pk)
        consenting.give(own, Consent.Kind.TAKE_PART, by=own)

    told = at_once(lambda: or_refused(ways[way]), lambda: or_refused(agrees))
    stands = Consent.objects.filter(seat=seat, withdrawn_at=None).count()
    held = Seat.objects.live().filter(pk=seat.pk).exists()
    Seat.objects.filter(pk=seat.pk).end()  # so that a place is free for the next
    return sum(result is True for result in told), held, stands


@pytest.mark.parametrize("way", ["taken back", "given back"])
def test_one_of_the_two_goes_through(area, way):
    ends = {race(area, way, n) for n in range(ROUNDS)}
    assert ends <= {(1, True, 1), (1, False, 0)}


@pytest.mark.skipif(connection.vendor == "sqlite", reason=ON_SQLITE)
def test_control_without_the_lock_a_consent_stands_of_a_place_that_ended(area, monkeypatch):
    whole, judged = type(Seat.objects.all()).select_for_update, places.awaits_word

    def unlocked(rows: Any, *args: Any, **kwargs: Any) -> Any:
        return rows if rows.model is Seat else whole(rows, *args, **kwargs)

    def slowly(application: Application) -> bool:
        found = judged(application)
        time.sleep(0.05)
        return found

    monkeypatch.setattr("django.db.models.query.QuerySet.select_for_update", unlocked)
    monkeypatch.setattr(places, "awaits_word", slowly)
    assert (2, False, 1) in {race(area, "taken back", n) for n in range(ROUNDS)}
