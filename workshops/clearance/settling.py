"""Deciding suggested changes. A decision changes the working copy; people answer it once it is sent."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.http import Http404

from partnerships.membership import NotPossible
from partnerships.models import Seat
from partnerships.permissions import Permission, require
from pipd.kit import clock, revisions
from workshops.clearance import circulating, moves, outcomes, room
from workshops.clearance.working import Amendment, DraftPoint, Note
from workshops.models import Kind, Workshop

MARKS = ("kind", "position_la", "position_tso")
LABELS = Amendment.Label
OUTCOMES = (Amendment.Outcome.ACCEPTED, Amendment.Outcome.IN_PART, Amendment.Outcome.NOT_ACCEPTED)


@transaction.atomic
def decide(
    workshop: Workshop,
    amendment_id: UUID,
    *,
    outcome: str,
    by: Seat,
    text: str = "",
    revision: int | None = None,
    label: str = "",
    in_room: bool = False,
    **marks: str,
) -> None:
    """Decide one suggested change: accepted as suggested, accepted in part with `text`, or not accepted.

    `marks` (kind, position_la, position_tso) correct who holds it and what it is about, and `label` whether the meaning
    changes. Other open changes of the statement stay open, against the new words (domain E18). Decided in the room, the
    new wording is a new version at once; by correspondence it waits until the changes are sent. Raises NotPossible when
    a colleague decided it already, revisions.Conflict when the statement was reworded since the page was opened.
    """
    note = settled_by(workshop, by, in_room=in_room)
    amendment = _open(note, amendment_id)
    if outcome == Amendment.Outcome.ACCEPTED and amendment.is_removal:
        _take_out(amendment, revision, in_room=in_room, by=by)
    elif outcome != Amendment.Outcome.NOT_ACCEPTED:
        _reword(note, amendment, _decided_on(amendment, outcome, text, marks), revision)
        amendment.label = label or amendment.label
    outcomes.close(amendment, outcome, in_room=in_room, by=by)
    send_at_once(note, in_room=in_room, by=by)


def settled_by(workshop: Workshop, by: Seat, *, in_room: bool) -> Note:
    """The locked note whose changes `by` may settle now, in the room or by correspondence."""
    require(by, Permission.DECIDE_CHANGE, area_id=workshop.area_id)
    note = moves.locked_in(workshop, Note.State.CIRCULATED)
    moves.no_party(note, by)
    if in_room and (reason := room.why_not(workshop)):
        raise NotPossible(reason)
    return note


def send_at_once(note: Note, *, in_room: bool, by: Seat) -> None:
    """In the room, what was decided is a new version at once: the new words are on the wall."""
    if in_room and circulating.has_unsent_changes(note):
        circulating.freeze(note, circulating.CHANGED, by=by)


def _open(note: Note, amendment_id: UUID) -> Amendment:
    """The suggested change, still open. Raises Http404 for any of other notes, NotPossible for a settled one."""
    amendment = Amendment.objects.filter(note=note, pk=amendment_id).select_related("point").first()
    if amendment is None:
        raise Http404
    if amendment.outcome != Amendment.Outcome.OPEN:
        raise NotPossible(f"This change is already settled: {amendment.get_outcome_display().lower()}.")
    return amendment


def _decided_on(amendment: Amendment, outcome: str, text: str, marks: Mapping[str, str]) -> dict[str, str]:
    """What the statement says from now on: as suggested where accepted, with the corrections made on deciding."""
    accepted = outcome == Amendment.Outcome.ACCEPTED
    words = amendment.text if accepted else text
    if not words.strip():
        raise NotPossible("Write the words you agreed on.")
    found = {"text": words}
    for name in MARKS:
        value = marks.get(name) or (getattr(amendment, name) if accepted else "")
        if value:
            found[name] = value
    return found


def still_in(point: DraftPoint | None) -> DraftPoint:
    """`point`, which must still be in the notes, and not closed by an approval."""
    if point is None or point.withdrawn_at or point.removed_at or point.closed_at:
        raise NotPossible("This statement is no longer in question.")
    return point


def _reword(note: Note, amendment: Amendment, values: dict[str, str], revision: int | None) -> None:
    if amendment.point is None:
        last = DraftPoint.objects.filter(note=note).aggregate(last=Max("number"))["last"] or 0
        amendment.point = DraftPoint.objects.create(
            note=note, number=last + 1, **{"kind": Kind.FACT, **values}
        )
        return
    point = still_in(amendment.point)
    revision = point.revision if revision is None else revision
    revisions.swap(point, revision=revision, left_out_at=None, left_out_by=None, **values)


def _take_out(amendment: Amendment, revision: int | None, *, in_room: bool, by: Seat) -> None:
    """The statement goes, and keeps its number, so that the others keep theirs; other changes of it fall with it."""
    point = still_in(amendment.point)
    revision = point.revision if revision is None else revision
    revisions.swap(point, revision=revision, removed_at=clock.now(), removed_by=by)
    outcomes.let_fall(point, but=amendment, in_room=in_room, by=by)
