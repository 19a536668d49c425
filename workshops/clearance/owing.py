"""What the clearing of notes asks of people: counts and dates only, in a fixed number of queries for all seats."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from partnerships.models import Role, Seat, Sector, StudyArea
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
    sequence: int
    meeting_at: datetime | None = None
    by_email_from: datetime | None = None


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
class ToMeet:
    """A closing meeting of notes of one session, and whether the reader facilitates there."""

    workshop: Workshop
    at: datetime
    sequence: int
    is_off: bool
    facilitates: bool


@dataclass(frozen=True)
class NotesDue:
    """What notes ask of one person's seats: answers while they are open, a signature long after, an opening."""

    to_check: list[ToCheck]
    to_countersign: list[ToDecide]
    to_agree_to_open: list[ToDecide]


def asked(seats: Collection[Seat]) -> NotesDue:
    """Of the notes that these seats were asked about, what waits for them: in one query, two for facilitators."""
    found = list(_asked_about(seats))
    sent = [r for r in found if r.note.state == Note.State.CIRCULATED]
    over = [r for r in sent if windows.is_over(r.note.closes_at)]
    return NotesDue(
        _to_check([r for r in sent if r not in over]),
        _to_countersign(over),
        _to_agree_to_open(seats, [r for r in found if r not in sent and r.seat.is_live]),
    )


def _asked_about(seats: Collection[Seat]) -> QuerySet[Responder]:
    """These seats as responders to notes that wait for anything, with what is counted of each."""
    standing = Reopening.objects.filter(done_at=None, dropped_at=None)
    waits = Q(note__state=Note.State.CIRCULATED) | Q(note__in=standing.values("note"))
    latest = NoteVersion.objects.filter(note=OuterRef("note")).order_by("-number")
    shown = CirculatedPoint.objects.filter(
        version=OuterRef("latest"),
        redacted_at=None,
        point__removed_at=None,
        point__withdrawn_at=None,
        point__closed_at=None,
    )
    given = Answer.objects.filter(responder=OuterRef(OuterRef("pk")), point=OuterRef("point"))
    answered = given.filter(superseded_at=None, digest=OuterRef("digest"))
    to_answer = shown.exclude(Exists(answered))
    asks = standing.filter(note=OuterRef("note"), note__state=Note.State.CLEARED)
    asks_la, asks_tso = (asks.filter(**{f"{side}_at": None}).values("asked_at")[:1] for side in ("la", "tso"))
    signed = Countersignature.objects.filter(version__note=OuterRef("note"), sector=OuterRef("sector"))
    people = Responder.objects.filter(waits, seat__in=seats, removed_at=None)
    return people.select_related("note__workshop__area", "seat").annotate(
        latest=Subquery(latest.values("pk")[:1]),
        to_answer=_number_of(to_answer),
        again=_number_of(to_answer.filter(Exists(given))),
        is_signed=Exists(signed),
        asks_to_open=Case(When(sector=Sector.LA, then=Subquery(asks_la)), default=Subquery(asks_tso)),
    )


def _number_of(rows: QuerySet[CirculatedPoint]) -> Coalesce:
    counted = rows.order_by().values("version").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def to_check(seats: Collection[Seat]) -> list[ToCheck]:
    """Notes that are sent, still open, and not wholly answered by these seats."""
    return asked(seats).to_check


def _to_check(open_to: Iterable[Any]) -> list[ToCheck]:
    """Notes that are sent, still open, and not wholly answered by those asked."""
    found = []
    for r in open_to:
        until = windows.answer_by(r.note.window_ends_at, r.note.closes_at)
        if r.to_answer and until:
            new, meeting = r.to_answer - r.again, r.note.closing_meeting_at
            opens = r.note.window_ends_at if r.note.window_ends_at != r.note.closes_at else None
            facts = (until, r.again, new, _sequence(r.note), meeting, opens)
            found.append(ToCheck(r.seat, r.note.workshop, *facts))
    return found


def _sequence(note: Note) -> int:
    """Of the entry of its deadline in calendars: it rises whenever the deadline moves.

    It also moves where nobody changes anything: as the window ends, people are asked to answer by email until later.
    """
    return 2 * note.times_set + windows.is_over(note.window_ends_at)


def _latest(notes: Iterable[UUID]) -> list[NoteVersion]:
    """The present version of each note."""
    return list(
        {v.note_id: v for v in NoteVersion.objects.filter(note__in=notes).order_by("number")}.values()
    )


def meetings(seats: Collection[Seat]) -> list[ToMeet]:
    """Closing meetings of notes that these seats are asked about, or facilitate; those called off too. One query."""
    run = {seat.area_id for seat in seats if seat.role == Role.FACILITATOR and seat.is_live}
    asked = Responder.objects.filter(note=OuterRef("pk"), seat__in=seats, removed_at=None)
    notes = Note.objects.filter(Exists(asked) | Q(workshop__area__in=run), closing_meeting_sequence__gt=0)
    found = []
    for note in notes.select_related("workshop__area").order_by("workshop__area", "workshop__number"):
        at = note.closing_meeting_at or note.closing_meeting_was_at
        if at is None:
            continue
        w, is_off = note.workshop, note.closing_meeting_at is None
        found.append(ToMeet(w, at, note.closing_meeting_sequence, is_off, w.area_id in run))
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


def _to_agree_to_open(seats: Collection[Seat], asked_before: Iterable[Any]) -> list[ToDecide]:
    """Requests to open cleared statements again that wait for the side of one of these seats."""
    run = {seat.area_id: seat for seat in seats if seat.role == Role.FACILITATOR and seat.is_live}
    found = [
        ToDecide(r.seat, r.note.workshop, r.asks_to_open)
        for r in asked_before
        if r.asks_to_open and r.note.workshop.area_id not in run
    ]
    if not run:
        return found
    standing = Reopening.objects.filter(done_at=None, dropped_at=None, facilitator_at=None)
    # A dispute may have opened them meanwhile.
    here = standing.filter(note__workshop__area__in=run, note__state=Note.State.CLEARED)
    for row in here.select_related("note__workshop__area"):
        w = row.note.workshop
        found.append(ToDecide(run[w.area_id], w, row.asked_at))
    return found


def _to_countersign(asked_before: Iterable[Any]) -> list[ToDecide]:
    """Notes nobody approved for five working days after answers closed, by those asked who may sign for a sector."""
    return [
        ToDecide(r.seat, r.note.workshop, opens)
        for r in asked_before
        if r.seat.is_live and allows(r.seat, Permission.COUNTERSIGN) and r.note.closes_at and not r.is_signed
        if windows.is_over(opens := windows.countersign_from(r.note.closes_at))
    ]
