"""A form with a good filling: what the tests of bad input spoil, one thing at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests import build
from tests.journeys.fillings import Data
from tests.journeys.visit import ADMINISTRATOR, LEAD, OFFICER, Visit
from tests.journeys.world import World


@dataclass(frozen=True)
class Filled:
    """One form: where it is, a good filling, which of its names the page itself fills in, and its boxes of text.

    `stale` names the filling of somebody who saved first, for forms that carry a revision. `exact` forms take only
    words that somebody said: whatever is added to them is refused.
    """

    visit: Visit
    good: Callable[[World], Data]
    own: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    may_be_empty: bool = False
    stale: str = ""
    exact: bool = False

    @property
    def name(self) -> str:
        return self.visit.name

    def empty(self, world: World) -> Data:
        """What a browser sends when nobody typed anything."""
        return {name: value for name, value in self.good(world).items() if name.startswith(self.own)}


def seat(world: World, visit: Visit) -> build.Seat:
    """Who fills in the form."""
    if visit.role == ADMINISTRATOR:
        return build.programme_seat(build.Role.ADMINISTRATOR)
    group: build.Group = getattr(world, visit.area or "checking")
    people = {OFFICER: group.la_officer, LEAD: group.tso_lead, "coordinator": group.coordinator}
    return people.get(visit.role, group.other_facilitator)
