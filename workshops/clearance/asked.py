"""What one responder is asked about single statements, with what they said of them before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q

from partnerships.models import Seat
from pipd.kit.differences import Piece, by_word
from workshops.clearance import telling
from workshops.clearance.overview import TAKEN_UP, Overview, Row
from workshops.clearance.quotes_reading import Beside as QuotesBeside
from workshops.clearance.quotes_reading import Quoted
from workshops.clearance.reading import SectorProgress, Statement, sector_progress, statement
from workshops.clearance.rule import Finding
from workshops.clearance.standings import Beside, View, beside, present_answers, shown_of, standing_answers
from workshops.clearance.working import Amendment, Answer, CirculatedPoint, DifferingView
from workshops.models import commonality


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


UNCHANGED, NO_CHANGE = Since(), Suggested()


@dataclass(frozen=True)
class Gone:
    """A statement this responder answered that was taken out of the notes since."""

    number: int
    text: str


class Asked(NamedTuple):
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

    @property
    def stands_alone(self) -> bool:
        """Whether there is nothing to tell beside the words: no change, no view, no quotation."""
        beside = (self.declined, self.held, self.is_held, self.statement.views, self.statement.quotes)
        return not any(beside) and self.since == UNCHANGED

    @property
    def waits(self) -> bool:
        """Whether the reader is noted as having said something here, and has not said whether it may be used."""
        return waits(self.statement.quotes)


def absent(number: int) -> Asked:
    """A statement that is asked about no more: nothing is known of it but the number that a form names."""
    blank = Statement(UUID(int=0), number, "", "", "", "", "", commonality("", ""), "")
    return Asked(blank, group="")


def waits(quotes: Sequence[Quoted]) -> bool:
    """Whether the reader is noted as having said one of `quotes`, and has not said whether it may be used."""
    return any(quoted.is_mine and not quoted.stance for quoted in quotes)


class Mine:
    """One responder's answers and views on the statements `shown`, fetched once; told to them if `by_author`."""

    def __init__(
        self, overview: Overview, seat: Seat, shown: Sequence[UUID], *, by_author: bool = True
    ) -> None:
        self.by_author = by_author
        self.overview, self.seat, self.shown = overview, seat, shown
        current = {point: overview.rows[point].digest for point in shown}
        said = self._said()
        objections = [a for a in present_answers(said, current) if a.verdict == Answer.Verdict.OUT]
        self.answers = {a.point_id: a for a in said if a.responder_id == overview.me.pk}
        self.beside: dict[UUID, tuple[Beside, ...]] = {}
        if shown:
            views: list[DifferingView] | None = None if overview.has_views else []
            self.beside = beside(overview.note, current, objections, overview.sector_of, views)
        self.views = shown_of(self.beside)
        self.far: dict[int, tuple[SectorProgress, ...]] = {}

    def _said(self) -> list[Answer]:
        """Their own answers with every word, and the objections of others; only where there are any."""
        out, me = Answer.Verdict.OUT, self.overview.me
        known = self.overview.said
        points = [
            point
            for point in self.shown
            if point in self.overview.mine or any(a.verdict == out for a in known.get(point, {}).values())
        ]
        if not points:
            return []
        rows = standing_answers(self.overview.note).filter(point__in=points)
        return list(rows.filter(Q(responder=me) | Q(verdict=out)).order_by("recorded_at", "id"))

    @cached_property
    def wordings(self) -> dict[str, CirculatedPoint]:
        """The wordings that were answered, by digest; asked for only when something has changed since."""
        note, mine = self.overview.note, self.overview.mine
        answered = [a.digest for pk, a in mine.items() if pk in self.answers or pk not in self.overview.rows]
        found = CirculatedPoint.objects.filter(version__note=note, digest__in=answered)
        return {cp.digest: cp for cp in found.select_related("point")}

    def asked(self, point: UUID, group: str, quotes: QuotesBeside) -> Asked:
        """One statement with all that its question needs."""
        shown, before = self.overview.rows[point], self.answers.get(point)
        said = statement(shown, self.views[point], quotes)
        sectors = self._sectors(self.overview.findings[point])
        if before is None and point not in self.overview.changes and not self.beside[point]:
            return Asked(said, group, sectors=sectors)  # like most on a first visit
        answer = before if before and before.digest == shown.digest else None
        return Asked(
            statement=said,
            group=group,
            sectors=sectors,
            verdict=answer.verdict if answer else "",
            ground=answer.ground if answer else "",
            reason=answer.reason if answer else "",
            suggested=self._suggested(point),
            declined=self.overview.declined(point),
            since=self._since(shown, before) if not answer else UNCHANGED,
            **self._views(point),
        )

    def _sectors(self, finding: Finding) -> tuple[SectorProgress, ...]:
        """How far each sector is; statements of which the same was said share one finding."""
        if (known := self.far.get(id(finding))) is None:
            known = tuple(sector_progress(self.seat, sector, [finding]) for sector in finding.counts)
            self.far[id(finding)] = known
        return known

    def _suggested(self, point: UUID) -> Suggested:
        """The change they suggest that is not decided."""
        me, waiting = self.overview.me.pk, Amendment.Outcome.OPEN
        theirs = (
            a for a in self.overview.changes.get(point, ()) if a.responder_id == me and a.outcome == waiting
        )
        if (a := next(theirs, None)) is None:
            return NO_CHANGE
        return Suggested(a.text, a.is_removal, a.kind, a.position_la, a.position_tso, a.label)

    def _views(self, point: UUID) -> dict[str, Any]:
        """Their own view of a statement, and what they hold back beside it."""
        me, there = self.overview.me.pk, self.beside[point]
        own = next((b for b in there if b.author == me and b.written), None)
        return {
            "my_view": own.view.text if own and own.current else "",
            "kept_view": own.view.text if own else "",
            "is_held": bool(own and own.current and own.objectors),
            "held": tuple(b.view for b in there if b.current and me in b.objectors),
        }

    def _since(self, shown: Row, before: Answer | None) -> Since:
        """What changed since they answered `before`; for who never did, what became of their suggestion alone."""
        decided = self.overview.decided(shown.point_id)
        became = telling.became(decided[-1] if decided else None, by_author=self.by_author)
        old = self.wordings.get(before.digest) if before else None
        if before is None or old is None:
            return Since(became=became) if became else UNCHANGED
        marks = telling.marks(old, shown, self.overview.note.workshop.area.programme)
        taken = [
            a
            for a in self.overview.changes.get(shown.point_id, ())
            if a.outcome in TAKEN_UP and a.decided_at and a.decided_at >= before.recorded_at
        ]
        return Since(
            difference=tuple(by_word(old.text, shown.text)) if old.text != shown.text else (),
            marks=marks,
            meaning=telling.meaning(bool(marks), taken),
            became=became,
        )

    def gone(self) -> tuple[Gone, ...]:
        """What they answered and what was taken out since; nothing of what was withdrawn."""
        away = [a for point, a in self.overview.mine.items() if point not in self.overview.rows]
        shown = [self.wordings.get(a.digest) for a in away]
        # Of notes opened again the rest is not in question; it is not taken out either.
        kept = sorted(
            (cp for cp in shown if cp and cp.point.removed_at and not cp.redacted_at),
            key=lambda cp: cp.number,
        )
        return tuple(Gone(cp.number, cp.text) for cp in kept)
