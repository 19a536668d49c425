"""What was said on the way to a record, once it has been kept long enough: all but the cleared words goes (domain 3R).

The cleared wordings stay in the versions that showed them, with their salt: so each version still verifies, and the
record can be held against what was sent. Whoever logged or said something is found nowhere any more.
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from partnerships.models import Seat
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
    """How much of these areas is still kept beside the cleared words.

    Notes are counted as such: what was said in passing, such as a reason, is due as long as they were not gone through.
    """
    drafts = DraftPoint.objects.filter(~Exists(ClearedPoint.objects.filter(origin=OuterRef("pk")))).exclude(
        text=""
    )
    rows = _notes(areas).values_list(
        number_of(LoggedPoint.objects.filter(workshop=OuterRef("workshop")), "workshop"),
        number_of(drafts.filter(note=OuterRef("pk")), "note"),
        number_of(Quotation.objects.filter(note=OuterRef("pk"), source__isnull=False), "note"),
    )
    found = list(rows)
    logged, unused, quoted = ([row[n] for row in found] for n in range(3))
    return {
        "notes": len(found),
        "logged points": sum(logged),
        "draft statements": sum(unused),
        "quotations": sum(quoted),
    }


def number_of(rows: QuerySet, of: str) -> Coalesce:
    """How many `rows` there are of one row of another query, as a part of that query; `of` is what they have alike."""
    return Coalesce(Subquery(rows.order_by().values(of).annotate(n=Count("pk")).values("n")), 0)


def forget(areas: Collection[UUID], *, by: Seat) -> dict[str, int]:
    """Delete them; how many there were. Who is in the middle of writing waits for the notes, and is told.

    The caller has locked the areas.
    """
    rows = _notes(areas).order_by("workshop__area_id", "workshop__number")
    held = [note.pk for note in rows.select_for_update(of=("self",))]
    told, notes = due(areas), Note.objects.filter(pk__in=held)
    _unquote(notes, by)
    _undraft(notes)
    _fall_silent(notes)
    LoggedPoint.objects.filter(workshop__in=notes.values("workshop")).delete()
    notes.update(words_gone_at=clock.now())
    return told


def _notes(areas: Collection[UUID]) -> QuerySet[Note]:
    return Note.objects.filter(workshop__area__in=areas, words_gone_at=None)


def _drafts(notes: QuerySet[Note]) -> QuerySet[DraftPoint]:
    """Statements that are not in the record."""
    cleared = ClearedPoint.objects.filter(origin=OuterRef("pk"))
    return DraftPoint.objects.filter(~Exists(cleared), note__in=notes)


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
