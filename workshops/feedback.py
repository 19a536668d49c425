"""Feedback on the sessions: asked once of those who were there, kept without an author, shown with care (R42 to R44).

Nobody else names the tables of feedback; workshops.models.feedback says what could betray an author.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from random import SystemRandom
from typing import Any
from uuid import UUID, uuid4

from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q

from partnerships import history, membership
from partnerships.membership import NotPossible
from partnerships.models import Role, Seat, Sector, StudyArea
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
from workshops.models.sessions import SESSIONS

WITHIN = 10  # working days after the session
FEWEST = 3  # answers of a sector before any figure of it is shown (domain I-31)
BEFORE, SESSION = Occasion.BEFORE, Occasion.SESSION
DELIVERED = Workshop.State.DELIVERED
ANSWERED = "You have answered already. Thank you."
_chance = SystemRandom()


@dataclass(frozen=True)
class Said:
    """What one person says: a comment, the two answers, or both."""

    text: str = ""
    show_sector: bool = False
    quotable: bool = False
    trust: int | None = None
    understanding: int | None = None


def closes_at(workshop: Workshop) -> datetime | None:
    """Until when feedback on `workshop` is taken; None beyond the loaded bank holidays."""
    try:
        return workdays.deadline(workdays.add_wd(workshop.local_start.date(), WITHIN))
    except workdays.CalendarRunsOut:
        return None


def is_closed(workshop: Workshop) -> bool:
    closes = closes_at(workshop)
    return closes is None or closes <= clock.now()


def has_answered(workshop: Workshop, seat: Seat, occasion: str) -> bool:
    return FeedbackGiven.objects.filter(workshop=workshop, seat=seat, occasion=occasion).exists()


def why_not(workshop: Workshop, seat: Seat, occasion: str) -> str:
    """Why `seat` cannot answer now, in a sentence; empty when it can."""
    if has_answered(workshop, seat, occasion):
        return ANSWERED
    if occasion == SESSION and not workshop.is_delivered:
        return "This opens once a facilitator has recorded who came."
    if occasion == SESSION and not _was_there(workshop, seat):
        return "Only those who were at the session are asked."
    if is_closed(workshop):
        return f"The time for answers is over: they were taken for {WITHIN} working days."
    return ""


def _was_there(workshop: Workshop, seat: Seat) -> bool:
    return Attendance.objects.filter(workshop=workshop, seat=seat, presence__in=Attendance.THERE).exists()


@transaction.atomic
def give(workshop: Workshop, occasion: str, said: Said, *, by: Seat) -> None:
    """Keep what was said, and apart from it that `by` has answered. Raises NotPossible for a second time."""
    require(by, Permission.GIVE_FEEDBACK, area_id=workshop.area_id)
    area = StudyArea.objects.select_for_update().get(pk=workshop.area_id)
    workshop.refresh_from_db(fields=["state", "starts_at"])
    if occasion == BEFORE and (by.role != Role.PARTICIPANT or workshop.number != 1):
        raise NotPossible("Only those who take part are asked.")
    if reason := why_not(workshop, by, occasion):
        raise NotPossible(reason)
    FeedbackGiven.objects.create(workshop=workshop, seat=by, occasion=occasion)
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
class Asked:
    """One occasion on which a person may still tell how it went."""

    workshop: Workshop
    occasion: str
    until: datetime


def has_told_before(seats: Collection[Seat]) -> Exists:
    """Whether one of `seats` answered the two questions that come before a session: for the query of sessions."""
    given = FeedbackGiven.objects.filter(workshop=OuterRef("pk"), seat__in=seats)
    return Exists(given.filter(occasion=BEFORE.value))


def asked(seats: Collection[Seat], sessions: Collection[Any]) -> list[Asked]:
    """What these seats, all of one person, may still answer of the `sessions` of their areas; in one query at most.

    `sessions` carry `told_before`, as `has_told_before` says. A substitute is asked of the session they stood in at,
    which is not among them.
    """
    held = [seat for seat in seats if seat.is_live and seat.sector]
    substitutes = [seat for seat in held if seat.stands_in]
    open_ = [workshop for workshop in sessions if not is_closed(workshop)]
    firsts = [first for first in _first_sessions(held, open_) if not first.told_before]
    offers = [(first, BEFORE.value) for first in firsts]
    if substitutes or any(workshop.is_delivered for workshop in open_):
        rows = Attendance.objects.filter(seat__in=held, presence__in=Attendance.THERE)
        rows = rows.filter(Q(workshop__in=open_) | Q(seat__in=substitutes), workshop__state=DELIVERED)
        told = FeedbackGiven.objects.filter(
            seat=OuterRef("seat"), workshop=OuterRef("workshop"), occasion=SESSION.value
        )
        came = rows.exclude(Exists(told)).select_related("workshop__area__programme")
        offers += [(row.workshop, SESSION.value) for row in came if not is_closed(row.workshop)]
    return [Asked(w, occasion, until) for w, occasion in offers if (until := closes_at(w))]


def _first_sessions(seats: Iterable[Seat], sessions: Iterable[Any]) -> list[Any]:
    """Session 1 of each area these seats take part in, from ten working days before it."""
    here = {seat.area_id for seat in seats if seat.role == Role.PARTICIPANT}
    last_day = workdays.add_wd(clock.today(), WITHIN)
    ahead = (Workshop.State.CONFIRMED, DELIVERED)
    firsts = [w for w in sessions if w.number == 1 and w.state in ahead and w.area_id in here]
    return [w for w in firsts if w.local_start.date() <= last_day]


# What facilitators read


@dataclass(frozen=True)
class Comment:
    """One comment as facilitators read it."""

    text: str
    sector: str
    quotable: bool


@dataclass(frozen=True)
class SessionFeedback:
    """The comments on one session; empty, with `opens_at`, until the time for answers is over."""

    workshop: Workshop
    opens_at: datetime | None
    comments: tuple[Comment, ...]
    answered: dict[str, str]


@dataclass(frozen=True)
class Figures:
    """How one sector answered one question before and after: counts by answer, or None below three answers."""

    sector: str
    answers: tuple[str, ...]
    before: tuple[int, ...] | None
    after: tuple[int, ...] | None

    @property
    def lines(self) -> list[tuple[str, str, str]]:
        """Each answer in words, and how often it was given before and after; a dash where nothing is shown."""
        shown = [counts or ("–",) * len(self.answers) for counts in (self.before, self.after)]
        return [(words, str(b), str(a)) for words, b, a in zip(self.answers, *shown, strict=True)]


@dataclass(frozen=True)
class Question:
    """One of the two questions, and both sectors' figures."""

    words: str
    figures: tuple[Figures, ...]


QUESTIONS = (
    ("trust", "How much do the two sectors trust each other here?", Trust),
    ("understanding", "How well do you understand how the other sector works?", Understanding),
)
WORDS = {name: tuple(str(label) for label in answers.labels) for name, _, answers in QUESTIONS}


def sessions_read(area: StudyArea, seat: Seat) -> list[SessionFeedback]:
    """The comments of every session held, for a facilitator; in a fixed number of queries."""
    require(seat, Permission.SEE_FEEDBACK, area_id=area.pk)
    held = list(area.workshops.filter(state=Workshop.State.DELIVERED).order_by("number"))
    for workshop in held:
        workshop.area = area
    closed = [workshop for workshop in held if is_closed(workshop)]
    comments = list(FeedbackComment.objects.filter(workshop__in=closed).order_by("id"))
    given = FeedbackGiven.objects.filter(workshop__in=closed, occasion=SESSION)
    counted = Counter(given.values_list("workshop", "seat__sector"))
    found = []
    for workshop in held:
        counts = {sector.value: counted[workshop.pk, sector.value] for sector in Sector}
        told = _comments(workshop.pk, comments, shown=min(counts.values()) >= FEWEST)
        opens_at = None if workshop in closed else closes_at(workshop)
        found.append(SessionFeedback(workshop, opens_at, told, in_words(counts)))
    return found


def _comments(workshop: UUID, comments: Iterable[FeedbackComment], *, shown: bool) -> tuple[Comment, ...]:
    """The sectors are `shown` when enough of both answered: else whose comment has none could be told."""
    own = [c for c in comments if c.workshop_id == workshop]
    return tuple(Comment(c.text, c.sector if shown else "", c.quotable) for c in own)


def in_words(counts: dict[str, int]) -> dict[str, str]:
    """How many of each sector answered; exact only when neither count is small.

    A total, or the other's exact number, would tell the small one by subtraction (domain I-31).
    """
    if min(counts.values()) >= FEWEST:
        return {sector: str(count) for sector, count in counts.items()}
    return {
        sector: f"{FEWEST} or more" if count >= FEWEST else f"fewer than {FEWEST}"
        for sector, count in counts.items()
    }


def questions_read(area: StudyArea, seat: Seat) -> list[Question]:
    """The two questions before and after, by sector, as counts of three answers up; nothing while answers come."""
    require(seat, Permission.SEE_FEEDBACK, area_id=area.pk)
    ends = {w.number: w for w in area.workshops.filter(number__in=(1, SESSIONS))}
    closed = [w for w in ends.values() if is_closed(w)]
    ratings = list(FeedbackRating.objects.filter(workshop__in=closed))
    return [
        Question(words, tuple(_figures(ratings, name, sector) for sector in Sector))
        for name, words, _ in QUESTIONS
    ]


def _figures(ratings: Iterable[FeedbackRating], name: str, sector: Sector) -> Figures:
    own = [r for r in ratings if r.sector == sector]
    before, after = (
        counts_of([getattr(r, name) for r in own if r.when == when]) for when in (When.BEFORE, When.AFTER)
    )
    return Figures(sector.value, WORDS[name], before, after)


def counts_of(answers: Iterable[int | None]) -> tuple[int, ...] | None:
    """How often each of the five answers was given; None when fewer than three gave any."""
    given = Counter(answer for answer in answers if answer)
    if sum(given.values()) < FEWEST:
        return None
    return tuple(given[answer] for answer in range(1, 6))


def verify() -> Iterator[str]:
    """Nothing was said that nobody was asked for: never more of it than people who have answered."""
    given = Counter(FeedbackGiven.objects.values_list("workshop", "occasion"))
    said = Counter((pk, SESSION.value) for pk in FeedbackComment.objects.values_list("workshop", flat=True))
    occasion = {When.BEFORE.value: BEFORE.value, When.AFTER.value: SESSION.value}
    rated = FeedbackRating.objects.values_list("workshop", "when")
    answers = Counter((pk, occasion[when]) for pk, when in rated)
    for workshop, what in sorted((said | answers).keys(), key=str):
        if max(said[workshop, what], answers[workshop, what]) > given[workshop, what]:
            yield f"Session {workshop}: more feedback than people who have answered."
