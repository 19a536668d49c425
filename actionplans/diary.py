"""What plans put into people's calendars: dates of actions they lead, signatures and reviews due; no words (trust X15).

Each entry keeps its id. Its sequence is the plan's edition, which every write raises: whatever changes replaces.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from actionplans import content
from actionplans.models import Action, ActionPlan, Delivery, PlanAgreed, PlanReview, PlanStarted
from actionplans.models.delivery import ENDED
from actionplans.told import ANSWER_WITHIN
from partnerships.models import Seat, StudyArea
from partnerships.permissions import Permission, allows
from pipd.kit import mail, workdays
from pipd.kit.calendars import Entry
from pipd.kit.wording import deadline

REMINDER = timedelta(minutes=30)
OF_ACTS: dict[type[Any], tuple[str, str]] = {
    PlanAgreed: ("Sign the plan", "plan-sign"),
    PlanStarted: ("Sign the start of delivery", "plan-start"),
}


def entries(seats: Collection[Seat]) -> list[Entry]:
    """What is dated in the plans of one person's live `seats`; in a number of queries that does not grow with them."""
    live = [seat for seat in seats if seat.is_live and not (seat.area and seat.area.is_discontinued)]
    mine = {seat.area_id: seat for seat in live if seat.area_id and seat.sector and not seat.stands_in}
    leads = {area: seat for area, seat in mine.items() if seat.may_sign}
    overseen = {s.programme_id for s in live if not s.area_id and allows(s, Permission.READ_PLAN)}
    return [*_actions(mine), *_signatures(leads), *_reviews(leads, overseen)]


def _actions(mine: dict[UUID, Seat]) -> Iterator[Entry]:
    """The day on which each action is due that one leads, until it has ended."""
    if not mine:
        return
    held = [seat.pk for seat in mine.values()]
    rows = Delivery.objects.of_live_plans().exclude(status__in=ENDED).filter(due_on__isnull=False)
    rows = rows.filter(Q(lead_la_seat__in=held) | Q(lead_tso_seat__in=held))
    found = list(rows.select_related("action__objective__plan__area").order_by("due_on", "pk"))
    names = _names({row.action.objective.plan_id for row in found})
    for row in found:
        if row.due_on is not None:
            plan = row.action.objective.plan
            title = f"Action {names.get(row.action_id, '')} of the plan is due"
            yield _entry(
                f"action-{row.action_id}", plan, title, workdays.deadline(row.due_on), "delivery-list"
            )


def _names(plans: Collection[UUID]) -> dict[UUID, str]:
    """What the agreed actions of these plans are called, 2 and 2(b), by their id; one query."""
    if not plans:
        return {}
    accepted = {
        f"{of}accepted_{side}_at__isnull": False for of in ("", "objective__") for side in ("la", "tso")
    }
    rows = Action.objects.filter(objective__plan__in=plans, **accepted)
    ordered = rows.order_by("objective__plan", "objective__seq", "seq")
    by_plan: dict[UUID, dict[UUID, list[UUID]]] = {}
    for plan, objective, action in ordered.values_list("objective__plan", "objective", "pk"):
        by_plan.setdefault(plan, {}).setdefault(objective, []).append(action)
    found: dict[UUID, str] = {}
    for objectives in by_plan.values():
        for number, actions in enumerate(objectives.values(), start=1):
            found |= content.refs(number, actions)
    return found


def _signatures(leads: dict[UUID, Seat]) -> Iterator[Entry]:
    """Until when a signature is awaited that one may give."""
    for table, (title, page) in OF_ACTS.items() if leads else ():
        for act in table.objects.open().filter(plan__area__in=leads).select_related("plan__area"):
            since: datetime = act.la_at or act.tso_at
            if leads[act.plan.area_id].sector == act.awaits:
                due = workdays.deadline_after(since, ANSWER_WITHIN)
                yield _entry(f"sign-{act.pk}", act.plan, title, due, page)


def _reviews(leads: Collection[UUID], overseen: Collection[UUID]) -> Iterator[Entry]:
    """The days on which plans are to be reviewed, for those who hold or oversee it."""
    if not leads and not overseen:
        return
    rows = PlanReview.objects.filter(held_on=None, plan__state=ActionPlan.State.IN_PROGRESS)
    rows = rows.exclude(plan__area__state=StudyArea.State.DISCONTINUED)
    rows = rows.filter(Q(plan__area__in=leads) | Q(plan__area__programme__in=overseen))
    for row in rows.select_related("plan__area").order_by("due_on", "pk"):
        due, more = workdays.deadline(row.due_on), row.revision
        yield _entry(
            f"review-{row.pk}", row.plan, f"Review {row.number} of the plan is due", due, "plan-detail", more
        )


def _entry(uid: str, plan: ActionPlan, title: str, due: datetime, page: str, more: int = 0) -> Entry:
    return Entry(
        uid=f"{uid}@pipd",
        sequence=plan.edition + more,
        starts_at=due - REMINDER,
        ends_at=due,
        summary=f"{title} by {deadline(due)}, {plan.area.name}",
        url=mail.link(reverse(f"actionplans:{page}", kwargs={"area": plan.area.slug})),
        takes_time=False,
    )
