"""Who is told of what in a plan, from the rows of seats alone (domain 3J, E20)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

Seat = dict[str, Any]


@dataclass
class People:
    """Seats as they are on the morning of `today`; each person has one seat in an area at most."""

    seats: list[Seat]
    today: date

    @cached_property
    def by_id(self) -> dict[Any, Seat]:
        return {seat["id"]: seat for seat in self.seats}

    def is_live(self, seat: Seat) -> bool:
        return seat["started_on"] <= self.today and (
            seat["ended_on"] is None or seat["ended_on"] > self.today
        )

    def taking_part(self, area: Any, sector: str = "") -> list[Seat]:
        return [
            seat
            for seat in self.seats
            if seat["area_id"] == area
            and seat["role"] == "participant"
            and seat["sector"] == (sector or seat["sector"])
            and self.is_live(seat)
        ]

    def leads(self, area: Any, sector: str = "") -> list[Seat]:
        """Lead and deputy, of one sector or of both."""
        return [seat for seat in self.taking_part(area, sector) if seat["is_lead"] or seat["is_deputy"]]

    def coordinators(self) -> list[Seat]:
        return [seat for seat in self.seats if seat["role"] == "coordinator" and self.is_live(seat)]

    def speaks(self, seat: Seat, delivery: dict[str, Any]) -> bool:
        """Whether `seat` leads the action, or stands for its sector."""
        return (
            seat["is_lead"] or seat["is_deputy"] or delivery[f"lead_{seat['sector']}_seat_id"] == seat["id"]
        )

    def reminded(self, delivery: dict[str, Any], area: Any) -> list[Seat]:
        """Who is told of an action: its leads who are there.

        In the place of one who has left come their sector's lead and deputy; where nobody who is there leads it, those
        of each sector.
        """
        led = {sector: self.by_id.get(delivery[f"lead_{sector}_seat_id"]) for sector in ("la", "tso")}
        there = {sector: lead for sector, lead in led.items() if lead and self.is_live(lead)}
        found = list(there.values())
        for sector, lead in led.items():
            if sector not in there and (lead is not None or not there):
                found += self.leads(area, sector)
        return found
