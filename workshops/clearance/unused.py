"""Statements that are used nowhere: taken out of the notes, or left out of the record (domain I-18, I-24)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from partnerships.models import Seat
from partnerships.permissions import Permission, require
from workshops.clearance.working import DraftPoint, Note
from workshops.models import ClearedPoint, Workshop


@dataclass(frozen=True)
class Unused:
    """One of them, as facilitators read it: whoever would be identifiable by it can have it withdrawn."""

    id: UUID
    number: int
    topic: str
    text: str
    taken_out: bool


def of(note: Note) -> QuerySet[DraftPoint]:
    """Those of `note` whose words are still kept: nothing about them is in question, and none is in the record."""
    out = Q(removed_at__isnull=False) | Q(closed_at__isnull=False)
    if note.state == Note.State.PARKED:
        out |= Q(pk__isnull=False)
    kept = DraftPoint.objects.filter(out, note=note, withdrawn_at=None).exclude(text="")
    return kept.exclude(pk__in=ClearedPoint.objects.filter(note__workshop=note.workshop_id).values("origin"))


def unused(workshop: Workshop, seat: Seat) -> list[Unused]:
    """All of one session, left out first, for those who may withdraw them."""
    require(seat, Permission.WITHDRAW_POINT, area_id=workshop.area_id)
    note = Note.objects.filter(workshop=workshop).first()
    found = of(note).order_by("number", "removed_at") if note else ()
    told = [Unused(p.pk, p.number, p.topic, p.text, p.removed_at is not None) for p in found]
    return sorted(told, key=lambda one: one.taken_out)
