"""What the clearing of notes asks of people: counts and dates only, in a fixed number of queries for all seats."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from partnerships.models import Role, Seat, StudyArea
from partnerships.permissions import Permission, allows
from pipd.kit import clock
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


def to_check(seats: Collection[Seat]) -> list[ToCheck]:
    """Notes that are sent, still open, and not wholly answered by these seats."""
    asked = Responder.objects.filter(
        seat__in=seats, removed_at=None, note__state=Note.State.CIRCULATED, note__closes_at__gt=clock.now()
    ).select_related("note__workshop__area", "seat")
    people = {r.pk: r for r in asked}
    shown = _shown_in(_latest({r.note_id for r in people.values()}))
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


def _shown_in(versions: Iterable[NoteVersion]) -> dict[UUID, dict[UUID, str]]:
    """The digests of every statement of these versions, by note and statement."""
    note_of = {v.pk: v.note_id for v in versions}
    found: dict[UUID, dict[UUID, str]] = defaultdict(dict)
    rows = CirculatedPoint.objects.filter(
        version__in=note_of,
        redacted_at=None,
        point__removed_at=None,
        point__withdrawn_at=None,
        point__closed_at=None,
    )
    for version, point, digest in rows.values_list("version_id", "point_id", "digest"):
        found[note_of[version]][point] = digest
    return found


def to_settle(areas: Collection[StudyArea]) -> dict[UUID, ToSettle]:
    """The notes of these areas by session id, with open changes counted."""
    notes = list(Note.objects.filter(workshop__area__in=areas).select_related("workshop"))
    changes = Counter(
        Amendment.objects.filter(note__in=notes, outcome=Amendment.Outcome.OPEN).values_list(
            "note", flat=True
        )
    )
    versions = {v.note_id: v for v in _latest([n.pk for n in notes])}
    return {
        n.workshop_id: ToSettle(
            workshop=n.workshop,
            state=n.state,
            answer_by=windows.answer_by(n.window_ends_at, n.closes_at),
            closes_at=n.closes_at,
            open_changes=changes[n.pk],
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


@dataclass(frozen=True)
class ToDecide:
    """Something the group may do with notes of one session, from one seat."""

    seat: Seat
    workshop: Workshop
    since: datetime


def to_agree_to_open(seats: Collection[Seat]) -> list[ToDecide]:
    """Requests to open cleared statements again that wait for the side of one of these seats."""
    live = {seat.area_id: seat for seat in seats if seat.area_id and seat.is_live}
    standing = Reopening.objects.filter(note__workshop__area__in=live, done_at=None, dropped_at=None)
    rows = list(standing.select_related("note__workshop__area"))
    notes = [row.note_id for row in rows]
    asked = Responder.objects.filter(note__in=notes, seat__in=live.values(), removed_at=None) if notes else ()
    sector_of = {(r.note_id, r.seat_id): r.sector for r in asked}
    found = []
    for row in rows:
        seat = live[row.note.workshop.area_id]
        is_facilitator = seat.role == Role.FACILITATOR
        side = "facilitator" if is_facilitator else sector_of.get((row.note_id, seat.pk), "")
        if side and getattr(row, f"{side}_at") is None:
            found.append(ToDecide(seat, row.note.workshop, row.asked_at))
    return found


def to_countersign(seats: Collection[Seat]) -> list[ToDecide]:
    """Notes nobody approved for five working days after answers closed, which these seats were asked about."""
    could_sign = [seat for seat in seats if seat.is_live and allows(seat, Permission.COUNTERSIGN)]
    if not could_sign:
        return []
    asked = Responder.objects.filter(
        seat__in=could_sign,
        removed_at=None,
        note__state=Note.State.CIRCULATED,
        note__closes_at__lte=clock.now(),
    ).select_related("note__workshop__area", "seat")
    due = [
        r for r in asked if r.note.closes_at and windows.is_over(windows.countersign_from(r.note.closes_at))
    ]
    if not due:
        return []
    signed = Countersignature.objects.filter(version__note__in=[r.note_id for r in due])
    has_signed = set(signed.values_list("version__note", "sector"))
    return [
        ToDecide(r.seat, r.note.workshop, windows.countersign_from(r.note.closes_at))
        for r in due
        if r.note.closes_at and (r.note_id, r.sector) not in has_signed
    ]
