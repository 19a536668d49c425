"""Changes suggested to statements that were made from a person's own points: how many, never what they say."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F

from partnerships.models import Seat
from workshops import windows
from workshops.clearance.working import Amendment, Note
from workshops.models import Workshop


@dataclass(frozen=True)
class ChangesToOwn:
    """Open changes to statements of one session that a seat's points went into; `latest` is the newest one's id."""

    workshop: Workshop
    changes: int
    latest: UUID
    until: datetime


def changes_to_own(seats: Collection[Seat]) -> list[ChangesToOwn]:
    """By others than these seats, while answers are open; in one query."""
    if not seats:
        return []
    rows = Amendment.objects.filter(
        outcome=Amendment.Outcome.OPEN, note__state=Note.State.CIRCULATED, point__sources__seat__in=seats
    )
    rows = rows.exclude(responder__seat__in=seats).annotate(logger=F("point__sources__seat"))
    found: dict[UUID, list[Amendment]] = {}
    for row in rows.select_related("note__workshop__area").order_by("proposed_at", "pk").distinct():
        found.setdefault(row.note_id, []).append(row)
    made = [_told(list({row.pk: row for row in of_note}.values())) for of_note in found.values()]
    return [one for one in made if one is not None]


def _told(rows: list[Amendment]) -> ChangesToOwn | None:
    note = rows[0].note
    until = windows.answer_by(note.window_ends_at, note.closes_at)
    if until is None or windows.is_over(note.closes_at):
        return None
    return ChangesToOwn(note.workshop, len(rows), rows[-1].pk, until)
