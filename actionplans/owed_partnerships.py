"""Open actions that rest on a partnership which is closing or has ended: flagged to both leads (domain E16)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from uuid import UUID

from actionplans.models import ActionPlan, Delivery, PartnershipLink
from actionplans.owed_delivery import Thing
from partnerships.models import Partnership, Seat

WHAT = "The plan goes on. Take it off the action, or choose another partnership."
S = Partnership.Stage
ENDS = {S.CLOSED: "has closed", S.CLOSING: "is closing", S.NOT_PROCEEDED: "was not proceeded with"}


def things(
    leads: dict[UUID, Seat], names: dict[UUID, str], within: Callable[[datetime], datetime]
) -> Iterator[Thing]:
    """One for each action, as long as it is open and rests on such a partnership; one query for all plans."""
    if not leads:
        return
    open_ones = Delivery.objects.open().filter(action__objective__plan__state__in=ActionPlan.IN_FORCE)
    rows = PartnershipLink.objects.filter(
        delivery__in=open_ones, partnership__stage__in=Partnership.ENDING, partnership__area__in=leads
    )
    latest = {}  # of several partnerships of one action the one that moved last
    for link in rows.select_related("partnership", "delivery").order_by("partnership__stage_at", "pk"):
        latest[link.delivery.action_id] = link.partnership
    for action, one in latest.items():
        ends = ENDS[S(one.stage)]
        if action not in names:
            continue  # an item that one sector alone accepts is no part of the plan
        title = f"Action {names[action]} rests on a partnership that {ends}"
        seat, due = leads[one.area_id], within(one.stage_at)
        page = "delivery-list"
        yield Thing(
            seat, "partnership ending", title, WHAT, due, "See the action", page, action, one.stage_at
        )
