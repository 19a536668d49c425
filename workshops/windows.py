"""Every deadline of notes: when they are to be sent, until when people answer, when answers close (domain 3C, 3F)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from partnerships.models import Programme, StudyArea
from pipd.kit import clock, workdays
from workshops.models import Workshop
from workshops.models.sessions import SESSIONS

ANSWER_CHANGES_WITHIN = 3  # working days (domain 3F)
DISPUTE_WITHIN = 2  # working days to say "that was not my answer" (domain I-22)
COUNTERSIGN_AFTER = 5  # working days without a facilitator's approval (domain I-18)


@dataclass(frozen=True)
class Window:
    """What follows from the date of one session: when its notes go out, and until when people answer."""

    number: int
    day: date
    send_by: datetime
    next_on: date | None
    closes_at: datetime


def windows(area: StudyArea, days: Sequence[date], numbers: Sequence[int] = ()) -> list[Window]:
    """The deadlines of the notes of sessions on `days`, as far as the bank holidays are known (domain 3F).

    `numbers` says which sessions these are; without it they are the first ones.
    """
    found = []
    for place, day in enumerate(days):
        number = numbers[place] if numbers else place + 1
        following = days[place + 1] if place + 1 < len(days) else None
        try:
            sent = _to_be_sent(area.programme, day)
            closes = _closing(area.programme, following or sent)
        except workdays.CalendarRunsOut:
            break
        found.append(Window(number, day, workdays.deadline(sent), following, closes))
    return found


def last_deadline(programme: Programme, day: date) -> datetime:
    """When answers close at the latest that no later session keeps open, for a session on `day`.

    Raises CalendarRunsOut when nobody can say: such a session cannot be planned.
    """
    return _closing(programme, _to_be_sent(programme, day))


def send_by(workshop: Workshop) -> datetime | None:
    """Until when the notes should be sent for checking; None beyond the loaded bank holidays."""
    try:
        return workdays.deadline(_to_be_sent(workshop.area.programme, workshop.local_start.date()))
    except workdays.CalendarRunsOut:
        return None


def _to_be_sent(programme: Programme, day: date) -> date:
    return workdays.add_wd(day, programme.circulate_within)


def _closing(programme: Programme, since: date) -> datetime:
    """When answers close that are given by email from `since` on."""
    return workdays.deadline(workdays.add_wd(since, programme.correspondence))


def by_correspondence(programme: Programme, since: datetime) -> datetime:
    """When answers by email close that are given from the day of `since` on. Raises CalendarRunsOut."""
    return _closing(programme, since.astimezone(clock.LONDON).date())


def following(workshop: Workshop) -> Workshop | None:
    """The next session that is not cancelled, while it has a date: in it the notes are agreed."""
    after = Workshop.objects.filter(area=workshop.area_id, number__gt=workshop.number)
    coming = after.exclude(state=Workshop.State.CANCELLED).order_by("number").first()
    return coming if coming and coming.state != Workshop.State.POSTPONED else None


def answering(workshop: Workshop, *, by_email: bool = False) -> tuple[datetime, datetime]:
    """For notes sent now: until when people are asked to answer, and when answers close (domain 3F).

    Notes 1 to 3 run to the end of the next dated session, and what is unsettled then goes on by email; session 4,
    a parked note (`by_email`), or no dated next session: by email at once.
    """
    after = None if by_email or workshop.number == SESSIONS else following(workshop)
    if after is None or after.ends_at <= clock.now():
        closes = _closing(workshop.area.programme, clock.today())
        return closes, closes
    return after.ends_at, _closing(workshop.area.programme, after.local_start.date())


def with_changes(closes_at: datetime | None) -> datetime:
    """When answers close once changed notes are sent now: nobody has less than three working days for them."""
    at_least = workdays.deadline(workdays.add_wd(clock.today(), ANSWER_CHANGES_WITHIN))
    return max(closes_at, at_least) if closes_at else at_least


def dispute_until(told_at: datetime) -> datetime:
    """Until when somebody may say that an answer recorded for them, which they were told of then, was not theirs."""
    return workdays.deadline_after(told_at, DISPUTE_WITHIN)


def countersign_from(waiting_since: datetime) -> datetime:
    """From when one of each sector may stand in for the facilitator, for notes that could be approved since then."""
    return workdays.deadline_after(waiting_since, COUNTERSIGN_AFTER)


def is_over(closes_at: datetime | None) -> bool:
    """Whether the time for answers is over; for notes that were never sent it has not begun."""
    return closes_at is not None and closes_at <= clock.now()


def answer_by(until: datetime | None, closes_at: datetime | None) -> datetime | None:
    """What people are asked to keep now: the window while it lasts, then the end of answers by email."""
    return until if until and until > clock.now() else closes_at


def last_day_to_send(workshop: Workshop) -> date | None:
    """The last day on which sending leaves people time to read before the next session (domain I-14).

    None when there is no next session, or no such day is left.
    """
    after = following(workshop)
    if after is None:
        return None
    day = workdays.sub_wd(after.local_start.date(), workshop.area.programme.read_at_least)
    return day if day >= clock.today() else None


def leaves_time_to_read(workshop: Workshop, until: datetime) -> bool:
    """Whether sending now leaves people the time they should have before `until` (domain I-14): less is not refused.

    Counted, not compared with the last day to send: what is sent on the Saturday after it costs nobody a working day.
    """
    left = workdays.between(clock.today(), until.astimezone(clock.LONDON).date())
    return left >= workshop.area.programme.read_at_least
