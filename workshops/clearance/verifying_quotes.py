"""What must be true of quotations, asked of the database: names whatever is not."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q, Subquery

from workshops import editorial
from workshops.clearance import digests, quotes_standing
from workshops.clearance.working import CirculatedPoint, CirculatedQuotation, Note, Quotation
from workshops.models import ClearedQuote, EditedQuote


def verify() -> Iterator[str]:
    """Name every quotation that breaks an invariant, in a sentence without words that people said."""
    yield from shown()
    yield from cleared()
    yield from printed()
    yield from withdrawn()


def shown() -> Iterator[str]:
    """Domain I-13: what a version showed, and beside which statement, is what its digest says, or redacted."""
    beside = CirculatedPoint.objects.filter(version=OuterRef("version"), point=OuterRef("quotation__point"))
    rows = CirculatedQuotation.objects.filter(redacted_at=None).annotate(
        beside=Subquery(beside.values("digest")[:1])
    )
    for row in rows.iterator():
        if digests.of_quotation(row, beside=row.beside or "") != row.digest:
            yield f"{row}: it does not match its digest."


def cleared() -> Iterator[str]:
    """Domain I-25: each cleared quotation is what was shown, and its speaker's permission stands.

    Where nobody is noted, everybody asked has seen it and no two say that it is theirs.
    """
    rows = ClearedQuote.objects.select_related("point__note__workshop")
    notes = Note.objects.filter(workshop__in=rows.values("point__note__workshop"))
    reduced = notes.filter(Q(words_gone_at__isnull=False) | Q(counted_at__isnull=False))
    gone = set(reduced.values_list("workshop", flat=True))
    standing = {
        (found.shown.quotation_id, found.shown.digest): found
        for note in notes
        for found in quotes_standing.judged(note)
        if found.finding.stands
    }
    for quote in rows.iterator():
        if quote.point.note.workshop_id in gone:
            yield from _as_shown(quote)
            continue
        found = standing.get((quote.origin, quote.digest))
        if found is None:
            yield f"{quote}: no permission stands for it."
        elif (quote.text, quote.sector) != (found.shown.text, found.finding.sector):
            yield f"{quote}: its words or its sector are not those that were permitted."
        elif quote.point.origin != found.shown.quotation.point_id:
            yield f"{quote}: it stands beside another statement than it was permitted for."


def _as_shown(quote: ClearedQuote) -> Iterator[str]:
    """Once who permitted it is not kept any more: it is what a version showed, beside the statement it stands at."""
    shown = CirculatedQuotation.objects.filter(quotation=quote.origin, digest=quote.digest, redacted_at=None)
    if not shown.filter(text=quote.text, quotation__point=quote.point.origin).exists():
        yield f"{quote}: its words are not those that were shown."


def printed() -> Iterator[str]:
    """Domain R39: a printed form adds brackets and ellipses to the cleared words, and nothing else."""
    for edited in EditedQuote.objects.select_related("quote").iterator():
        if editorial.why_not_printed(edited.text, cleared=edited.quote.text):
            yield f"{edited}: it is not the cleared words with brackets and ellipses."


def withdrawn() -> Iterator[str]:
    """Domain I-24: of a withdrawn quotation no words are left, and nothing of it is cleared."""
    yield from left_behind()
    for quotation in Quotation.objects.exclude(withdrawn_at=None).iterator():
        if ClearedQuote.objects.filter(origin=quotation.pk).exists():
            yield f"{quotation}: withdrawn, and still among the cleared."
        if CirculatedQuotation.objects.filter(quotation=quotation).exclude(text="", salt="").exists():
            yield f"{quotation}: withdrawn, and words of it are left in a version."


def left_behind() -> Iterator[str]:
    """Domain I-24: whoever took words back took them back from the logged point and all that is quoted from it.

    What went because its statement did is judged with the statement (docs/decisions/0007).
    """
    rows = Quotation.objects.exclude(withdrawn_at=None).filter(
        point__withdrawn_at=None, point__removed_at=None, source__isnull=False
    )
    live = Quotation.objects.filter(withdrawn_at=None, source=OuterRef("source"))
    for quotation in rows.filter(Q(Exists(live)) | ~Q(source__text="")).iterator():
        yield f"{quotation}: withdrawn, and the words it was taken from are kept."
