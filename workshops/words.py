"""What people read for the kinds of points, with the programme's words for the sectors (domain 3Q, 8)."""

from __future__ import annotations

from partnerships.models import Sector
from partnerships.words import Wording, sector_words
from workshops.models import Kind

ABOUT = {Kind.FEATURE_LA: Sector.LA, Kind.FEATURE_TSO: Sector.TSO}


def kind_words(programme: Wording | None, kind: str) -> str:
    """What people read for `kind`; the glossary's own words for a sector where no programme is at hand."""
    about = ABOUT.get(Kind(kind))
    return f"About the {sector_words(programme, about)}" if about else Kind(kind).label


def kind_choices(programme: Wording) -> list[tuple[str, str]]:
    return [(kind.value, kind_words(programme, kind)) for kind in Kind]
