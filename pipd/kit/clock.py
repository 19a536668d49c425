"""The one clock. All code asks here, so the demo, the journeys and the accelerated year can set the time."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

LONDON = ZoneInfo("Europe/London")
_set_to: datetime | None = None


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _set_to or timezone.now()


def today() -> date:
    """Today's date in London, where all deadlines fall (domain I-39)."""
    return now().astimezone(LONDON).date()


def local(day: date, hour: int, minute: int = 0) -> datetime:
    """`day` at `hour`:`minute` London time, as an aware moment in UTC."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=LONDON).astimezone(ZoneInfo("UTC"))


def set_to(moment: datetime | None) -> None:
    """Hold the clock at `moment` (aware), or let it run again with None. Process-wide: for demo and tests."""
    global _set_to
    if moment is not None and timezone.is_naive(moment):
        raise ValueError("The clock takes aware moments only.")
    _set_to = moment.astimezone(UTC) if moment else None


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Hold the clock at `moment` for the length of a block."""
    before = _set_to
    set_to(moment)
    try:
        yield
    finally:
        set_to(before)
