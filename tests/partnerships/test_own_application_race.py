"""An applicant erases their application in the moment in which it is decided: one or the other, and it stays gone."""

from __future__ import annotations

import time
from typing import Any

import pytest
from django.db import connection
from django.db.models.query import QuerySet

from partnerships import own_application, selection
from partnerships.models import Application, Role, Seat, StudyArea
from tests import build
from tests.partnerships import applicants
from tests.workshops.test_races import ON_SQLITE, at_once

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 6


@pytest.fixture
def area(db, base_moment) -> StudyArea:
    return applicants.recruiting_area()


def fresh(application: Application) -> Application:
    return Application.objects.select_related("area__programme").get(pk=application.pk)


def both(area: StudyArea, monkeypatch: pytest.MonkeyPatch) -> int:
    """In how many rounds the applicant was told that it is erased, and it is still there."""
    by = Seat.objects.select_related("programme", "user").get(pk=build.programme_seat(Role.COORDINATOR).pk)
    judged = selection.require_still

    def slowly(*args: Any) -> None:
        judged(*args)
        time.sleep(0.15)  # between the look at it and the decision

    monkeypatch.setattr(selection, "require_still", slowly)
    found = 0
    for turn in range(ROUNDS):
        one = applicants.sent(area, email=f"{turn}@x.example", organisation_name=f"Council {turn}")
        read, decided = fresh(one), fresh(one)
        told = at_once(
            lambda decided=decided: selection.wait(decided, by=by),
            lambda read=read, n=turn: (
                time.sleep(0.05 * (n % 3)),
                own_application.erase_own(read, seen="submitted"),
            ),
        )
        is_erased = not isinstance(told[1], Exception)
        found += is_erased and Application.objects.filter(pk=one.pk).exists()
        assert is_erased or Application.objects.filter(pk=one.pk, state="waiting").exists()
    return found


def test_it_is_decided_or_erased(area, monkeypatch):
    assert both(area, monkeypatch) == 0


@pytest.mark.skipif(connection.vendor == "sqlite", reason=ON_SQLITE)
def test_control_without_the_locks_a_decision_brings_it_back(area, monkeypatch):
    whole = QuerySet.select_for_update

    def unlocked(rows: Any, *args: Any, **kwargs: Any) -> Any:
        return rows if rows.model in (StudyArea, Application) else whole(rows, *args, **kwargs)

    monkeypatch.setattr(QuerySet, "select_for_update", unlocked)
    assert both(area, monkeypatch) > 0
