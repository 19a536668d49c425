"""What thirteen groups do with their plans over the year, by the real functions: each area goes its own way by number.

A draft is opened after the first notes were approved. Numbers are working days from one act to the next.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from actionplans import abandoning, asking, content, grounding, planning, signing
from partnerships import membership, naming_leads
from partnerships.models import Seat
from pipd.kit import clock
from tests.actionplans import answers
from tests.faults.year_delivery import DUE, Delivering
from tests.faults.year_people import LA, TSO
from workshops.models import ClearedPoint

if TYPE_CHECKING:
    from tests.faults.year import Year

# By number of the area, so that every day of 3J comes up, and what lies between.
ACCEPTED_AFTER = (3, 7, 12, 2, 18)
SIGNED_AFTER = (4, 11, 2, 17)
LED_BY_NONE = 9  # in this area a sector's lead leaves while something waits for that sector


class Plan(Delivering):
    """From the first notes that were approved to the signatures."""

    def __init__(self, year: Year, n: int) -> None:
        super().__init__(year, n)
        self.in_days(1, self.open)

    def open(self) -> None:
        plan = planning.open_draft(self.group.area, by=self.lead(TSO if self.n % 2 else LA))
        made = planning.add_objective(plan, by=self.member(LA), text="To know each other", priority="high")
        for k in range(len(DUE)):
            planning.add_action(
                made, by=self.member(TSO), text=f"Swap jobs {k}", kind="job_swap", mode="joint"
            )
        point = ClearedPoint.objects.filter(note__area=self.group.area).order_by("number", "pk")[0]
        grounding.link(made, [point.pk], by=self.member(LA))
        if self.n % 5 == 3:
            self.in_days(1, lambda: abandoning.ask(self.plan, reason="Too soon", by=self.lead(TSO)))
            self.in_days(8, lambda: abandoning.decline(self.plan, by=self.lead(LA)))
        self.in_days(1, self.accept, LA)
        self.in_days(1 + ACCEPTED_AFTER[self.n % 5], self.accept, TSO)
        if self.n == LED_BY_NONE:
            self.in_days(4, self.lead_leaves, hour=18)
            self.in_days(7, self.name, TSO)
        self.in_days(2 + ACCEPTED_AFTER[self.n % 5], self.ask)

    def ask(self) -> None:
        """Everybody is asked; whose answer goes to words that are changed is asked again."""
        asking.ask(self.plan, by=self.lead(LA))
        self.in_days(1, lambda: answers.give(self.plan, self.lead(LA)))
        if self.n % 4 == 2:
            self.in_days(4, lambda: asking.end(self.plan, by=self.lead(LA)))
        else:
            self.in_days(6, lambda: answers.give(self.plan, self.member(TSO)))
        if self.n % 3 == 1:
            self.in_days(5, self.reword, 3)
            self.in_days(5, self.accept, LA, hour=15)
            self.in_days(8, self.accept, TSO)
        self.in_days(11, self.sign, TSO)

    def sign(self, sector: str, *, again: bool = False) -> None:
        """The second signature makes it agreed. In some areas a change lifts the first, or leads change meanwhile."""
        signing.sign(self.plan, digest=content.content_digest(self.plan), by=self.lead(sector))
        if not self.plan.is_draft:
            self.in_days(1, self.fill_in)
        elif self.n % 5 == 2 and not again:
            self.in_days(3, self.reword, 2)
            self.in_days(3, self.accept, LA, hour=16)
            self.in_days(5, self.accept, TSO)
            self.in_days(5, self.sign, TSO, again=True, hour=12)
        else:
            self.in_days(SIGNED_AFTER[self.n % 4], self.sign, LA)
            if self.n % 4 == 3:
                self.in_days(7, self.name, deputy=self.n == 7)

    def lead_leaves(self) -> None:
        """While the third sector is asked to accept: it has no deputy, so its people are to choose somebody."""
        gone = self.lead(TSO)
        membership.leave(gone, by=gone)
        self.year.left[gone.pk] = clock.now()

    def name(self, sector: str = LA, *, deputy: bool = False) -> None:
        """An officer becomes their sector's lead, or its deputy beside it."""
        facilitator = Seat.objects.select_related("area__programme").get(pk=self.group.facilitators[0].pk)
        naming_leads.name_lead(self.member(sector), deputy=deputy, by=facilitator)
