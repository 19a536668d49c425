"""Gathers what the rule looks at, for all statements of a note in a fixed number of queries."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet

from partnerships.models import Programme, Sector
from workshops.clearance import digests, rule
from workshops.clearance.shapes import Eligible, Said
from workshops.clearance.views_reading import objectors_to, views_on
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

Kept = TypeVar("Kept", bound=Said)


@dataclass(frozen=True)
class Judged:
    """One statement as the present version shows it, with what the rule says of it."""

    shown: CirculatedPoint
    point: DraftPoint
    standing: rule.Standing
    finding: rule.Finding
    changes: tuple[Amendment, ...]
    objections: tuple[Answer, ...]
    decided: tuple[Amendment, ...] = ()

    @property
    def clears(self) -> bool:
        """Whether an approval now would copy it into the record."""
        return self.finding.agreed and not self.point.left_out_at


@dataclass(frozen=True)
class View:
    """How a side sees a statement: sector and words, nobody's name."""

    sector: str
    text: str
    id: UUID | None = None


@dataclass(frozen=True)
class Beside:
    """A view with who wrote it and who says that it identifies them; these two never reach the group.

    `written` is false for the sentence of an objection; `current` is false for words beside an earlier wording.
    """

    view: View
    author: UUID
    written: bool
    current: bool
    objectors: tuple[UUID, ...]


@dataclass(frozen=True)
class LooseEnds:
    """What belongs to the notes and stands in no version yet, and whether something is still in that was taken out."""

    missing: tuple[Amendment, ...]
    new_points: bool
    taken_out: bool = False


def current_version(note: Note) -> NoteVersion | None:
    """The latest circulated version of `note`."""
    return (
        NoteVersion.objects.filter(note=note).select_related("compiled_by__user").order_by("-number").first()
    )


def in_question(version: NoteVersion | None) -> QuerySet[CirculatedPoint]:
    """The statements of `version` that can be answered: in the notes, and not closed by an approval."""
    shown = CirculatedPoint.objects.filter(version=version, redacted_at=None)
    return shown.filter(point__removed_at=None, point__withdrawn_at=None, point__closed_at=None)


def counted(note: Note | UUID) -> QuerySet[Responder]:
    """Those whose answers count: at the session, with standing consent (domain I-15)."""
    return Responder.objects.filter(note=note, removed_at=None)


def responders(note: Note) -> list[Responder]:
    """The same with their names."""
    return list(counted(note).select_related("seat__user"))


def counted_at(note: Note, at: datetime) -> list[Responder]:
    """Those whose answers counted at `at`: who withdrew their consent since had agreed then (domain E7)."""
    return list(Responder.objects.filter(Q(removed_at=None) | Q(removed_at__gte=at), note=note))


def amendments_of(note: Note) -> list[Amendment]:
    """Every change suggested for `note` that was not taken back, decided or open."""
    return list(Amendment.objects.filter(note=note).exclude(outcome=Amendment.Outcome.WITHDRAWN))


def shown_points(note: Note, version: NoteVersion, *, closed_too: bool = False) -> QuerySet[CirculatedPoint]:
    """The statements of `version` that are in question, in order.

    While notes are checked those are all that stand open: of notes opened again, the ones that were opened. Otherwise,
    or with `closed_too`, all that are still in the notes.
    """
    return points_of(version.pk, open_alone=note.state == Note.State.CIRCULATED and not closed_too)


def points_of(version: UUID, *, open_alone: bool) -> QuerySet[CirculatedPoint]:
    """The statements of a version that are still in the notes, in order; with `open_alone`, of these what is open."""
    rows = CirculatedPoint.objects.filter(
        version=version, redacted_at=None
    )  # by withdrawal, or kept long enough
    shown = rows.filter(point__removed_at=None, point__withdrawn_at=None)
    return (shown.filter(point__closed_at=None) if open_alone else shown).order_by("number")


def judge_all(
    note: Note,
    version: NoteVersion,
    people: list[Responder],
    amendments: Collection[Amendment] | None = None,
    *,
    closed_too: bool = False,
) -> list[Judged]:
    """The `shown_points`, judged; in order. `amendments` saves asking for them."""
    shown = list(shown_points(note, version, closed_too=closed_too).select_related("point"))
    suggested = amendments_of(note) if amendments is None else amendments
    facts = _Facts(note, shown, people, suggested)
    return [facts.judge(cp) for cp in shown]


class Rules:
    """What is the same for every statement of a note: whose answers count, and how its programme clears."""

    def __init__(self, note: Note, people: Collection[Eligible]) -> None:
        programme = note.workshop.area.programme
        self.words = {s: programme.words_for(s) for s in Sector}
        self.everyone = programme.clearance == Programme.Clearance.EVERYONE
        self.eligible = {s: frozenset(r.pk for r in people if r.sector == s) for s in (Sector.LA, Sector.TSO)}
        self.present = frozenset(r.pk for r in people if r.present_since)

    def standing(
        self, answers: Mapping[UUID, rule.Told], open_amendments: int, *, unsent_change: bool
    ) -> rule.Standing:
        """One statement as the rule looks at it: what is said of the wording that was sent."""
        return rule.Standing(
            eligible=self.eligible,
            answers=answers,
            present=self.present,
            open_amendments=open_amendments,
            unsent_change=unsent_change,
            everyone=self.everyone,
            words=self.words,
        )


class _Facts:
    """What was said of each statement of a note, fetched once."""

    def __init__(
        self,
        note: Note,
        shown: list[CirculatedPoint],
        people: list[Responder],
        amendments: Collection[Amendment],
    ) -> None:
        self.rules = Rules(note, people)
        rows = standing_answers(note, people).order_by("recorded_at", "id")
        self.answers = by_statement(present_answers(rows, {cp.point_id: cp.digest for cp in shown}))
        self.open: dict[UUID | None, list[Amendment]] = defaultdict(list)
        self.decided: dict[UUID | None, list[Amendment]] = defaultdict(list)
        for amendment in amendments:
            is_open = amendment.outcome == Amendment.Outcome.OPEN
            (self.open if is_open else self.decided)[amendment.point_id].append(amendment)

    def judge(self, cp: CirculatedPoint) -> Judged:
        """One statement with all that is known of it, and what the rule says."""
        said = self.answers[cp.point_id]
        answers = {
            a.responder_id: rule.Given(a.verdict, a.ground, a.channel, a.digest == cp.digest) for a in said
        }
        unsent = digests.of_point(cp.point) != cp.digest
        standing = self.rules.standing(answers, len(self.open[cp.point_id]), unsent_change=unsent)
        objections = tuple(a for a in said if a.verdict == Answer.Verdict.OUT)
        changes, past = tuple(self.open[cp.point_id]), tuple(self.decided[cp.point_id])
        return Judged(cp, cp.point, standing, rule.judge(standing), changes, objections, past)


def views_beside(note: Note, judged: list[Judged]) -> dict[UUID, tuple[View, ...]]:
    """What the group may read beside each present wording, and what is copied at approval (domain I-17).

    Left out is what somebody who was there says would tell people who they are, until they take that back.
    """
    return shown_of(all_beside(note, judged))


def shown_of(beside: dict[UUID, tuple[Beside, ...]]) -> dict[UUID, tuple[View, ...]]:
    """The views among `beside` that stand beside the present wording and are not held back; sector by sector."""
    shown = {
        point: [b.view for b in there if b.current and not b.objectors] for point, there in beside.items()
    }
    return {point: tuple(sorted(views, key=lambda view: view.sector)) for point, views in shown.items()}


def all_beside(note: Note, judged: list[Judged]) -> dict[UUID, tuple[Beside, ...]]:
    """Differing views, and objections the others may settle, by statement; held back or not."""
    current = {j.point.pk: j.shown.digest for j in judged}
    sector_of = {who: sector for j in judged for sector, ids in j.standing.eligible.items() for who in ids}
    return beside(note, current, [a for j in judged for a in j.objections], sector_of)


def beside(
    note: Note,
    current: Mapping[UUID, str],
    objections: Iterable[Answer],
    sector_of: Mapping[UUID, str],
    views: Sequence[DifferingView] | None = None,
) -> dict[UUID, tuple[Beside, ...]]:
    """What stands beside the statements `current`, given with their digest; `views` where they are known already.

    Objections about one's own words or about being identifiable are not among them: those keep the statement out, and
    their reasons stay with the facilitators.
    """
    found: dict[UUID, tuple[Beside, ...]] = dict.fromkeys(current, ())
    told = [a for a in objections if a.reason and a.ground not in rule.ALWAYS_STANDS]
    views = views_on(list(current)) if views is None else views
    objectors = objectors_to(note, {v.point_id for v in views} | {a.point_id for a in told})
    for v in views:
        seen = Beside(
            View(v.sector, v.text, v.pk),
            v.responder_id,
            written=True,
            current=v.digest == current[v.point_id],
            objectors=tuple(objectors[v.point_id, v.responder_id]),
        )
        found[v.point_id] += (seen,)
    for a in told:
        seen = Beside(
            View(sector_of[a.responder_id], a.reason, a.pk),
            a.responder_id,
            written=False,
            current=True,
            objectors=tuple(objectors[a.point_id, a.responder_id]),
        )
        found[a.point_id] += (seen,)
    return found


def seen_digest(judged: list[Judged], beside: dict[UUID, tuple[View, ...]]) -> str:
    """SHA-256 over every wording, whether it would clear, and all beside it: what an approval is bound to."""
    told = [[j.shown.digest, j.clears, [[v.sector, v.text] for v in beside[j.point.pk]]] for j in judged]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def loose_ends(
    note: Note, version: NoteVersion, amendments: Collection[Amendment] | None = None
) -> LooseEnds:
    """Statements that somebody misses and nobody has decided, and decided ones that were not sent."""
    suggested = amendments_of(note) if amendments is None else amendments
    missing = tuple(a for a in suggested if a.point_id is None and a.outcome == Amendment.Outcome.OPEN)
    sent = CirculatedPoint.objects.filter(version=version).values("point")
    new, gone = Q(removed_at=None) & ~Q(pk__in=sent), Q(removed_at__isnull=False, pk__in=sent)
    points = DraftPoint.objects.filter(new | gone, note=note, withdrawn_at=None)
    removed = set(points.values_list("removed_at", flat=True))
    return LooseEnds(missing, new_points=None in removed, taken_out=bool(removed - {None}))


def standing_answers(note: Note | UUID, people: Collection[Responder] | None = None) -> QuerySet[Answer]:
    """The latest answers to statements of `note`, to whatever words they were given, of those whose answers count.

    Those are `people`, else everybody whose consent to take part stands. An objection about one's own words or about
    being identifiable counts on after its author's consent ended (domain I-17, E7).
    """
    counts = Q(responder__removed_at=None) if people is None else Q(responder__in=[r.pk for r in people])
    stands = Q(verdict=rule.OUT, ground__in=rule.ALWAYS_STANDS)
    return Answer.objects.filter(counts | stands, responder__note=note, superseded_at=None)


def present_answers(said: Iterable[Kept], present: Mapping[UUID, str]) -> Iterator[Kept]:
    """Those of `said` that count for the `present` wordings, given as digests by statement."""
    for a in said:
        if a.point_id in present and counts_for(a, present[a.point_id]):
            yield a


def counts_for(answer: Said, digest: str) -> bool:
    """Whether an answer counts for the wording of `digest`.

    With answers to it, whatever the words have become, objections about one's own words or about being identifiable:
    they stand until their author answers again (domain I-17).
    """
    return answer.digest == digest or rule.always_stands(answer)


def by_statement(said: Iterable[Kept]) -> defaultdict[UUID, list[Kept]]:
    """`said` by the statement it is about, in its order."""
    found: defaultdict[UUID, list[Kept]] = defaultdict(list)
    for a in said:
        found[a.point_id].append(a)
    return found
