"""Two presses at the same moment, and an applicant who sends meanwhile: each application is there once."""

from __future__ import annotations

import pytest
from django.db import connection

from partnerships import applying, importing
from partnerships.membership import NotPossible
from partnerships.models import Application, Role, Seat, StudyArea
from partnerships.permissions import Permission
from pipd.kit.models import LogEntry, OutgoingMail
from tests import build
from tests.partnerships import applicants
from tests.partnerships.importing_files import csv_of, officer
from tests.workshops.test_races import ON_SQLITE, at_once

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 8
ROWS = 3


@pytest.fixture
def area(db, base_moment) -> StudyArea:
    return applicants.recruiting_area()


def people(turn: int) -> list[dict]:
    return [officer(turn * ROWS + n) for n in range(1, ROWS + 1)]


def press(area: StudyArea, sealed: str) -> int:
    by = Seat.objects.select_related("programme").get(role=Role.COORDINATOR)
    return importing.add(StudyArea.objects.get(pk=area.pk), sealed, by=by)


def one_round(area: StudyArea, turn: int) -> tuple[list[str], int]:
    """What both presses of one page returned, and how many applications there are of it."""
    by = build.programme_seat(Role.COORDINATOR)
    sealed = importing.dry_run(area, csv_of(*people(turn)), by=by).sealed
    told = at_once(*[lambda: press(area, sealed)] * 2)
    return [str(one) for one in told], Application.objects.count() - turn * ROWS


def test_two_presses_at_once_enter_each_once(area: StudyArea) -> None:
    assert [one_round(area, turn) for turn in range(ROUNDS)] == [(["3", "3"], ROWS)] * ROUNDS
    assert OutgoingMail.objects.count() == ROUNDS * ROWS
    assert LogEntry.objects.filter(verb="applications imported").count() == ROUNDS


def test_control_without_the_lock_one_of_them_is_refused(
    area: StudyArea, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the constraint on addresses stands then: nothing is there twice, and whoever pressed is told of a fault."""
    if connection.vendor == "sqlite":
        pytest.skip(ON_SQLITE)

    def unlocked(permission: Permission, area: StudyArea, *, by: Seat) -> StudyArea:
        return StudyArea.objects.select_related("programme").get(pk=area.pk)

    monkeypatch.setattr(importing, "area_for", unlocked)
    found = [one_round(area, turn) for turn in range(ROUNDS)]
    assert {number for _, number in found} == {ROWS}
    assert any(told != ["3", "3"] for told, _ in found)


def both(area: StudyArea, turn: int) -> list:
    """The first person of a file sends what they had begun online while the coordinator presses."""
    by, person = build.programme_seat(Role.COORDINATOR), people(turn)[0]
    applying.begin(area, "la", person["Email address"])
    begun = Application.objects.get(email=person["Email address"])
    applying.answer(begun, {**applicants.typed("la"), "lead_responsibility": True})
    sealed = importing.dry_run(area, csv_of(*people(turn)), by=by).sealed
    return at_once(lambda: press(area, sealed), lambda: applying.send(Application.objects.get(pk=begun.pk)))


def test_an_applicant_who_sends_meanwhile_applies_once(area: StudyArea) -> None:
    for turn in range(ROUNDS):
        told = both(area, turn)
        assert sum(isinstance(one, NotPossible) for one in told) == 1, told
        email = people(turn)[0]["Email address"]
        assert Application.objects.sent().filter(email=email).count() == 1
