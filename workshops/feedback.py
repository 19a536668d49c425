"""Feedback on the sessions: asked once of those who were there, kept without an author, shown with care (R42 to R44).

Only it and workshops.feedback_reading name the tables of feedback; workshops.models.feedback says what could betray an
author.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from random import SystemRandom
from typing import Any
from uuid import uuid4

from django.db import models, transaction
from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Subquery

from partnerships import history, membership
from partnerships.membership import NotPossible
from partnerships.models import Role, Seat, StudyArea
from partnerships.permissions import Permission, require
from pipd.kit import clock, workdays
from workshops.models import Attendance, Workshop
from workshops.models.feedback import (
    FeedbackComment,
    FeedbackGiven,
    FeedbackRating,
    Occasion,
    Trust,
    Understanding,
    When,
)

WITHIN = 10  # working days after the session
BEFORE, SESSION, AFTER = Occasion.BEFORE, Occasion.SESSION, Occasion.AFTER
DELIVERED = Workshop.State.DELIVERED
CANCELLED = Workshop.State.CANCELLED
NOT_LAST = "The two questions are asked again after the last session."
ANSWERED = "You have answered already. Thank you."
QUESTIONS = (
    ("trust", "How much do the two sectors trust each other here?", Trust),
    ("understanding", "How well do you understand how the other sector works?", Understanding),
)
_chance = SystemRandom()


@dataclass(frozen=True)
class Feedback:
    """What one person says: a comment, the two answers, or both."""

    text: str = ""
    show_sector: bool = False
    quotable: bool = False
    trust: int | None = None
    understanding: int | None = None


def closes_at(workshop: Workshop, occasion: str = SESSION) -> datetime | None:
    """Until when `occasion` of `workshop` is answered; None beyond the loaded bank holidays.

    The questions after the last session have no less time when that came to be the last one by a cancellation.
    """
    since = workshop.local_start.date()
    if occasion == AFTER and (off := _called_off_at(workshop)):
        since = max(since, off.astimezone(clock.LONDON).date())
    return _after_days(since)


def _after_days(since: date) -> datetime | None:
    try:
        return workdays.deadline(workdays.add_wd(since, WITHIN))
    except workdays.CalendarRunsOut:
        return None


def is_closed(workshop: Workshop, occasion: str = SESSION) -> bool:
    return _is_past(closes_at(workshop, occasion))


def _is_past(closes: datetime | None) -> bool:
    return closes is None or closes <= clock.now()


def is_last(workshop: Workshop) -> bool:
    """Whether no session after it was held or is to be: one that is postponed is still to come."""
    return not _after(workshop.area_id, workshop.number).exclude(state=CANCELLED).exists()


def _called_off_at(workshop: Workshop) -> datetime | None:
    """When the last of the sessions after it was cancelled, if any was."""
    off = _after(workshop.area_id, workshop.number).filter(state=CANCELLED)
    return off.aggregate(at=Max("halted_at"))["at"]


def _after(area: Any, number: Any) -> QuerySet[Workshop]:
    """The sessions after the one of this number."""
    return Workshop.objects.filter(area=area, number__gt=number).order_by()


def asked_now(workshop: Workshop, seat: Seat) -> str:
    """What the page of `workshop` asks of `seat`: how it went or, where that is over, the questions after the last."""
    if why_not(workshop, seat, SESSION) and not why_not(workshop, seat, AFTER):
        return AFTER.value
    return SESSION.value


def has_answered(workshop: Workshop, seat: Seat, occasion: str) -> bool:
    return FeedbackGiven.objects.filter(workshop=workshop, seat=seat, occasion=occasion).exists()


def why_not(workshop: Workshop, seat: Seat, occasion: str) -> str:
    """Why `seat` cannot answer now, in a sentence; empty when it can."""
    if has_answered(workshop, seat, occasion):
        return ANSWERED
    if occasion != BEFORE and not workshop.is_delivered:
        return "This opens once a facilitator has recorded who came."
    if occasion != BEFORE and not _was_there(workshop, seat):
        return "Only those who were at the session are asked."
    if occasion == AFTER and not is_last(workshop):
        return NOT_LAST
    if is_closed(workshop, occasion):
        return f"The time for answers is over: they were taken for {WITHIN} working days."
    return ""


def _was_there(workshop: Workshop, seat: Seat) -> bool:
    return Attendance.objects.filter(workshop=workshop, seat=seat, presence__in=Attendance.THERE).exists()


@transaction.atomic
def give(workshop: Workshop, occasion: str, said: Feedback, *, by: Seat) -> None:
    """Keep what was said, and apart from it that `by` has answered. Raises NotPossible for a second time."""
    require(by, Permission.GIVE_FEEDBACK, area_id=workshop.area_id)
    area = StudyArea.objects.select_for_update(no_key=True).get(pk=workshop.area_id)
    workshop.refresh_from_db(fields=["state", "starts_at"])
    if occasion == BEFORE and (by.role != Role.PARTICIPANT or workshop.number != 1):
        raise NotPossible("Only those who take part are asked.")
    if reason := why_not(workshop, by, occasion):
        raise NotPossible(reason)
    last = occasion == SESSION and is_last(workshop)
    if occasion == SESSION and not last and (said.trust or said.understanding):
        raise NotPossible(NOT_LAST)
    # Of the last session both are asked at once.
    given = [occasion, AFTER.value] if last else [occasion]
    FeedbackGiven.objects.bulk_create(FeedbackGiven(workshop=workshop, seat=by, occasion=o) for o in given)
    if said.text:
        sector = by.sector if said.show_sector else ""
        comment = FeedbackComment(workshop=workshop, sector=sector, text=said.text, quotable=said.quotable)
        _put_among(FeedbackComment, workshop, comment)
    if said.trust or said.understanding:
        when = When.BEFORE if occasion == BEFORE else When.AFTER
        answers = {"trust": said.trust, "understanding": said.understanding}
        rating = FeedbackRating(workshop=workshop, when=when, sector=by.sector, **answers)
        _put_among(FeedbackRating, workshop, rating)
    # Not `by`: the log tells that somebody answered, and is not the place to learn who.
    somebody = membership.system_seat(area.programme)
    history.record(
        somebody, "feedback received", subject=workshop.pk, area=area, facts={"occasion": occasion}
    )


def _put_among(model: type[models.Model], workshop: Workshop, new: models.Model) -> None:
    """Add `new` to what was said of `workshop`; all of it is written anew, so that no order is left to read."""
    stored = model._default_manager.filter(workshop=workshop)
    rows = [*stored, new]
    stored.delete()
    _chance.shuffle(rows)
    for row in rows:
        row.pk, row._state.adding = uuid4(), True
    model._default_manager.bulk_create(rows)


# What is asked of people


@dataclass(frozen=True)
class Offer:
    """One occasion on which a person may still tell how it went."""

    workshop: Workshop
    occasion: str
    until: datetime


def has_told_before(seats: Collection[Seat]) -> Exists:
    """Whether one of `seats` answered the two questions that come before a session: for the query of sessions."""
    given = FeedbackGiven.objects.filter(workshop=OuterRef("pk"), seat__in=seats)
    return Exists(given.filter(occasion=BEFORE.value))


def asked(seats: Collection[Seat], sessions: Collection[Any]) -> list[Offer]:
    """What these seats, all of one person, may still answer of the `sessions` of their areas; in one query at most.

    `sessions` carry `told_before`, as `has_told_before` says. A substitute is asked of the session they stood in at,
    which is not among them.
    """
    held = [seat for seat in seats if seat.is_live and seat.sector]
    substitutes = [seat for seat in held if seat.stands_in]
    open_ = [workshop for workshop in sessions if not is_closed(workshop)]
    firsts = [first for first in _first_sessions(held, open_) if not first.told_before]
    offers = [(first, BEFORE.value, closes_at(first)) for first in firsts]
    if substitutes or any(workshop.is_delivered for workshop in sessions):
        offers += _after_sessions(held, substitutes, sessions)
    return [Offer(w, occasion, until) for w, occasion, until in offers if until and until > clock.now()]


def _after_sessions(
    held: Collection[Seat], substitutes: Collection[Seat], sessions: Collection[Workshop]
) -> Iterator[tuple[Workshop, str, datetime | None]]:
    """Of each session these seats were at: how it went; else the questions after the last session."""
    rows = Attendance.objects.filter(seat__in=held, presence__in=Attendance.THERE)
    rows = rows.filter(Q(workshop__in=sessions) | Q(seat__in=substitutes), workshop__state=DELIVERED)
    told = FeedbackGiven.objects.filter(seat=OuterRef("seat"), workshop=OuterRef("workshop"))
    after = _after(OuterRef("workshop__area"), OuterRef("workshop__number"))
    off = after.filter(state=CANCELLED).order_by("-halted_at").values("halted_at")[:1]
    facts: dict[str, Any] = {
        "told": Exists(told.filter(occasion=SESSION.value)),
        "told_after": Exists(told.filter(occasion=AFTER.value)),
        "is_last": ~Exists(after.exclude(state=CANCELLED)),
        "off_at": Subquery(off),
    }
    found: Iterable[Any] = rows.annotate(**facts).select_related("workshop__area__programme")
    for row in found:
        w: Workshop = row.workshop
        if not row.told and not is_closed(w):
            yield w, SESSION.value, closes_at(w)
        elif row.is_last and row.off_at and not row.told_after:
            # Without a cancellation they were asked together with how it went.
            yield w, AFTER.value, _after_days(row.off_at.astimezone(clock.LONDON).date())


def _first_sessions(seats: Iterable[Seat], sessions: Iterable[Any]) -> list[Any]:
    """Session 1 of each area these seats take part in, from ten working days before it."""
    here = {seat.area_id for seat in seats if seat.role == Role.PARTICIPANT}
    last_day = workdays.add_wd(clock.today(), WITHIN)
    ahead = (Workshop.State.CONFIRMED, DELIVERED)
    firsts = [w for w in sessions if w.number == 1 and w.state in ahead and w.area_id in here]
    return [w for w in firsts if w.local_start.date() <= last_day]
