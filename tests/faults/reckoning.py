"""Reminders of sessions and notes reckoned from rows alone, with a calendar of its own: nothing of the product decides.

Those of plans are in tests.faults.reckoning_plans. For each working day at 08:30 and each person: what stands on their
list, as {"kind:subject"} (domain 3J).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
DAY = timedelta(days=1)
# England and Wales, as the government publishes them.
BANK_HOLIDAYS = {
    date(2027, 1, 1), date(2027, 3, 26), date(2027, 3, 29), date(2027, 5, 3), date(2027, 5, 31), date(2027, 8, 30),
    date(2027, 12, 27), date(2027, 12, 28), date(2028, 1, 3),
}  # fmt: skip


def works(day: date) -> bool:
    return day.weekday() < 5 and day not in BANK_HOLIDAYS


def ahead(day: date, count: int) -> date:
    """The `count`th working day after `day`, or before it."""
    step = DAY if count > 0 else -DAY
    while count:
        day += step
        if works(day):
            count -= 1 if step == DAY else -1
    return day


def apart(first: date, last: date) -> int:
    """How many working days lie after the earlier, up to the later; negative when `last` is the earlier."""
    low, high = min(first, last), max(first, last)
    found = sum(works(low + DAY * n) for n in range(1, (high - low).days + 1))
    return found if last >= first else -found


def local(moment: datetime) -> date:
    return moment.astimezone(LONDON).date()


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), LONDON).astimezone(UTC)


@dataclass
class Thing:
    """One thing that one person owes while it lasts: from `since`, before `until`.

    Where it is known when it came up, `fresh`, a list after that has told of it however long ago.
    """

    who: Any
    key: str
    since: datetime
    until: datetime
    due: datetime
    new: bool = False
    before: frozenset[int] = frozenset()
    after: frozenset[int] = frozenset()  # 0 is the day itself
    every: int = 0
    on: frozenset[date] = frozenset()
    fresh: datetime | None = None

    def falls(self, day: date) -> bool:
        due = local(self.due)
        if day in self.on:
            return True
        if day == due:
            return 0 in self.after
        if day < due:
            return apart(day, due) in self.before
        late, last = apart(due, day), max(self.after, default=0)
        return late in self.after or (self.every > 0 and late > last and late % self.every == 0)


@dataclass
class Held:
    """What happened in one session, in moments; `never` where it did not."""

    session: Any
    planned: datetime
    delivered: datetime
    circulated: datetime
    window: datetime | None
    closes: datetime | None
    approved: datetime
    compiled_by: Any
    following: date | None


def things(held: Held, people: dict[str, Any]) -> Iterator[Thing]:
    """All that one session asks of its people: `people` says who, and when they logged and answered."""
    yield from _session(held, people)
    yield from _notes(held, people)
    if held.window and held.closes:
        yield from _checking(held, people)


def _session(held: Held, people: dict[str, Any]) -> Iterator[Thing]:
    w = held.session
    day, key = local(w.starts_at), f"{w.pk}"
    for seat in [*people["participants"], *people["facilitators"]]:
        since = max(held.planned, at(ahead(day, -10), 0))
        over = min(held.delivered, w.ends_at, people["until"][seat.pk])
        yield Thing(
            seat.user_id,
            f"session coming:{key}",
            since,
            over,
            w.starts_at,
            new=True,
            before=frozenset({10, 2}),
        )
    for seat in people["facilitators"]:
        over = min(held.delivered, people["until"][seat.pk])
        yield Thing(
            seat.user_id, f"attendance due:{key}", w.ends_at, over, w.ends_at + timedelta(hours=1), new=True,
            before=frozenset({10, 5, 2, 1}), after=frozenset({0, 1, 5}), every=10,
        )  # fmt: skip
    lost = [
        people["until"][seat.pk] for seat in people["facilitators"] if local(people["until"][seat.pk]) <= day
    ]
    for who in people["coordinators"] if lost else ():
        since = max(held.planned, min(lost), at(ahead(day, -15), 0))
        yield Thing(
            who, f"facilitators missing:{key}", since, w.starts_at, w.starts_at, new=True,
            before=frozenset({15, 10, 5}),
        )  # fmt: skip


def _notes(held: Held, people: dict[str, Any]) -> Iterator[Thing]:
    w = held.session
    day = local(w.starts_at)
    send_by = at(ahead(day, 10), 17)
    for seat in people["participants"]:
        logged = people["logged"].get((seat.pk, w.pk), people["never"])
        away = held.delivered if seat.pk in people["away"][w.pk] else people["never"]
        over = min(held.circulated, logged, away, people["until"][seat.pk])
        yield Thing(
            seat.user_id, f"points to log:{w.pk}", w.ends_at, over, send_by, on=frozenset({ahead(day, 1)})
        )
    reminded = {ahead(day, 5)} | ({ahead(held.following, -5)} if held.following else set())
    for seat in people["facilitators"]:
        over = min(held.circulated, people["until"][seat.pk])
        yield Thing(
            seat.user_id, f"note to write up:{w.pk}", held.delivered, over, send_by, after=frozenset({0}), every=2,
            on=frozenset(reminded),
        )  # fmt: skip


def _checking(held: Held, people: dict[str, Any]) -> Iterator[Thing]:
    w, window, closes = held.session, held.window, held.closes
    assert window is not None
    assert closes is not None
    for seat in people["participants"]:
        if seat.pk in people["away"][w.pk]:
            continue
        answered = people["answered"].get((seat.pk, w.pk), people["never"])
        over = min(answered, closes, held.approved, people["until"][seat.pk])
        key, soon = f"note to check:{w.pk}", frozenset({5, 2})
        yield Thing(seat.user_id, key, held.circulated, min(over, window), window, before=soon)
        if window != closes:
            start = frozenset({ahead(local(window), 1)})
            yield Thing(seat.user_id, key, max(held.circulated, window), over, closes, before=soon, on=start)
        opens, over = at(ahead(local(closes), 5), 17), min(held.approved, people["until"][seat.pk])
        yield Thing(
            seat.user_id, f"note to countersign:{w.pk}", opens, over, at(ahead(local(opens), 5), 17), new=True,
            before=frozenset({10, 5, 2, 1}), after=frozenset({0, 1, 5}), every=10,
        )  # fmt: skip
    yield from _settling(held, window, closes, people)


def _settling(held: Held, window: datetime, closes: datetime, people: dict[str, Any]) -> Iterator[Thing]:
    """What facilitators are asked while notes are checked, and once they may be approved."""
    w = held.session
    for seat in people["facilitators"]:
        over = min(held.approved, people["until"][seat.pk])
        key, mine = f"note to settle:{w.pk}", seat.pk == held.compiled_by
        yield Thing(seat.user_id, key, held.circulated, min(over, window), window, after=frozenset({0}))
        if window != closes:
            yield Thing(
                seat.user_id,
                key,
                max(held.circulated, window),
                min(over, closes),
                closes,
                after=frozenset({0}),
            )
        if mine:
            yield Thing(seat.user_id, key, closes, over, closes, after=frozenset({0}))
        else:
            yield Thing(
                seat.user_id, f"note to approve:{w.pk}", closes, over, closes, new=True,
                before=frozenset({10, 5, 2, 1}), after=frozenset({0, 1, 5}), every=10,
            )  # fmt: skip


Lists = dict[tuple[date, Any], set[str]]


def lists(all_things: list[Thing], mornings: dict[date, list[Thing]], first: date, last: date) -> Lists:
    """Who gets a list on which working day, and what stands on it: reasons, and whatever else is late.

    `mornings` are things that were reckoned for one day alone.
    """
    found: Lists = {}
    told: dict[Any, dict[str, datetime]] = {}
    day = first
    while day <= last:
        if works(day):
            now = at(day, 8, 30)
            owed: dict[Any, list[Thing]] = {}
            for thing in [*(t for t in all_things if t.since <= now < t.until), *mornings.get(day, [])]:
                owed.setdefault(thing.who, []).append(thing)
            for who, rows in owed.items():
                known = told.setdefault(who, {})
                reasons = {t.key for t in rows if t.falls(day) or is_new(t, known.get(t.key), now)}
                if reasons:
                    found[day, who] = reasons | {t.key for t in rows if t.due < now}
                    known |= dict.fromkeys(found[day, who], now)
        day += DAY
    return found


def is_new(thing: Thing, last: datetime | None, now: datetime) -> bool:
    """Whether no list has told of it since it came up, or in sixty days where nobody knows when that was."""
    return thing.new and (last is None or last < (thing.fresh or now - 60 * DAY))
