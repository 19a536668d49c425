"""What partnerships ask, reckoned from rows: reviews and ends that come near, signatures, what rests on an end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from tests.faults.reckoning import Thing, ahead, at, local, works
from tests.faults.reckoning_waiting import USUAL, Waiting

QUIET = ("not_proceeded", "closing", "closed")


class Register(Waiting):
    """Domain 3J: 60 and 20 working days before; and E16."""

    def near(self) -> Iterator[Thing]:
        for one in self.rows["Partnership"]:
            for kind, field in (("partnership review", "review_on"), ("partnership end", "indicative_end")):
                day = one[field]
                if day is None or one["stage"] in QUIET or day > ahead(self.today, 60):
                    continue
                due = at(day if works(day) else ahead(day, -1), 17)
                for seat in self._told(one):
                    yield self.thing(
                        seat, f"{kind}:{one['id']}", due, before=frozenset({60, 20}), after=frozenset({1})
                    )

    def _told(self, one: dict[str, Any]) -> list[dict[str, Any]]:
        """The lead member who still sits there; else lead and deputy of both sectors."""
        for row in self.rows["PartnershipMember"]:
            if row["partnership_id"] == one["id"] and row["is_lead"] and row["ended_on"] is None:
                seat = self.people.by_id.get(row["person_id"])
                if seat is not None and self.people.is_live(seat):
                    return [seat]
        return self.people.leads(one["area_id"])

    def closures(self) -> Iterator[Thing]:
        """A closure record that one sector has signed, asked of the other's leads; else they are to be named (E20)."""
        areas = {one["id"]: one["area_id"] for one in self.rows["Partnership"]}
        unled: dict[tuple[Any, str], list[datetime]] = {}
        for row in self.rows["PartnershipClosed"]:
            if row["voided_at"] or (row["la_at"] and row["tso_at"]):
                continue
            missing, since = ("tso", row["la_at"]) if row["la_at"] else ("la", row["tso_at"])
            area = areas[row["partnership_id"]]
            leads = self.people.leads(area, missing)
            if not leads:
                unled.setdefault((area, missing), []).append(since)
            for seat in leads:
                yield self.awaited(seat, f"partnership closure:{row['id']}", since)
        for (area, sector), moments in unled.items():
            due = at(ahead(local(min(moments)), 5), 17)
            for seat in self.people.taking_part(area, sector):
                yield self.thing(seat, f"sector lead:{area}", due, fresh=min(moments), **USUAL)

    def ending(self) -> Iterator[Thing]:
        """Of each open action that rests on what closes or has ended, counted from the last such moment."""
        ends = {one["id"]: one for one in self.rows["Partnership"] if one["stage"] in QUIET}
        deliveries = {row["id"]: row for row in self.rows["Delivery"]}
        latest: dict[Any, datetime] = {}
        for link in self.rows["PartnershipLink"]:
            row, one = deliveries[link["delivery_id"]], ends.get(link["partnership_id"])
            plan = self.plan_of(row)
            stands = plan["state"] in ("agreed", "in_progress")
            if one and stands and row["status"] not in ("complete", "stopped", "transferred"):
                key = (row["action_id"], plan["area_id"])
                latest[key] = max(latest.get(key, one["stage_at"]), one["stage_at"])
        for (action, area), since in latest.items():
            for seat in self.people.leads(area):
                yield self.awaited(seat, f"partnership ending:{action}", since)
