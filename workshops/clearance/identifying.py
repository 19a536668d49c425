"""Holding back a view that would tell people who one is, never the statement it stands beside (domain 3A, I-17)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.http import Http404

from partnerships import history
from partnerships.models import Seat
from partnerships.permissions import Permission, require
from pipd.kit import clock
from workshops.clearance import answering, moves
from workshops.clearance.reading import circulated
from workshops.clearance.standings import Beside, Judged, all_beside, current_version, judge_all, responders
from workshops.clearance.working import Answer, DifferingView, Note, NoteVersion, Responder, ViewObjection
from workshops.models import Workshop


@dataclass(frozen=True)
class HeldView:
    """A view beside a statement, for somebody who may say that it identifies them."""

    id: UUID
    number: int
    statement: str
    sector: str
    text: str
    mine: bool


def _find(note: Note, version: NoteVersion, view_id: UUID) -> tuple[Judged, Beside]:
    """The statement, and the view beside it. Raises Http404 for any other view."""
    judged = judge_all(note, version, responders(note))
    beside = all_beside(note, judged)
    for j in judged:
        for found in beside[j.point.pk]:
            if found.current and found.view.id == view_id:
                return j, found
    raise Http404


def view_page(workshop: Workshop, view_id: UUID, seat: Seat) -> HeldView:
    """The view for the page that asks. Who was not at the session, or reads it held back by others, finds nothing."""
    require(seat, Permission.ANSWER, area_id=workshop.area_id, past=True)
    found = circulated(workshop)
    if found is None or found[0].state != Note.State.CIRCULATED:
        raise Http404
    note, version = found
    me = answering.responder_of(note, seat).pk
    statement, beside = _find(note, version, view_id)
    mine = me in beside.objectors
    if beside.objectors and not mine:
        raise Http404
    shown = statement.shown
    return HeldView(view_id, shown.number, shown.text, beside.view.sector, beside.view.text, mine)


def _not_approved(workshop: Workshop, by: Seat) -> tuple[Note, Responder]:
    """The locked note and who `by` is in it: also once answers are closed, for words may come in their last minute."""
    require(by, Permission.ANSWER, area_id=workshop.area_id, past=True)
    note = moves.locked_in(workshop, Note.State.CIRCULATED)
    return note, answering.responder_of(note, by)


@transaction.atomic
def hold_back(workshop: Workshop, view_id: UUID, *, by: Seat) -> None:
    """Say that a view would tell people who one is: it is shown to the facilitators alone and copied nowhere.

    So is whatever the same person puts beside that statement later, until it is taken back. It can be said until the
    notes are approved, and saying it twice changes nothing. The statement itself clears or not as before.
    """
    note, responder = _not_approved(workshop, by)
    version = current_version(note)
    if version is None:
        raise Http404
    statement, beside = _find(note, version, view_id)
    if responder.pk in beside.objectors:
        return
    ViewObjection.objects.create(
        responder=responder, author_id=beside.author, point=statement.point, raised_at=clock.now()
    )
    history.record(by, "view held back", subject=view_id)


@transaction.atomic
def take_back(workshop: Workshop, view_id: UUID, *, by: Seat) -> None:
    """Take one's own objection to a view back; nobody else can, and others' stay."""
    note, responder = _not_approved(workshop, by)
    views = DifferingView.objects.filter(pk=view_id, point__note=note).values_list("point", "responder")
    sentences = Answer.objects.filter(pk=view_id, point__note=note).values_list("point", "responder")
    point, author = views.first() or sentences.first() or (None, None)
    mine = ViewObjection.objects.filter(responder=responder, point=point, author=author)
    if not mine.delete()[0]:
        raise Http404
    history.record(by, "view no longer held back", subject=view_id)
