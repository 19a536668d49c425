"""Access copies: a numbered, named copy of notes that are being checked, for one person who was asked (domain 3F).

Made while the notes are out, for nobody else, handed to whoever asked for it and never kept or mailed. That it was
made is kept and logged.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max, QuerySet
from django.http import Http404

from partnerships import history
from partnerships.models import Seat
from partnerships.permissions import Permission, allows, require
from pipd.kit import clock
from workshops import windows
from workshops.clearance import moves
from workshops.clearance.reading import circulated
from workshops.clearance.standings import current_version
from workshops.clearance.whole import ReadPage, read_version
from workshops.clearance.working import AccessCopy, CirculatedPoint, Note, Responder
from workshops.models import Workshop

FORMATS = AccessCopy.Format
CLOSED = "Copies are made while notes are being checked, and not before or after."


@dataclass(frozen=True)
class Copy:
    """What a copy says: for whom it is, its number, and the notes as that version has them."""

    number: int
    name: str
    session: int
    large: bool
    answer_by: datetime | None
    notes: ReadPage


@dataclass(frozen=True)
class Issued:
    """That a copy was made."""

    number: int
    name: str
    sector: str
    version: int
    format: str
    issued_at: datetime
    issued_by: str


@dataclass(frozen=True)
class Recipient:
    """Somebody for whom a copy can be made."""

    id: UUID
    name: str
    sector: str


def why_not(workshop: Workshop) -> str:
    """Why no copy can be made now, in a sentence; empty when one can."""
    is_out = Note.objects.filter(workshop=workshop, state=Note.State.CIRCULATED).exists()
    return "" if is_out else CLOSED


@transaction.atomic
def issue(workshop: Workshop, responder_id: UUID, *, format: str, by: Seat) -> Copy:
    """Make a copy for somebody who was asked. Raises Http404 for anybody else, moves.Settled unless notes are out."""
    require(by, Permission.ISSUE_COPY, area_id=workshop.area_id)
    note = moves.locked_in(workshop, Note.State.CIRCULATED)
    return _issue(note, _asked(note).filter(pk=responder_id).first(), format, by)


@transaction.atomic
def take(workshop: Workshop, *, format: str, by: Seat) -> Copy:
    """Make one's own copy. Who has left takes one for as long as they may answer (domain I-15)."""
    require(by, Permission.TAKE_COPY, area_id=workshop.area_id, past=True)
    note = moves.locked_in(workshop, Note.State.CIRCULATED)
    if windows.is_over(note.closes_at) and not by.is_live:
        raise Http404
    return _issue(note, _asked(note).filter(seat=by).first(), format, by)


def _asked(note: Note) -> QuerySet[Responder]:
    return Responder.objects.filter(note=note, removed_at=None).select_related("seat__user")


def _issue(note: Note, responder: Responder | None, format: str, by: Seat) -> Copy:
    version = current_version(note)
    if responder is None or version is None:
        raise Http404
    last = AccessCopy.objects.filter(note=note).aggregate(last=Max("number"))["last"] or 0
    made = AccessCopy.objects.create(
        note=note,
        version=version,
        responder=responder,
        number=last + 1,
        format=FORMATS(format),
        issued_at=clock.now(),
        issued_by=by,
    )
    facts = {
        "copy": made.number,
        "version": version.number,
        "format": made.format,
        "for": str(responder.seat_id),
    }
    history.record(by, "access copy made", subject=made.pk, facts=facts)
    return Copy(
        number=made.number,
        name=_name(responder.seat),
        session=note.workshop.number,
        large=made.format == FORMATS.LARGE,
        answer_by=windows.answer_by(note.window_ends_at, note.closes_at),
        notes=read_version(note, version),
    )


def _name(seat: Seat) -> str:
    return seat.user.full_name if seat.user else ""


def asked(workshop: Workshop, seat: Seat) -> list[Recipient]:
    """For whom `seat` may make copies, by sector and name."""
    require(seat, Permission.ISSUE_COPY, area_id=workshop.area_id)
    found = circulated(workshop)
    people = _asked(found[0]) if found else Responder.objects.none()
    return sorted(
        (Recipient(r.pk, _name(r.seat), r.sector) for r in people), key=lambda one: (one.sector, one.name)
    )


def issued(workshop: Workshop, seat: Seat) -> list[Issued]:
    """The copies that were made: all of them for who makes them, one's own for anybody else. The latest first."""
    rows = AccessCopy.objects.filter(note__workshop=workshop).select_related(
        "version", "responder__seat__user", "issued_by__user"
    )
    if not _sees_all(workshop, seat):
        require(seat, Permission.TAKE_COPY, area_id=workshop.area_id, past=True)
        rows = rows.filter(responder__seat=seat)
    return [
        Issued(
            number=row.number,
            name=_name(row.responder.seat),
            sector=row.responder.sector,
            version=row.version.number,
            format=row.get_format_display(),
            issued_at=row.issued_at,
            issued_by=_name(row.issued_by),
        )
        for row in rows.order_by("-number")
    ]


def _sees_all(workshop: Workshop, seat: Seat) -> bool:
    return allows(seat, Permission.ISSUE_COPY) and seat.area_id == workshop.area_id


def showing(point_id: UUID) -> int:
    """How many copies were made of versions that showed this statement: withdrawing says that they are out."""
    versions = CirculatedPoint.objects.filter(point_id=point_id).values("version")
    return AccessCopy.objects.filter(version__in=versions).count()


def verify() -> Iterator[str]:
    """Copies are numbered 1, 2, 3 …, each of a version of the notes of which its person was asked."""
    strays = AccessCopy.objects.exclude(version__note=F("note"), responder__note=F("note"))
    for copy in strays.select_related("note__workshop__area"):
        yield f"{copy.note}: copy {copy.number} is of other notes, or for somebody who was not asked."
    for note in Note.objects.filter(pk__in=AccessCopy.objects.values("note")).select_related(
        "workshop__area"
    ):
        numbers = list(
            AccessCopy.objects.filter(note=note).order_by("number").values_list("number", flat=True)
        )
        if numbers != list(range(1, len(numbers) + 1)):
            yield f"{note}: an access copy is missing."
