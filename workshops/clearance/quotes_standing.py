"""Gathers what decides over the quotations of one note, in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from workshops.clearance import quotable
from workshops.clearance.working import Answer, CirculatedQuotation, Note, QuotationAnswer, Responder


@dataclass(frozen=True)
class JudgedQuote:
    """A quotation as people were last shown it, with whether it may be used, and whether others claim it."""

    shown: CirculatedQuotation
    finding: quotable.Finding
    claimed: bool


def latest(note: Note) -> list[CirculatedQuotation]:
    """Every quotation still in the notes, as the last version that has it shows it."""
    rows = CirculatedQuotation.objects.filter(
        version__note=note,
        redacted_at=None,
        quotation__removed_at=None,
        quotation__withdrawn_at=None,
        quotation__point__removed_at=None,
        quotation__point__withdrawn_at=None,
    )
    rows = rows.select_related("quotation", "version").order_by("version__number", "place")
    return list({row.quotation_id: row for row in rows}.values())


def judged(note: Note) -> list[JudgedQuote]:
    """All quotations of `note`, judged by I-25; those whose words are withdrawn are not among them.

    None once who said what is kept no more (domain 3R): nobody could judge anew what is in the record.
    """
    shown = [] if note.words_gone_at else latest(note)
    if not shown:
        return []
    said = _said(shown)
    eligible = frozenset(Responder.objects.filter(note=note, removed_at=None).values_list("seat", flat=True))
    seen = _seen(note, shown)
    standings = [
        quotable.Standing(
            speaker=row.quotation.speaker_id,
            sector=row.sector,
            said=said[row.quotation_id],
            eligible=eligible,
            seen=seen[row.quotation_id],
        )
        for row in shown
    ]
    return [
        JudgedQuote(row, quotable.judge(standing), standing.claimed)
        for row, standing in zip(shown, standings, strict=True)
    ]


def _said(shown: list[CirculatedQuotation]) -> dict[UUID, dict[UUID, quotable.Said]]:
    """What each person says of each quotation, by quotation and seat.

    That words are one's own, or would tell people who one is, goes on counting after one's consent to take part is
    withdrawn; leave to use them does not (domain E7).
    """
    said: dict[UUID, dict[UUID, quotable.Said]] = defaultdict(dict)
    digests = {row.quotation_id: row.digest for row in shown}
    counts = Q(responder__removed_at=None) | ~Q(stance=quotable.PERMITS)
    rows = QuotationAnswer.objects.filter(counts, quotation__in=digests).select_related("responder")
    for answer in rows:
        # The words never change, the statement may: what keeps them out goes on counting, leave does not.
        other = answer.digest != digests[answer.quotation_id]
        lapsed = other and answer.stance == quotable.PERMITS
        said[answer.quotation_id][answer.responder.seat_id] = quotable.Said(answer.stance, lapsed)
    return said


def _seen(note: Note, shown: list[CirculatedQuotation]) -> dict[UUID, frozenset[UUID]]:
    """Who has seen each quotation: those who answered its statement themselves after it was sent with those words.

    Answers recorded in the room do not count here: what is on the wall there is the statement.
    """
    first: dict[UUID, datetime] = {}
    versions = CirculatedQuotation.objects.filter(quotation__in=[row.quotation_id for row in shown])
    sent = {(row.quotation_id, row.digest) for row in shown}
    for quotation, digest, at in versions.order_by("-version__number").values_list(
        "quotation", "digest", "version__circulated_at"
    ):
        if (quotation, digest) in sent:
            first[quotation] = at
    given = Answer.objects.filter(point__note=note, channel=Answer.Channel.ONLINE)
    answers = list(given.values_list("point", "responder__seat", "recorded_at"))
    return {
        row.quotation_id: frozenset(
            seat
            for point, seat, at in answers
            if point == row.quotation.point_id and at >= first[row.quotation_id]
        )
        for row in shown
    }
