"""Groups that have lost their balance, reckoned from the rows of areas and seats (domain 3J, E1)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from math import ceil
from typing import Any

from tests.faults.reckoning import Thing, ahead, apart, at
from tests.faults.reckoning_people import People
from tests.faults.reckoning_stand import Stand

TOLD_IN = {"confirmed", "in_workshops", "planning"}


class Group(Stand):
    """When it is new, and on every fifth working day after somebody left, to whoever coordinates and signs."""

    def uneven(self) -> Iterator[Thing]:
        for area in self.rows["StudyArea"]:
            since = self.uneven_since(area["id"]) if area["state"] in TOLD_IN else None
            if since is None:
                continue
            rounds = max(1, ceil(apart(since, self.today) / 5))
            due = at(ahead(since, 5 * rounds), 17)
            for seat in [*self.people.coordinators(), *self.people.leads(area["id"])]:
                key, fresh = f"sectors uneven:{area['id']}", at(since, 0)
                yield self.thing(seat, key, due, fresh=fresh, after=frozenset({0}))

    def uneven_since(self, area: Any) -> date | None:
        """Day by day back from today, for as long as one sector had more than the other."""
        day, since = self.today, None
        while self._apart(area, day):
            day, since = day - timedelta(days=1), day
        return since

    def _apart(self, area: Any, day: date) -> int:
        people = People(self.rows["Seat"], day)
        return len(people.taking_part(area, "la")) - len(people.taking_part(area, "tso"))
