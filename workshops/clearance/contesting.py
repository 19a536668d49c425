"""Competing changes of one statement where nobody chooses: each stands as the view of its sector (domain E18)."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.http import Http404

from partnerships import history
from partnerships.membership import NotPossible
from partnerships.models import Seat
from pipd.kit import clock, revisions
from workshops import windows
from workshops.clearance import digests, settling
from workshops.clearance.working import Amendment, DifferingView, DraftPoint, new_salt
from workshops.models import Commonality, Position, Workshop, commonality


@transaction.atomic
def keep_both(
    workshop: Workshop, point_id: UUID, *, revision: int | None = None, by: Seat, in_room: bool = False
) -> None:
    """Keep the statement's words as contested, with every wording suggested for it as that sector's view.

    The sectors that suggested something are marked *mixed* unless the positions contradict each other already: nobody
    said that all of them hold the other wording. Everybody is asked again, also where nothing is marked anew: nobody
    has answered this statement with these words beside it, so it gets a new salt and with it a new digest (domain
    I-19). Raises NotPossible when no other words are suggested, one of the changes is to take the statement out, or the
    time for answers is over.
    """
    note = settling.settled_by(workshop, by, in_room=in_room)
    if windows.is_over(note.closes_at):
        raise NotPossible("The time for answers is over, so nobody could be asked about both wordings.")
    point = DraftPoint.objects.filter(note=note, pk=point_id).first()
    if point is None:
        raise Http404
    settling.still_in(point)
    changes = list(
        Amendment.objects.filter(point=point, outcome=Amendment.Outcome.OPEN).select_related("responder")
    )
    if not changes:
        raise NotPossible("No change of this statement is open, so there are no two wordings to keep.")
    if any(change.is_removal for change in changes):
        raise NotPossible("One suggestion is to take the statement out. Decide that one first.")
    if not all(change.text.strip() for change in changes):
        raise NotPossible("One suggestion leaves the words as they are. Decide that one first.")
    revision = point.revision if revision is None else revision
    values = {"salt": new_salt(), "left_out_at": None, "left_out_by": None, **_contested(point, changes)}
    revisions.swap(point, revision=revision, **values)
    for change in changes:
        _keep_as_view(point, change)
        settling.close(change, Amendment.Outcome.IN_PART, in_room=in_room, by=by)
    history.record(by, "both wordings kept", subject=point.pk, facts={"wordings": len(changes) + 1})
    settling.send_at_once(note, in_room=in_room, by=by)


def _contested(point: DraftPoint, changes: list[Amendment]) -> dict[str, str]:
    """Positions from which *contested* follows (domain I-21)."""
    if commonality(point.position_la, point.position_tso) == Commonality.CONTESTED:
        return {}
    return {f"position_{change.responder.sector}": Position.MIXED for change in changes}


def _keep_as_view(point: DraftPoint, change: Amendment) -> None:
    """The suggested words, beside the wording that people are asked about next, before any view they had already.

    A view is somebody's own words, and no press of a facilitator's takes them away.
    """
    own = (
        DifferingView.objects.filter(point=point, responder=change.responder)
        .exclude(text=change.text)
        .first()
    )
    told = {
        "sector": change.responder.sector,
        "digest": digests.of_point(point),
        "text": f"{change.text} {own.text}" if own else change.text,
        "added_at": clock.now(),
    }
    DifferingView.objects.update_or_create(point=point, responder=change.responder, defaults=told)
