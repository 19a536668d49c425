"""When, where and about what a session is, what is wrong with a date, and writing it down (domain I-8 to I-10)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from partnerships.membership import NotPossible
from partnerships.models import Seat, StudyArea
from pipd.kit import clock, revisions, workdays
from pipd.kit.wording import short_date
from workshops import gaps, windows
from workshops.models import Workshop
from workshops.models.sessions import TOPICS

MORNING, AFTERNOON = "morning", "afternoon"
HOURS = {MORNING: (10, 13), AFTERNOON: (14, 17)}  # half a day (domain N5); the hours are our own choice
USUAL_GAP = 5  # working days more than the least, so that a date can move a little
TOLD = {"starts_at", "ends_at", "venue", "online"}  # whose change people are told of


@dataclass(frozen=True)
class Slot:
    """When and where one session is: half a day at a venue, or online in somebody's meeting.

    Without a topic it has the usual one; without `facilitators` those given for all sessions. `revision` is the state
    of the session that it was made from, 0 where none was planned yet.
    """

    day: date
    half: str
    venue: str
    online: bool = False
    topic: str = ""
    further_topics: str | None = None
    facilitators: tuple[Seat, ...] = ()
    revision: int = 0

    @property
    def starts_at(self) -> datetime:
        return clock.local(self.day, HOURS[self.half][0])

    @property
    def ends_at(self) -> datetime:
        return clock.local(self.day, HOURS[self.half][1])


def slot_of(workshop: Workshop) -> Slot:
    """What `workshop` is now, facilitators apart."""
    half = MORNING if workshop.local_start.hour < 12 else AFTERNOON
    return Slot(
        workshop.local_start.date(),
        half,
        workshop.venue,
        workshop.online,
        workshop.topic,
        workshop.further_topics,
        revision=workshop.revision,
    )


def problems(
    area: StudyArea, days: Sequence[date], *, held: int = 0, without: Collection[int] = ()
) -> dict[int, str]:
    """What is wrong with the dates of sessions 1 to 4, by number, in sentences (domain I-8, I-9).

    The first `held` sessions are over and are not judged; those `without` a date of their own are passed over.
    """
    found: dict[int, str] = {}
    before: tuple[int, date] | None = None
    for number, day in enumerate(days, start=1):
        if number in without:
            continue
        if number > held and (wrong := _wrong_with(area, number, day, before)):
            found[number] = wrong
        before = number, day
    return found


def _wrong_with(area: StudyArea, number: int, day: date, before: tuple[int, date] | None) -> str:
    if day < clock.today():
        return "This date is in the past."
    try:
        if not workdays.is_working_day(day):
            return "This is not a working day."
        if before and (wrong := _too_close(area, number, day, *before)):
            return wrong
        windows.last_deadline(area.programme, day)
    except workdays.CalendarRunsOut as unknown:
        return str(unknown)
    return ""


def _too_close(area: StudyArea, number: int, day: date, before: int, before_on: date) -> str:
    """What is wrong with the days between two sessions; nothing where both leads have agreed to as few (I-9)."""
    if not gaps.short(area, (before, before_on), (number, day)):
        return ""
    least = area.programme.days_between_sessions
    earliest = short_date(workdays.add_wd(before_on, least))
    wrong = f"Leave at least {least} working days after the session before: {earliest} or later."
    return f"{wrong} {gaps.awaited(area, number)}".strip()


def usual_gap(area: StudyArea) -> int:
    """The working days that are suggested between two sessions."""
    return area.programme.days_between_sessions + USUAL_GAP


def spread(first: date, count: int, gap: int) -> list[date]:
    """`count` dates from `first` on, each `gap` working days after the one before."""
    days = [workdays.add_wd(first, 0)]
    while len(days) < count:
        days.append(workdays.add_wd(days[-1], gap))
    return days


def pair_of(area: StudyArea, seats: Iterable[Seat]) -> dict:
    """Two different people who facilitate `area` now, by seat. Raises NotPossible for anything else (domain I-10).

    Read again, with the area locked: one of `seats` may have handed over while we waited.
    """
    here = Seat.objects.live().facilitators().filter(area=area)
    pair = {seat.pk: seat for seat in here.filter(pk__in=[seat.pk for seat in seats])}
    if len(pair) != 2:
        raise NotPossible("Two different facilitators of this area are needed.")
    return pair


def write(workshop: Workshop, slot: Slot, pair: dict, **with_it: Any) -> set[str]:
    """Put `slot`, `pair` and other fields down for `workshop`, new or not held yet; which parts of the slot changed.

    Whatever calendars show raises its sequence: without that they would keep the old entry. Raises revisions.Conflict
    when somebody else changed the session since `slot` was made from it; what is there already is no conflict.
    """
    wanted = {
        "starts_at": slot.starts_at,
        "ends_at": slot.ends_at,
        "venue": slot.venue,
        "online": slot.online,
        "topic": slot.topic or workshop.topic or TOPICS[workshop.number],
    }
    if slot.further_topics is not None:
        wanted["further_topics"] = slot.further_topics
    changed = {name for name, value in wanted.items() if getattr(workshop, name) != value}
    if workshop._state.adding:
        for name, value in wanted.items():
            setattr(workshop, name, value)
        workshop.save()
    elif changed or with_it or set(workshop.facilitators.values_list("pk", flat=True)) != set(pair):
        area, sequence = workshop.area, workshop.sequence + bool(changed)
        revisions.swap(workshop, revision=slot.revision, sequence=sequence, **wanted, **with_it)
        workshop.area = area  # the caller's, with what it has read of it
    workshop.facilitators.set(pair)
    return changed
