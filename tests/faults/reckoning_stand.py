"""What stands in the rows of plans on one morning, and how a thing is told of: for tests.faults.reckoning_plans."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from tests.faults.reckoning import Thing, ahead, at, local
from tests.faults.reckoning_people import People

Rows = dict[str, list[dict[str, Any]]]
ENDED = {"complete", "stopped", "transferred"}
AWAITED = {"after": frozenset({0, 5, 10})}


@dataclass
class Stand:
    """`rows` are plain values, table by table, as they are at the moment `now`."""

    rows: Rows
    now: datetime

    def thing(self, seat: dict[str, Any], key: str, due: datetime, **days: Any) -> Thing:
        days = {"new": True, **days}
        return Thing(seat["user_id"], key, self.now, self.now.replace(year=2040), due, **days)

    def awaited(self, seat: dict[str, Any], key: str, since: datetime) -> Thing:
        due = at(ahead(local(since), 5), 17)
        return self.thing(seat, key, due, fresh=since, **AWAITED)

    @cached_property
    def today(self) -> date:
        return local(self.now)

    @cached_property
    def people(self) -> People:
        return People(self.rows["Seat"], self.today)

    @cached_property
    def plans(self) -> dict[Any, dict[str, Any]]:
        return {row["id"]: row for row in self.rows["ActionPlan"]}

    @cached_property
    def objectives(self) -> dict[Any, dict[str, Any]]:
        return {row["id"]: row for row in self.rows["Objective"]}

    @cached_property
    def actions(self) -> dict[Any, dict[str, Any]]:
        return {row["id"]: row for row in self.rows["Action"]}

    def plan_of(self, delivery: dict[str, Any]) -> dict[str, Any]:
        return self.plans[self.objectives[self.actions[delivery["action_id"]]["objective_id"]]["plan_id"]]

    @cached_property
    def items(self) -> list[tuple[Any, dict[str, Any]]]:
        """Every objective and action with the plan that it is of."""
        found = [(self.plans[row["plan_id"]], row) for row in self.objectives.values()]
        return found + [
            (self.plans[self.objectives[row["objective_id"]]["plan_id"]], row)
            for row in self.actions.values()
        ]

    @cached_property
    def going_on(self) -> list[dict[str, Any]]:
        """Open actions of plans in progress, or under way before a version that awaits its start."""
        found = []
        for row in self.rows["Delivery"]:
            state = self.plan_of(row)["state"]
            if row["status"] not in ENDED and (
                state == "in_progress" or (state == "agreed" and row["goes_on"])
            ):
                found.append(row)
        return found

    def updates(self, delivery: dict[str, Any]) -> list[dict[str, Any]]:
        return [row for row in self.rows["ProgressUpdate"] if row["delivery_id"] == delivery["id"]]
