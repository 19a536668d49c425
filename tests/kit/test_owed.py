"""On which days a thing is told of: each kind says it itself (domain 3J)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from pipd.kit import workdays
from pipd.kit.owed import NEVER, ONCE, USUAL, Marks, Owed

DUE = date(2027, 3, 24)  # a Wednesday before Easter
DAYS = [day for n in range(-70, 120) if workdays.is_working_day(day := DUE + timedelta(days=n))]


def told(marks: Marks, due: date = DUE) -> list[int]:
    """How many working days after `due` it is told of; before it they are negative."""
    return [workdays.between(due, day) for day in DAYS if marks.fall_on(day, due)]


@pytest.mark.parametrize(
    ("marks", "days"),
    [
        (USUAL, [-10, -5, -2, -1, 0, 1, 5, *range(10, 100, 10)]),
        (Marks(before=(10, 2), day=False, after=(), every=0), [-10, -2]),
        (Marks(before=(), day=True, after=(5, 10), every=0), [0, 5, 10]),
        (Marks(before=(5,), after=(), every=2), [-5, *range(0, 100, 2)]),
        (Marks(before=(), day=False, after=(1,), every=10), [1, *range(10, 100, 10)]),
        (NEVER, []),
        (ONCE, []),
    ],
)
def test_marks_count_working_days_over_easter(marks, days):
    assert told(marks) == [n for n in days if n <= workdays.between(DUE, DAYS[-1])]


def test_days_of_their_own_are_marked_whatever_the_date():
    marks = replace(NEVER, on=(date(2027, 3, 1), date(2027, 4, 6)))
    assert [day for day in DAYS if marks.fall_on(day, DUE)] == [date(2027, 3, 1), date(2027, 4, 6)]


def test_near_the_end_of_the_known_holidays_nothing_is_refused():
    last = workdays.last_known_day()
    assert USUAL.fall_on(last, last)
    assert USUAL.fall_on(workdays.sub_wd(last, 2), last) is True


def test_what_is_optional_is_mailed_only_with_marks_of_its_own():
    row = Owed("k", "t", "w", "", "/", workdays.deadline(DUE), "b", "A", uuid4())
    assert row.told_on == USUAL
    assert replace(row, optional=True).told_on == NEVER
    assert replace(row, optional=True, marks=ONCE).told_on == ONCE
