"""On which days somebody's list names a thing for a reason, each list being sent: what tests of 3J count."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from partnerships.models import Seat
from pipd import digest
from pipd.home import seats_of
from pipd.kit import clock, workdays
from pipd.kit.models import OutgoingMail
from pipd.kit.owed import Owed

OfApp = Callable[[list[Seat]], Sequence[Owed]]


def days_told(owed: OfApp, seat: Seat, kind: str, first: date, last: date) -> list[date]:
    """The working days from `first` to `last` whose list names `kind`, of what `owed` asks, for a reason."""
    return days_of_each(owed, [seat], kind, first, last)[0]


def days_of_each(owed: OfApp, seats: Sequence[Seat], kind: str, first: date, last: date) -> list[list[date]]:
    """The same of several people over the same days, in their order. Each list is sent."""
    found: list[list[date]] = [[] for _ in seats]
    day = workdays.add_wd(first, 0)
    while day <= last:
        clock.set_to(clock.local(day, 8, 30))
        for seat, days in zip(seats, found, strict=True):
            reasons = digest.reasons_among(owed(seats_of(seat.user)), seat.user, day)
            days += [day for row in reasons if row.kind == kind]
            if reasons:
                digest.queue_for(seat.user, day)
        OutgoingMail.objects.filter(state="owed").update(state="sent", sent_at=clock.now())
        day = workdays.add_wd(day, 1)
    return found


def counted(days: list[date], since: date) -> list[int]:
    """`days` in working days after `since`; those before it are negative."""
    return [workdays.between(since, day) for day in days]
