"""What people read for the two sectors, as the programme sets it: codes say LA and TSO (domain 3Q, 8)."""

from __future__ import annotations

from partnerships.models import Programme, Sector
from pipd.kit.wording import in_sentence

# Codes of workshops.models.Commonality, which this app must not know.
COMMONALITIES = {
    "consensus": "Consensus",
    "contested": "Contested",
    "neither": "Held by neither sector",
    "not_recorded": "Not recorded",
}


def sector_name(programme: Programme | None, sector: str) -> str:
    """ "Third sector"; the glossary's own words where no programme is at hand."""
    return programme.words_for(sector) if programme else Sector(sector).label


def sector_words(programme: Programme | None, sector: str) -> str:
    """What people read for `sector` in the middle of a sentence."""
    return in_sentence(sector_name(programme, sector))


def sectors_in_order(programme: Programme) -> list[Sector]:
    """Alphabetical by the words people read: neither sector is always first."""
    return sorted(Sector, key=lambda sector: programme.words_for(sector).lower())


def commonality_words(programme: Programme | None, value: str) -> str:
    """What people read for a commonality, such as "Local authority view"."""
    holder = Sector.LA if value == "la_view" else Sector.TSO
    return COMMONALITIES.get(value) or f"{sector_name(programme, holder)} view"
