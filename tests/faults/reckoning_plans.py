"""Reminders of plans reckoned from the rows of one morning, by the calendar of tests.faults.reckoning alone (3J).

Nothing of the product decides: rows come as plain values, table by table, and each rule is written down anew here.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from tests.faults.reckoning import Thing, ahead, apart, at, local, works
from tests.faults.reckoning_group import Group
from tests.faults.reckoning_register import Register
from tests.faults.reckoning_waiting import OTHER, USUAL


def rolled(day: date) -> date:
    return day if works(day) else ahead(day, 1)


def quarter_after(day: date) -> date:
    """The same day three months later, or the last of a month that is too short."""
    year, month = (day.year, day.month + 3) if day.month < 10 else (day.year + 1, day.month - 9)
    for number in range(day.day, day.day - 4, -1):
        try:
            return date(year, month, number)
        except ValueError:
            continue
    raise AssertionError(day)


class Morning(Register, Group):
    """What everybody owes of plans at one moment, from the `rows` of that moment."""

    def things(self) -> Iterator[Thing]:
        yield from self.half_signed()
        yield from self.half_accepted()
        yield from self.nobody_leads()
        yield from self.support()
        for row in self.going_on:
            yield from self.proposal(row)
            yield from self.dated(row)
            yield from self.challenged(row)
            yield from self.lead_lost(row)
        yield from self.words()
        yield from self.reviews()
        yield from self.bare()
        yield from self.ending()
        yield from self.near()
        yield from self.closures()
        yield from self.uneven()
        yield from self.unexplained()
        yield from self.led_by_none()

    def dated(self, row: dict[str, Any]) -> Iterator[Thing]:
        due, key = row["due_on"], row["action_id"]
        if due > ahead(self.today, 10):
            return
        area = self.plan_of(row)["area_id"]
        asked, late = self.people.reminded(row, area), apart(due, self.today)
        for seat in asked:
            if due >= self.today:
                yield self.thing(seat, f"action due:{key}", at(due, 17), before=frozenset({10, 2}))
            else:
                yield self.thing(seat, f"action overdue:{key}", at(due, 17), after=frozenset({1}), every=10)
        for seat in self.people.leads(area):
            if seat not in asked and due < self.today and late >= 20:
                yield self.thing(
                    seat, f"action long overdue:{key}", at(due, 17), after=frozenset({20}), every=10
                )

    def lead_lost(self, row: dict[str, Any]) -> Iterator[Thing]:
        for sector in OTHER:
            lead = self.people.by_id.get(row[f"lead_{sector}_seat_id"])
            if lead is None or self.people.is_live(lead):
                continue
            for seat in self.people.leads(self.plan_of(row)["area_id"], sector):
                due = at(ahead(lead["ended_on"], 10), 17)
                yield self.thing(seat, f"action lead:{row['action_id']}", due, **USUAL)

    def words(self) -> Iterator[Thing]:
        """A word is due a quarter after the last one, or by the review if that comes first and waits for it."""
        asked: dict[tuple[Any, Any], tuple[dict[str, Any], list[date]]] = {}
        for row in self.going_on:
            plan = self.plan_of(row)
            by = self.word_by(row, plan)
            for seat in self.people.reminded(row, plan["area_id"]):
                if by is not None and by <= ahead(self.today, 10):
                    asked.setdefault((seat["id"], plan["id"]), (seat, []))[1].append(by)
        for (_, plan_id), (seat, days) in asked.items():
            yield self.thing(
                seat, f"progress update:{plan_id}", at(rolled(min(days)), 17), before=frozenset({10}),
                after=frozenset({0}), every=10,
            )  # fmt: skip

    def word_by(self, row: dict[str, Any], plan: dict[str, Any]) -> date | None:
        said = [update["told_at"] for update in self.updates(row)]
        acts = [
            one for one in self.rows["PlanStarted"] if one["plan_id"] == plan["id"] and not one["voided_at"]
        ]
        said = said or [max(one["la_at"], one["tso_at"]) for one in acts if one["la_at"] and one["tso_at"]]
        if not said:
            return None
        last = local(max(said))
        to_come = [
            one["due_on"]
            for one in self.rows["PlanReview"]
            if one["plan_id"] == plan["id"] and not one["written_at"]
        ]
        by = quarter_after(last)
        review = min(to_come, default=by)
        return min(by, review) if last < ahead(review, -10) else by

    def reviews(self) -> Iterator[Thing]:
        running = {plan["area_id"] for plan in self.plans.values() if plan["state"] == "in_progress"}
        for row in self.rows["PlanReview"]:
            area = self.plans[row["plan_id"]]["area_id"]
            if row["confirmed_at"] or area not in running:
                continue
            if row["written_at"]:
                sector = OTHER[self.people.by_id[row["written_by_id"]]["sector"]]
                for seat in self.people.leads(area, sector):
                    yield self.awaited(seat, f"plan review to confirm:{row['id']}", row["written_at"])
            elif row["due_on"] <= ahead(self.today, 20):
                for seat in [*self.people.leads(area), *self.people.coordinators()]:
                    yield self.thing(
                        seat, f"plan review:{row['id']}", at(rolled(row["due_on"]), 17), before=frozenset({20, 5}),
                        after=frozenset({1}), every=10,
                    )  # fmt: skip

    def bare(self) -> Iterator[Thing]:
        """Objectives that have lost their last statement, for five working days after it was withdrawn."""
        grounded = {row["objective_id"] for row in self.rows["Evidence"]}
        gone = {
            row["chain"]: row["at"] for row in self.rows["LogEntry"] if row["verb"] == "statement withdrawn"
        }
        for row in self.objectives.values():
            plan = self.plans[row["plan_id"]]
            since = gone.get(str(plan["area_id"]))
            if plan["state"] not in ("agreed", "in_progress") or row["id"] in grounded or since is None:
                continue
            due = at(ahead(local(since), 5), 17)
            for seat in self.people.leads(plan["area_id"]) if due >= self.now else ():
                yield self.thing(seat, f"evidence lost:{row['id']}", due, fresh=since, **USUAL)
