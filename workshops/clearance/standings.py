"""Gathers what the rule looks at, for all statements of a note in a fixed number of queries."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from partnerships.models import Programme, Sector
from workshops.clearance import digests, rule
from workshops.clearance.working import (
    Amendment,
    Answer,
    CirculatedPoint,
    DifferingView,
    DraftPoint,
    Note,
    NoteVersion,
    Responder,
)


@dataclass(frozen=True)
class Judged:
    """One statement as the present version shows it, with what the rule says of it."""

    shown: CirculatedPoint
    point: DraftPoint
    standing: rule.Standing
    finding: rule.Finding
    changes: tuple[Amendment, ...]
    objections: tuple[Answer, ...]


@dataclass(frozen=True)
class View:
    """How a side sees a statement: sector and words, nobody's name."""

    sector: str
    text: str


@dataclass(frozen=True)
class LooseEnds:
    """What belongs to the notes and stands in no version yet."""

    missing: tuple[Amendment, ...]
    new_points: bool


def current_version(note: Note) -> NoteVersion | None:
    """The latest circulated version of `note`."""
    return (
        NoteVersion.objects.filter(note=note).select_related("compiled_by__user").order_by("-number").first()
    )


def in_question(version: NoteVersion | None) -> QuerySet[CirculatedPoint]:
    """The statements of `version` that can be answered: in the notes, and not closed by an approval."""
    shown = CirculatedPoint.objects.filter(version=version, redacted_at=None)
    return shown.filter(point__removed_at=None, point__withdrawn_at=None, point__closed_at=None)


def responders(note: Note) -> list[Responder]:
    """Those whose answers count: at the session, with standing consent (domain I-15)."""
    return list(Responder.objects.filter(note=note, removed_at=None).select_related("seat__user"))


def judge_all(
    note: Note, version: NoteVersion, people: list[Responder], *, closed_too: bool = False
) -> list[Judged]:
    """The statements of `version` that are in question, judged; in order.

    While notes are checked those are all that stand open: of notes opened again, the ones that were opened. Otherwise,
    or with `closed_too`, all that are still in the notes.
    """
    shown = CirculatedPoint.objects.filter(version=version, point__removed_at=None, point__withdrawn_at=None)
    if note.state == Note.State.CIRCULATED and not closed_too:
        shown = shown.filter(point__closed_at=None)
    shown_points = list(shown.select_related("point").order_by("number"))
    answers = _answers(note, shown_points)
    open_changes: dict[UUID | None, list[Amendment]] = defaultdict(list)
    for amendment in Amendment.objects.filter(note=note, outcome=Amendment.Outcome.OPEN):
        open_changes[amendment.point_id].append(amendment)
    eligible = {s: frozenset(r.pk for r in people if r.sector == s) for s in (Sector.LA, Sector.TSO)}
    present = frozenset(r.pk for r in people if r.present_since)
    programme = note.workshop.area.programme
    judged = []
    for cp in shown_points:
        standing = rule.Standing(
            eligible=eligible,
            answers={
                a.responder_id: rule.Given(a.verdict, a.ground, a.channel, a.digest == cp.digest)
                for a in answers[cp.point_id]
            },
            present=present,
            open_amendments=len(open_changes[cp.point_id]),
            unsent_change=digests.of_point(cp.point) != cp.digest,
            everyone=programme.clearance == Programme.Clearance.EVERYONE,
            words={s: programme.words_for(s) for s in Sector},
        )
        objections = tuple(a for a in answers[cp.point_id] if a.verdict == Answer.Verdict.OUT)
        changes = tuple(open_changes[cp.point_id])
        judged.append(Judged(cp, cp.point, standing, rule.judge(standing), changes, objections))
    return judged


def views_beside(note: Note, judged: list[Judged]) -> dict[UUID, tuple[View, ...]]:
    """What stands beside each present wording: differing views, and objections the others may settle (domain I-17).

    Both are shown to the group before anything is cleared. Objections about one's own words or about being
    identifiable are not among them: those keep the statement out, and their reasons stay with the facilitators.
    """
    current = {j.point.pk: j.shown.digest for j in judged}
    found: dict[UUID, tuple[View, ...]] = dict.fromkeys(current, ())
    for view in DifferingView.objects.filter(point__in=current, responder__removed_at=None):
        if view.digest == current[view.point_id]:
            found[view.point_id] += (View(view.sector, view.text),)
    sector_of = {who: sector for j in judged for sector, ids in j.standing.eligible.items() for who in ids}
    for j in judged:
        said = [a for a in j.objections if a.reason and a.ground not in rule.ALWAYS_STANDS]
        found[j.point.pk] += tuple(View(sector_of[a.responder_id], a.reason) for a in said)
    return found


def seen_digest(judged: list[Judged], beside: dict[UUID, tuple[View, ...]]) -> str:
    """SHA-256 over every wording and all that stands beside it: what an approval is bound to, in hexadecimal."""
    told = [[j.shown.digest, [[v.sector, v.text] for v in beside[j.point.pk]]] for j in judged]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def loose_ends(note: Note, version: NoteVersion) -> LooseEnds:
    """Statements that somebody misses and nobody has decided, and decided ones that were not sent."""
    missing = Amendment.objects.filter(note=note, point=None, outcome=Amendment.Outcome.OPEN)
    sent = CirculatedPoint.objects.filter(version=version).values("point")
    new = DraftPoint.objects.filter(note=note, removed_at=None, withdrawn_at=None).exclude(pk__in=sent)
    return LooseEnds(missing=tuple(missing), new_points=new.exists())


def _answers(note: Note, shown: list[CirculatedPoint]) -> dict[UUID, list[Answer]]:
    """Present answers to present wordings, by statement, the earliest first.

    With them, whatever the words have become, objections about one's own words or about being identifiable: they stand
    until their author answers again (domain I-17).
    """
    present = {cp.point_id: cp.digest for cp in shown}
    found: dict[UUID, list[Answer]] = defaultdict(list)
    rows = Answer.objects.filter(point__note=note, responder__removed_at=None, superseded_at=None)
    for a in rows.order_by("recorded_at", "id"):
        if a.point_id in present and (present[a.point_id] == a.digest or rule.always_stands(a)):
            found[a.point_id].append(a)
    return found
