"""What people read for the two sectors, as the programme sets it: codes say LA and TSO (domain 3Q, 8)."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from partnerships.models import Sector
from pipd.kit.wording import in_sentence

# Codes of workshops.models.Commonality, which this app must not know.
COMMONALITIES = {
    "consensus": "Consensus",
    "contested": "Contested",
    "neither": "Held by neither sector",
    "not_recorded": "Not recorded",
}


class Wording(Protocol):
    """Whatever says what people read for a sector: a programme, or its words alone."""

    def words_for(self, sector: str) -> str: ...


class SectorWords(NamedTuple):
    """A programme's words for the two sectors, for parts of pages that see no row."""

    la: str
    tso: str

    @classmethod
    def of(cls, programme: Wording | None) -> SectorWords:
        return cls(sector_name(programme, Sector.LA), sector_name(programme, Sector.TSO))

    def words_for(self, sector: str) -> str:
        return self.la if sector == Sector.LA else self.tso


def sector_name(programme: Wording | None, sector: str) -> str:
    """ "Third sector"; the glossary's own words where no programme is at hand."""
    return programme.words_for(sector) if programme else Sector(sector).label


def sector_words(programme: Wording | None, sector: str) -> str:
    """What people read for `sector` in the middle of a sentence."""
    return in_sentence(sector_name(programme, sector))


def sectors_in_order(programme: Wording) -> list[Sector]:
    """Alphabetical by the words people read: neither sector is always first."""
    return sorted(Sector, key=lambda sector: programme.words_for(sector).lower())


def commonality_words(programme: Wording | None, value: str) -> str:
    """What people read for a commonality, such as "Local authority view"."""
    holder = Sector.LA if value == "la_view" else Sector.TSO
    return COMMONALITIES.get(value) or f"{sector_name(programme, holder)} view"
