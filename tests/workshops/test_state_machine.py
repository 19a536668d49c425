"""Random people do random things; after each step the promises hold (trust, 4)."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests import figures
from tests.workshops.machine import STEPS
from tests.workshops.machine_promises import Promises
from tests.workshops.machine_whole import Whole


class Clearing(Whole, Promises):
    """Random acts, and after each of them every promise."""


def play(examples: int, steps: int, number: int = 0) -> dict[str, int]:
    """One run; another `number` takes other steps. Long runs are several: one of a hundred examples lost its thread."""
    STEPS.clear()
    people = seed(number)(type("Clearing", (Clearing,), {}))
    run_state_machine_as_test(
        people,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate],  # the steps as they were taken tell enough; shrinking them takes minutes
        ),
    )
    return dict(STEPS)


def test_random_people_doing_random_things(db, record_property):
    steps = play(examples=22, steps=60)
    figures.tell(record_property, "state machine", steps)
    assert steps["taken"] >= 2000
    assert steps["done"] > steps["taken"] // 10
    assert_all_was_seen(steps)


@pytest.mark.heavy
@pytest.mark.parametrize("number", range(1, 7))
def test_random_people_doing_random_things_for_long(db, record_property, number):
    """Six runs, ten thousand steps and more."""
    steps = play(examples=22, steps=60, number=number)
    figures.tell(record_property, f"state machine, run {number} of 6", steps)
    assert steps["taken"] * 6 >= 10_000
    assert steps["cleared"] + steps.get("countersigned", 0) > 2


def assert_all_was_seen(steps: dict[str, int]) -> None:
    """What the invariants are about has happened: else they have held over nothing."""
    wanted = ("cleared", "withdrawn", "opened", "disputed", "countersigned", "consent taken back")
    assert {name for name in wanted if not steps.get(name)} == set()
