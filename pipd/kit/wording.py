"""How dates, times, numbers and lists are written, on pages, in mail and in documents (interface, pattern 5)."""

from __future__ import annotations

from calendar import month_name, monthrange
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from pipd.kit.clock import LONDON


def _local(value: Any) -> Any:
    return value.astimezone(LONDON) if isinstance(value, datetime) and value.tzinfo else value


def long_date(value: date | datetime | None) -> str:
    """ "Thursday 4 March 2027"."""
    return f"{_local(value):%A} {short_date(value)}" if value else ""


def short_date(value: date | datetime | None) -> str:
    """ "4 March 2027"."""
    return f"{_local(value).day} {_local(value):%B %Y}" if value else ""


def day_of(words: str) -> date | None:
    """The day that `short_date` wrote; None for nothing."""
    return datetime.strptime(words, "%d %B %Y").date() if words else None  # noqa: DTZ007 - a day, not a moment


def no_such_day(day: int, month: int, year: int) -> str:
    """ "there is no 31 February 2027", for a day of the right form that no calendar has; else nothing."""
    if not (1 <= day <= 31 and 1 <= month <= 12 and 1 <= year <= 9999) or day <= monthrange(year, month)[1]:
        return ""
    return f"there is no {day} {month_name[month]} {year}"


def day_date(value: date | datetime | None) -> str:
    """ "Thursday 4 March": for days so near that the year goes without saying."""
    return f"{_local(value):%A} {_local(value).day} {_local(value):%B}" if value else ""


def when(value: datetime | time | str | None) -> str:
    """ "2pm", "9.30am", "midday", "midnight"."""
    if value is None or value == "":
        return ""
    moment = _local(value)
    if moment.minute == 0 and moment.hour in (0, 12):
        return "midday" if moment.hour else "midnight"
    minutes = f".{moment:%M}" if moment.minute else ""
    return f"{moment.hour % 12 or 12}{minutes}{'am' if moment.hour < 12 else 'pm'}"


def deadline(value: datetime | None) -> str:
    """ "5pm on Friday 12 March"."""
    return f"{when(value)} on {day_date(value)}" if value else ""


def times(start: datetime | time, end: datetime | time) -> str:
    """ "10am to 1pm"."""
    return f"{when(start)} to {when(end)}"


def listed(values: Iterable[Any] | None, conjunction: str = "and") -> str:
    """ "a, b and c"; the conjunction may be "or"; nothing for nothing."""
    words = [str(value) for value in values or []]
    return f" {conjunction} ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def count(number: int, noun: str) -> str:
    """ "1 statement", "14 statements"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def people(number: int) -> str:
    """ "1 person", "7 people"."""
    return "1 person" if number == 1 else f"{number} people"


def in_sentence(words: str) -> str:
    """ "third sector" inside a sentence; a name such as "VCSE" keeps its capitals."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


TEN = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
TEENS = ("eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth")
ORDINALS = (*TEN, *TEENS, "seventeenth", "eighteenth", "nineteenth", "twentieth")


def ordinal(number: int) -> str:
    """ "first", "second"; "21st" and so on as "number 21"."""
    return ORDINALS[number - 1] if 1 <= number <= len(ORDINALS) else f"number {number}"
