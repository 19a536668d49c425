"""Somebody answers and talks in the moment in which they are erased: no word of theirs is left behind."""

from __future__ import annotations

import time

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from actionplans import comments
from partnerships import data_requests
from pipd import erasing
from tests import build, figures
from tests.actionplans import builders
from tests.workshops.ended import left_of
from tests.workshops.test_races import ON_SQLITE, at_once, fresh, no_lock
from workshops.clearance import answering, departing

pytestmark = pytest.mark.django_db(transaction=True)

WORDS = "PIMPERNEL which nobody else says"


@pytest.fixture(autouse=True)
def _erasing_takes_its_time(monkeypatch):
    """Between the look at what there is and its going: the moment in which an answer may come."""
    real = departing._fall_silent

    def slowly(*args):
        real(*args)
        time.sleep(0.15)

    monkeypatch.setattr(departing, "_fall_silent", slowly)


def left_behind(area: build.Group) -> list[str]:
    """Where the words of an answer still stand that was given while its author was erased."""
    workshop = build.circulated(area)
    person = area.la_officer
    shown = build.shown(workshop)
    request = data_requests.ask(person.user, kind="erase_all", words="Please")
    said = [
        answering.Reply(cp.point_id, cp.digest, build.OUT, ground="own_words", reason=WORDS) for cp in shown
    ]
    at_once(
        lambda: erasing.carry_out(request, by=area.coordinator),
        lambda: (time.sleep(0.1), answering.give(fresh(workshop), said, by=person)),
    )
    return left_of("PIMPERNEL")


def test_an_answer_in_flight_comes_before_or_not_at_all(area, record_property):
    left = left_behind(area)
    figures.tell(record_property, f"erase/answer race on {connection.vendor}", f"{len(left)} left")
    assert left == []


def test_control_without_the_lock_an_answer_may_stay(area, monkeypatch, record_property):
    if connection.vendor == "sqlite":
        pytest.skip(ON_SQLITE)
    with no_lock(monkeypatch):
        left = left_behind(area)
    figures.tell(record_property, "erase/answer race without its lock", f"{len(left)} left")
    assert left != []


def test_a_comment_in_flight_comes_before_or_not_at_all(area):
    plan = builders.accepted(area)
    item, person = plan.objectives.get(), area.la_officer
    request = data_requests.ask(person.user, kind="erase_all", words="Please")

    def say() -> None:
        try:
            time.sleep(0.05)  # it asks who speaks before it waits for the lock
            comments.say(item, text=WORDS, by=person)
        except PermissionDenied:
            return

    at_once(lambda: erasing.carry_out(request, by=area.coordinator), say)
    assert left_of("PIMPERNEL") == []
