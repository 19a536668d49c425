"""The one clock: UTC inside, London outside, and both nights on which the hour changes (trust X29)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from pipd.kit import clock


def test_now_is_held_where_it_is_set():
    moment = datetime(2027, 1, 4, 10, 0, tzinfo=UTC)
    clock.set_to(moment)
    assert (clock.now(), clock.now()) == (moment, moment)


def test_now_is_always_utc_however_it_was_set():
    clock.set_to(datetime(2027, 7, 1, 10, 0, tzinfo=clock.LONDON))
    assert clock.now().isoformat() == "2027-07-01T09:00:00+00:00"


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="aware moments only"):
        clock.set_to(datetime(2027, 1, 4))  # noqa: DTZ001


def test_the_clock_runs_again_after_a_block_even_when_it_fails():
    clock.set_to(datetime(2027, 1, 4, tzinfo=UTC))
    with pytest.raises(ZeroDivisionError), clock.at(datetime(2030, 1, 1, tzinfo=UTC)):
        raise ZeroDivisionError
    assert clock.now().year == 2027


def test_the_clock_runs_by_itself():
    clock.set_to(None)
    one = clock.now()
    assert timedelta(0) <= clock.now() - one < timedelta(seconds=5)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2027, 6, 30, 22, 59, tzinfo=UTC), date(2027, 6, 30)),
        (datetime(2027, 6, 30, 23, 0, tzinfo=UTC), date(2027, 7, 1)),  # midnight in London's summer
        (datetime(2027, 1, 1, 0, 0, tzinfo=UTC), date(2027, 1, 1)),
        (datetime(2026, 12, 31, 23, 59, tzinfo=timezone(timedelta(hours=-5))), date(2027, 1, 1)),
    ],
)
def test_today_is_londons(moment, day):
    clock.set_to(moment)
    assert clock.today() == day


@pytest.mark.parametrize(
    ("day", "hour", "utc"),
    [
        (date(2027, 3, 27), 17, "2027-03-27T17:00:00+00:00"),
        (date(2027, 3, 28), 17, "2027-03-28T16:00:00+00:00"),  # clocks went forward that night
        (date(2027, 10, 30), 17, "2027-10-30T16:00:00+00:00"),
        (date(2027, 10, 31), 17, "2027-10-31T17:00:00+00:00"),
        (date(2027, 3, 28), 1, "2027-03-28T01:00:00+00:00"),  # the hour that does not exist
        (date(2027, 10, 31), 1, "2027-10-31T00:00:00+00:00"),  # the hour that comes twice: the first
    ],
)
def test_local_hours_over_both_changes(day, hour, utc):
    assert clock.local(day, hour).isoformat() == utc
