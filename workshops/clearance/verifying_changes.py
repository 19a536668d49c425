"""What must be true of suggested changes, held views and closing meetings, asked of the database."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import F, Q

from workshops.clearance.working import Amendment, Note, Responder, ViewObjection
from workshops.models.sessions import SESSIONS


def verify() -> Iterator[str]:
    """Name every row that breaks an invariant of these, in a sentence without words that people said."""
    yield from changes()
    yield from held_views()
    yield from closings()


def changes() -> Iterator[str]:
    """A change belongs to the notes of its statement and of whoever suggested it; what was taken out is out."""
    rows = Amendment.objects.select_related("note__workshop__area", "point", "responder")
    astray = Q(point__isnull=False) & ~Q(point__note=F("note")) | ~Q(responder__note=F("note"))
    for amendment in rows.filter(astray).iterator():
        yield f"{amendment.note}: change {amendment.pk} belongs to the notes of another session."
    taken = rows.filter(is_removal=True, outcome=Amendment.Outcome.ACCEPTED)
    for amendment in taken.filter(point__removed_at=None).iterator():
        yield f"{amendment.note}: change {amendment.pk} took a statement out that is still in."
    left = rows.filter(outcome=Amendment.Outcome.OPEN).exclude(point__removed_at=None)
    for amendment in left.filter(point__isnull=False).iterator():
        yield f"{amendment.note}: change {amendment.pk} is open for a statement that is taken out."


def held_views() -> Iterator[str]:
    """Whoever holds a view back, and whoever wrote it, was asked about the notes it stands in."""
    rows = ViewObjection.objects.filter(author__note=F("point__note"), responder__note=F("point__note"))
    for row in ViewObjection.objects.exclude(pk__in=rows).iterator():
        yield f"Objection {row.pk} to a view: raised by somebody of another session."


def closings() -> Iterator[str]:
    """Only the notes of session 4 have a closing meeting, and it lies before answers close (domain I-16, 3F)."""
    held = Note.objects.filter(closing_meeting_at__isnull=False).select_related("workshop__area")
    for note in held.iterator():
        begins = note.closing_meeting_at
        if note.workshop.number != SESSIONS:
            yield f"{note}: a closing meeting, though a session follows."
        if begins is None or note.closes_at is None or begins >= note.closes_at:
            yield f"{note}: the closing meeting lies after answers close."
        if note.meeting_ahead and note.state != Note.State.CIRCULATED:
            yield f"{note}: a closing meeting lies ahead, and nothing is left to be agreed in it."
    there = Responder.objects.filter(present_since__isnull=False, note__workshop__number=SESSIONS)
    begun = Q(note__closing_meeting_at__lte=F("present_since"))
    for responder in there.exclude(begun).select_related("note__workshop__area").iterator():
        yield f"{responder.note}: somebody is present, and no closing meeting has begun."
