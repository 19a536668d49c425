"""What the groups of the year enter in their register: reviews that come near, and one that an action rests on."""

from __future__ import annotations

from datetime import timedelta

from actionplans import delivery
from partnerships import closure, members, register
from partnerships.models import ClosureChecklist, Partnership
from pipd.kit import clock
from tests.faults.year_people import LA, TSO, Area

NAMES = ("Early Help Board", "Winter Fund")


class Registering(Area):
    """Two partnerships: a member leads the first, and the second has none who does, and closes."""

    def enter(self) -> None:
        by, today = self.member(LA), clock.today()
        told = {"form": "network", "origin": "chosen"}
        led, closes = (
            register.add(
                self.group.area, stage="operating", name=name, review_on=today + timedelta(days=days), by=by, **told
            )
            for name, days in zip(NAMES, (110, 60), strict=True)
        )  # fmt: skip
        end = {"indicative_end": today + timedelta(days=130)}
        register.edit(led, revision=0, by=by, **end)
        tso, since = self.member(TSO), clock.today()
        members.add(led, organisation="", person=tso, is_lead=True, started_on=since, by=by)
        row = self.row(3)
        delivery.fill_in(row, revision=row.revision, partnerships=[led, closes], by=by)
        for day, to in ((12, "reviewing"), (15, "closing")):
            self.in_days(day, self.moves_on, closes, to)
        self.in_days(20, self.sign_closure, closes, LA)
        self.in_days(24, self.sign_closure, closes, TSO)

    def moves_on(self, one: Partnership, to: str) -> None:
        one.refresh_from_db()
        register.move(one, to, revision=one.revision, by=self.member(LA))
        if to == "closing":
            told = dict.fromkeys(ClosureChecklist.ITEMS, "Arranged")
            closure.arrange(one, revision=0, reason="time", by=self.member(LA), **told)

    def sign_closure(self, one: Partnership, sector: str) -> None:
        checklist = ClosureChecklist.objects.get(partnership=one)
        closure.sign(one, seen=closure.digest_of(one, checklist), by=self.lead(sector))
