"""How many from each sector: the measure that launch, pages and documents share (domain I-1, I-2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from partnerships.models import Programme, Role, Seat, Sector, StudyArea


def within(apart: int, tolerance: int) -> bool:
    """Whether two sectors of which one has `apart` people more or fewer are even (domain I-1)."""
    return abs(apart) <= tolerance


def most_each(programme: Programme) -> int:
    """How many places each sector has: half of the largest group (domain N3)."""
    return programme.max_group // 2


@dataclass(frozen=True)
class Parity:
    """Live participants of each sector, against the programme's bounds."""

    la: int
    tso: int
    smallest: int
    largest: int
    tolerance: int

    @property
    def total(self) -> int:
        return self.la + self.tso

    @property
    def is_even(self) -> bool:
        return within(self.la - self.tso, self.tolerance)

    @property
    def reasons(self) -> list[str]:
        """Why a group of these numbers may not start, in sentences; empty when it may."""
        found = []
        if self.total < self.smallest:
            found.append(f"The group has {self.total} people and needs at least {self.smallest}.")
        if self.total > self.largest:
            found.append(f"The group has {self.total} people and may have at most {self.largest}.")
        if not self.is_even:
            found.append(self.uneven)
        return found

    @property
    def uneven(self) -> str:
        """That the sectors are not even, in a sentence."""
        return f"The sectors are not even: {self.la} and {self.tso}."

    @property
    def may_be_waived(self) -> bool:
        """Whether one person is all that is missing to be even: the group may start for a recorded reason (I-1)."""
        return self.reasons == [self.uneven] and within(self.la - self.tso, self.tolerance + 1)


def parity_of(programme: Programme, seats: Iterable[Seat]) -> Parity:
    """The parity of `seats`, of which only participants count."""
    sectors = [seat.sector for seat in seats if seat.role == Role.PARTICIPANT]
    return Parity(
        la=sectors.count(Sector.LA),
        tso=sectors.count(Sector.TSO),
        smallest=programme.min_group,
        largest=programme.max_group,
        tolerance=programme.parity_tolerance,
    )


RUNNING = (
    StudyArea.State.CONFIRMED,
    StudyArea.State.IN_WORKSHOPS,
    StudyArea.State.PLANNING,
    StudyArea.State.DELIVERING,
)


def launch_parity(area: StudyArea) -> Parity:
    """The parity that counts at launch: live participants whose consent to take part stands (domain I-1)."""
    return parity_of(area.programme, Seat.objects.live().participants().consenting().filter(area=area))


def places_left(area: StudyArea) -> dict[str, int]:
    """How many of each sector may still join (domain N3, I-2, E1, E10).

    Each sector has half of the largest group. Once the group has started nobody joins the sector that has more.
    """
    here = parity_of(area.programme, Seat.objects.live().participants().filter(area=area))
    return free_places({Sector.LA: here.la, Sector.TSO: here.tso}, area)


def free_places(taken: dict[Sector, int], area: StudyArea) -> dict[str, int]:
    """The same, where it is known already how many of each sector are there."""
    most = dict.fromkeys(taken, most_each(area.programme))
    if area.state in RUNNING:
        most = {s: min(most[s], taken[s.other] + area.programme.parity_tolerance) for s in taken}
    return {s.value: max(0, most[s] - taken[s]) for s in taken}
