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
from workshops.clearance import answering
from workshops.clearance.reading import circulated
from workshops.clearance.standings import Beside, all_beside, current_version, judge_all, responders
from workshops.clearance.working import Note, NoteVersion, ViewObjection
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


def _find(note: Note, version: NoteVersion, view_id: UUID) -> tuple[int, str, Beside]:
    """The statement's number and words, and the view beside it. Raises Http404 for any other view."""
    judged = judge_all(note, version, responders(note))
    beside = all_beside(note, judged)
    for j in judged:
        for found in beside[j.point.pk]:
            if found.current and found.view.id == view_id:
                return j.shown.number, j.shown.text, found
    raise Http404


def view_page(workshop: Workshop, view_id: UUID, seat: Seat) -> HeldView:
    """The view for the page that asks. Who was not at the session, or reads it held back by others, finds nothing."""
    require(seat, Permission.ANSWER, area_id=workshop.area_id, past=True)
    found = circulated(workshop)
    if found is None or found[0].state != Note.State.CIRCULATED:
        raise Http404
    note, version = found
    me = answering.responder_of(note, seat).pk
    number, statement, beside = _find(note, version, view_id)
    mine = me in beside.objectors
    if beside.objectors and not mine:
        raise Http404
    return HeldView(view_id, number, statement, beside.view.sector, beside.view.text, mine)


@transaction.atomic
def hold_back(workshop: Workshop, view_id: UUID, *, by: Seat) -> None:
    """Say that a view would tell people who one is: it is shown to the facilitators alone and copied nowhere.

    Saying it twice changes nothing. The statement itself is not touched, and clears or not as before.
    """
    note, responder = answering.open_for(workshop, by)
    version = current_version(note)
    if version is None:
        raise Http404
    _, _, beside = _find(note, version, view_id)
    if responder.pk in beside.objectors:
        return
    about = {"view_id": view_id} if beside.written else {"answer_id": view_id}
    ViewObjection.objects.create(responder=responder, raised_at=clock.now(), **about)
    history.record(by, "view held back", subject=view_id)


@transaction.atomic
def take_back(workshop: Workshop, view_id: UUID, *, by: Seat) -> None:
    """Take one's own objection to a view back; nobody else can, and others' stay."""
    note, responder = answering.open_for(workshop, by)
    mine = ViewObjection.objects.filter(responder=responder, responder__note=note)
    gone, _ = (mine.filter(view=view_id) | mine.filter(answer=view_id)).delete()
    if not gone:
        raise Http404
    history.record(by, "view no longer held back", subject=view_id)
