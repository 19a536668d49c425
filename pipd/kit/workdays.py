"""UK working days and the deadlines made of them (domain 3C, I-39)."""

from calendar import monthrange
from datetime import date, datetime, timedelta
from functools import cache

from django.conf import settings
from govuk_bank_holidays.bank_holidays import BankHolidays

from pipd.kit import clock
from pipd.kit.wording import short_date

DAY = timedelta(days=1)
CLOSE_HOUR = 17


class CalendarRunsOut(ValueError):
    """A date lies outside the loaded bank-holiday years, so nobody can say whether it is a working day."""


@cache
def _holidays(division: str) -> tuple[frozenset[date], int, int]:
    found = BankHolidays(use_cached_holidays=True).get_holidays(division=division)
    days = frozenset(holiday["date"] for holiday in found)
    return days, min(days).year, max(days).year


def is_working_day(day: date, *, division: str = "") -> bool:
    """Whether `day` is neither a weekend nor a bank holiday.

    Raises CalendarRunsOut beyond the loaded years.
    """
    days, first, last = _holidays(division or settings.BANK_HOLIDAY_DIVISION)
    if not first <= day.year <= last:
        raise CalendarRunsOut(
            f"Bank holidays are known for {first} to {last}; {short_date(day)} lies outside."
        )
    return day.weekday() < 5 and day not in days


def last_known_day(*, division: str = "") -> date:
    """The last day of the last year whose bank holidays are loaded."""
    return date(_holidays(division or settings.BANK_HOLIDAY_DIVISION)[2], 12, 31)


def add_wd(day: date, count: int, *, division: str = "") -> date:
    """The working day `count` working days after `day`, counting from the day after (domain 3C).

    A count of 0 on a day that is none rolls forward. Raises ValueError for a negative count.
    """
    if count < 0:
        raise ValueError("Use sub_wd to go back.")
    return _step(day, count, DAY, division)


def add_wd_known(day: date, count: int) -> date:
    """`add_wd`, or the last day that is known where the loaded years end before: for what is told, not decided."""
    try:
        return add_wd(day, count)
    except CalendarRunsOut:
        return last_known_day()


def sub_wd(day: date, count: int, *, division: str = "") -> date:
    """The mirror of add_wd: `count` working days before `day`; 0 rolls back."""
    if count < 0:
        raise ValueError("Use add_wd to go forward.")
    return _step(day, count, -DAY, division)


def _step(day: date, count: int, step: timedelta, division: str) -> date:
    if count == 0:
        while not is_working_day(day, division=division):
            day += step
    while count:
        day += step
        count -= is_working_day(day, division=division)
    return day


def between(first: date, last: date, *, division: str = "") -> int:
    """How many working days lie after `first` up to and including `last`; negative when `last` is earlier."""
    if last < first:
        return -between(last, first, division=division)
    days = (first + DAY * n for n in range(1, (last - first).days + 1))
    return sum(is_working_day(day, division=division) for day in days)


def months_after(day: date, months: int) -> date:
    """The same day of the month so many `months` later, a working day or not; the last of a month that is too short."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def deadline(day: date) -> datetime:
    """5pm London time on `day`, the hour at which every deadline falls (domain I-39)."""
    return clock.local(day, CLOSE_HOUR)


def deadline_after(moment: datetime, count: int) -> datetime:
    """The deadline of the `count`th working day after the day of `moment`, as London has it."""
    return deadline(add_wd(moment.astimezone(clock.LONDON).date(), count))
