"""Groups that have lost their balance, reckoned from the rows of areas and seats (domain 3J, E1)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from math import ceil
from typing import Any

from tests.faults.reckoning import Thing, ahead, apart, at, local
from tests.faults.reckoning_people import People
from tests.faults.reckoning_stand import Stand
from tests.faults.reckoning_waiting import USUAL

TOLD_IN = {"confirmed", "in_workshops", "planning"}


class Group(Stand):
    """When it is new, and on every fifth working day after somebody left, to whoever coordinates and signs."""

    def uneven(self) -> Iterator[Thing]:
        for area in self.rows["StudyArea"]:
            since = self.uneven_since(area["id"], self.today) if area["state"] in TOLD_IN else None
            if since is None:
                continue
            rounds = max(1, ceil(apart(since, self.today) / 5))
            due = at(ahead(since, 5 * rounds), 17)
            for seat in [*self.people.coordinators(), *self.people.leads(area["id"])]:
                key, fresh = f"sectors uneven:{area['id']}", at(since, 0)
                yield self.thing(seat, key, due, fresh=fresh, after=frozenset({0}))

    def unexplained(self) -> Iterator[Thing]:
        """Of facilitators: why, for the first session that began after the balance was lost, each time it was."""
        states, asked = {area["id"]: area["state"] for area in self.rows["StudyArea"]}, set()
        for w in sorted(self.rows["Workshop"], key=lambda w: w["number"]):
            area, day = w["area_id"], local(w["starts_at"])
            runs = states[area] in {*TOLD_IN, "delivering"} and w["state"] not in {"postponed", "cancelled"}
            since = self.uneven_since(area, day) if runs and w["starts_at"] <= self.now else None
            if since is None or since == day or (area, since) in asked:
                continue
            asked.add((area, since))
            for seat in self.rows["Seat"]:
                if seat["area_id"] == area and seat["role"] == "facilitator" and self.people.is_live(seat):
                    key, due = f"uneven to explain:{w['id']}", at(ahead(day, 5), 17)
                    yield self.thing(seat, key, due, **USUAL)

    def led_by_none(self) -> Iterator[Thing]:
        """When it is new, and on every twentieth working day after each of the sector joined (I-7, E20).

        Nobody gives a voice in this year: leads are recorded in the room.
        """
        for area in self.rows["StudyArea"]:
            if area["state"] not in {*TOLD_IN, "delivering"}:
                continue
            for sector in ("la", "tso"):
                here = self.people.taking_part(area["id"], sector)
                for seat in () if any(one["is_lead"] for one in here) else here:
                    rounds = max(1, ceil(apart(seat["started_on"], self.today) / 20))
                    due = at(ahead(seat["started_on"], 20 * rounds), 17)
                    yield self.thing(seat, f"lead to name:{area['id']}", due, after=frozenset({0}))

    def uneven_since(self, area: Any, day: date) -> date | None:
        """Day by day back from `day`, for as long as one sector had more than the other."""
        since = None
        while self._apart(area, day):
            day, since = day - timedelta(days=1), day
        return since

    def _apart(self, area: Any, day: date) -> int:
        people = People(self.rows["Seat"], day)
        return len(people.taking_part(area, "la")) - len(people.taking_part(area, "tso"))
