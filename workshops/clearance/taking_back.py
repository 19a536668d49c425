"""Taking statements out of the cleared record and opening them for answers again: the words stay, the use ends."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from partnerships.models import Seat
from pipd.kit import clock, documents
from workshops import copies, gate, windows
from workshops.clearance import moves
from workshops.clearance.working import Countersignature, DraftPoint, LoggedPoint, Note, Quotation, Responder
from workshops.models import ClearedPoint, PointWithdrawal


def from_the_record(cleared: ClearedPoint) -> int:
    """Delete one cleared row and retract every document that used it; return how many copies were out.

    Quotations and links from plans go with the row (domain I-24), and a withdrawal that one lead has asked for ends.
    The caller holds the note's lock.
    """
    since, number = cleared.approval.approved_at, cleared.note.workshop.number
    out = copies.issued(cleared.note.area, number, since, documents.retract(cleared.pk))
    PointWithdrawal.objects.open().filter(origin=cleared.origin).update(
        voided_at=clock.now(), void_reason=PointWithdrawal.Void.OTHERWISE
    )
    with gate.opened():
        cleared.delete()
    return out


def open_again(note: Note, points: Collection[UUID], *, by: Seat) -> int:
    """Take these statements out of the record and ask about them by correspondence; return how many copies were out.

    What was said of them stays; what of it still counts is the caller's to say. The rest of the record stands.
    """
    held = ClearedPoint.objects.select_for_update(of=("self",)).filter(
        origin__in=points, note__workshop=note.workshop
    )
    Countersignature.objects.filter(version__note=note).delete()  # they stood for what was in question then
    out = sum(from_the_record(cleared) for cleared in held)
    DraftPoint.objects.filter(note=note, pk__in=points).update(
        closed_at=None, left_out_at=None, left_out_by=None
    )
    if note.state == Note.State.CLEARED:
        moves.move(note, Note.State.CIRCULATED, by=by)
        note.window_ends_at, note.closes_at = windows.answering(note.workshop, by_email=True)
        note.extended_at = note.extended_by = None
        note.meet_no_more()
    else:
        note.closes_at = windows.with_changes(note.closes_at)
    note.save()
    Responder.objects.filter(note=note).update(present_since=None)  # who is in a room is said anew
    return out


def logged(point: LoggedPoint) -> None:
    """Delete one logged point of notes that were never sent, with what is quoted from it.

    Statements already made from it stay: they are the facilitators' words. The caller holds the note's lock.
    """
    for statement in DraftPoint.objects.filter(ever_sources=point):
        statement.sources.remove(point)
        statement.ever_sources.remove(point)
    Quotation.objects.filter(source=point).delete()
    point.delete()
