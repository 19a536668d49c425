"""Quotations: put beside a statement while notes are written up, permitted by whoever said them, withdrawn by them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404

from partnerships import history
from partnerships.membership import NotPossible
from partnerships.models import Seat, StudyArea
from partnerships.permissions import Permission, allows, require
from pipd.kit import clock, documents
from workshops import editorial, gate
from workshops.clearance import moves, writing
from workshops.clearance.circulating import to_be_asked
from workshops.clearance.quotes_standing import judged
from workshops.clearance.unquoting import Gone, take_back
from workshops.clearance.working import (
    CirculatedQuotation,
    LoggedPoint,
    Note,
    Quotation,
    QuotationAnswer,
    Responder,
)
from workshops.models import ClearedPoint, ClearedQuote, Workshop

STANCES = QuotationAnswer.Stance
# (stance, digest of the words it is about) by quotation.
Stances = Mapping[UUID, tuple[str, str]]
KEEPS_OUT = {STANCES.REFUSES, STANCES.IDENTIFIES}
NOT_PERMITTED = (
    "These notes were kept long enough, and who said what in them is deleted. So nobody can permit a quotation any "
    "more, or take back what they said of it. Words in the record can still be withdrawn."
)
ENDED = (
    "{area} was discontinued, so no new quotation is used there, whatever is answered. You can take your words out for "
    "good instead."
)
ONE_SPEAKER = (
    "Words from this logged point are quoted already, with another answer to who said them. One logged point has one "
    "speaker: give the same answer here, or take the other quotation out."
)


@transaction.atomic
def attach(
    workshop: Workshop, point_id: UUID, *, source: UUID, text: str, speaker: UUID | None = None, by: Seat
) -> UUID:
    """Put the exact words of the logged point `source` beside a statement, and return the quotation's id.

    `text` may be shorter than what was logged. `speaker` is the seat of one who will be asked to check the notes, or
    None when it is not recorded. Raises NotPossible when the words are not those that were logged, or when others of
    that logged point are noted as somebody else's: who takes their words back must not take another's along.
    """
    note = _writable(workshop, by)
    point = writing.statement_of(note, point_id)
    logged = LoggedPoint.objects.filter(workshop=workshop, pk=source, is_quotation=True).first()
    seat = next((s for s in to_be_asked(workshop) if s.pk == speaker), None)
    if logged is None or (speaker is not None and seat is None):
        raise Http404
    if reason := editorial.why_not_exact(text, logged=logged.text):
        raise NotPossible(reason)
    others = Quotation.objects.filter(source=logged, removed_at=None, withdrawn_at=None)
    if others.exclude(speaker=seat).exists():
        raise NotPossible(ONE_SPEAKER)
    quotation = Quotation.objects.create(
        note=note,
        point=point,
        source=logged,
        text=text,
        speaker=seat,
        sector=seat.sector if seat else "",
        added_at=clock.now(),
        added_by=by,
    )
    history.record(by, "quotation added", subject=quotation.id, facts={"statement": str(point.pk)})
    return quotation.id


def _writable(workshop: Workshop, by: Seat) -> Note:
    require(by, Permission.WRITE_UP, area_id=workshop.area_id)
    return moves.locked_in(workshop, *writing.WRITABLE)


@transaction.atomic
def detach(workshop: Workshop, quotation_id: UUID, *, by: Seat) -> None:
    """Take a quotation out again; the logged point stays."""
    quotation = Quotation.objects.filter(note=_writable(workshop, by), pk=quotation_id, removed_at=None)
    if not quotation.update(removed_at=clock.now(), removed_by=by):
        raise Http404
    history.record(by, "quotation taken out", subject=quotation_id)


def follow(logged: LoggedPoint) -> None:
    """Let go of quotations that are no longer what the author of a logged point says was said."""
    for quotation in Quotation.objects.filter(source=logged):
        if not logged.is_quotation or editorial.why_not_exact(quotation.text, logged=logged.text):
            quotation.delete()


# What people say of them


def say(note: Note, stances: Stances, *, by: Seat) -> None:
    """Keep what `by` says of quotations: (stance, digest) by id; an empty stance takes back what was said.

    The caller holds the lock of `note`, in which people are asked. Raises Http404 for a quotation that was never shown
    to them; what is said of other words than the present ones is not kept. Raises Settled for anything but a refusal
    once who said what is deleted (domain 3R): nobody could judge it beside what others had said.
    """
    if not stances:
        return
    if note.is_reduced and {stance for stance, _ in stances.values()} - KEEPS_OUT:
        raise moves.Settled(NOT_PERMITTED)
    me = Responder.objects.filter(note=note, seat__user=by.user_id, removed_at=None).first()
    shown = dict(_shown(note).filter(quotation__in=stances).values_list("quotation", "digest"))
    if me is None or set(stances) - set(shown):
        raise Http404
    mine = QuotationAnswer.objects.filter(responder=me)
    kept = {quotation: said for quotation, said in stances.items() if said[1] == shown[quotation]}
    for quotation, (stance, digest) in kept.items():
        if stance:
            facts = {"digest": digest, "stance": STANCES(stance), "said_at": clock.now()}
            QuotationAnswer.objects.update_or_create(quotation_id=quotation, responder=me, defaults=facts)
        else:
            mine.filter(quotation=quotation).delete()
        history.record(by, "quotation answered" if stance else "answer taken back", subject=quotation)
    if kept:
        _let_go(note, kept)


def _let_go(note: Note, quotations: Collection[UUID]) -> None:
    """Take out of the cleared tables what may no longer be used, or not under that sector."""
    stands = {
        (found.shown.quotation_id, found.finding.sector) for found in judged(note) if found.finding.stands
    }
    # Whoever makes a document of them waits for us.
    for cleared in ClearedQuote.objects.select_for_update(of=("self",)).filter(origin__in=quotations):
        if (cleared.origin, cleared.sector) not in stands:
            documents.retract(cleared.pk)
            with gate.opened():
                cleared.delete()


def _shown(note: Note) -> QuerySet[CirculatedQuotation]:
    """The quotations people see in the present version."""
    return CirculatedQuotation.objects.filter(
        version__note=note,
        redacted_at=None,
        quotation__removed_at=None,
        quotation__withdrawn_at=None,
        quotation__point__removed_at=None,
        quotation__point__withdrawn_at=None,
    ).order_by("version__number")


def owned(area: StudyArea, by: Seat) -> QuerySet[Quotation]:
    """The quotations of `area` that are for the person of `by` to permit or withdraw; shown ones only.

    They are noted to have said them. Where nobody is, it may have been anybody who was asked about those notes, and
    whoever says that the words are theirs may take them back; over a noted speaker's words nobody else's claim counts.
    """
    asked = Responder.objects.filter(seat__user=by.user_id, removed_at=None)
    shown = CirculatedQuotation.objects.values("quotation")
    found = Quotation.objects.filter(note__workshop__area=area, pk__in=shown, removed_at=None)
    mine = Q(speaker__user=by.user_id) | Q(speaker=None, note__in=asked.values("note"))
    return found.filter(mine, withdrawn_at=None, point__removed_at=None, point__withdrawn_at=None)


@transaction.atomic
def permit(area: StudyArea, quotation_id: UUID, *, read: str | None = None, by: Seat) -> None:
    """The speaker lets the words be used: at once where the statement is cleared already (domain I-25).

    `read` is the digest of what they were shown. Raises NotPossible when the statement says something else meanwhile,
    and once who said what is deleted.
    """
    note, quotation = _own(area, quotation_id, by)
    digest = _shown(note).filter(quotation=quotation).values_list("digest", flat=True).last() or ""
    if read not in (None, digest):
        raise NotPossible("The statement beside your words changed meanwhile. Read it, and answer again.")
    say(note, {quotation_id: (STANCES.PERMITS, digest)}, by=by)
    insert(note, ClearedPoint.objects.filter(origin=quotation.point_id))


@transaction.atomic
def refuse(area: StudyArea, quotation_id: UUID, *, by: Seat) -> Gone:
    """The speaker does not let the words be used; where they are used already, they are withdrawn for good.

    Raises NotPossible in an area that was discontinued, where no answer has an effect any more: there they `withdraw`.
    """
    note, quotation = _own(area, quotation_id, by)
    if ClearedQuote.objects.filter(origin=quotation.pk).exists():
        return withdraw(area, quotation_id, by=by)
    if area.is_discontinued:
        raise NotPossible(ENDED.format(area=area.name))
    digest = _shown(note).filter(quotation=quotation).values_list("digest", flat=True).last()
    say(note, {quotation_id: (STANCES.REFUSES, digest or "")}, by=by)
    return Gone()


def _own(area: StudyArea, quotation_id: UUID, by: Seat) -> tuple[Note, Quotation]:
    """One's own quotation with its locked note. Raises Http404 for anybody else's, known or not."""
    require(by, Permission.ANSWER, area_id=area.pk, past=True)
    quotation = owned(area, by).select_related("note__workshop").filter(pk=quotation_id).first()
    if quotation is None:
        raise Http404
    return moves.lock(quotation.note.workshop), quotation


def insert(note: Note, points: Collection[ClearedPoint] | QuerySet[ClearedPoint]) -> None:
    """Copy every quotation beside these cleared statements that may be used into the cleared tables."""
    cleared = {point.origin: point for point in points}
    there = set(ClearedQuote.objects.filter(point__in=cleared.values()).values_list("origin", flat=True))
    rows = [
        ClearedQuote(
            point=cleared[found.shown.quotation.point_id],
            origin=found.shown.quotation_id,
            text=found.shown.text,
            sector=found.finding.sector,
            digest=found.shown.digest,
            cleared_at=clock.now(),
        )
        for found in judged(note)
        if found.finding.usable
        and found.shown.quotation.point_id in cleared
        and found.shown.quotation_id not in there
    ]
    with gate.opened():
        ClearedQuote.objects.bulk_create(rows)


# Withdrawal


@transaction.atomic
def withdraw(area: StudyArea, quotation_id: UUID, *, by: Seat) -> Gone:
    """Take a quotation back for good: by its speaker at any time, or by a facilitator for whoever it identifies.

    The cleared row goes, the words are blanked wherever they were kept, with every other quotation from the same
    logged point, documents that used them are retracted; the statement stands (domain I-24). Raises Http404 for
    anybody else's.
    """
    if allows(by, Permission.WITHDRAW_POINT):
        require(by, Permission.WITHDRAW_POINT, area_id=area.pk)
        rows = Quotation.objects.filter(note__workshop__area=area, withdrawn_at=None, pk=quotation_id)
        quotation = rows.select_related("note__workshop").first()
        if quotation is None:
            raise Http404
        moves.lock(quotation.note.workshop)
    else:
        _, quotation = _own(area, quotation_id, by)
    gone = take_back(quotation, by=by)
    facts = {"copies issued": gone.copies, "quotations": gone.quotations}
    history.record(by, "quotation withdrawn", subject=quotation.pk, facts=facts)
    return gone
