"""Who plans in one area of the year, and the plan they have by then."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from actionplans import accepting, content, planning
from actionplans.models import Action, ActionPlan, Delivery
from partnerships.models import Seat, Sector
from pipd.kit import clock, workdays

if TYPE_CHECKING:
    from tests.faults.year import Year

LA, TSO = Sector.LA, Sector.TSO


class Area:
    """The group of area `n`; acts call each other by way of the calendar."""

    def __init__(self, year: Year, n: int) -> None:
        self.year, self.n, self.group = year, n, year.groups[n]

    def in_days(self, days: int, act: Callable[..., Any], *args: Any, hour: int = 11, **kwargs: Any) -> None:
        """`act` happens so many working days from today."""
        day = workdays.add_wd(clock.today(), days) if days >= 0 else workdays.sub_wd(clock.today(), -days)
        self.year.then(clock.local(day, hour), lambda: act(*args, **kwargs))

    def lead(self, sector: str) -> Seat:
        seats = Seat.objects.live().filter(area=self.group.area, sector=sector)
        return seats.select_related("user", "area__programme", "programme").get(is_lead=True)

    def member(self, sector: str) -> Seat:
        """Who leads nothing; where nobody is left, who leads."""
        seats = Seat.objects.live().participants().filter(area=self.group.area, sector=sector)
        told = seats.select_related("user", "area__programme", "programme")
        return told.filter(is_lead=False).first() or self.lead(sector)

    @property
    def plan(self) -> ActionPlan:
        rows = ActionPlan.objects.filter(area=self.group.area).select_related("area__programme", "follows")
        return rows.order_by("-version")[0]

    def row(self, k: int) -> Delivery:
        rows = Delivery.objects.filter(action__objective__plan__in=ActionPlan.objects.in_force())
        rows = rows.filter(action__objective__plan__area=self.group.area).order_by("action__seq")
        return rows.select_related("action__objective__plan__area__programme")[k]

    def voice(self, k: int, sector: str) -> Seat:
        """Who leads the action for `sector`, else its lead."""
        seat = self.row(k).lead_seat(sector)
        return seat if seat and seat.is_live else self.lead(sector)

    def accept(self, *sectors: str) -> None:
        for sector in sectors:
            plan = self.plan
            accepting.accept_all(plan, seen=content.seen_digest(content.lines(plan)), by=self.lead(sector))

    def reword(self, k: int) -> None:
        action = Action.objects.filter(objective__plan=self.plan).order_by("seq")[k]
        text = f"{action.text}, and say so"
        planning.edit_action(action, by=self.member(LA), revision=action.revision, text=text)
