"""When what sessions and notes ask is told of by mail: domain 3J, line by line, in working days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from pipd.kit import clock, workdays
from pipd.kit.owed import NEVER, ONCE, Marks
from workshops.models import Workshop

WRITE_UP = 5  # working days after a session
BEFORE_NEXT = 5  # working days before the next session
OVERDUE_EVERY = 2

SESSION = replace(ONCE, before=(10, 2))
PAIR = replace(ONCE, before=(15, 10, 5))
POSITION = replace(NEVER, day=True)  # how far notes are, on the day answers end
RECORDING = Marks(before=(5,))  # and on the day; late for as long as it is there: it was promised


def points(workshop: Workshop) -> Marks:
    """To log what one noted: on the working day after the session."""
    return replace(NEVER, on=_after(workshop.local_start.date(), 1))


def write_up(workshop: Workshop, following: Workshop | None) -> Marks:
    """To write up and send notes: five working days after the session; from the day they are overdue every second.

    And five working days before the next session, `following`, if it has a date.
    """
    days = _after(workshop.local_start.date(), WRITE_UP)
    if following is not None:
        days += (workdays.sub_wd(following.local_start.date(), BEFORE_NEXT),)
    return replace(NEVER, day=True, every=OVERDUE_EVERY, on=days)


def check(by_email_from: datetime | None) -> Marks:
    """To answer notes: a mail went when they were sent; then five and two working days before the time is over.

    Where answers go on by email, from `by_email_from`, on the first working day of that too.
    """
    day = by_email_from.astimezone(clock.LONDON).date() if by_email_from else None
    return replace(NEVER, before=(5, 2), on=_after(day, 1) if day else ())


def consent(first: date) -> Marks:
    """To consent to take part: when somebody has a place, ten and three working days before the `first` session."""
    return Marks(before=(), after=(), every=0, on=_before(first, 10))


def _before(day: date, count: int) -> tuple[date, ...]:
    """The `count`th working day before `day`; none where nobody knows the bank holidays."""
    try:
        return (workdays.sub_wd(day, count),)
    except workdays.CalendarRunsOut:
        return ()


def _after(day: date, count: int) -> tuple[date, ...]:
    """The `count`th working day after `day`; none where nobody knows the bank holidays."""
    try:
        return (workdays.add_wd(day, count),)
    except workdays.CalendarRunsOut:
        return ()
