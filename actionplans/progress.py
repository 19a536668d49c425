"""How an action goes: routine progress by one; ends and later dates await the other sector (domain 3H, I-34)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from actionplans import closing, depending, moves
from actionplans.delivery import propose, setting, uphold_start
from actionplans.models import ActionPlan, Delivery, ProgressUpdate
from actionplans.models import rag as rules
from actionplans.models.delivery import ENDED, Rag, Status
from partnerships import history
from partnerships.agreement import is_same_person
from partnerships.membership import NotPossible
from partnerships.models import Seat, Sector
from partnerships.permissions import Permission
from pipd.kit import clock
from pipd.kit.wording import listed

S = Status
OPEN = (S.NOT_STARTED, S.IN_PROGRESS, S.BLOCKED, S.DEFERRED)
# A lead of one sector proposes these, and the other's acknowledges them.
BOTH = (S.COMPLETE, S.DEFERRED, S.STOPPED, S.TRANSFERRED)

# The one table of moves of an action (domain 3H). To stay where it is is no move: it is a word on how it goes.
MOVES: dict[tuple[str, str], Permission] = dict.fromkeys(
    [
        (S.NOT_STARTED, S.IN_PROGRESS),
        (S.IN_PROGRESS, S.BLOCKED),
        (S.BLOCKED, S.IN_PROGRESS),
        (S.DEFERRED, S.IN_PROGRESS),
        (S.IN_PROGRESS, S.COMPLETE),
        *((before, S.DEFERRED) for before in OPEN if before != S.DEFERRED),
        *((before, after) for before in OPEN for after in (S.STOPPED, S.TRANSFERRED)),
    ],
    Permission.SET_DELIVERY,
)
WHY_NOT = {
    (S.NOT_STARTED, S.COMPLETE): "This action has not begun. Say first that it is in progress.",
    (
        S.NOT_STARTED,
        S.BLOCKED,
    ): "This action has not begun. Say first that it is in progress, then what blocks it.",
    (S.BLOCKED, S.COMPLETE): "This action is blocked. Say first that it is in progress again.",
    (S.DEFERRED, S.COMPLETE): "This action is put off. Say first that it is in progress again.",
    (S.DEFERRED, S.BLOCKED): "This action is put off. Say first that it is in progress again.",
}
PROPOSED_ANEW = "Something else was proposed meanwhile. Read it, then answer."
ONLY_LEADS = "A lead of this action, or of the plan, does that. You can say how it goes, and ask them to."


def next_states(status: str) -> list[Status]:
    """Where an action of `status` may go on to, itself first: a word with nothing changed."""
    return [s for s in S if s == status] + [s for s in S if (status, s) in MOVES]


def is_lead(delivery: Delivery, seat: Seat) -> bool:
    """Whether `seat` leads the action, or may stand for its sector in the plan."""
    return seat.may_sign or (bool(seat.sector) and delivery.lead_seat_id(seat.sector) == seat.pk)


def stands_for(row: Delivery, seat: Seat) -> bool:
    """Whether reminders of the action go to `seat`: it leads it, or stands in for a lead of its own sector."""
    if not seat.sector:
        return False
    lead = row.lead_seat(seat.sector)
    if lead is not None and lead.is_live:
        return seat.pk == lead.pk
    other = row.lead_seat(Sector(seat.sector).other)
    return seat.may_sign and (lead is not None or not (other and other.is_live))


@transaction.atomic
def tell(
    delivery: Delivery,
    *,
    status: str,
    rag: str = "",
    note: str = "",
    link: str = "",
    due_on: date | None = None,
    by: Seat,
) -> ProgressUpdate:
    """Record how an action goes. What needs both sectors (BOTH) is proposed and awaits the other one.

    `rag` is a lead's own colour in place of the derived one, with the reason in `note`; it stands until the next word.
    `due_on` is the new date of an action that is put off. Raises NotPossible, in words, for what the table of moves,
    the facts or a prerequisite does not allow.
    """
    plan = setting(delivery, by=by)
    if not delivery.is_under_way:
        raise NotPossible("Delivery has not started: both sectors start it together.")
    if problem := why_not(delivery, status, by=by) or _problem(delivery, status, rag, note, due_on, by=by):
        raise NotPossible(problem)
    proposed = status in BOTH and status != delivery.status
    if proposed:
        due = due_on if status == S.DEFERRED else None
        values = propose(
            delivery, by=by, proposed_status=status, proposed_due_on=due, proposed_note=note[:300]
        )
    else:
        values = {"status": status, "rag": rag, "rag_note": note[:300]}
    return write(plan, delivery, values, said=(status, note, link), by=by)


def write(
    plan: ActionPlan, delivery: Delivery, values: dict[str, Any], *, said: tuple[str, str, str], by: Seat
) -> ProgressUpdate:
    """Keep what was `said` (status, note, link) and write `values`. The caller holds the plan's lock."""
    status, note, link = said
    Delivery.objects.filter(pk=delivery.pk).update(**values)
    delivery.refresh_from_db()
    update = ProgressUpdate(
        delivery=delivery, told_at=clock.now(), told_by=by, status=status, note=note, link=link
    )
    update.save()
    if "proposed_at" not in values:  # with this word said, whatever was stale is so no more
        update.rag = delivery.shown_rag
        update.save(update_fields=["rag"])
    proposed = "proposed_at" in values
    facts = {"status": status, "colour": update.rag, "update": str(update.pk), "proposed": proposed}
    history.record(by, "progress told", subject=delivery.action_id, facts=facts)
    moves.touch(plan)
    closing.uphold(plan, by=by)
    return update


def why_not(delivery: Delivery, status: str, *, by: Seat) -> str:
    """Why the action cannot go on to `status`, in a sentence; empty when it can."""
    before = delivery.status
    if before in ENDED:
        return f"This action is {delivery.get_status_display().lower()} already."
    if status == before:
        return ""
    if (before, status) not in MOVES:
        told = WHY_NOT.get((S(before), S(status)))
        return (
            told or f"An action that is {S(before).label.lower()} cannot be {S(status).label.lower()} next."
        )
    if status in BOTH and not is_lead(delivery, by):
        return ONLY_LEADS
    if status == S.COMPLETE and (waits := depending.unmet(delivery)):
        return f"It waits for {listed(waits)}. That has to be complete first, or taken off its list."
    return ""


def _problem(delivery: Delivery, status: str, rag: str, note: str, due_on: date | None, *, by: Seat) -> str:
    stays = status == delivery.status
    if rag and status not in BOTH:
        if not is_lead(delivery, by):
            return f"The facts set the colour. {ONLY_LEADS}"
        if rag == Rag.GREEN and not rules.may_be_said(status, delivery.worries, rag):
            return "This action is overdue, so it cannot be green."
    if not note and (wanted := note_wanted(delivery, status, rag)):
        return wanted
    return _date_problem(delivery, due_on) if status == S.DEFERRED and not stays else ""


def note_wanted(delivery: Delivery, status: str, rag: str) -> str:
    """What the note of a word has to say, in a sentence; empty when the word may go without one."""
    stays = status == delivery.status
    if not stays and status in (S.STOPPED, S.TRANSFERRED, S.DEFERRED):
        return "Say why, so that the other sector can answer."
    if not stays and status == S.BLOCKED:
        return "Say what it is blocked by, so that the others can help."
    if rag and (stays or status not in BOTH):  # an end that is proposed leaves the colour as it is
        return "Say in the note why you set the colour yourself."
    return ""


def _date_problem(delivery: Delivery, due_on: date | None) -> str:
    if due_on is None:
        return "Enter the new date that you propose."
    if due_on <= clock.today() or (delivery.due_on and due_on <= delivery.due_on):
        return "The new date must be later than today and than the present due date."
    return ""


def may_answer(delivery: Delivery, seat: Seat) -> bool:
    """Whether `seat` is the one to acknowledge: the other sector's lead of the action, else of the plan (I-30).

    Never whoever proposed it, from whatever seat.
    """
    if delivery.proposed_by is None or not seat.sector or seat.sector == delivery.proposed_by.sector:
        return False
    return is_lead(delivery, seat) and not is_same_person(seat, delivery.proposed_by)


@transaction.atomic
def answer(delivery: Delivery, *, agrees: bool, proposed_at: datetime | None = None, by: Seat) -> None:
    """Acknowledge what the other sector proposed, or decline it. Raises PermissionDenied for anybody else.

    `proposed_at` says which proposal was read: another one meanwhile is not answered by an old page.
    """
    plan = setting(delivery, by=by)
    if proposed_at is not None and delivery.proposed_at is not None and delivery.proposed_at != proposed_at:
        raise NotPossible(PROPOSED_ANEW)
    if delivery.proposed_at is None:
        raise NotPossible("Nothing awaits an answer here. Somebody answered it already.")
    if not may_answer(delivery, by):
        raise PermissionDenied("The other sector's lead answers this.")
    if agrees and (problem := _came_between(delivery)):
        raise NotPossible(problem)
    values: dict[str, Any] = _taken_up(delivery) if agrees else {}
    values |= {"proposed_at": None, "proposed_by": None, "proposed_due_on": None}
    values |= {"proposed_status": "", "proposed_note": ""}
    facts = {"agreed": agrees, "due": str(delivery.proposed_due_on or ""), "status": delivery.proposed_status}
    facts |= {"due before": str(delivery.due_on or "")} if delivery.proposed_due_on else {}
    Delivery.objects.filter(pk=delivery.pk).update(**values)
    delivery.refresh_from_db()
    history.record(by, "proposal answered", subject=delivery.action_id, facts=facts)
    moves.touch(plan)
    uphold_start(plan, by=by)
    closing.uphold(plan, by=by)


def _came_between(delivery: Delivery) -> str:
    """Why what was proposed can no longer be taken up: what was said since, or a prerequisite."""
    proposed = delivery.proposed_status
    if proposed and (delivery.status, proposed) not in MOVES:
        now, then = delivery.get_status_display().lower(), S(proposed).label.lower()
        return f"It was said meanwhile that the action is {now}, so it cannot be {then} next. Leave it as it was."
    if proposed == S.COMPLETE and (waits := depending.unmet(delivery)):
        return f"It waits for {listed(waits)}. It can be complete after that."
    return ""


def _taken_up(delivery: Delivery) -> dict[str, Any]:
    due = {"due_on": delivery.proposed_due_on} if delivery.proposed_due_on else {}
    if delivery.proposed_status:
        # Only open actions carry a colour (domain I-32); one that is put off begins without a lead's own.
        return {"status": delivery.proposed_status, "rag": "", "rag_note": delivery.proposed_note, **due}
    return due
