"""What facilitators read of feedback, once the time for answers is over; and what must be true of it (R42 to R44)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from partnerships.models import Seat, Sector, StudyArea, User
from partnerships.permissions import Permission, require
from workshops.feedback import AFTER, BEFORE, CANCELLED, QUESTIONS, SESSION, closes_at, is_closed
from workshops.models import Workshop
from workshops.models.feedback import FeedbackComment, FeedbackGiven, FeedbackRating, When

FEWEST = 3  # answers of a sector before any figure of it is shown (domain I-31)
WORDS = {name: tuple(str(label) for label in answers.labels) for name, _, answers in QUESTIONS}


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
    row = list(area.workshops.exclude(state=CANCELLED).order_by("number"))
    first = area.workshops.filter(number=1).first()
    closed = Q(pk=None)
    if first and is_closed(first):
        closed |= Q(workshop=first, when=When.BEFORE)
    if row and is_closed(row[-1], AFTER):
        closed |= Q(workshop=row[-1], when=When.AFTER)
    ratings = list(FeedbackRating.objects.filter(closed))
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
    occasion = {When.BEFORE.value: BEFORE.value, When.AFTER.value: AFTER.value}
    rated = FeedbackRating.objects.values_list("workshop", "when")
    answers = Counter((pk, occasion[when]) for pk, when in rated)
    for workshop, what in sorted((said | answers).keys(), key=str):
        if max(said[workshop, what], answers[workshop, what]) > given[workshop, what]:
            yield f"Session {workshop}: more feedback than people who have answered."


def given_by(user: User) -> QuerySet:
    """That and when `user` said something of which session, for their own data; never what (docs/decisions/0008)."""
    return FeedbackGiven.objects.filter(seat__user=user).select_related("workshop__area")
