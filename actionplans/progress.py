"""How an action goes: routine progress by one; ends and later dates await the other sector (domain 3H, I-34)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from actionplans import moves
from actionplans.delivery import propose, setting
from actionplans.models import ActionPlan, Delivery, ProgressUpdate
from actionplans.models.delivery import ENDED, Rag, Status
from partnerships import history
from partnerships.membership import NotPossible
from partnerships.models import Seat
from partnerships.permissions import Permission
from pipd.kit import clock

_OPEN = (Status.NOT_STARTED, Status.IN_PROGRESS, Status.BLOCKED)

# From an open state to any other open one, or to an end; an end waits for the other sector's word.
MOVES: dict[tuple[str, str], Permission] = {
    (before, after): Permission.SET_DELIVERY for before in _OPEN for after in (*_OPEN, *ENDED)
}


@transaction.atomic
def tell(delivery: Delivery, *, status: str, rag: str = "", note: str = "", by: Seat) -> ProgressUpdate:
    """Record how an action goes. An end (complete, stopped, transferred) is proposed and awaits the other sector.

    Raises NotPossible for a state the action cannot go to, a colour without its note, or green when overdue
    (domain I-32).
    """
    plan = setting(delivery, by=by)
    if plan.state != ActionPlan.State.IN_PROGRESS:
        raise NotPossible("Delivery has not started: both sectors start it together.")
    if (delivery.status, status) not in MOVES:
        raise NotPossible(f"This action is {delivery.get_status_display().lower()} already.")
    if problem := _problem(delivery, status, rag, note):
        raise NotPossible(problem)
    ends = status in ENDED
    if ends:
        values: dict[str, Any] = propose(delivery, by=by, proposed_status=status, proposed_note=note[:300])
    else:
        values = {"status": status, "rag": rag, "rag_note": note[:300]}
    Delivery.objects.filter(pk=delivery.pk).update(**values)
    delivery.refresh_from_db()
    update = ProgressUpdate.objects.create(
        delivery=delivery, told_at=clock.now(), told_by=by, status=status, rag="" if ends else rag, note=note
    )
    history.record(by, "progress told", subject=delivery.action_id, facts={"status": status, "rag": rag})
    moves.touch(plan)
    return update


def _problem(delivery: Delivery, status: str, rag: str, note: str) -> str:
    if rag in (Rag.AMBER, Rag.RED) and not note:
        return "Amber and red need a note: say what is being done, or what is needed."
    if rag == Rag.GREEN and delivery.is_overdue and status not in ENDED:
        return "This action is overdue, so it cannot be green."
    if status in (Status.STOPPED, Status.TRANSFERRED) and not note:
        return "Say why, so that the other sector can answer."
    return ""


def may_answer(delivery: Delivery, seat: Seat) -> bool:
    """Whether `seat` is the one to acknowledge: the other sector's lead of the action, else of the plan (I-30)."""
    if delivery.proposed_by is None or not seat.sector or seat.sector == delivery.proposed_by.sector:
        return False
    return seat.may_sign or delivery.lead_seat_id(seat.sector) == seat.pk


@transaction.atomic
def answer(delivery: Delivery, *, agrees: bool, proposed_at: datetime | None = None, by: Seat) -> None:
    """Acknowledge what the other sector proposed, or decline it. Raises PermissionDenied for anybody else.

    `proposed_at` says which proposal was read: another one meanwhile is not answered by an old page.
    """
    plan = setting(delivery, by=by)
    if proposed_at is not None and delivery.proposed_at is not None and delivery.proposed_at != proposed_at:
        raise NotPossible("Something else was proposed meanwhile. Read it, then answer.")
    if delivery.proposed_at is None:
        raise NotPossible("Nothing awaits an answer here. Somebody answered it already.")
    if not may_answer(delivery, by):
        raise PermissionDenied("The other sector's lead answers this.")
    values: dict[str, Any] = _taken_up(delivery) if agrees else {}
    values |= {"proposed_at": None, "proposed_by": None, "proposed_due_on": None}
    values |= {"proposed_status": "", "proposed_note": ""}
    facts = {"agreed": agrees, "due": str(delivery.proposed_due_on), "status": delivery.proposed_status}
    Delivery.objects.filter(pk=delivery.pk).update(**values)
    delivery.refresh_from_db()
    history.record(by, "proposal answered", subject=delivery.action_id, facts=facts)
    moves.touch(plan)


def _taken_up(delivery: Delivery) -> dict[str, Any]:
    if delivery.proposed_status:
        # Only open actions carry a colour (domain I-32).
        return {"status": delivery.proposed_status, "rag": "", "rag_note": delivery.proposed_note}
    return {"due_on": delivery.proposed_due_on}
