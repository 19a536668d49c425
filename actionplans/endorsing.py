"""That an organisation's own body, its cabinet or trustees, stands behind the plan in force (domain 3A)."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from actionplans import moves
from actionplans.models import ActionPlan, Endorsement
from partnerships import history
from partnerships.membership import NotPossible
from partnerships.models import Organisation, Seat
from partnerships.permissions import Permission, require
from pipd.kit import clock
from pipd.kit.clock import LONDON


def organisations(seat: Seat) -> QuerySet[Organisation]:
    """Those that `seat` may record an endorsement of: of its own sector, and with somebody in the group now."""
    held = Seat.objects.live().participants().of(seat.sector).filter(area=seat.area_id)
    return Organisation.objects.filter(pk__in=held.values("organisation")).order_by("name")


@transaction.atomic
def record(
    plan: ActionPlan, *, organisation: Organisation, body: str, endorsed_on: date, by: Seat
) -> Endorsement:
    """Record that `body` of `organisation` endorsed the words of `plan`, an agreed version, on `endorsed_on`.

    Raises NotPossible for a draft or a version that is over, an organisation of the other sector or outside the
    group, a date to come or before these words were begun, and for what is recorded already.
    """
    require(by, Permission.RECORD_ENDORSEMENT, area_id=plan.area_id)
    plan = moves.locked_in(plan, *ActionPlan.IN_FORCE)
    if not organisations(by).filter(pk=organisation.pk).exists():
        raise NotPossible("Choose an organisation of your own sector that has somebody in the group.")
    if problem := date_problem(plan, endorsed_on):
        raise NotPossible(problem)
    if plan.endorsements.filter(organisation=organisation, body__iexact=body).exists():
        raise NotPossible("This endorsement is recorded already.")
    made = Endorsement.objects.create(
        plan=plan,
        sector=by.sector,
        organisation=organisation,
        body=body,
        endorsed_on=endorsed_on,
        recorded_at=clock.now(),
        recorded_by=by,
    )
    facts = {"sector": by.sector, "on": endorsed_on.isoformat(), "version": plan.version}
    history.record(by, "endorsement recorded", subject=made.id, facts=facts)
    moves.touch(plan)
    return made


def date_problem(plan: ActionPlan, day: date) -> str:
    """What is wrong with `day` as the date of an endorsement of `plan`, in a sentence; empty when it may be."""
    if day > clock.today():
        return "The date must be today or in the past"
    if day < plan.opened_at.astimezone(LONDON).date():
        return "The date must be on or after the day on which this version was begun"
    return ""


@transaction.atomic
def remove(endorsement: Endorsement, *, by: Seat) -> None:
    """Take an endorsement that was recorded for one's own sector off the plan in force again."""
    require(by, Permission.RECORD_ENDORSEMENT, area_id=endorsement.plan.area_id)
    plan = moves.locked_in(endorsement.plan, *ActionPlan.IN_FORCE)
    stored = Endorsement.objects.filter(pk=endorsement.pk).first()
    if stored is None:
        raise NotPossible("It is removed already.")
    if stored.sector != by.sector:
        raise NotPossible("The other sector’s lead recorded this, so they remove it.")
    facts = {"sector": stored.sector, "on": stored.endorsed_on.isoformat()}
    stored.delete()
    history.record(by, "endorsement removed", subject=endorsement.pk, facts=facts)
    moves.touch(plan)
