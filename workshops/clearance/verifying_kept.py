"""What must be true of notes whose words or answers were kept long enough (domain 3R), asked of the database."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q

from workshops.clearance.working import (
    Answer,
    CirculatedPoint,
    CirculatedQuotation,
    DraftPoint,
    LoggedPoint,
    Note,
    Quotation,
)
from workshops.models import ClearedPoint, ClearedQuote


def verify() -> Iterator[str]:
    """Name every note of which more is left than the record needs."""
    for note in Note.objects.exclude(words_gone_at=None).select_related("workshop__area").iterator():
        if any(_words(note)):
            yield f"{note}: kept long enough, and words that are not cleared are left."
    for note in Note.objects.exclude(counted_at=None).select_related("workshop__area").iterator():
        if Answer.objects.filter(point__note=note).exists():
            yield f"{note}: counted, and answers of people are left."


def _words(note: Note) -> Iterator[bool]:
    point = ClearedPoint.objects.filter(origin=OuterRef("point"), digest=OuterRef("digest"))
    quote = ClearedQuote.objects.filter(origin=OuterRef("quotation"), digest=OuterRef("digest"))
    draft = ClearedPoint.objects.filter(origin=OuterRef("pk"))
    yield LoggedPoint.objects.filter(workshop=note.workshop_id).exists()
    yield CirculatedPoint.objects.filter(~Exists(point), version__note=note).exclude(text="").exists()
    yield CirculatedQuotation.objects.filter(~Exists(quote), version__note=note).exclude(text="").exists()
    yield DraftPoint.objects.filter(~Exists(draft), note=note).exclude(text="").exists()
    yield Quotation.objects.filter(Q(speaker__isnull=False) | Q(source__isnull=False), note=note).exists()
