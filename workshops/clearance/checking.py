"""What the page for checking notes shows one responder: what changed first, then what is new, then what they said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from django.http import Http404

from partnerships.models import Seat
from partnerships.permissions import Permission, require
from pipd.kit.differences import Piece, by_word
from workshops import windows
from workshops.clearance.reading import (
    Progress,
    SectorProgress,
    Statement,
    circulated,
    progress_of,
    sector_progress,
    statement,
)
from workshops.clearance.standings import Judged, View, judge_all, responders, views_beside
from workshops.clearance.working import Amendment, Answer, CirculatedPoint, DifferingView, Note, Responder
from workshops.models import Workshop

DECLINED, CHANGED, NEW, ANSWERED = "declined", "changed", "new", "answered"
TO_ANSWER = (DECLINED, CHANGED, NEW)  # in the order of the page


@dataclass(frozen=True)
class Asked:
    """One statement with this responder's own answer, and how far their own sector is.

    `declined` is the change they suggested and that was not taken up: the words are asked about once more.
    """

    statement: Statement
    group: str
    verdict: str = ""
    ground: str = ""
    reason: str = ""
    new_text: str = ""
    declined: str = ""
    my_view: str = ""
    kept_view: str = ""
    difference: tuple[Piece, ...] = ()
    sectors: tuple[SectorProgress, ...] = ()


@dataclass(frozen=True)
class CheckPage:
    """The notes as one responder is asked about them."""

    version: int
    answer_by: datetime
    closes_at: datetime
    open: bool
    progress: Progress | None
    asked: tuple[Asked, ...]
    recorded: int = 0  # answers that somebody else recorded for this responder

    def in_group(self, group: str) -> list[Asked]:
        return [a for a in self.asked if a.group == group]

    @property
    def changed(self) -> list[Asked]:
        return self.in_group(CHANGED)

    @property
    def new(self) -> list[Asked]:
        return self.in_group(NEW)

    @property
    def answered(self) -> list[Asked]:
        return self.in_group(ANSWERED)


def check_page(workshop: Workshop, seat: Seat) -> CheckPage | None:
    """The page for `seat`; None when nothing was sent yet. Raises Http404 for whoever was not at the session.

    Who has left reads what may still be answered, and nothing once it is closed (domain I-15).
    """
    require(seat, Permission.ANSWER, area_id=workshop.area_id, past=True)
    return _page(workshop, seat)


def page_of(workshop: Workshop, person: Seat, by: Seat) -> CheckPage | None:
    """The same for `by`, a facilitator who records what `person` answers in another way."""
    require(by, Permission.RECORD_ANSWER, area_id=workshop.area_id)
    return _page(workshop, person)


def _page(workshop: Workshop, seat: Seat) -> CheckPage | None:
    found = circulated(workshop)
    if found is None or found[0].closes_at is None:
        return None
    note, version = found
    people = responders(note)
    me = next((r for r in people if r.seat_id == seat.pk), None)
    is_open = note.state == Note.State.CIRCULATED and not windows.is_over(note.closes_at)
    if me is None or not (is_open or seat.is_live):
        raise Http404
    judged = judge_all(note, version, people)
    mine = _My(note, me, views_beside(note, judged))
    return CheckPage(
        version=version.number,
        answer_by=windows.answer_by(note.window_ends_at, found[0].closes_at) or found[0].closes_at,
        closes_at=found[0].closes_at,
        open=is_open,
        progress=progress_of(seat, version, judged) if note.state == Note.State.CIRCULATED else None,
        asked=tuple(mine.asked(j, seat) for j in judged),
        recorded=sum(answer.recorded_by_id != me.seat_id for answer in mine.answers.values()),
    )


class _My:
    """One responder's answers and views on one note, fetched once."""

    def __init__(self, note: Note, me: Responder, beside: dict[UUID, tuple[View, ...]]) -> None:
        self.me, self.beside = me, beside
        self.answers = {a.point_id: a for a in Answer.objects.filter(responder=me, superseded_at=None)}
        self.views = {v.point_id: v for v in DifferingView.objects.filter(responder=me)}
        self.note = note

    @cached_property
    def words(self) -> dict[str, str]:
        """The wordings that were answered, by digest; asked for only when something has changed since."""
        answered = [a.digest for a in self.answers.values()]
        found = CirculatedPoint.objects.filter(version__note=self.note, digest__in=answered)
        return dict(found.values_list("digest", "text"))

    @cached_property
    def declined(self) -> dict[tuple[UUID | None, str], str]:
        """Their changes that were not taken up, by the statement and the wording that stayed."""
        mine = Amendment.objects.filter(responder=self.me, outcome=Amendment.Outcome.NOT_ACCEPTED)
        rows = mine.order_by("decided_at").values_list("point", "base_digest", "text")
        return {(point, digest): text for point, digest, text in rows}

    def group(
        self, shown: CirculatedPoint, before: Answer | None, answer: Answer | None, declined: str
    ) -> str:
        """Under which heading a statement stands; new is only what they never had to do with."""
        if answer or declined:
            return ANSWERED if answer else DECLINED
        suggested = any(point == shown.point_id for point, _ in self.declined)
        return CHANGED if before or suggested else NEW

    def asked(self, judged: Judged, seat: Seat) -> Asked:
        shown, before = judged.shown, self.answers.get(judged.point.pk)
        answer = before if before and before.digest == shown.digest else None
        change = next((c for c in judged.changes if c.responder_id == self.me.pk), None)
        declined = "" if answer else self.declined.get((shown.point_id, shown.digest), "")
        view = self.views.get(judged.point.pk)
        difference = by_word(self.words.get(before.digest, ""), shown.text) if before and not answer else []
        return Asked(
            statement=statement(shown, self.beside.get(judged.point.pk, ())),
            group=self.group(shown, before, answer, declined),
            verdict=answer.verdict if answer else "",
            ground=answer.ground if answer else "",
            reason=answer.reason if answer else "",
            new_text=change.text if change else "",
            declined=declined,
            my_view=view.text if view and view.digest == shown.digest else "",
            kept_view=view.text if view else "",
            difference=tuple(difference),
            sectors=tuple(sector_progress(seat, s, [judged]) for s in judged.finding.counts),
        )


@dataclass(frozen=True)
class ReadPage:
    """The notes as the group may read them."""

    version: int
    state: str
    statements: tuple[Statement, ...]


def read_page(workshop: Workshop, seat: Seat) -> ReadPage | None:
    """The version sent last, for the group. None when nothing was sent yet."""
    require(seat, Permission.SEE_CIRCULATED, area_id=workshop.area_id)
    found = circulated(workshop)
    if found is None:
        return None
    note, version = found
    judged = judge_all(note, version, responders(note), closed_too=True)
    beside = views_beside(note, judged)
    said = tuple(statement(j.shown, beside[j.point.pk]) for j in judged)
    return ReadPage(version.number, note.state, said)
