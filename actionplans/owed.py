"""What plans ask of one person, by when: for the home page and the digest. Never words of items, never names."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Case, DateTimeField, Exists, OuterRef, Q, Subquery, Value, When
from django.urls import reverse

from actionplans import content, owed_delivery, owed_partnerships, told
from actionplans.models import Action, ActionPlan, Delivery, Evidence
from actionplans.owed_delivery import Thing
from actionplans.owed_half_given import DRAFT_SEES, PLAN_SEES, owed_half_given
from actionplans.owed_later import owed_later
from actionplans.told import ANSWER_WITHIN
from partnerships import history
from partnerships.models import Seat
from pipd.kit import clock, workdays
from pipd.kit.clock import LONDON
from pipd.kit.owed import Owed

LOST = "statement withdrawn"
TOLD_OF = ("lost_since", "ends", "ends_since")
OF_GROUP = ("progress challenged",)  # not the coordinator's


class _Item(NamedTuple):
    """An action both sectors accept, of an objective both accept.

    `lost_since` is when a statement of its area was last withdrawn, where nothing stands behind the objective any more.
    `ends` is the stage of the partnership it rests on which is closing or has ended, and since when (domain E16).
    """

    plan: UUID
    area: UUID
    objective: UUID
    action: UUID
    lost_since: datetime | None
    ends: str | None
    ends_since: datetime | None


def owed(seats: Collection[Seat]) -> list[Owed]:
    """Signatures awaited, answers to the other sector, actions due or overdue, evidence lost, by date.

    `seats` are all of one person; those that are live count. The number of queries does not grow with them.
    """
    by_area = {s.area_id: s for s in seats if s.is_live and s.sector and s.area_id and not s.stands_in}
    later = list(owed_later(seats))
    if not by_area:
        return sorted(later, key=lambda thing: thing.due_at)
    leads = {area: seat for area, seat in by_area.items() if seat.may_sign}
    rows = owed_delivery.rows_in(by_area)
    items = _items(rows, leads)
    names = _names(items)
    found = [
        *later,
        *owed_half_given(by_area),
        *(_owed(thing) for thing in owed_delivery.things(rows, by_area, names, _within)),
        *(_owed(thing) for thing in _lost_evidence(items, leads, names)),
        *(_owed(thing) for thing in owed_partnerships.things(items, leads, names, _within)),
    ]
    return sorted(found, key=lambda thing: thing.due_at)


def _address(seat: Seat, name: str, item: UUID) -> str:
    """The page itself; where it is of one action, that of `item`, or its row of the table."""
    if seat.area is None:
        return ""
    of_item = {"item": item} if name in owed_delivery.OF_ACTIONS else {}
    row = f"#a-{item}" if name == "delivery-list" else ""
    return reverse(f"actionplans:{name}", kwargs={"area": seat.area.slug, **of_item}) + row


def _owed(thing: Thing) -> Owed:
    seat, kind, title, what, due_at, button, page, subject, since = thing
    area, url = seat.area.name if seat.area else "", _address(seat, page, subject)
    sees = DRAFT_SEES if kind in OF_GROUP else PLAN_SEES
    marks = told.marks(kind, since)
    return Owed(kind, title, what, sees, url, due_at, button, area, subject, marks=marks)


def _within(since: datetime) -> datetime:
    """5pm, five working days after `since`."""
    return workdays.deadline(workdays.add_wd(since.astimezone(LONDON).date(), ANSWER_WITHIN))


def _items(rows: Iterable[Delivery], leads: Collection[UUID]) -> list[_Item]:
    """What both sectors accept of the plans that `rows` and `leads` are about, in order; one query for all plans."""
    plans = {row.action.objective.plan_id for row in rows}
    if not plans and not leads:
        return []
    accepted = {"accepted_la_at__isnull": False, "accepted_tso_at__isnull": False}
    whole = {f"objective__{name}": value for name, value in accepted.items()}
    led = Q(objective__plan__area__in=leads, objective__plan__state__in=ActionPlan.IN_FORCE)
    found = Action.objects.filter(Q(objective__plan__in=plans) | led, **accepted, **whole)
    found = found.annotate(**_told_of(led, leads))
    asked = ("objective__plan", "objective__plan__area", "objective", "pk", *TOLD_OF)
    ordered = found.order_by("objective__plan__area", "objective__seq", "seq")
    return [_Item(*values) for values in ordered.values_list(*asked)]


def _told_of(led: Q, leads: Collection[UUID]) -> dict[str, Case | Subquery]:
    """What a lead is told of beside an action: what its objective has lost, and what it rests on that ends."""
    grounds = Exists(Evidence.objects.filter(objective=OuterRef("objective")))
    bare = led & ~grounds & Q(objective__no_evidence_reason="")
    # Of each area by itself: the log knows it by another name than the tables of SQLite do.
    lost = (
        When(bare & Q(objective__plan__area=area), then=history.latest(LOST, str(area))) for area in leads
    )
    ending = owed_partnerships.ending(OuterRef("pk"))
    return {
        "lost_since": Case(*lost, default=Value(None, DateTimeField(null=True))),
        "ends": Subquery(ending.values("partnership__stage")[:1]),
        "ends_since": Subquery(ending.values("partnership__stage_at")[:1]),
    }


def _names(items: Iterable[_Item]) -> dict[UUID, str]:
    """What the items both sectors accept are called, 2 and 2(b), by their id."""
    of_plan: dict[UUID, dict[UUID, list[UUID]]] = {}
    for item in items:
        of_plan.setdefault(item.plan, {}).setdefault(item.objective, []).append(item.action)
    found = {}
    for objectives in of_plan.values():
        for number, (objective, actions) in enumerate(objectives.items(), start=1):
            found[objective] = str(number)
            found |= content.refs(number, actions)
    return found


def _lost_evidence(
    items: Iterable[_Item], leads: dict[UUID, Seat], names: dict[UUID, str]
) -> Iterable[Thing]:
    """Agreed objectives of plans in force whose statements were all withdrawn (domain I-24).

    Flagged to both leads while there is time to talk about it; the signed plan stands, and its page says so on.
    """
    lost = {item.objective: (item.area, item.lost_since) for item in items if item.lost_since}
    for objective, (area, moment) in lost.items():
        seat, due = leads[area], _within(moment)
        if due < clock.now():
            continue
        title = f"Objective {names[objective]} has lost the statement behind it"
        what = "A statement was withdrawn. The signed plan stands; talk about it at the next review."
        page = "plan-detail"
        yield Thing(seat, "evidence lost", title, what, due, "See the objective", page, objective, moment)
