"""Leads, dates and measures of an agreed plan, and its start: never a touch on the signed words (domain I-30)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from actionplans import content, documents, linking, moves, post, reviewing
from actionplans.content import ActionLine, ObjectiveLine
from actionplans.models import Action, ActionPlan, Delivery, PlanStarted
from actionplans.signing import PAUSED, Blocker
from partnerships import agreement, history
from partnerships.membership import NotPossible
from partnerships.models import Partnership, Seat, Sector
from partnerships.permissions import Permission, require, require_still
from partnerships.words import sector_words
from pipd.kit import clock, revisions
from pipd.kit.wording import listed

S = ActionPlan.State
FIELDS = (
    "lead_la",
    "lead_la_seat",
    "lead_tso",
    "lead_tso_seat",
    "contact_la",
    "contact_tso",
    "starts_on",
    "due_on",
    "resources",
    "cost",
    "measure",
)


def plan_of(delivery: Delivery) -> ActionPlan:
    """The plan whose action is delivered."""
    return delivery.action.objective.plan


def setting(delivery: Delivery, *, by: Seat) -> ActionPlan:
    """The locked plan in force, for somebody who may fill in its delivery; `delivery` as it stands."""
    plan = plan_of(delivery)
    require(by, Permission.SET_DELIVERY, area_id=plan.area_id)
    plan = moves.locked_in(plan, *ActionPlan.IN_FORCE)
    require_still(by, Permission.SET_DELIVERY)
    delivery.refresh_from_db()
    delivery.action.objective.plan = plan
    return plan


@transaction.atomic
def fill_in(
    delivery: Delivery,
    *,
    revision: int,
    by: Seat,
    partnerships: Collection[Partnership] | None = None,
    **values: Any,
) -> bool:
    """Write leads, dates, resources, measure and what it rests on; whether a later date awaits the other's lead.

    Once the plan is in progress a later due date is proposed, and stands when it is acknowledged. Raises
    revisions.Conflict when somebody else wrote first.
    """
    if unknown := set(values) - set(FIELDS):
        raise TypeError(f"Not a delivery field: {sorted(unknown)}")
    plan = setting(delivery, by=by)
    proposal: dict[str, Any] = {}
    if delivery.is_under_way and not values.get("due_on", delivery.due_on):
        raise NotPossible("In delivery every action has a due date. Propose another date, or keep this one.")
    starts, due = values.get("starts_on", delivery.starts_on), delivery.due_on
    if starts and due and starts > due and _is_later(delivery, values.get("due_on")):
        raise NotPossible(
            "The later date waits for the other sector: the start cannot be after the present one yet."
        )
    if _is_later(delivery, values.get("due_on")) and delivery.revision == revision:
        proposal = propose(delivery, by=by, proposed_due_on=values.pop("due_on"))
    changed = sorted(name for name, value in values.items() if getattr(delivery, name) != value)
    revisions.swap(delivery, revision=revision, **values, **proposal)
    if partnerships is not None:
        changed += linking.rest_on(delivery, partnerships)
    facts = {"changed": changed, "proposed due": str(delivery.proposed_due_on) if proposal else ""}
    if delivery.due_on != due:
        facts |= {"due": str(delivery.due_on or ""), "due before": str(due or "")}
    history.record(by, "delivery filled in", subject=delivery.action_id, facts=facts)
    moves.touch(plan)
    uphold_start(plan, by=by)
    return bool(proposal)


def uphold_start(plan: ActionPlan, *, by: Seat) -> None:
    """Void a lone signature of the start once a date or measure it covers is another, and tell who had signed."""
    act = open_start(plan) if plan.state == S.AGREED else None
    if act is None or act.digest == start_digest(content.agreed_lines(plan)):
        return
    signed = agreement.void(act, reason=PlanStarted.Void.CHANGED)
    history.record(by, "start voided", subject=act.id, facts={"digest": act.digest})
    post.start_voided(plan, act, signed)


def propose(delivery: Delivery, *, by: Seat, **values: Any) -> dict[str, Any]:
    """What to write so that `values` await the other sector. Raises NotPossible while something else awaits it."""
    if delivery.proposed_at is not None:
        raise NotPossible("Something is proposed for this action already. It has to be answered first.")
    return {**values, "proposed_at": clock.now(), "proposed_by": by}


def _is_later(delivery: Delivery, due: date | None) -> bool:
    started = delivery.is_under_way
    return started and due is not None and delivery.due_on is not None and due > delivery.due_on


def start_blockers(plan: ActionPlan, agreed: Sequence[ObjectiveLine]) -> list[Blocker]:
    """What each action lacks before delivery may start, in words (domain I-30)."""
    found = []
    if plan.area.paused:
        found.append(PAUSED)
    for line in agreed:
        for action in line.actions:
            if lacks := _lacks(plan, action):
                what = listed(lacks)
                found.append(Blocker(f"needs {what}.", action.name, action.anchor, f"each need {what}."))
    return found


def _lacks(plan: ActionPlan, line: ActionLine) -> list[str]:
    delivery = line.action.delivery
    lacks = []
    if line.action.mode == Action.Mode.JOINT:
        for sector in Sector:
            if not delivery.lead_of(sector):
                lacks.append(f"a {sector_words(plan.area.programme, sector)} lead")
    elif not (delivery.lead_la or delivery.lead_tso):
        lacks.append("a lead")
    if delivery.due_on is None:
        lacks.append("a due date")
    if not delivery.measure:
        lacks.append("a measure of success")
    return lacks


def start_digest(agreed: Sequence[ObjectiveLine]) -> str:
    """What a signature of the start is bound to: the agreed words, and by when and how each action is measured."""
    rows = [(line.action.delivery.due_on, line.action.delivery.measure) for o in agreed for line in o.actions]
    told = [content.digest_of(agreed), [[str(due), measure] for due, measure in rows]]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def open_start(plan: ActionPlan) -> PlanStarted | None:
    """The start that awaits its second signature."""
    return PlanStarted.objects.open().filter(plan=plan).first()


@transaction.atomic
def start(plan: ActionPlan, *, seen: str = "", by: Seat) -> PlanStarted:
    """Sign the start of delivery for one's sector's participants; with both the plan is in progress (domain I-30).

    It is bound to the agreed words, dates and measures; `seen` is the `start_digest` of the page that was read. Leads
    and resources may go on changing. Raises NotPossible with all that is missing, or when something changed meanwhile.
    """
    require(by, Permission.SIGN_PLAN, area_id=plan.area_id)
    plan = moves.locked_in(plan, S.AGREED)
    agreed = content.agreed_lines(plan)
    if found := start_blockers(plan, agreed):
        raise NotPossible(*(blocker.sentence for blocker in found))
    digest = start_digest(agreed)
    if seen and seen != digest:
        raise NotPossible(agreement.CHANGED)
    act = open_start(plan) or PlanStarted(plan=plan, digest=digest)
    complete = agreement.sign(act, digest=digest, by=by)
    history.record(by, "start signed", subject=plan.id, facts={"sector": by.sector})
    moves.touch(plan)
    if complete:
        moves.move(plan, S.IN_PROGRESS, by=by)
        history.record(by, "plan started", subject=plan.id, facts={"version": plan.version})
        reviewing.plan_next(plan, after=clock.today(), by=by)
        documents.ask(plan, by=by)
    else:
        post.start_awaited(plan, act)
    return act
