"""What the page for checking notes shows one responder: what changed first, then what is new, then what they said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.http import Http404

from partnerships.models import Seat
from partnerships.permissions import Permission, require
from pipd.kit.differences import Piece, by_word
from workshops import windows
from workshops.clearance import quotes_reading, telling
from workshops.clearance.reading import (
    Progress,
    SectorProgress,
    Statement,
    circulated,
    progress_of,
    sector_progress,
    statement,
)
from workshops.clearance.standings import (
    Beside,
    Judged,
    View,
    all_beside,
    judge_all,
    responders,
    shown_of,
)
from workshops.clearance.working import (
    Amendment,
    Answer,
    CirculatedPoint,
    Note,
    Responder,
)
from workshops.models import Workshop

DECLINED, CHANGED, NEW, ANSWERED = "declined", "changed", "new", "answered"
TO_ANSWER = (DECLINED, CHANGED, NEW)  # in the order of the page


@dataclass(frozen=True)
class Suggested:
    """A change this responder suggests: empty where the statement is to stay as it is."""

    text: str = ""
    is_removal: bool = False
    kind: str = ""
    position_la: str = ""
    position_tso: str = ""
    label: str = ""


@dataclass(frozen=True)
class Since:
    """What changed since this responder's last answer: words, then sentences; and what became of their suggestion."""

    difference: tuple[Piece, ...] = ()
    marks: tuple[str, ...] = ()
    meaning: str = ""
    became: str = ""


@dataclass(frozen=True)
class Gone:
    """A statement this responder answered that was taken out of the notes since."""

    number: int
    text: str


@dataclass(frozen=True)
class Asked:
    """One statement with this responder's own answer, and how far their own sector is.

    `declined` is the change they suggested and that was not taken up: the words are asked about once more. `held` are
    views they say would identify them; `is_held` says that their own view is held back for such a reason.
    """

    statement: Statement
    group: str
    verdict: str = ""
    ground: str = ""
    reason: str = ""
    suggested: Suggested = Suggested()
    declined: str = ""
    my_view: str = ""
    kept_view: str = ""
    is_held: bool = False
    held: tuple[View, ...] = ()
    since: Since = Since()
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
    gone: tuple[Gone, ...] = ()
    meeting_at: datetime | None = None

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
    return _page(workshop, person, quotes_too=False)


def _page(workshop: Workshop, seat: Seat, *, quotes_too: bool = True) -> CheckPage | None:
    """Quotations are for their speaker alone: nobody permits one for somebody else (domain I-25)."""
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
    mine = _My(note, me, judged)
    quotes = quotes_reading.shown_in(version, me) if quotes_too else {}
    said = [statement(j.shown, mine.shown.get(j.point.pk, ()), quotes) for j in judged]
    return CheckPage(
        version=version.number,
        answer_by=windows.answer_by(note.window_ends_at, found[0].closes_at) or found[0].closes_at,
        closes_at=found[0].closes_at,
        open=is_open,
        progress=progress_of(seat, version, judged) if note.state == Note.State.CIRCULATED else None,
        asked=tuple(mine.asked(j, words, seat) for j, words in zip(judged, said, strict=True)),
        recorded=sum(answer.recorded_by_id != me.seat_id for answer in mine.answers.values()),
        gone=mine.gone(judged),
        meeting_at=note.closing_meeting_at if is_open else None,
    )


class _My:
    """One responder's answers and views on one note, fetched once."""

    def __init__(self, note: Note, me: Responder, judged: list[Judged]) -> None:
        self.note, self.me = note, me
        self.beside: dict[UUID, tuple[Beside, ...]] = all_beside(note, judged)
        self.shown = shown_of(self.beside)
        self.answers = {a.point_id: a for a in Answer.objects.filter(responder=me, superseded_at=None)}

    @cached_property
    def wordings(self) -> dict[str, CirculatedPoint]:
        """The wordings that were answered, by digest; asked for only when something has changed since."""
        answered = [a.digest for a in self.answers.values()]
        found = CirculatedPoint.objects.filter(version__note=self.note, digest__in=answered)
        return {cp.digest: cp for cp in found.select_related("point")}

    def mine_of(self, judged: Judged) -> list[Amendment]:
        """Their own suggestions for a statement that were decided, the latest last."""
        mine = [a for a in judged.decided if a.responder_id == self.me.pk]
        return sorted(mine, key=lambda a: (a.decided_at, a.pk))

    def asked(self, judged: Judged, said: Statement, seat: Seat) -> Asked:
        shown, before = judged.shown, self.answers.get(judged.point.pk)
        answer = before if before and before.digest == shown.digest else None
        mine = self.mine_of(judged)
        declined = "" if answer else _declined(mine, shown)
        return Asked(
            statement=said,
            group=_group(before, answer, declined, mine),
            verdict=answer.verdict if answer else "",
            ground=answer.ground if answer else "",
            reason=answer.reason if answer else "",
            suggested=_suggested(next((c for c in judged.changes if c.responder_id == self.me.pk), None)),
            declined=declined,
            since=self.since(judged, before, mine) if not answer else Since(),
            sectors=tuple(sector_progress(seat, s, [judged]) for s in judged.finding.counts),
            **self.views(judged),
        )

    def views(self, judged: Judged) -> dict[str, Any]:
        """Their own view of a statement, and what they hold back beside it."""
        there = self.beside.get(judged.point.pk, ())
        own = next((b for b in there if b.author == self.me.pk and b.written), None)
        return {
            "my_view": own.view.text if own and own.current else "",
            "kept_view": own.view.text if own else "",
            "is_held": bool(own and own.current and own.objectors),
            "held": tuple(b.view for b in there if b.current and self.me.pk in b.objectors),
        }

    def since(self, judged: Judged, before: Answer | None, mine: list[Amendment]) -> Since:
        """What changed since they answered `before`; for who never did, what became of their suggestion alone."""
        became = telling.became(mine[-1] if mine else None)
        old = self.wordings.get(before.digest) if before else None
        if before is None or old is None:
            return Since(became=became)
        shown, programme = judged.shown, self.note.workshop.area.programme
        marks = telling.marks(old, shown, programme)
        taken = [
            a for a in judged.decided if _taken_up(a) and a.decided_at and a.decided_at >= before.recorded_at
        ]
        return Since(
            difference=tuple(by_word(old.text, shown.text)) if old.text != shown.text else (),
            marks=marks,
            meaning=telling.meaning(bool(marks), taken),
            became=became,
        )

    def gone(self, judged: list[Judged]) -> tuple[Gone, ...]:
        """What they answered and what was taken out since; nothing of what was withdrawn."""
        away = [a for point, a in self.answers.items() if point not in {j.point.pk for j in judged}]
        shown = [self.wordings.get(a.digest) for a in away]
        # Of notes opened again the rest is not in question; it is not taken out either.
        kept = sorted(
            (cp for cp in shown if cp and cp.point.removed_at and not cp.redacted_at),
            key=lambda cp: cp.number,
        )
        return tuple(Gone(cp.number, cp.text) for cp in kept)


def _taken_up(amendment: Amendment) -> bool:
    return amendment.outcome in (Amendment.Outcome.ACCEPTED, Amendment.Outcome.IN_PART)


def _declined(mine: list[Amendment], shown: CirculatedPoint) -> str:
    """What they had suggested for these very words, where it was not taken up."""
    latest = mine[-1] if mine else None
    if latest is None or _taken_up(latest) or latest.base_digest != shown.digest:
        return ""
    return "Take it out of the notes." if latest.is_removal else latest.text


def _group(before: Answer | None, answer: Answer | None, declined: str, mine: list[Amendment]) -> str:
    """Under which heading a statement stands; new is only what they never had to do with."""
    if answer or declined:
        return ANSWERED if answer else DECLINED
    return CHANGED if before or mine else NEW


def _suggested(change: Amendment | None) -> Suggested:
    if change is None:
        return Suggested()
    return Suggested(
        change.text, change.is_removal, change.kind, change.position_la, change.position_tso, change.label
    )
