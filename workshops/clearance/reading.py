"""What pages may show of notes that are not cleared: frozen values, made for one seat, permission checked here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery

from partnerships.models import Seat, Sector, StudyArea
from partnerships.permissions import Permission, allows
from pipd.kit.prepared import Prepared
from workshops import reach, windows
from workshops.clearance import rule
from workshops.clearance.quotes_reading import Beside, Quoted
from workshops.clearance.shapes import Shown
from workshops.clearance.standings import View, judge_all, responders
from workshops.clearance.working import (
    Amendment,
    CirculatedPoint,
    CirculatedQuotation,
    DifferingView,
    DraftPoint,
    Note,
    NoteVersion,
)
from workshops.models import Approval, ClearedPoint, Commonality, Position, Workshop, commonality


@dataclass(frozen=True)
class NoteState:
    """Where the notes of a session stand: state and dates only, so anybody of the area and coordinators may see it."""

    state: str
    words: str
    tag: str
    window_ends_at: datetime | None = None
    closes_at: datetime | None = None
    cleared: int = 0
    left_out: int = 0
    approved_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether answers are still taken."""
        return self.state == Note.State.CIRCULATED and not windows.is_over(self.closes_at)

    @property
    def answer_by(self) -> datetime | None:
        """Until when people are asked to answer now."""
        return windows.answer_by(self.window_ends_at, self.closes_at)


class Statement(NamedTuple):
    """One statement as a version shows it."""

    id: UUID
    number: int
    topic: str
    text: str
    kind: str
    position_la: str
    position_tso: str
    commonality: Commonality
    digest: str
    views: tuple[View, ...] = ()
    quotes: tuple[Quoted, ...] = ()


class SectorProgress(NamedTuple):
    """How far one sector is. `answered` is None where only *enough* or *not yet* may be seen (domain I-31)."""

    sector: str
    enough: bool
    answered: int | None = None
    eligible: int | None = None
    needed: int | None = None


@dataclass(frozen=True)
class Progress:
    """How far the clearing of one session's notes is, as one seat may see it."""

    version: int
    statements: int
    agreed: int
    sectors: tuple[SectorProgress, ...]


POSITIONS = dict(Position.choices)
TAGS = {
    Note.State.DRAFTING: "plain",
    Note.State.CIRCULATED: "wait",
    Note.State.CLEARED: "done",
    Note.State.PARKED: "stop",
}
# Before anybody has begun.
BEGUN = NoteState(Note.State.DRAFTING.value, Note.State.DRAFTING.label, TAGS[Note.State.DRAFTING])


def states(*areas: StudyArea) -> dict[UUID, NoteState]:
    """The state of every session's notes in `areas`, by session id; in one query however many there are."""
    return {row.pk: state for row, state in with_states(Workshop.objects.filter(area__in=areas))}


def session_numbers(area: StudyArea) -> dict[UUID, int]:
    """The number of each session of `area`, under its id and that of its notes."""
    held = Workshop.objects.filter(area=area).values_list("pk", "number")
    noted = Note.objects.filter(workshop__area=area).values_list("pk", "workshop__number")
    return {**dict(held), **dict(noted)}


def with_states(sessions: QuerySet[Workshop]) -> list[tuple[Workshop, NoteState]]:
    """`sessions`, each with the state of its notes, in the one query that finds them."""
    notes = Note.objects.filter(workshop=OuterRef("pk"))
    approvals = Approval.objects.filter(note__workshop=OuterRef("pk")).order_by("-approved_at")
    told = {
        f"note_{name}": Subquery(notes.values(name)[:1]) for name in ("state", "window_ends_at", "closes_at")
    }
    told |= {f"note_{name}": Subquery(approvals.values(name)[:1]) for name in ("left_out", "approved_at")}
    rows: Any = sessions.annotate(note_cleared=Count("cleared_note__points"), **told)
    return [(row, _as_annotated(row)) for row in rows]


def _as_annotated(row: Any) -> NoteState:
    if row.note_state is None:
        return BEGUN
    state = Note.State(row.note_state)
    return NoteState(
        state=row.note_state,
        words=str(state.label),
        tag=TAGS[state],
        window_ends_at=row.note_window_ends_at,
        closes_at=row.note_closes_at,
        cleared=row.note_cleared,
        left_out=row.note_left_out or 0,
        approved_at=row.note_approved_at,
    )


def state_of(workshop: Workshop) -> NoteState:
    """The state of one session's notes; *being written up* before anybody has begun."""
    return states(workshop.area).get(workshop.pk, BEGUN)


def _versions(workshop: UUID) -> QuerySet[NoteVersion]:
    return NoteVersion.objects.filter(note__workshop=workshop).order_by("-number").select_related("note")


_latest = Prepared(lambda workshop: _versions(workshop)[:1])
# Most notes have none of these, and what there is none of need not be asked for: three queries fewer.
_latest_for = Prepared(
    lambda workshop, seat: _versions(workshop).annotate(
        has_quotes=Exists(CirculatedQuotation.objects.filter(version=OuterRef("pk"))),
        has_views=Exists(DifferingView.objects.filter(responder__note=OuterRef("note"))),
        has_own_changes=Exists(Amendment.objects.filter(note=OuterRef("note"), responder__seat=seat)),
    )[:1]
)


def circulated(
    workshop: Workshop, *, writer_too: bool = False, seat: Seat | None = None
) -> tuple[Note, NoteVersion] | None:
    """The note of `workshop` with its current version, when one was ever sent; `writer_too` with who wrote it up.

    For a `seat` the version also says `has_quotes`, `has_views` and `has_own_changes`, those suggested from that seat.
    """
    if writer_too:
        version = _versions(workshop.pk).select_related("compiled_by__user").first()
    elif seat is not None:
        version = next(iter(_latest_for(workshop.pk, seat.pk)), None)
    else:
        version = next(iter(_latest(workshop.pk)), None)
    if version is None:
        return None
    version.note.workshop = workshop
    return version.note, version


def statement(shown: Shown, views: tuple[View, ...] = (), quotes: Beside | None = None) -> Statement:
    """The frozen value of one circulated statement."""
    return Statement(
        id=shown.point_id,
        number=shown.number,
        topic=shown.topic,
        text=shown.text,
        kind=shown.kind,
        position_la=POSITIONS[shown.position_la],
        position_tso=POSITIONS[shown.position_tso],
        commonality=commonality(shown.position_la, shown.position_tso),
        digest=shown.digest,
        views=views,
        quotes=quotes.get(shown.point_id, ()) if quotes else (),
    )


def progress(workshop: Workshop, seat: Seat) -> Progress | None:
    """How far clearing is, for `seat`: facilitators see counts of both sectors, a participant those of their own
    and for the other only whether it is enough; a coordinator enough or not yet for both (domain 3K)."""
    found = circulated(workshop)
    if found is None or found[0].state != Note.State.CIRCULATED:
        return None
    note, version = found
    judged = judge_all(note, version, responders(note))
    return progress_of(seat, version, [j.finding for j in judged])


def progress_of(seat: Seat, version: NoteVersion, findings: Sequence[rule.Finding]) -> Progress:
    """The same from statements that are judged already."""
    return Progress(
        version=version.number,
        statements=len(findings),
        agreed=sum(f.agreed for f in findings),
        sectors=tuple(sector_progress(seat, sector, findings) for sector in (Sector.LA, Sector.TSO)),
    )


def sector_progress(seat: Seat, sector: Sector, findings: Sequence[rule.Finding]) -> SectorProgress:
    """One sector's progress on the statement least agreed, cut down to what `seat` may see."""
    counts = [f.counts[sector] for f in findings]
    least = min(counts, default=rule.SectorCount(0, 0, 0))  # by `fair`, as the others are alike
    enough = bool(counts) and all(c.enough for c in counts)
    if not allows(seat, Permission.DECIDE_CHANGE) and seat.sector != sector:
        return SectorProgress(sector=sector, enough=enough)
    return SectorProgress(sector, enough, answered=least.fair, eligible=least.eligible, needed=least.needed)


def withdrawn_count(area: StudyArea, number: int | None = None) -> int:
    """How many cleared statements of `area`, or of its session `number`, were withdrawn: nothing else is left."""
    points = DraftPoint.objects.filter(note__workshop__area=area, withdrawn_at__isnull=False, removed_at=None)
    return (points.filter(note__workshop__number=number) if number else points).count()


def left_out(workshop: Workshop, seat: Seat) -> list[Statement]:
    """Statements that were not agreed when the notes were cleared or parked; for the group alone (domain 3K).

    Of notes that are opened again, those that are not asked about.
    """
    reach.require_at(workshop, seat, Permission.SEE_CIRCULATED)
    found = circulated(workshop)
    if found is None:
        return []
    used = ClearedPoint.objects.filter(note__workshop=workshop).values("origin")
    shown = CirculatedPoint.objects.filter(version=found[1], redacted_at=None, point__removed_at=None)
    if found[0].state == Note.State.CIRCULATED:
        shown = shown.exclude(point__closed_at=None)
    return [statement(cp) for cp in shown.exclude(point__in=used).order_by("number")]


def is_kept_no_more(workshop: Workshop) -> bool:
    """Whether all words but the cleared ones were deleted, as they were kept long enough (domain 3R)."""
    return Note.objects.filter(workshop=workshop, words_gone_at__isnull=False).exists()


def left_out_gone(workshop: Workshop) -> int:
    """How many statements were left out and withdrawn since: the record counts them still, and no words are kept."""
    found = circulated(workshop)
    if found is None:
        return 0
    gone = CirculatedPoint.objects.filter(version=found[1], point__withdrawn_at__isnull=False)
    # What was in the record and is withdrawn was never taken out of the notes.
    gone = gone.exclude(point__removed_at=None)
    return (gone if found[0].state == Note.State.PARKED else gone.exclude(point__closed_at=None)).count()
