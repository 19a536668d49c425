"""What the clearing of notes asks of people: counts and dates only, in a fixed number of queries for all seats."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, OuterRef, Q, Subquery

from partnerships.models import Role, Seat, StudyArea
from partnerships.permissions import Permission, allows
from workshops import windows
from workshops.clearance import circulating
from workshops.clearance.working import (
    Amendment,
    Answer,
    CirculatedPoint,
    Countersignature,
    Note,
    NoteVersion,
    Reopening,
    Responder,
)
from workshops.models import Workshop


@dataclass(frozen=True)
class ToCheck:
    """Notes that one seat is asked to check, with how many statements to answer again, and how many are new."""

    seat: Seat
    workshop: Workshop
    until: datetime
    again: int
    new: int
    meeting_at: datetime | None = None


@dataclass(frozen=True)
class ToSettle:
    """Notes under way, as facilitators count them."""

    workshop: Workshop
    state: str
    answer_by: datetime | None
    closes_at: datetime | None
    open_changes: int
    version: NoteVersion | None
    meeting_at: datetime | None = None

    @property
    def compiled_by(self) -> UUID | None:
        return self.version.compiled_by_id if self.version else None


@dataclass(frozen=True)
class ToDecide:
    """Something the group may do with notes of one session, from one seat."""

    seat: Seat
    workshop: Workshop
    since: datetime


@dataclass(frozen=True)
class Asked:
    """What notes ask of one person's seats: answers while they are open, a signature long after, an opening."""

    to_check: list[ToCheck]
    to_countersign: list[ToDecide]
    to_agree_to_open: list[ToDecide]


def asked(seats: Collection[Seat]) -> Asked:
    """Of the notes that these seats were asked about, what waits for them: one query tells whether anything does."""
    standing = Reopening.objects.filter(done_at=None, dropped_at=None)
    waits = Q(note__state=Note.State.CIRCULATED) | Q(note__in=standing.values("note"))
    people = Responder.objects.filter(waits, seat__in=seats, removed_at=None)
    found = list(people.select_related("note__workshop__area", "seat"))
    sent = [r for r in found if r.note.state == Note.State.CIRCULATED]
    over = [r for r in sent if windows.is_over(r.note.closes_at)]
    return Asked(
        _to_check([r for r in sent if r not in over]),
        _to_countersign(over),
        _to_agree_to_open(seats, [r for r in found if r not in sent and r.seat.is_live]),
    )


def to_check(seats: Collection[Seat]) -> list[ToCheck]:
    """Notes that are sent, still open, and not wholly answered by these seats."""
    return asked(seats).to_check


def _to_check(open_to: Collection[Responder]) -> list[ToCheck]:
    """Notes that are sent, still open, and not wholly answered by those asked."""
    people = {r.pk: r for r in open_to}
    shown = _shown_in({r.note_id for r in people.values()})
    answers: dict[UUID, dict[UUID, str]] = defaultdict(dict)
    asked_before: set[tuple[UUID, UUID]] = set()
    given = Answer.objects.filter(responder__in=people)
    for responder, point, digest, past in given.values_list("responder", "point", "digest", "superseded_at"):
        asked_before.add((responder, point))
        if past is None:
            answers[responder][point] = digest
    found = []
    for r in people.values():
        to_answer = [p for p, digest in shown[r.note_id].items() if answers[r.pk].get(p) != digest]
        again = sum((r.pk, p) in asked_before for p in to_answer)
        new = len(to_answer) - again
        until = windows.answer_by(r.note.window_ends_at, r.note.closes_at)
        if to_answer and until:
            found.append(ToCheck(r.seat, r.note.workshop, until, again, new, r.note.closing_meeting_at))
    return found


def _latest(notes: Iterable[UUID]) -> list[NoteVersion]:
    """The present version of each note."""
    return list(
        {v.note_id: v for v in NoteVersion.objects.filter(note__in=notes).order_by("number")}.values()
    )


def _shown_in(notes: Collection[UUID]) -> dict[UUID, dict[UUID, str]]:
    """The digests of every statement that the present version of each note asks about, by note and statement."""
    found: dict[UUID, dict[UUID, str]] = defaultdict(dict)
    rows = CirculatedPoint.objects.filter(
        version__note__in=notes,
        redacted_at=None,
        point__removed_at=None,
        point__withdrawn_at=None,
        point__closed_at=None,
    )
    told = rows.order_by("version__number").values_list("version__note", "version", "point", "digest")
    latest: dict[UUID, UUID] = {}
    for note, version, point, digest in told:
        if latest.setdefault(note, version) != version:  # an older version: only the latest counts
            latest[note] = version
            found[note].clear()
        found[note][point] = digest
    return found


def to_settle(areas: Collection[StudyArea]) -> dict[UUID, ToSettle]:
    """The notes of these areas by session id, with open changes counted."""
    changes = Amendment.objects.filter(note=OuterRef("pk"), outcome=Amendment.Outcome.OPEN).order_by()
    counted = changes.values("note").annotate(n=Count("pk")).values("n")
    notes = (
        Note.objects.filter(workshop__area__in=areas)
        .select_related("workshop")
        .annotate(open=Subquery(counted))
    )
    versions = {v.note_id: v for v in _latest([n.pk for n in notes])}
    return {
        n.workshop_id: ToSettle(
            workshop=n.workshop,
            state=n.state,
            answer_by=windows.answer_by(n.window_ends_at, n.closes_at),
            closes_at=n.closes_at,
            open_changes=n.open or 0,
            version=versions.get(n.pk),
            meeting_at=n.closing_meeting_at,
        )
        for n in notes
    }


def unsent(notes: Collection[ToSettle]) -> set[UUID]:
    """The sessions whose notes were changed since they were sent: decided, and nobody can answer it yet."""
    versions = [n.version for n in notes if n.version is not None and n.state == Note.State.CIRCULATED]
    changed = circulating.changed_since(versions) if versions else set()
    return {n.workshop.pk for n in notes if n.version is not None and n.version.note_id in changed}


def _to_agree_to_open(seats: Collection[Seat], asked_before: Collection[Responder]) -> list[ToDecide]:
    """Requests to open cleared statements again that wait for the side of one of these seats."""
    run = {seat.area_id: seat for seat in seats if seat.role == Role.FACILITATOR and seat.is_live}
    mine = {r.note_id: r for r in asked_before}
    if not run and not mine:
        return []
    standing = Reopening.objects.filter(Q(note__in=mine) | Q(note__workshop__area__in=run))
    standing = standing.filter(note__state=Note.State.CLEARED)  # a dispute may have opened them meanwhile
    found = []
    for row in standing.filter(done_at=None, dropped_at=None).select_related("note__workshop__area"):
        seat = run.get(row.note.workshop.area_id)
        side = "facilitator" if seat else mine[row.note_id].sector
        if getattr(row, f"{side}_at") is None:
            found.append(ToDecide(seat or mine[row.note_id].seat, row.note.workshop, row.asked_at))
    return found


def _to_countersign(asked_before: Collection[Responder]) -> list[ToDecide]:
    """Notes nobody approved for five working days after answers closed, by those asked who may sign for a sector."""
    due = [
        (r, opens)
        for r in asked_before
        if r.seat.is_live and allows(r.seat, Permission.COUNTERSIGN) and r.note.closes_at
        if windows.is_over(opens := windows.countersign_from(r.note.closes_at))
    ]
    if not due:
        return []
    signed = Countersignature.objects.filter(version__note__in=[r.note_id for r, _ in due])
    has_signed = set(signed.values_list("version__note", "sector"))
    return [
        ToDecide(r.seat, r.note.workshop, opens)
        for r, opens in due
        if (r.note_id, r.sector) not in has_signed
    ]
