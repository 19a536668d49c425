"""What waits for the other sector, reckoned from rows: half-given words, answers, support (domain 3J)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import cached_property
from typing import Any

from tests.faults.reckoning import Thing, ahead, at, local
from tests.faults.reckoning_stand import Stand

OTHER = {"la": "tso", "tso": "la"}
USUAL = {"before": frozenset({10, 5, 2, 1}), "after": frozenset({0, 1, 5}), "every": 10}
ACTS = {  # table: kind, and whether it is told apart by its plan
    "PlanAgreed": ("plan signature", True),
    "PlanStarted": ("plan start", True),
    "PlanAbandoned": ("plan giving up", False),
    "PlanClosed": ("plan closing", False),
    "PlanPublished": ("plan publication", False),
}


class Waiting(Stand):
    """On the event, and 5, 10 and 15 working days after it; what is asked of the group, by its last day."""

    def half_signed(self) -> Iterator[Thing]:
        for table, (kind, by_plan) in ACTS.items():
            for row in self.rows[table]:
                plan, signed = self.plans[row["plan_id"]], [row["la_at"], row["tso_at"]]
                if row["voided_at"] or signed.count(None) != 1:
                    continue
                if table == "PlanAbandoned" and plan["state"] != "draft":
                    continue
                missing, since = ("la", row["tso_at"]) if row["la_at"] is None else ("tso", row["la_at"])
                key = f"{kind}:{plan['id'] if by_plan else row['id']}"
                self.wait(plan, missing, since)
                for seat in self.people.leads(plan["area_id"], missing):
                    yield self.awaited(seat, key, since)

    def half_accepted(self) -> Iterator[Thing]:
        waiting: dict[tuple[Any, str], list[datetime]] = {}
        for plan, row in self.items:
            la, tso = row["accepted_la_at"], row["accepted_tso_at"]
            if plan["state"] == "draft" and (la is None) != (tso is None):
                waiting.setdefault((plan["id"], "la" if la is None else "tso"), []).append(la or tso)
        for (plan_id, missing), moments in waiting.items():
            self.wait(self.plans[plan_id], missing, min(moments))
            for seat in self.people.leads(self.plans[plan_id]["area_id"], missing):
                yield self.awaited(seat, f"plan acceptance:{plan_id}", min(moments))

    @cached_property
    def waiting(self) -> dict[tuple[Any, str], list[datetime]]:
        """Since when something of a plan waits for a sector; filled in as things are reckoned."""
        return {}

    def wait(self, plan: dict[str, Any], sector: str, since: datetime) -> None:
        self.waiting.setdefault((plan["id"], sector), []).append(since)

    def nobody_leads(self) -> Iterator[Thing]:
        """Where a plan waits for a sector that nobody stands for, its participants are to name somebody (I-7, E20)."""
        for (plan_id, sector), moments in self.waiting.items():
            area, due = self.plans[plan_id]["area_id"], at(ahead(local(min(moments)), 5), 17)
            for seat in [] if self.people.leads(area, sector) else self.people.taking_part(area, sector):
                yield self.thing(seat, f"sector lead:{plan_id}", due, fresh=min(moments), **USUAL)

    def support(self) -> Iterator[Thing]:
        changed = {row["subject"]: row["at"] for row in self.rows["LogEntry"] if "changed" in row["verb"]}
        for asking in self.rows["Asking"]:
            plan = self.plans[asking["plan_id"]]
            if asking["ended_at"] or asking["closes_at"] < self.now or plan["state"] != "draft":
                continue
            items = [row["id"] for of, row in self.items if of is plan]
            for seat in self.people.taking_part(plan["area_id"]):
                given = {
                    row["objective_id"] or row["action_id"]: row["given_at"]
                    for row in self.rows["Support"] if row["seat_id"] == seat["id"]
                }  # fmt: skip
                if all(i in given and given[i] >= changed.get(i, given[i]) for i in items):
                    continue
                yield self.thing(
                    seat, f"support asked:{asking['id']}", asking["closes_at"], before=frozenset({5, 1}),
                    fresh=asking["asked_at"],
                )  # fmt: skip

    def proposal(self, row: dict[str, Any]) -> Iterator[Thing]:
        if row["proposed_at"] is None:
            return
        sector = OTHER[self.people.by_id[row["proposed_by_id"]]["sector"]]
        for seat in self.people.taking_part(self.plan_of(row)["area_id"], sector):
            if self.people.speaks(seat, row):
                yield self.awaited(seat, f"plan answer:{row['action_id']}", row["proposed_at"])

    def challenged(self, row: dict[str, Any]) -> Iterator[Thing]:
        """A word stands challenged until the sector that said it says another."""
        said = [(self.people.by_id[u["told_by_id"]]["sector"], u) for u in self.updates(row)]
        standing = [
            u for sector, u in said
            if u["challenged_at"] and not any(s == sector and v["told_at"] > u["told_at"] for s, v in said)
        ]  # fmt: skip
        if not standing:
            return
        since = max(u["challenged_at"] for _, u in said if u["challenged_at"])
        for seat in self.people.taking_part(self.plan_of(row)["area_id"]):
            if self.people.speaks(seat, row):
                yield self.awaited(seat, f"progress challenged:{row['action_id']}", since)
