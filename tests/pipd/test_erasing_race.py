"""Somebody answers and talks in the moment in which they are erased: no word of theirs is left behind."""

from __future__ import annotations

import threading
import time

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from actionplans import comments
from actionplans import erase as from_plans
from partnerships import data_requests
from pipd import erasing
from tests import build, figures
from tests.actionplans import builders
from tests.actionplans.races import unlocked
from tests.workshops.ended import left_of
from tests.workshops.test_races import ON_SQLITE, at_once, fresh, no_lock
from workshops.clearance import answering, departing

pytestmark = pytest.mark.django_db(transaction=True)

WORDS = "PIMPERNEL which nobody else says"


BEGUN = threading.Event()


@pytest.fixture(autouse=True)
def _erasing_takes_its_time(monkeypatch):
    """Between the look at what there is and its going: the moment in which an answer may come."""
    real = departing._fall_silent
    BEGUN.clear()

    def slowly(*args):
        real(*args)
        BEGUN.set()
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


def talked(area: build.Group) -> list[str]:
    """Where a comment still stands that was said while its author was erased."""
    plan = builders.accepted(area)
    item, person = plan.objectives.get(), area.la_officer
    request = data_requests.ask(person.user, kind="erase_all", words="Please")

    def say() -> None:
        try:
            BEGUN.wait(timeout=20)  # it asks who speaks before it waits for the lock
            comments.say(item, text=WORDS, by=person)
        except PermissionDenied:
            return

    at_once(lambda: erasing.carry_out(request, by=area.coordinator), say)
    return left_of("PIMPERNEL")


def test_a_comment_in_flight_comes_before_or_not_at_all(area, record_property):
    left = talked(area)
    figures.tell(record_property, f"erase/comment race on {connection.vendor}", f"{len(left)} left")
    assert left == []


def test_control_without_the_locks_of_erasing_a_comment_may_stay(area, monkeypatch, record_property):
    """Nothing is locked in any plan; whoever speaks is asked before, and their words are kept after they are gone."""
    if connection.vendor == "sqlite":
        pytest.skip(ON_SQLITE)
    unlocked(monkeypatch)
    monkeypatch.setattr(from_plans, "lock", lambda user: None)
    left = talked(area)
    figures.tell(record_property, "erase/comment race without its lock", f"{len(left)} left")
    assert left != []
