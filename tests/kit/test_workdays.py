"""UK working days (domain 3C): against the dates of the domain, and against a count by hand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipd.kit import workdays

DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


def test_3n_16_six_working_days_over_christmas_2026():
    assert workdays.add_wd(date(2026, 12, 17), 5) == date(2026, 12, 24)
    assert workdays.add_wd(date(2026, 12, 17), 6) == date(2026, 12, 29)


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 12, 25),
        date(2026, 12, 28),
        date(2027, 3, 26),
        date(2027, 3, 29),
        date(2027, 1, 1),
        date(2027, 1, 2),
    ],
)
def test_holidays_and_weekends_are_no_working_days(day):
    assert workdays.is_working_day(day) is False


@pytest.mark.parametrize(
    ("day", "england", "scotland"),
    [
        (date(2026, 1, 2), True, False),
        (date(2027, 3, 29), False, True),  # Easter Monday
        (date(2026, 11, 30), True, False),  # St Andrew's Day
    ],
)
def test_scotland_differs(day, england, scotland):
    assert workdays.is_working_day(day, division="england-and-wales") is england
    assert workdays.is_working_day(day, division="scotland") is scotland


@pytest.mark.parametrize(
    ("day", "forward", "back"),
    [
        (date(2027, 1, 9), date(2027, 1, 11), date(2027, 1, 8)),  # a Saturday
        (date(2027, 1, 11), date(2027, 1, 11), date(2027, 1, 11)),
        (date(2027, 3, 26), date(2027, 3, 30), date(2027, 3, 25)),  # Good Friday
    ],
)
def test_no_days_on_a_day_off_rolls(day, forward, back):
    assert (workdays.add_wd(day, 0), workdays.sub_wd(day, 0)) == (forward, back)


def test_counting_backwards_is_asked_for_by_its_name():
    with pytest.raises(ValueError, match="sub_wd"):
        workdays.add_wd(date(2027, 1, 4), -1)
    with pytest.raises(ValueError, match="add_wd"):
        workdays.sub_wd(date(2027, 1, 4), -1)


@pytest.mark.parametrize("day", [date(2000, 1, 3), date(2035, 1, 2)])
def test_a_day_beyond_the_known_bank_holidays_is_refused(day):
    with pytest.raises(workdays.CalendarRunsOut):
        workdays.is_working_day(day)


def test_a_count_that_runs_beyond_the_known_bank_holidays_is_refused():
    with pytest.raises(workdays.CalendarRunsOut):
        workdays.add_wd(workdays.last_known_day() - timedelta(days=1), 10)


@pytest.mark.parametrize(
    ("day", "utc"),
    [
        (date(2027, 3, 25), "2027-03-25T17:00:00+00:00"),
        (date(2027, 3, 30), "2027-03-30T16:00:00+00:00"),
        (date(2027, 11, 1), "2027-11-01T17:00:00+00:00"),
    ],
)
def test_a_deadline_is_five_in_the_afternoon_in_london(day, utc):
    assert workdays.deadline(day).isoformat() == utc


@given(DAYS, st.integers(1, 40))
def test_adding_counts_each_working_day_once(day, count):
    found = workdays.add_wd(day, count)
    passed = [day + timedelta(days=n) for n in range(1, (found - day).days + 1)]
    assert sum(map(workdays.is_working_day, passed)) == count
    assert workdays.is_working_day(found)


@given(DAYS, st.integers(0, 40))
def test_between_is_the_mirror_of_adding(day, count):
    start = workdays.add_wd(day, 0)
    found = workdays.add_wd(start, count)
    assert workdays.between(start, found) == count
    assert workdays.between(found, start) == -count
    assert workdays.sub_wd(found, count) == start


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 11, 21), 3, date(2027, 2, 21)),  # a Sunday, and stays one
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(2026, 12, 15), 0, date(2026, 12, 15)),
    ],
)
def test_months_after_a_day_are_the_same_day_or_the_last_of_a_short_month(day, months, later):
    assert workdays.months_after(day, months) == later
