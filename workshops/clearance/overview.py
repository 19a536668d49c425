"""Where every statement of a note stands for one responder, read without making an object of each row.

The page for checking shows a part of the note, but its figures, its order and how far the notes are concern all of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from functools import cached_property
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from workshops.clearance import rule
from workshops.clearance.standings import (
    Rules,
    by_statement,
    present_answers,
    shown_points,
    standing_answers,
)
from workshops.clearance.working import Amendment, Note, NoteVersion, Responder

DECLINED, CHANGED, NEW, ANSWERED = "declined", "changed", "new", "answered"
TO_ANSWER = (DECLINED, CHANGED, NEW)  # in the order of the page
TAKEN_UP = (Amendment.Outcome.ACCEPTED, Amendment.Outcome.IN_PART)
WORDS = ("topic", "text", "kind", "position_la", "position_tso")


class Draft(NamedTuple):
    """The words of a statement as they are now."""

    salt: str
    topic: str
    text: str
    kind: str
    position_la: str
    position_tso: str


class Row(NamedTuple):
    """One statement as the version shows it."""

    point_id: UUID
    number: int
    digest: str
    topic: str
    text: str
    kind: str
    position_la: str
    position_tso: str
    draft: Draft
    open_changes: int


class Said(NamedTuple):
    """One answer. `for_them` says that somebody else recorded it."""

    point_id: UUID
    responder_id: UUID
    digest: str
    verdict: str
    ground: str
    channel: str
    for_them: bool


class Overview:
    """All statements of a note in question, judged; and in which group each is for `me`."""

    def __init__(
        self, note: Note, version: NoteVersion, me: Responder, people: Collection[Responder]
    ) -> None:
        self.note, self.me, self.rules = note, me, Rules(note, people)
        self.rows = {row.point_id: row for row in _rows(note, version)}
        said = _said(note)
        self.said = by_statement(present_answers(said, {pk: row.digest for pk, row in self.rows.items()}))
        self.mine = {a.point_id: a for a in said if a.responder_id == me.pk}

    def answered(self, point: UUID) -> bool:
        """Whether they answered the words that are shown now."""
        return point in self.mine and self.mine[point].digest == self.rows[point].digest

    @cached_property
    def findings(self) -> dict[UUID, rule.Finding]:
        """What the rule says of each statement."""
        return {
            pk: rule.judge(self.rules.standing(row.digest, row.draft, self.said[pk], row.open_changes))
            for pk, row in self.rows.items()
        }

    @cached_property
    def sector_of(self) -> dict[UUID, str]:
        """The sector of everybody whose answers count."""
        return {who: sector for sector, ids in self.rules.eligible.items() for who in ids}

    @cached_property
    def changes(self) -> dict[UUID | None, list[Amendment]]:
        """Their own suggestions by statement; and beside what they answered in other words, all that were taken up."""
        other_words = [pk for pk in self.mine if pk in self.rows and not self.answered(pk)]
        theirs = Q(responder=self.me)
        if other_words:
            theirs |= Q(outcome__in=TAKEN_UP, point__in=other_words)
        found: dict[UUID | None, list[Amendment]] = defaultdict(list)
        rows = Amendment.objects.filter(theirs, note=self.note)
        for amendment in rows.exclude(outcome=Amendment.Outcome.WITHDRAWN):
            found[amendment.point_id].append(amendment)
        return found

    def decided(self, point: UUID) -> list[Amendment]:
        """Their own suggestions for a statement that were decided, the latest last."""
        if point not in self.changes:
            return []
        open_ = Amendment.Outcome.OPEN
        found = [a for a in self.changes[point] if a.responder_id == self.me.pk and a.outcome != open_]
        return sorted(found, key=lambda a: (a.decided_at, a.pk))

    def declined(self, point: UUID) -> str:
        """What they had suggested for these very words, where it was not taken up and they said nothing since."""
        if self.answered(point) or point not in self.changes:
            return ""
        latest = next(reversed(self.decided(point)), None)
        if latest is None or latest.outcome in TAKEN_UP:
            return ""
        if latest.base_digest != self.rows[point].digest:
            return ""
        return "Take it out of the notes." if latest.is_removal else latest.text

    def group(self, point: UUID) -> str:
        """Under which heading a statement stands; new is only what they never had to do with."""
        if self.answered(point):
            return ANSWERED
        if self.declined(point):
            return DECLINED
        return CHANGED if point in self.mine or self.decided(point) else NEW


def _rows(note: Note, version: NoteVersion) -> list[Row]:
    shown = shown_points(note, version).annotate(open_changes=Subquery(_open_changes()))
    drafted = [f"point__{name}" for name in Draft._fields]
    columns = shown.values_list("point", "number", "digest", *WORDS, *drafted, "open_changes")
    first = 3 + len(WORDS)
    return [Row._make([*row[:first], Draft._make(row[first:-1]), row[-1] or 0]) for row in columns]


def _open_changes() -> QuerySet:
    """How many suggestions for a statement are not decided."""
    waiting = Amendment.objects.filter(point=OuterRef("point"), outcome=Amendment.Outcome.OPEN)
    return waiting.order_by().values("point").annotate(many=Count("pk")).values("many")


def _said(note: Note) -> list[Said]:
    rows = standing_answers(note).order_by("recorded_at", "id")
    rows = rows.annotate(for_them=~Q(recorded_by=F("responder__seat")))
    return [Said(*row) for row in rows.values_list("point", "responder", *Said._fields[2:])]
