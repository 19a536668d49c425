"""Who carries what: how many actions each lead has, by sector, and how much of it rests on a few. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from actionplans.content import ObjectiveLine
from actionplans.going import led_by
from partnerships.models import Sector
from pipd.kit.wording import count, people

FEW = 3  # the share that the busiest three carry is told


@dataclass(frozen=True)
class Part:
    """One action that somebody leads for a sector: an owner may have no account, so the name typed may be all."""

    sector: str
    name: str
    seat: object  # the id of a seat, if they have an account
    ref: str
    is_open: bool
    overdue: bool


@dataclass(frozen=True)
class Carrier:
    """One lead with the actions they have."""

    name: str
    parts: tuple[Part, ...]

    @property
    def open(self) -> int:
        return sum(part.is_open for part in self.parts)

    @property
    def overdue(self) -> int:
        return sum(part.overdue for part in self.parts)

    @property
    def overdue_told(self) -> str:
        return f"{self.overdue} overdue"

    @property
    def refs(self) -> list[str]:
        return [part.ref for part in self.parts]


@dataclass(frozen=True)
class Load:
    """What one sector's leads carry, the busiest first. A joint action counts for both sectors."""

    sector: str
    carriers: tuple[Carrier, ...]
    unled: int = 0  # actions this sector is to lead, with nobody named yet
    spread: tuple[tuple[int, int], ...] = field(default=())  # so many people lead so many actions

    @property
    def total(self) -> int:
        return sum(len(one.parts) for one in self.carriers)

    @property
    def most(self) -> int:
        return max((len(one.parts) for one in self.carriers), default=0)

    @property
    def told(self) -> str:
        """ "6 actions are led by 4 people." """
        if not self.carriers:
            return "Nobody is named as a lead yet."
        acts = f"{count(self.total, 'action')} {'is' if self.total == 1 else 'are'}"
        return f"{acts} led by {people(len(self.carriers))}."

    @property
    def concentration(self) -> str:
        """ "The 3 who lead most have 7 of 10 between them (70%)." Nothing where nobody has more than others."""
        if len(self.carriers) <= FEW or self.most == len(self.carriers[-1].parts):
            return ""
        held = sum(len(one.parts) for one in self.carriers[:FEW])
        share = round(100 * held / self.total)
        return f"The {FEW} who lead most have {held} of {self.total} between them ({share}%)."

    @property
    def spread_told(self) -> list[str]:
        """Without names: "1 person leads 3 actions", "4 people lead 1 action"."""
        return [
            f"{people(number)} {'leads' if number == 1 else 'lead'} {count(actions, 'action')}"
            + ("" if number == 1 else " each")
            for actions, number in self.spread
        ]


def parts_of(lines: Iterable[ObjectiveLine]) -> list[Part]:
    """Every action with each lead it has."""
    found = []
    for action in (action for line in lines for action in line.actions):
        row = action.delivery
        for sector in Sector:
            if name := " ".join(row.lead_of(sector).split()):
                seat = row.lead_seat_id(sector)
                found.append(Part(str(sector), name, seat, action.ref, row.is_open, row.is_overdue))
    return found


def unled(lines: Iterable[ObjectiveLine]) -> Counter[str]:
    """How many actions wait for a lead, by the sector that is to lead them."""
    found: Counter[str] = Counter()
    for action in (action for line in lines for action in line.actions):
        row = action.delivery
        for sector in led_by(action.action, row, list(Sector)):
            found[sector] += not row.lead_of(sector)
    return found


def loads(lines: Sequence[ObjectiveLine], sectors: Sequence[Sector]) -> list[Load]:
    """One for each sector, in the order of `sectors`."""
    parts, missing = parts_of(lines), unled(lines)
    return [load_of(str(s), [part for part in parts if part.sector == s], missing[str(s)]) for s in sectors]


def load_of(sector: str, parts: Sequence[Part], missing: int = 0) -> Load:
    """What the leads of one sector carry; `missing` actions have nobody yet."""
    # Somebody with an account and the same words typed elsewhere are one person.
    seats = {part.name.casefold(): part.seat for part in parts if part.seat}
    held: dict[object, list[Part]] = {}
    for part in parts:
        words = part.name.casefold()
        held.setdefault(part.seat or seats.get(words) or words, []).append(part)
    carriers = sorted(
        (Carrier(Counter(p.name for p in own).most_common(1)[0][0], tuple(own)) for own in held.values()),
        key=lambda one: (-len(one.parts), one.name.casefold()),
    )
    spread = Counter(len(one.parts) for one in carriers)
    return Load(sector, tuple(carriers), missing, tuple(sorted(spread.items(), reverse=True)))
