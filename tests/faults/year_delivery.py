"""What the groups of the year do in delivery: actions that end late, are put off or stay; leads who leave; reviews.

Numbers are working days from one act to the next.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from actionplans import (
    amending,
    challenging,
    closing,
    content,
    delivery,
    on_track,
    progress,
    publishing,
    reviewing,
    signing,
)
from actionplans.models import ActionPlan, PlanReview
from partnerships import membership
from pipd.kit import clock, workdays
from tests.faults.year_people import LA, TSO
from tests.faults.year_register import Registering
from workshops.clearance import withdrawing
from workshops.models import ClearedPoint

STARTED_AFTER = (1, 6, 13)  # by number of the area, as are the others
REVIEWED = (-2, 1, 4, 13)  # from its due day
CONFIRMED_AFTER = (2, 6, 16)
DUE = (25, 40, 14, 150)  # of the four actions, from the day they are filled in


class Delivering(Registering):
    """From the agreed plan on."""

    def fill_in(self) -> None:
        """One action that officers of both sectors lead, one of one sector, one that nobody with an account leads."""
        la, tso, today = self.member(LA), self.member(TSO), clock.today()
        for k, (days, seats) in enumerate(
            zip(DUE, ((la, tso), (None, tso), (None, None), (la, tso)), strict=True)
        ):
            row, due = self.row(k), workdays.add_wd(today, days)
            values = {"lead_la": "Head", "lead_tso": "Manager", "measure": "Twelve pairs", "starts_on": today}
            values |= {"lead_la_seat": seats[0], "lead_tso_seat": seats[1]}
            values["due_on"] = due + timedelta(days=(5 - due.weekday()) if k == 1 else 0)  # a Saturday
            delivery.fill_in(row, revision=row.revision, by=la, **values)
        self.in_days(1, self.start, LA)
        self.in_days(1 + STARTED_AFTER[self.n % 3], self.start, TSO)

    def start(self, sector: str) -> None:
        delivery.start(self.plan, by=self.lead(sector))
        if self.plan.state != ActionPlan.State.IN_PROGRESS or self.plan.version > 1:
            return
        self.in_days(3, lambda: publishing.choose(self.plan, level="partners", by=self.lead(TSO)))
        wider = publishing.choose if self.n % 2 else publishing.turn_down
        level = {"level": "partners"} if self.n % 2 else {}
        self.in_days(12 if self.n % 2 else 6, lambda: wider(self.plan, by=self.lead(LA), **level))
        self.in_days(5, self.tell, 0, "in_progress")
        self.in_days(7, self.challenge)
        self.in_days(14, self.tell, 0, "in_progress")
        self.first_actions()
        self.in_days(2, self.enter)
        self.later()
        self.review()

    def tell(self, k: int, status: str, **values: Any) -> None:
        progress.tell(self.row(k), status=status, note="It is so", by=self.voice(k, TSO), **values)

    def answer(self, k: int, *, agrees: bool = True) -> None:
        progress.answer(self.row(k), agrees=agrees, by=self.lead(LA))

    def challenge(self) -> None:
        update = challenging.latest(self.row(0))
        assert update is not None
        challenging.challenge(update, words="QUAGGA it is not", by=self.member(LA))

    def first_actions(self) -> None:
        """The first ends late, in some areas only as it is proposed again; the third is put off; the second stays."""
        self.in_days(28, self.tell, 0, "complete")
        if self.n % 3 == 1:
            self.in_days(34, self.answer, 0, agrees=False)
            self.in_days(37, self.tell, 0, "complete")
        self.in_days(40, self.answer, 0)
        later: date = workdays.add_wd(clock.today(), 50)
        self.in_days(18, self.tell, 2, "deferred", due_on=later)
        self.in_days(21, self.answer, 2)
        self.in_days(74, self.tell, 1, "stopped")
        self.in_days(85, self.answer, 1)

    def later(self) -> None:
        if self.n % 6 == 4:
            self.in_days(20, self.leave, hour=18)
        if self.n % 7 == 5:
            self.in_days(10, self.withdraw)
        if self.n % 2 == 0:
            self.in_days(45, self.all_on_track, LA)
        if self.n == 1:
            self.in_days(50, self.amend)
        if self.n == 0:
            for k in (2, 3):
                self.in_days(90, self.tell, k, "stopped")
                self.in_days(91, self.answer, k)
            self.in_days(92, self.close, LA)
            self.in_days(99, self.close, TSO)

    def leave(self) -> None:
        """Reminders go to the sector's lead, who is asked for another one and leads it (domain E20)."""
        gone = self.member(TSO)
        membership.leave(gone, by=gone)
        self.year.left[gone.pk] = clock.now()
        for k in (0, 1, 3):
            self.in_days(8 + k, self.lead_again, k)

    def lead_again(self, k: int) -> None:
        row = self.row(k)
        delivery.fill_in(row, revision=row.revision, by=self.lead(TSO), lead_tso_seat=self.lead(TSO))

    def withdraw(self) -> None:
        for point in ClearedPoint.objects.filter(evidence__objective__plan=self.plan).distinct():
            withdrawing.withdraw(self.group.area, point.pk, by=self.group.facilitators[0])

    def all_on_track(self, sector: str) -> None:
        seat, lines = self.member(sector), content.agreed_lines(self.plan)
        on_track.all_on_track(self.plan, seen=on_track.mine(lines, seat).seen, by=seat)

    def amend(self) -> None:
        """A second version, signed and started by one after the other while the actions go on."""
        amending.open_version(self.plan, by=self.lead(TSO))
        self.reword(3)
        self.accept(LA, TSO)
        self.in_days(1, self.sign_amended, TSO)
        self.in_days(7, self.sign_amended, LA)
        self.in_days(9, self.start, TSO)
        self.in_days(15, self.start, LA)

    def sign_amended(self, sector: str) -> None:
        signing.sign(self.plan, digest=content.content_digest(self.plan), by=self.lead(sector))

    def close(self, sector: str) -> None:
        seen = closing.final_digest(content.agreed_lines(self.plan))
        closing.close(self.plan, reason="All is done", seen=seen, by=self.lead(sector))

    def coming(self) -> PlanReview:
        rows = PlanReview.objects.select_related("plan__area__programme", "written_by")
        return rows.get(plan__area=self.group.area, confirmed_at=None)

    def review(self) -> None:
        """The first review is moved in some areas, held around its day, and confirmed after; the next one is left."""
        due = self.coming().due_on
        if self.n % 4 == 1:
            moved = workdays.add_wd(due, 6)
            self.year.then(clock.local(workdays.sub_wd(due, 15), 12), lambda: self.move(moved))
            due = moved
        away = REVIEWED[self.n % 4]
        day = workdays.add_wd(due, away) if away > 0 else workdays.sub_wd(due, -away)
        self.year.then(clock.local(day, 16), self.write_down)

    def move(self, day: date) -> None:
        review = self.coming()
        reviewing.move_date(review, due_on=day, revision=review.revision, by=self.lead(LA))

    def write_down(self) -> None:
        """Unless the plan is closed by then."""
        if self.plan.state == ActionPlan.State.CLOSED:
            return
        review, seats = self.coming(), [self.lead(LA).pk, self.lead(TSO).pk]
        told = {"held_on": clock.today(), "present": seats, "lessons": "Ask sooner", "changes": "None"}
        reviewing.write_down(review, revision=review.revision, by=self.lead(LA), **told)
        self.in_days(CONFIRMED_AFTER[self.n % 3], self.confirm)

    def confirm(self) -> None:
        review = self.coming()
        reviewing.confirm(review, revision=review.revision, by=self.lead(TSO))
