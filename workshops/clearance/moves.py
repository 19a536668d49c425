"""The one table of moves of a note, and the lock every write takes first (domain 3F)."""

from __future__ import annotations

from partnerships.membership import NotPossible
from partnerships.models import Seat
from partnerships.permissions import Permission, allows, require
from workshops.clearance.working import Note, Responder
from workshops.models.sessions import Workshop

S = Note.State

# For each move, whoever may make it: any one of these permissions is enough.
MOVES: dict[tuple[str, str], tuple[Permission, ...]] = {
    (S.DRAFTING, S.CIRCULATED): (Permission.WRITE_UP,),
    (S.CIRCULATED, S.CIRCULATED): (Permission.DECIDE_CHANGE,),
    (S.CIRCULATED, S.CLEARED): (Permission.APPROVE, Permission.COUNTERSIGN),
    (S.CIRCULATED, S.PARKED): (Permission.PARK,),
    (S.PARKED, S.CIRCULATED): (Permission.WRITE_UP,),
    (S.CLEARED, S.CIRCULATED): (Permission.REOPEN, Permission.ANSWER),
}


class Settled(NotPossible):
    """The note is past the state in which this could be done."""


def lock(workshop: Workshop) -> Note:
    """The note of `workshop`, locked for the rest of the transaction (order: area, workshop, note, amendment)."""
    locked = Note.objects.select_for_update(of=("self",)).filter(workshop=workshop)
    if (note := locked.first()) is None:
        Note.objects.get_or_create(workshop=workshop)
        note = locked.get()
    return note


def locked_in(workshop: Workshop, *states: str) -> Note:
    """The locked note of `workshop`. Raises Settled unless it is in one of `states`."""
    note = lock(workshop)
    require_state(note, *states)
    return note


def require_state(note: Note, *states: str) -> None:
    """Raise Settled unless the locked `note` is in one of `states`, with its words."""
    if note.state not in states:
        raise Settled(WHERE_IT_STANDS[Note.State(note.state)])
    if note.is_reduced:
        raise Settled(KEPT_LONG_ENOUGH)


def no_party(note: Note, by: Seat) -> None:
    """Raise NotPossible for whoever was asked about this note from a seat they held before.

    Nobody settles notes they have answered themselves.
    """
    if Responder.objects.filter(note=note, seat__user=by.user_id).exists():
        raise NotPossible("You took part in this session, so a facilitator who did not settles its notes.")


def still_drafting(workshop: Workshop) -> None:
    """Lock the note and raise Settled once it has been sent: attendance and logged points are frozen with it."""
    locked_in(workshop, Note.State.DRAFTING)


def move(note: Note, to: str, *, by: Seat) -> None:
    """Take `note` to state `to`. Raises NotPossible when the table has no such move, PermissionDenied for others.

    Those who left keep the right to answer, and so to say which answer was not theirs (domain I-15, I-22).
    """
    permissions = MOVES.get((note.state, to))
    if permissions is None:
        raise Settled(WHERE_IT_STANDS[note.state])
    fitting = [p for p in permissions if allows(by, p)] or list(permissions)
    require(by, fitting[0], area_id=note.workshop.area_id, past=Permission.ANSWER in fitting)
    note.state = to


# Domain 3R: nobody could judge anew what is in the record, and whoever is asked would find nothing to read.
KEPT_LONG_ENOUGH = (
    "What these notes were made from was kept long enough and is deleted. What is cleared stays."
)
WHERE_IT_STANDS: dict[str, str] = {
    S.DRAFTING: "These notes are still being written up.",
    S.CIRCULATED: "These notes have been sent for checking, so what was logged cannot be changed any more.",
    S.CLEARED: "These notes are cleared.",
    S.PARKED: "Nothing was agreed in these notes, so they are not used.",
}
