"""What becomes of suggested changes: each is decided, or falls with its statement; who did it and where is kept."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from partnerships import history
from partnerships.models import Seat
from pipd.kit import clock
from workshops.clearance.working import Amendment, Answer, DraftPoint

DECIDED, FELL = "change decided", "change fell"


def close(amendment: Amendment, outcome: str, *, in_room: bool, by: Seat, verb: str = DECIDED) -> None:
    """Keep what was decided of `amendment`, by whom and where."""
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
    history.record(by, verb, subject=amendment.id, facts=facts)


def take_back(own: QuerySet[Amendment], *, at: datetime, by: Seat) -> None:
    """Whoever suggested these changes, or takes part no more, suggests them no longer."""
    still = own.filter(outcome=Amendment.Outcome.OPEN)
    still.update(outcome=Amendment.Outcome.WITHDRAWN, decided_at=at, decided_by=by)


def let_fall(*points: DraftPoint, but: Amendment | None = None, in_room: bool = False, by: Seat) -> None:
    """Every change that is open for these statements, which are out of the notes, falls with them."""
    open_for = Amendment.objects.filter(point__in=points, outcome=Amendment.Outcome.OPEN)
    for other in open_for.exclude(pk=but.pk) if but else open_for:
        close(other, Amendment.Outcome.NOT_ACCEPTED, in_room=in_room, by=by, verb=FELL)
