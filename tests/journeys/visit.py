"""One page to visit, and the roles that visit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests import build
from tests.journeys.world import World

LEAD, OFFICER, COORDINATOR = "lead", "participant", "coordinator"
ADMINISTRATOR, ANALYST, SPONSOR = "administrator", "analyst", "sponsor"
R = "partnerships:"


@dataclass(frozen=True)
class Visit:
    """One page to visit: its URL name, the area, the role most at home there, what its address names."""

    name: str
    area: str = ""
    role: str = "facilitator"
    number: int = 0
    key: tuple[str, str] = ("", "")
    query: str = ""
    also: tuple[str, str] = ("", "")

    def address(self, world: World, reader: build.Seat | None) -> dict[str, Any]:
        """The arguments of the address for `reader`; a logged point is the reader's own if there is one."""
        found: dict[str, Any] = {"area": getattr(world, self.area).slug} if self.area else {}
        if self.number:
            found["number"] = self.number
        argument, key = self.key
        if argument:
            ids = key if argument == "group" else world.keys[key]  # settings are named, not stored
            found[argument] = (
                ids.get(reader and reader.pk, next(iter(ids.values()))) if key == "point" else ids
            )
        if self.also[0]:
            found[self.also[0]] = world.keys[self.also[1]]
        return found
