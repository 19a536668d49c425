"""Two coordinators move the last day of applications at the same moment: it is never moved back (domain E9)."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest
from django.db import connection

from partnerships import membership, recruiting
from partnerships.membership import NotPossible
from partnerships.models import ApplicationWindow, Role, Seat, StudyArea
from partnerships.permissions import Permission
from tests import build
from tests.partnerships import applicants
from tests.workshops.test_races import ON_SQLITE, at_once

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 5


@pytest.fixture(autouse=True)
def _checking_takes_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the look at the last day and the new one; the later day is kept first."""
    judged = recruiting._check

    def slowly(closes_on, *, at_least):
        judged(closes_on, at_least=at_least)
        time.sleep(0.1 if closes_on == applicants.in_days(30) else 0.25)

    monkeypatch.setattr(recruiting, "_check", slowly)


def moved_back(area: StudyArea) -> int:
    """In how many rounds the day that came last is the earlier one of two."""
    person = build.user("second@pipd.example", "Second Coordinator")
    both = [build.programme_seat(Role.COORDINATOR)]
    both.append(membership.appoint(area.programme, user=person, role=Role.COORDINATOR))
    first, back = area.window.closes_on, 0
    for _ in range(ROUNDS):
        at_once(
            lambda: extend(area, applicants.in_days(30), both[0]),
            lambda: extend(area, applicants.in_days(25), both[1]),
        )
        back += ApplicationWindow.objects.get().closes_on != applicants.in_days(30)
        ApplicationWindow.objects.update(closes_on=first)
    return back


def extend(area: StudyArea, day: object, by: Seat) -> None:
    with suppress(NotPossible):  # the later day came first
        recruiting.extend(StudyArea.objects.get(pk=area.pk), closes_on=day, by=by)


@pytest.fixture
def area(db, base_moment) -> StudyArea:
    return applicants.recruiting_area()


def test_the_last_day_is_never_moved_back(area):
    assert moved_back(area) == 0


@pytest.mark.skipif(connection.vendor == "sqlite", reason=ON_SQLITE)
def test_control_without_the_lock_of_the_area_it_is(area, monkeypatch):
    def unlocked(permission: Permission, area: StudyArea, *, by: Seat) -> StudyArea:
        return StudyArea.objects.select_related("programme").get(pk=area.pk)

    monkeypatch.setattr(recruiting, "area_for", unlocked)
    assert moved_back(area) > 0
