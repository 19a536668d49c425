"""Taking quotations back: out of the record, and their words from wherever they were kept (domain I-24)."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from partnerships.models import Seat
from pipd.kit import clock, documents
from workshops import copies, gate
from workshops.clearance.working import CirculatedQuotation, LoggedPoint, Quotation
from workshops.models import ClearedQuote


@dataclass(frozen=True)
class Gone:
    """What went: quotations still in the notes, and copies handed out before, which cannot be called back."""

    quotations: int = 0
    copies: int = 0


def take_back(quotation: Quotation, *, by: Seat) -> Gone:
    """Blank the words of `quotation`, of the logged point they are from, and of every quotation made from that.

    Whoever takes words back takes back all that was noted down with them: a shorter quotation beside another statement
    would keep them. The caller holds the note's lock.
    """
    workshop = quotation.note.workshop
    of_it = Q(source=quotation.source_id) if quotation.source_id else Q(pk=quotation.pk)
    same = Quotation.objects.filter(of_it, withdrawn_at=None)
    cleared = ClearedQuote.objects.select_for_update(of=("self",)).filter(origin__in=same.values("pk"))
    rows = list(cleared)
    retracted = [document for row in rows for document in documents.retract(row.pk)]
    out = 0
    if rows:
        since = min(row.cleared_at for row in rows)
        out = copies.issued(workshop.area, workshop.number, since, retracted)
    with gate.opened():
        for row in rows:
            row.delete()
    gone = Gone(same.filter(removed_at=None).count(), out)
    blank(same, by=by)
    return gone


def blank(quotations: QuerySet[Quotation], *, by: Seat) -> None:
    """Remove the words and the salt of these quotations, and of the logged points nothing else is quoted from."""
    gone = list(quotations.values_list("pk", "source"))
    ids, now = [pk for pk, _ in gone], clock.now()
    CirculatedQuotation.objects.filter(quotation__in=ids).update(text="", salt="", redacted_at=now)
    Quotation.objects.filter(pk__in=ids).update(text="", salt="", withdrawn_at=now, withdrawn_by=by)
    still = Quotation.objects.filter(withdrawn_at=None, removed_at=None, source__isnull=False)
    sources = [source for _, source in gone if source]
    LoggedPoint.objects.filter(pk__in=sources).exclude(pk__in=still.values("source")).update(text="")
