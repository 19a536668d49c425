"""Open actions that rest on a partnership which is closing or has ended: flagged to both leads (domain E16)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.db.models import OuterRef, QuerySet

from actionplans.models import ActionPlan, Delivery, PartnershipLink
from actionplans.owed_delivery import Thing
from partnerships.models import Partnership, Seat

WHAT = "The plan goes on. Take it off the action, or choose another partnership."
S = Partnership.Stage
ENDS = {S.CLOSED: "has closed", S.CLOSING: "is closing", S.NOT_PROCEEDED: "was not proceeded with"}


class Item(Protocol):
    """An action, and what became of the partnership it rests on, if that is closing or has ended."""

    @property
    def area(self) -> UUID: ...
    @property
    def action(self) -> UUID: ...
    @property
    def ends(self) -> str | None: ...
    @property
    def ends_since(self) -> datetime | None: ...


def ending(action: OuterRef) -> QuerySet[PartnershipLink]:
    """The links of an open action of a plan in force to such partnerships, the one that moved last first."""
    rows = Delivery.objects.open().filter(action__objective__plan__state__in=ActionPlan.IN_FORCE)
    links = PartnershipLink.objects.filter(delivery__in=rows, delivery__action=action)
    return links.filter(partnership__stage__in=Partnership.ENDING).order_by("-partnership__stage_at", "-pk")


def things(
    items: Iterable[Item],
    leads: dict[UUID, Seat],
    names: dict[UUID, str],
    within: Callable[[datetime], datetime],
) -> Iterator[Thing]:
    """One for each of `items` that rests on such a partnership, to the lead of its area."""
    for item in items:
        if item.area not in leads or item.ends is None or item.ends_since is None:
            continue
        title = f"Action {names[item.action]} rests on a partnership that {ENDS[S(item.ends)]}"
        seat, due, since = leads[item.area], within(item.ends_since), item.ends_since
        yield Thing(
            seat,
            "partnership ending",
            title,
            WHAT,
            due,
            "See the action",
            "delivery-list",
            item.action,
            since,
        )
