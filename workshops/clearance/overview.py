"""Where every statement of a note stands for one responder, read without making an object of each row.

The page for checking shows a part of the note, but its figures, its order and how far the notes are concern all of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from pipd.kit.prepared import Prepared
from workshops.clearance import rule
from workshops.clearance.standings import (
    Rules,
    counted,
    counts_for,
    points_of,
    standing_answers,
)
from workshops.clearance.working import Amendment, Answer, Note, NoteVersion

DECLINED, CHANGED, NEW, ANSWERED = "declined", "changed", "new", "answered"
TO_ANSWER = (DECLINED, CHANGED, NEW)  # in the order of the page
TAKEN_UP = (Amendment.Outcome.ACCEPTED, Amendment.Outcome.IN_PART)
WORDS = ("topic", "text", "kind", "position_la", "position_tso")


class Row(NamedTuple):
    """One statement as the version shows it. `unsent` says that the draft is another by now."""

    point_id: UUID
    number: int
    digest: str
    topic: str
    text: str
    kind: str
    position_la: str
    position_tso: str
    unsent: bool
    has_open_change: bool


class Said(NamedTuple):
    """One answer; `is_mine` for whom the page is. `for_them` says that somebody else recorded it."""

    point_id: UUID
    responder_id: UUID
    digest: str
    verdict: str
    ground: str
    channel: str
    is_mine: bool
    for_them: bool


# Of an answer what the rule looks at: its verdict, its ground and its channel (rule.Told).
AS_JUDGED = slice(Said._fields.index("verdict"), Said._fields.index("channel") + 1)
NOTHING: dict[UUID, Said] = {}


class Person(NamedTuple):
    """Somebody whose answers count."""

    pk: UUID
    seat_id: UUID
    sector: str
    present_since: datetime | None


_people = Prepared(lambda note: counted(note).values_list(*Person._fields))


def people_of(note: Note) -> list[Person]:
    """Those whose answers count, as far as the rule and a page look at them."""
    return [Person._make(row) for row in _people(note.pk)]


class Overview:
    """All statements of a note in question, judged; and in which group each is for `me`."""

    def __init__(self, note: Note, version: NoteVersion, me: Person, people: Collection[Person]) -> None:
        self.note, self.me, self.rules = note, me, Rules(note, people)
        # As the version was asked for them (reading.circulated); one that was not may have any.
        self.has_views: bool = getattr(version, "has_views", True)
        self.has_own_changes: bool = getattr(version, "has_own_changes", True)
        self.rows = {row.point_id: row for row in _rows(note, version)}
        self.mine: dict[UUID, Said] = {}
        # Of each statement what counts for the words that are shown, by responder.
        self.said: dict[UUID, dict[UUID, Said]] = {}
        for point, given in groupby(_said(me, note), itemgetter(0)):
            self._take(point, list(given))

    def _take(self, point: UUID, given: list[Said]) -> None:
        self.mine.update([(point, a) for a in given if a.is_mine])
        if row := self.rows.get(point):
            self.said[point] = {a.responder_id: a for a in given if counts_for(a, row.digest)}

    def answered(self, point: UUID) -> bool:
        """Whether they answered the words that are shown now."""
        return point in self.mine and self.mine[point].digest == self.rows[point].digest

    @cached_property
    def findings(self) -> dict[UUID, rule.Finding]:
        """What the rule says of each statement. Where the same people said the same, it is asked once."""
        alike: dict[tuple[Any, ...], rule.Finding] = {}
        found = {}
        for pk, row in self.rows.items():
            said = self.said.get(pk, NOTHING)
            told = frozenset([(who, a[AS_JUDGED]) for who, a in said.items()]) if said else None
            key = (row.has_open_change, row.unsent, told)
            if (finding := alike.get(key)) is None:
                standing = self.rules.standing(said, int(row.has_open_change), unsent_change=row.unsent)
                finding = alike[key] = rule.judge(standing)
            found[pk] = finding
        return found

    @cached_property
    def sector_of(self) -> dict[UUID, str]:
        """The sector of everybody whose answers count."""
        return {who: sector for sector, ids in self.rules.eligible.items() for who in ids}

    @cached_property
    def changes(self) -> dict[UUID | None, list[Amendment]]:
        """Their own suggestions by statement; and beside what they answered in other words, all that were taken up."""
        shown = ((pk, a, self.rows.get(pk)) for pk, a in self.mine.items())
        other_words = [pk for pk, a, row in shown if row and a.digest != row.digest]
        if other_words:
            theirs = Q(responder=self.me.pk) | Q(outcome__in=TAKEN_UP, point__in=other_words)
            rows = list(_changes(theirs, self.note.pk))
        elif not self.has_own_changes:
            rows = []
        else:
            rows = _own_changes(self.me.pk, self.note.pk)
        found: dict[UUID | None, list[Amendment]] = defaultdict(list)
        for amendment in rows:
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
        if point not in self.changes or self.answered(point):
            return ""
        latest = next(reversed(self.decided(point)), None)
        if latest is None or latest.outcome in TAKEN_UP:
            return ""
        if latest.base_digest != self.rows[point].digest:
            return ""
        return "Take it out of the notes." if latest.is_removal else latest.text

    @cached_property
    def groups(self) -> dict[UUID, str]:
        """Under which heading each statement stands; new is only what they never had to do with."""
        return {point: self._group(point, row) for point, row in self.rows.items()}

    def _group(self, point: UUID, row: Row) -> str:
        mine = self.mine.get(point)
        if mine and mine.digest == row.digest:
            return ANSWERED
        if not self.changes or point not in self.changes:
            return CHANGED if mine else NEW
        if self.declined(point):
            return DECLINED
        return CHANGED if mine or self.decided(point) else NEW


def _changes(which: Q, note: UUID) -> QuerySet[Amendment]:
    return Amendment.objects.filter(which, note=note).exclude(outcome=Amendment.Outcome.WITHDRAWN)


_own_changes = Prepared(lambda me, note: _changes(Q(responder=me), note))


def _shown(version: UUID, *, open_alone: bool) -> QuerySet:
    # A digest is made of the salt and the words: where these are the same, so is it.
    same = Q(point__salt=F("salt"), **{f"point__{name}": F(name) for name in WORDS})
    shown = points_of(version, open_alone=open_alone)
    waiting = Amendment.objects.filter(point=OuterRef("point"), outcome=Amendment.Outcome.OPEN)
    shown = shown.annotate(unsent=~same, has_open_change=Exists(waiting))
    return shown.values_list("point", "number", "digest", *WORDS, "unsent", "has_open_change")


_shown_open = Prepared(lambda version: _shown(version, open_alone=True))
_shown_all = Prepared(lambda version: _shown(version, open_alone=False))


def _rows(note: Note, version: NoteVersion) -> list[Row]:
    shown = _shown_open if note.state == Note.State.CIRCULATED else _shown_all
    return list(map(Row._make, shown(version.pk)))


def _answers(me: UUID, note: UUID) -> QuerySet:
    # To the rule, a change that somebody suggests is as their silence (I-16): of others, these are not read.
    told = Q(responder=me) | ~Q(verdict=Answer.Verdict.CHANGE)
    rows = standing_answers(note).filter(told).order_by("point", "recorded_at", "id")
    rows = rows.annotate(is_mine=Q(responder=me), for_them=~Q(recorded_by=F("responder__seat")))
    return rows.values_list("point", "responder", *Said._fields[2:])


_answers_to = Prepared(_answers)


def _said(me: Person, note: Note) -> list[Said]:
    return list(map(Said._make, _answers_to(me.pk, note.pk)))
