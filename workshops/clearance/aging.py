"""What was said on the way to a record, once it has been kept long enough: all but the cleared words goes (domain 3R).

The cleared wordings stay in the versions that showed them, with their salt: so each version still verifies, and the
record can be held against what was sent. Whoever logged or said something is found nowhere any more.
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from partnerships.models import Seat, StudyArea
from pipd.kit import clock
from workshops.clearance.working import (
    Amendment,
    Answer,
    CirculatedPoint,
    CirculatedQuotation,
    DifferingView,
    DraftPoint,
    LoggedPoint,
    Note,
    Quotation,
    QuotationAnswer,
    Reopening,
    ViewObjection,
)
from workshops.models import ClearedPoint, ClearedQuote


def due(areas: Collection[UUID]) -> dict[str, int]:
    """How many words of these areas are still kept beside the cleared ones."""
    notes = _notes(areas)
    return {
        "logged points": LoggedPoint.objects.filter(workshop__area__in=areas).count(),
        "draft statements": _drafts(notes).exclude(text="").count(),
        "quotations": _quotations(notes).count(),
    }


def forget(areas: Collection[UUID], *, by: Seat) -> dict[str, int]:
    """Delete them; how many there were. Who is in the middle of writing waits for the area, and is told."""
    list(StudyArea.objects.select_for_update(no_key=True).filter(pk__in=areas).order_by("pk"))
    ids = _notes(areas).order_by("workshop__number", "pk").values_list("pk", flat=True)
    held = list(Note.objects.select_for_update(of=("self",)).filter(pk__in=list(ids)).order_by("pk"))
    told, notes = due(areas), Note.objects.filter(pk__in=[note.pk for note in held])
    _unquote(notes, by)
    _undraft(notes)
    _fall_silent(notes)
    LoggedPoint.objects.filter(workshop__area__in=areas).delete()
    notes.filter(words_gone_at=None).update(words_gone_at=clock.now())
    return told


def _notes(areas: Collection[UUID]) -> QuerySet[Note]:
    return Note.objects.filter(workshop__area__in=areas)


def _drafts(notes: QuerySet[Note]) -> QuerySet[DraftPoint]:
    """Statements that are not in the record."""
    cleared = ClearedPoint.objects.filter(origin=OuterRef("pk"))
    return DraftPoint.objects.filter(~Exists(cleared), note__in=notes)


def _quotations(notes: QuerySet[Note]) -> QuerySet[Quotation]:
    """Quotations that can still be traced to who said or logged them."""
    return Quotation.objects.filter(note__in=notes, source__isnull=False)


def _unquote(notes: QuerySet[Note], by: Seat) -> None:
    """Who said it goes from all of them, and the words of those that are not in the record. The sector stays.

    What is in the record is from now on as if nobody had been noted: whoever was asked about the notes and says that
    the words are theirs still takes them back (I-24).
    """
    now = clock.now()
    cleared = ClearedQuote.objects.filter(origin=OuterRef("quotation"), digest=OuterRef("digest"))
    shown = CirculatedQuotation.objects.filter(version__note__in=notes, redacted_at=None)
    shown.filter(~Exists(cleared)).update(text="", salt="", redacted_at=now)
    rows = Quotation.objects.filter(note__in=notes)
    unused = rows.filter(~Exists(ClearedQuote.objects.filter(origin=OuterRef("pk"))))
    unused.update(text="", salt="")
    unused.filter(removed_at=None).update(removed_at=now, removed_by=by)
    rows.update(speaker=None, source=None)
    QuotationAnswer.objects.filter(quotation__note__in=notes).delete()


def _undraft(notes: QuerySet[Note]) -> None:
    """Every wording but those that were cleared."""
    cleared = ClearedPoint.objects.filter(origin=OuterRef("point"), digest=OuterRef("digest"))
    shown = CirculatedPoint.objects.filter(version__note__in=notes, redacted_at=None)
    shown.filter(~Exists(cleared)).update(text="", topic="", salt="", redacted_at=clock.now())
    _drafts(notes).update(text="", topic="", salt="")


def _fall_silent(notes: QuerySet[Note]) -> None:
    """The words of what people answered, suggested and asked; that they did stays until it is counted."""
    Amendment.objects.filter(note__in=notes).update(text="", reason="")
    Answer.objects.filter(point__note__in=notes).update(reason="")
    Reopening.objects.filter(note__in=notes).update(reason="")
    ViewObjection.objects.filter(point__note__in=notes).delete()
    DifferingView.objects.filter(point__note__in=notes).delete()
