"""Calendar files (RFC 5545): entries in, one file out. The library escapes and folds what people typed (trust X15)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parseaddr
from enum import StrEnum

from django.conf import settings
from icalendar import Calendar, Event, vCalAddress, vDuration

from pipd.kit import clock, text

MIME = "text/calendar; charset=utf-8; method=PUBLISH"
PRODUCT = "-//pipd//Partnership Improvement//EN"
ASK_AGAIN = timedelta(hours=4)  # what is suggested to programs that subscribe


class Status(StrEnum):
    """How sure an entry is, as calendars know it."""

    TENTATIVE = "TENTATIVE"
    CONFIRMED = "CONFIRMED"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True)
class Entry:
    """One thing in a calendar. The same `uid` with a higher `sequence` replaces what a calendar holds already."""

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    summary: str
    place: str = ""
    details: str = ""
    url: str = ""
    status: Status = Status.CONFIRMED
    takes_time: bool = True


def written(entries: Iterable[Entry], *, name: str = "") -> str:
    """`entries` as the text of one file; `name` is what programs call it that subscribe to it.

    It publishes and asks for no answer, so it can be passed on: whoever attends is said nowhere in it.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    if name:
        calendar.add("x-wr-calname", one_line(name))
        calendar.add("refresh-interval", vDuration(ASK_AGAIN), parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", vDuration(ASK_AGAIN))
    for entry in entries:
        calendar.add_component(_event(entry))
    return calendar.to_ical().decode()


def _event(entry: Entry) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", clock.now().astimezone(UTC))
    # UTC, so that no reader needs a table of summer times: a calendar shows it in the time of its place.
    event.add("dtstart", entry.starts_at.astimezone(UTC))
    event.add("dtend", entry.ends_at.astimezone(UTC))
    event.add("summary", one_line(entry.summary))
    event.add("status", entry.status.value)
    event.add("transp", "OPAQUE" if entry.takes_time and entry.status != Status.CANCELLED else "TRANSPARENT")
    event.add("organizer", _sender())
    for name, value in (("location", one_line(entry.place)), ("description", _lines(entry.details))):
        if value:
            event.add(name, value)
    if entry.url:
        event.add("url", entry.url)
    return event


def _sender() -> vCalAddress:
    """Published entries need an organizer: the address that mail comes from, nobody's own."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    organizer = vCalAddress(f"mailto:{address}")
    if name:
        organizer.params["cn"] = name
    return organizer


def _lines(value: str) -> str:
    """`value` cleaned, with no line breaks but plain ones."""
    return "\n".join(one_line(line) for line in text.clean(value).splitlines())


def one_line(value: str) -> str:
    """`value` cleaned and in one line, as titles and places are."""
    return " ".join(text.clean(value).split())
