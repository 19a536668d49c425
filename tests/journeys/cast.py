"""The ten people of the story, each at a screen of their own, in an area that has only its people."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from tests import build
from tests.journeys.office import Office, Person

LA_STATEMENT = "Councils and charities plan on different calendars."
BOTH_STATEMENT = "Small groups hear of tenders too late to bid together."
CHANGED_FROM = "Officers change jobs before they know anybody."
CHANGED_TO = "Officers change posts just as people come to know them."
ROOM_WORDS = "Contracts are let in lots too large for small groups."


@dataclass
class Cast:
    """Three of each sector were there and answer; one of the group was not; two facilitate; one coordinates."""

    group: build.Group
    office: Office

    def _sits(self, seat: build.Seat) -> Person:
        person = self.office.seat(seat)
        person.home_area = self.group.slug
        if seat.role != build.Role.COORDINATOR:
            person.may_see = self.group.words.uncleared
        return person

    @cached_property
    def coordinator(self) -> Person:
        return self._sits(self.group.coordinator)

    @cached_property
    def writer(self) -> Person:
        """The facilitator who writes up."""
        return self._sits(self.group.facilitator)

    @cached_property
    def approver(self) -> Person:
        """The other facilitator."""
        return self._sits(self.group.other_facilitator)

    @cached_property
    def la(self) -> list[Person]:
        return [self._sits(seat) for seat in self.group.la[:3]]

    @cached_property
    def tso(self) -> list[Person]:
        return [self._sits(seat) for seat in self.group.tso[:3]]

    @cached_property
    def reader(self) -> Person:
        """Takes part, and was not at session 1."""
        return self._sits(self.group.la[3])

    @property
    def there(self) -> list[str]:
        """The names of those who were there."""
        return [str(person.seat.user) for person in self.la + self.tso]
