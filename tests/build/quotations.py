"""Quotations at a state: logged as exact words, beside a statement, shown to those who check the notes."""

from __future__ import annotations

from uuid import UUID

from partnerships.models import Seat
from tests.build.answers import after_the_window, answer
from tests.build.notes import quote, write_up
from tests.build.people import Group
from tests.build.sessions import delivered
from workshops.clearance import approving, circulating, quoting
from workshops.clearance.working import CirculatedQuotation
from workshops.models import ClearedQuote, Workshop


def quoted(
    group: Group, n: int = 1, *, words: str, speaker: Seat | None, texts: tuple[str, ...] = ()
) -> tuple[Workshop, UUID]:
    """Notes of session `n` sent for checking, with one quotation beside their first statement."""
    workshop = delivered(group, n)
    texts = texts or (f"{group.words.cleared} statement 1", f"{group.words.cleared} statement 2")
    points = write_up(group, workshop, texts)
    quotation = quote(group, workshop, points[0], words, speaker=speaker)
    circulating.circulate(workshop, by=group.facilitator)
    return workshop, quotation


def digest_of(quotation: UUID) -> str:
    """Of what people are shown now."""
    rows = CirculatedQuotation.objects.filter(quotation=quotation).order_by("-version__number")
    return rows.values_list("digest", flat=True)[0]


def approved(group: Group, workshop: Workshop) -> None:
    """Two of each sector call everything fair, the time is over, and the other facilitator approves."""
    for seat in group.la[:2] + group.tso[:2]:
        answer(workshop, seat)
    after_the_window(workshop)
    approving.approve(workshop, by=group.other_facilitator)


def cleared_quote(group: Group, n: int = 1, *, words: str = "", speaker: Seat | None = None) -> ClearedQuote:
    """A quotation in the record, permitted by the last but one third sector participant who was there."""
    speaker = speaker or group.tso[2]
    workshop, quotation = quoted(
        group, n, words=words or f"{group.words.cleared} in these very words", speaker=speaker
    )
    quoting.permit(group.area, quotation, by=speaker)
    approved(group, workshop)
    return ClearedQuote.objects.get(origin=quotation)
