"""What pages show before notes are checked: points and statements for who writes up, counts and dates for others.

Only frozen values go out. Who logged a point is for facilitators alone (domain 3K).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Prefetch, Q
from django.http import Http404

from partnerships.models import Seat, Sector
from partnerships.permissions import Permission, require
from workshops import windows
from workshops.clearance import circulating, moves, quotes_reading, writing
from workshops.clearance.quotes_reading import Beside, Quoted
from workshops.clearance.working import DraftPoint, LoggedPoint, Note, Responder
from workshops.models import Commonality, Kind, Workshop, commonality

# What a statement was made from, with who logged it, in one query.
HELD_BY_NOBODY = {Kind.FACT, Kind.PROCESS}  # nobody need hold what was simply so
WITH_AUTHORS = Prefetch("sources", LoggedPoint.objects.select_related("seat__user"))


@dataclass(frozen=True)
class Logged:
    """A logged point as a facilitator reads it, with the numbers of the statements made from it."""

    id: UUID
    text: str
    kind: str
    said_by: str
    is_quotation: bool
    own_words_of: UUID | None
    logged_by: str
    logged_at: datetime
    used_in: tuple[int, ...] = ()

    @property
    def places(self) -> list[str]:
        """Where it is used, such as "In statement 9"."""
        return [f"In statement {number}" for number in self.used_in]


@dataclass(frozen=True)
class Draft:
    """A statement of the draft."""

    id: UUID
    number: int
    topic: str
    text: str
    kind: str
    position_la: str
    position_tso: str
    revision: int
    sources: tuple[Logged, ...] = ()
    quotes: tuple[Quoted, ...] = ()

    @property
    def commonality(self) -> Commonality:
        return commonality(self.position_la, self.position_tso)


@dataclass(frozen=True)
class Desk:
    """The whole of writing up one session: nothing logged is left off."""

    logged: tuple[Logged, ...]
    drafts: tuple[Draft, ...]
    why_not: str

    @property
    def unused(self) -> list[Logged]:
        return [point for point in self.logged if not point.used_in]

    @property
    def used(self) -> int:
        return len(self.logged) - len(self.unused)


@dataclass(frozen=True)
class Sending:
    """What sending these notes for checking would do."""

    drafts: tuple[Draft, ...]
    unused: int
    asked: dict[str, int]
    until: datetime
    closes_at: datetime
    is_late: bool
    sent_already: bool
    blockers: tuple[str, ...]

    @property
    def unheld(self) -> list[Draft]:
        """Statements that somebody must hold, and nobody is said to."""
        return [
            d
            for d in self.drafts
            if d.commonality == Commonality.NOT_RECORDED and d.kind not in HELD_BY_NOBODY
        ]

    @property
    def people(self) -> str:
        """ "12 people are"."""
        total = sum(self.asked.values())
        return "1 person is" if total == 1 else f"{total} people are"


def desk(workshop: Workshop, seat: Seat) -> Desk:
    """Everything for writing up; in six queries whatever the number of points."""
    require(seat, Permission.SEE_LOGGED, area_id=workshop.area_id)
    return _desk(workshop, Note.objects.filter(workshop=workshop).first(), seat)


def _desk(workshop: Workshop, note: Note | None, seat: Seat) -> Desk:
    drafts = _present(note)
    used: dict[UUID, list[int]] = {}
    for draft in drafts:
        for source in draft.sources.all():
            used.setdefault(source.pk, []).append(draft.number)
    points = LoggedPoint.objects.filter(workshop=workshop).exclude(text="").select_related("seat__user")
    quotes = quotes_reading.drafted(workshop, seat)
    return Desk(
        logged=tuple(logged(point, used.get(point.pk, [])) for point in points),
        drafts=tuple(_draft(draft, quotes) for draft in drafts),
        why_not=_why_not(note),
    )


def draft_of(workshop: Workshop, point_id: UUID, seat: Seat) -> Draft:
    """One statement with what it was made from. Raises Http404 for any that is not in these notes now."""
    require(seat, Permission.SEE_LOGGED, area_id=workshop.area_id)
    found = DraftPoint.objects.filter(note__workshop=workshop, pk=point_id, removed_at=None)
    draft = found.prefetch_related(WITH_AUTHORS).first()
    if draft is None:
        raise Http404
    return _draft(draft, quotes_reading.drafted(workshop, seat))


def was_taken_out(workshop: Workshop, point_id: UUID, seat: Seat) -> bool:
    """Whether a statement was in these notes and was taken out, or merged with another."""
    require(seat, Permission.SEE_LOGGED, area_id=workshop.area_id)
    found = DraftPoint.objects.filter(note__workshop=workshop, pk=point_id)
    return found.exclude(removed_at=None).exists()


def topics(workshop: Workshop, seat: Seat) -> list[str]:
    """The topics used so far in the notes of this area, so that the same matter is not called by two names."""
    require(seat, Permission.SEE_LOGGED, area_id=workshop.area_id)
    used = DraftPoint.objects.filter(note__workshop__area=workshop.area_id, removed_at=None)
    return list(used.exclude(topic="").order_by("topic").values_list("topic", flat=True).distinct())


def why_not_write(workshop: Workshop) -> str:
    """Why nobody can write these notes up now, in a sentence; empty when one can."""
    return _why_not(Note.objects.filter(workshop=workshop).first())


def why_not_from_memory(workshop: Workshop, seat: Seat) -> str:
    """Why `seat` can write no statement that comes from no logged point, now; empty when it can."""
    return why_not_write(workshop) or writing.why_not_from_memory(workshop, seat)


def logged_count(workshop: Workshop) -> tuple[int, int]:
    """How many points were logged for the session, and how many of them are in no statement: numbers only."""
    used = DraftPoint.objects.filter(note__workshop=workshop, removed_at=None, sources__isnull=False)
    points = LoggedPoint.objects.filter(workshop=workshop).exclude(text="")
    found = points.aggregate(all=Count("pk"), unused=Count("pk", filter=~Q(pk__in=used.values("sources"))))
    return found["all"], found["unused"]


def sending(workshop: Workshop, seat: Seat) -> Sending:
    """What the facilitator is asked to check before the notes go out."""
    require(seat, Permission.SEE_LOGGED, area_id=workshop.area_id)
    note = Note.objects.filter(workshop=workshop).first()
    whole = _desk(workshop, note, seat)
    again = note is not None and note.state == Note.State.PARKED
    until, closes_at = windows.answering(workshop, by_email=again)
    return Sending(
        drafts=whole.drafts,
        unused=len(whole.unused),
        asked=_asked(workshop, note, again),
        until=until,
        closes_at=closes_at,
        is_late=until != closes_at and not windows.leaves_time_to_read(workshop, until),
        sent_already=note is not None and note.state not in writing.WRITABLE,
        blockers=tuple([whole.why_not] if whole.why_not else circulating.blockers(workshop)),
    )


def _asked(workshop: Workshop, note: Note | None, again: bool) -> dict[str, int]:
    """How many of each sector will be asked: frozen once the notes have been out."""
    frozen = Responder.objects.filter(note=note, removed_at=None).values_list("sector", flat=True)
    found = list(frozen) if again else [seat.sector for seat in circulating.to_be_asked(workshop)]
    return {sector.value: found.count(sector) for sector in (Sector.LA, Sector.TSO)}


def _why_not(note: Note | None) -> str:
    return (
        moves.WHERE_IT_STANDS[Note.State(note.state)] if note and note.state not in writing.WRITABLE else ""
    )


def _present(note: Note | None) -> list[DraftPoint]:
    rows = DraftPoint.objects.filter(note=note, removed_at=None).order_by("number", "id")
    return list(rows.prefetch_related(WITH_AUTHORS)) if note else []


def logged(point: LoggedPoint, used_in: Iterable[int] = ()) -> Logged:
    """`point` as a facilitator reads it."""
    return Logged(
        id=point.pk,
        text=point.text,
        kind=point.kind,
        said_by=point.said_by,
        is_quotation=point.is_quotation,
        own_words_of=point.seat_id if point.own_words else None,
        logged_by=point.seat.user.full_name if point.seat.user else "",
        logged_at=point.logged_at,
        used_in=tuple(used_in),
    )


def _draft(draft: DraftPoint, quotes: Beside) -> Draft:
    return Draft(
        id=draft.pk,
        number=draft.number,
        topic=draft.topic,
        text=draft.text,
        kind=draft.kind,
        position_la=draft.position_la,
        position_tso=draft.position_tso,
        revision=draft.revision,
        sources=tuple(logged(point, [draft.number]) for point in draft.sources.all()),
        quotes=quotes.get(draft.pk, ()),
    )
