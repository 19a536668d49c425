"""Deciding suggested changes. A decision changes the working copy; people answer it once it is sent."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.http import Http404

from partnerships import history
from partnerships.membership import NotPossible
from partnerships.models import Seat
from partnerships.permissions import Permission, require
from pipd.kit import clock, revisions
from workshops.clearance import circulating, moves, room
from workshops.clearance.working import Amendment, Answer, DraftPoint, Note
from workshops.models import Kind, Workshop

OUTCOMES = (Amendment.Outcome.ACCEPTED, Amendment.Outcome.IN_PART, Amendment.Outcome.NOT_ACCEPTED)


@transaction.atomic
def decide(
    workshop: Workshop,
    amendment_id: UUID,
    *,
    outcome: str,
    by: Seat,
    text: str = "",
    position_la: str = "",
    position_tso: str = "",
    revision: int | None = None,
    in_room: bool = False,
) -> None:
    """Decide one suggested change: accepted as worded, accepted in part with `text`, or not accepted.

    Positions may be corrected with it. Decided in the room, the new wording is a new version at once; by
    correspondence it waits until the changes are sent. Raises NotPossible when a colleague decided it already,
    revisions.Conflict when the statement was reworded since the page was opened.
    """
    require(by, Permission.DECIDE_CHANGE, area_id=workshop.area_id)
    note = moves.locked_in(workshop, Note.State.CIRCULATED)
    moves.no_party(note, by)
    if in_room and (reason := room.why_not(workshop)):
        raise NotPossible(reason)
    amendment = _open(note, amendment_id)
    if outcome != Amendment.Outcome.NOT_ACCEPTED:
        words = amendment.text if outcome == Amendment.Outcome.ACCEPTED else text
        _reword(note, amendment, words, position_la, position_tso, revision)
    _close(amendment, outcome, in_room=in_room, by=by)
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


def _close(amendment: Amendment, outcome: str, *, in_room: bool, by: Seat) -> None:
    amendment.outcome = outcome
    amendment.decided_at, amendment.decided_by = clock.now(), by
    amendment.decided_in = Amendment.DecidedIn.ROOM if in_room else Amendment.DecidedIn.CORRESPONDENCE
    amendment.save()
    if outcome == Amendment.Outcome.NOT_ACCEPTED and amendment.point_id:
        # "Suggest a change" answers nothing any more: whoever suggested it is asked about the words as they stay.
        suggested = Answer.objects.filter(responder=amendment.responder_id, point=amendment.point_id)
        suggested.filter(verdict=Answer.Verdict.CHANGE, superseded_at=None).update(
            superseded_at=amendment.decided_at
        )
    facts = {"outcome": outcome, "in": amendment.decided_in}
    history.record(by, "change decided", subject=amendment.id, facts=facts)


def _reword(
    note: Note, amendment: Amendment, words: str, position_la: str, position_tso: str, revision: int | None
) -> None:
    if not words.strip():
        raise NotPossible("Write the words you agreed on.")
    positions = {k: v for k, v in {"position_la": position_la, "position_tso": position_tso}.items() if v}
    point = amendment.point
    if point is None:
        last = DraftPoint.objects.filter(note=note).aggregate(last=Max("number"))["last"] or 0
        amendment.point = DraftPoint.objects.create(
            note=note, number=last + 1, text=words, kind=Kind.FACT, **positions
        )
        return
    if point.withdrawn_at or point.removed_at or point.closed_at:
        raise NotPossible("This statement is no longer in question.")
    revisions.swap(
        point,
        revision=point.revision if revision is None else revision,
        text=words,
        left_out_at=None,
        left_out_by=None,
        **positions,
    )
