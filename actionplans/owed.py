"""What plans ask of one person, by when: for the home page and the digest. Never words of items, never names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from actionplans import content, progress
from actionplans.models import Action, ActionPlan, Delivery, Objective, PlanAgreed, PlanStarted
from actionplans.models.delivery import DUE_SOON, ENDED
from partnerships import history
from partnerships.models import Seat, Sector
from partnerships.words import sector_words
from pipd.kit import clock, workdays
from pipd.kit.clock import LONDON
from pipd.kit.owed import Owed
from pipd.kit.wording import count

ANSWER_WITHIN = 5  # working days until a signature or an answer is counted as due (domain 3J)
DRAFT_SEES = "Both sectors’ participants and the facilitators see it."
PLAN_SEES = "The group, its facilitators and the coordinator see it."
OF_DRAFTS = ("plan acceptance", "plan signature")


def owed(seats: Collection[Seat]) -> list[Owed]:
    """Signatures awaited, answers to the other sector, actions due or overdue, evidence lost, by date.

    `seats` are all of one person; those that are live count. The number of queries does not grow with them.
    """
    by_area = {s.area_id: s for s in seats if s.is_live and s.sector and s.area_id and not s.stands_in}
    if not by_area:
        return []
    leads = {area: seat for area, seat in by_area.items() if seat.may_sign}
    rows = _open_rows(by_area)
    lost = _lost(leads)
    names = _names({*(row.action.objective.plan_id for row in rows), *(o.plan_id for o in lost)})
    found = [
        *_acceptances(leads),
        *_signatures(leads),
        *_answers(rows, by_area),
        *_actions(rows, by_area, names),
        *_lost_evidence(lost, leads, names),
    ]
    return sorted(found, key=lambda thing: thing.due_at)


def _address(seat: Seat, name: str) -> str:
    return reverse(f"actionplans:{name}", kwargs={"area": seat.area.slug}) if seat.area else ""


def _owed(
    seat: Seat, kind: str, title: str, what: str, due_at: datetime, button: str, page: str, subject: UUID
) -> Owed:
    area = seat.area.name if seat.area else ""
    sees = DRAFT_SEES if kind in OF_DRAFTS else PLAN_SEES
    return Owed(kind, title, what, sees, _address(seat, page), due_at, button, area, subject)


def _within(since: datetime) -> datetime:
    """5pm, five working days after `since`."""
    return workdays.deadline(workdays.add_wd(since.astimezone(LONDON).date(), ANSWER_WITHIN))


def _signatures(leads: dict[UUID, Seat]) -> Iterable[Owed]:
    asked: list[tuple[Any, str, str, str]] = [
        (PlanAgreed, "plan signature", "Sign the plan", "plan-sign"),
        (PlanStarted, "plan start", "Sign the start of delivery", "plan-start"),
    ]
    for table, kind, title, page in asked if leads else []:
        for act in table.objects.open().filter(plan__area__in=leads).select_related("plan"):
            seat, since = leads[act.plan.area_id], act.la_at or act.tso_at
            if act.awaits == seat.sector and since is not None and seat.area:
                here = sector_words(seat.area.programme, seat.sector)
                what = f"The other sector has signed. The {here} participants’ signature is awaited."
                yield _owed(seat, kind, title, what, _within(since), "Read and sign", page, act.plan_id)


def _acceptances(leads: dict[UUID, Seat]) -> Iterable[Owed]:
    """What the other sector has accepted and this one has not, one request for each plan that is drafted."""
    waiting: dict[UUID, list[datetime]] = defaultdict(list)
    for objective in _half_accepted(Objective, "plan", leads):
        waiting[objective.plan.area_id] += _since(objective, leads[objective.plan.area_id])
    for action in _half_accepted(Action, "objective__plan", leads):
        area = action.objective.plan.area_id
        waiting[area] += _since(action, leads[area])
    waiting = {area: since for area, since in waiting.items() if since}
    plans = dict(
        ActionPlan.objects.filter(area__in=waiting, state=ActionPlan.State.DRAFT).values_list("area", "pk")
    )
    for area, since in waiting.items():
        what = f"The other sector has accepted {count(len(since), 'item')} that yours has not."
        title = "Accept, or change, what the other sector has accepted"
        seat, due = leads[area], _within(min(since))
        yield _owed(seat, "plan acceptance", title, what, due, "See the plan", "plan-detail", plans[area])


def _half_accepted(kind: type[Any], plan: str, leads: Collection[UUID]) -> Iterable[Any]:
    rows = kind.objects.filter(**{f"{plan}__state": ActionPlan.State.DRAFT, f"{plan}__area__in": leads})
    return rows.filter(Q(accepted_la_at=None) ^ Q(accepted_tso_at=None)).select_related(plan)


def _since(item: Objective | Action, lead: Seat) -> list[datetime]:
    """When the other sector accepted `item`, if the one of `lead` has not; else nothing."""
    accepted = {Sector.LA: item.accepted_la_at, Sector.TSO: item.accepted_tso_at}
    here = accepted.pop(Sector(str(lead.sector)))
    return [at for at in accepted.values() if at is not None and here is None]


def _open_rows(by_area: dict[UUID, Seat]) -> list[Delivery]:
    """Deliveries in these areas that wait for an answer, or are overdue or due within ten working days."""
    last = workdays.add_wd(clock.today(), DUE_SOON)
    ended = list(ENDED)
    soon = Q(due_on__lte=last) & ~Q(status__in=ended)
    rows = Delivery.objects.of_live_plans().filter(action__objective__plan__area__in=by_area)
    rows = rows.filter(soon | Q(proposed_at__isnull=False))
    return list(rows.select_related("action__objective__plan", "proposed_by").order_by("due_on"))


def _leads_it(row: Delivery, seat: Seat) -> bool:
    return seat.pk in (row.lead_la_seat_id, row.lead_tso_seat_id)


def _answers(rows: Iterable[Delivery], by_area: dict[UUID, Seat]) -> Iterable[Owed]:
    for row in rows:
        seat, since = by_area[row.action.objective.plan.area_id], row.proposed_at
        if since is None or row.proposed_by is None or row.proposed_by.sector == seat.sector:
            continue
        if progress.may_answer(row, seat):
            asked = "a later date" if row.proposed_due_on else "the end of an action"
            what = f"The other sector has proposed {asked}. It waits for your answer."
            title = "Answer the other sector"
            yield _owed(
                seat, "plan answer", title, what, _within(since), "Answer", "delivery-list", row.action_id
            )


def _actions(rows: Iterable[Delivery], by_area: dict[UUID, Seat], names: dict[UUID, str]) -> Iterable[Owed]:
    """Actions this person leads that are overdue or due within ten working days."""
    today = clock.today()
    last = workdays.add_wd(today, DUE_SOON)
    for row in rows:
        seat = by_area[row.action.objective.plan.area_id]
        if row.due_on is None or row.due_on > last or row.status in ENDED or not _leads_it(row, seat):
            continue
        late = row.due_on < today
        title = f"Action {names[row.action_id]} of the plan is {'overdue' if late else 'due soon'}"
        what = "Say how it goes, or propose a later date."
        kind = "action overdue" if late else "action due"
        due = workdays.deadline(row.due_on)
        yield _owed(seat, kind, title, what, due, "Say how it goes", "delivery-list", row.action_id)


def _names(plans: Collection[UUID]) -> dict[UUID, str]:
    """What the items both sectors accept are called, 2 and 2(b), by their id; one query for all plans."""
    accepted = {"accepted_la_at__isnull": False, "accepted_tso_at__isnull": False}
    whole = {f"objective__{name}": value for name, value in accepted.items()}
    rows = Action.objects.filter(objective__plan__in=plans, **accepted, **whole)
    of_plan: dict[UUID, dict[UUID, list[UUID]]] = {}
    for plan, objective, action in rows.order_by("objective__seq", "seq").values_list(
        "objective__plan", "objective", "pk"
    ):
        of_plan.setdefault(plan, {}).setdefault(objective, []).append(action)
    found = {}
    for objectives in of_plan.values():
        for number, (objective, actions) in enumerate(objectives.items(), start=1):
            found[objective] = str(number)
            found |= content.refs(number, actions)
    return found


def _lost(leads: dict[UUID, Seat]) -> list[Objective]:
    """Agreed objectives of plans in force whose statements were all withdrawn (domain I-24)."""
    rows = Objective.objects.filter(plan__area__in=leads, plan__state__in=ActionPlan.IN_FORCE, evidence=None)
    rows = rows.filter(no_evidence_reason="", accepted_la_at__isnull=False, accepted_tso_at__isnull=False)
    return list(rows.select_related("plan").order_by("plan", "seq"))


def _lost_evidence(
    lost: Iterable[Objective], leads: dict[UUID, Seat], names: dict[UUID, str]
) -> Iterable[Owed]:
    """Flagged to both leads while there is time to talk about it; the signed plan stands, and its page says so on."""
    chains = {str(objective.plan.area_id) for objective in lost}
    since = history.last("statement withdrawn", chains) if chains else {}
    for objective in lost:
        seat = leads[objective.plan.area_id]
        due = _within(since[str(objective.plan.area_id)])
        if due < clock.now():
            continue
        title = f"Objective {names[objective.pk]} has lost the statement behind it"
        what = "A statement was withdrawn. The signed plan stands; talk about it at the next review."
        yield _owed(seat, "evidence lost", title, what, due, "See the objective", "plan-detail", objective.pk)
