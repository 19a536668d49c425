"""Words that somebody else than their noted speaker says are theirs: noting whoever said them, and asking anew."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404

from partnerships import history
from partnerships.membership import NotPossible
from partnerships.models import Seat
from partnerships.permissions import Permission, require
from workshops import post, windows
from workshops.clearance import circulating, moves, quotable
from workshops.clearance.changes import name_of
from workshops.clearance.working import Note, Quotation, QuotationAnswer, Responder, new_salt
from workshops.models import ClearedQuote, Workshop


@dataclass(frozen=True)
class Claimed:
    """A quotation whose speaker is in question: who is noted, and by responder who says that the words are theirs."""

    number: int
    text: str
    speaker: str
    claims: tuple[tuple[UUID, str], ...]
    blockers: tuple[str, ...]


def claimed(workshop: Workshop, quotation_id: UUID, seat: Seat) -> Claimed:
    """The question, for facilitators. Raises Http404 where nobody else says that the words are theirs."""
    require(seat, Permission.DECIDE_CHANGE, area_id=workshop.area_id)
    note = Note.objects.filter(workshop=workshop).first()
    quotation = _quotation(note, quotation_id) if note else None
    if note is None or quotation is None:
        raise Http404
    claims = [(r.pk, name_of(r)) for r in _claims(quotation)]
    if not claims:
        raise Http404
    return Claimed(
        number=quotation.point.number,
        text=quotation.text,
        speaker=str(quotation.speaker.user) if quotation.speaker else "",
        claims=tuple(sorted(claims, key=lambda claim: claim[1])),
        blockers=tuple(_blockers(note, quotation)),
    )


def _quotation(note: Note, quotation_id: UUID) -> Quotation | None:
    """One still in the notes, that somebody is noted for."""
    found = Quotation.objects.filter(note=note, pk=quotation_id, removed_at=None, withdrawn_at=None)
    found = found.filter(speaker__isnull=False, point__removed_at=None, point__withdrawn_at=None)
    return found.select_related("point", "speaker__user").first()


def _claims(quotation: Quotation) -> QuerySet[Responder]:
    """Whoever else says that the words are theirs, whether or not they may be used."""
    said = QuotationAnswer.objects.filter(quotation=quotation, stance__in=quotable.OWN)
    found = Responder.objects.filter(pk__in=said.values("responder"), removed_at=None)
    return found.exclude(seat=quotation.speaker_id).select_related("seat__user")


def _of_the_same_point(quotation: Quotation) -> QuerySet[Quotation]:
    """One logged point has one speaker, so all that is quoted from it is noted anew."""
    return Quotation.objects.filter(source=quotation.source_id, removed_at=None, withdrawn_at=None)


def _blockers(note: Note, quotation: Quotation) -> list[str]:
    """Why the speaker cannot be corrected now."""
    if note.state != Note.State.CIRCULATED:
        return [moves.WHERE_IT_STANDS[Note.State(note.state)]]
    if windows.is_over(note.closes_at):
        return ["The time for answers is over, so nobody can be asked anew. The words stay out."]
    if ClearedQuote.objects.filter(origin__in=_of_the_same_point(quotation).values("pk")).exists():
        return ["These words are in the record already. There they are only withdrawn."]
    if circulating.has_unsent_changes(note):
        return ["Decided changes wait to be sent. Send them first: this makes a new version too."]
    return []


@transaction.atomic
def note_speaker(workshop: Workshop, quotation_id: UUID, claimant: UUID, *, by: Seat) -> None:
    """Note that `claimant`, who says so, said these words, and no longer whoever was noted.

    Nobody's claim is overridden: they are asked anew, the permission of whoever was noted counts no more, and a refusal
    or another's claim goes on keeping the words out. The sector may be another, so a new version is sent, in which the
    statements keep their answers. Raises NotPossible once answers are closed or the words are in the record, and while
    changes wait to be sent; Http404 for anybody who claims nothing.
    """
    require(by, Permission.DECIDE_CHANGE, area_id=workshop.area_id)
    note = moves.locked_in(workshop, Note.State.CIRCULATED)
    moves.no_party(note, by)
    quotation = _quotation(note, quotation_id)
    who = _claims(quotation).filter(pk=claimant).first() if quotation else None
    if quotation is None or who is None:
        raise Http404
    if missing := _blockers(note, quotation):
        raise NotPossible(*missing)
    same = list(_of_the_same_point(quotation))
    before = QuotationAnswer.objects.filter(quotation__in=same, responder__seat=quotation.speaker_id)
    before.filter(stance=quotable.PERMITS).delete()
    for each in same:
        each.speaker, each.sector, each.salt = who.seat, who.sector, new_salt()
        each.save(update_fields=["speaker", "sector", "salt"])
    version = circulating.send_anew(note, kind=post.QUOTED_ANEW, by=by)
    history.record(by, "speaker corrected", subject=quotation.pk, facts={"version": version.number})
