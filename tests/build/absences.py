"""Somebody who cannot come, and who comes instead."""

from __future__ import annotations

from typing import Any

from partnerships.models import Organisation, Seat, Sector
from partnerships.substitutes import Named
from tests.build.people import Group
from workshops import standing_in
from workshops.models import Workshop


def named(group: Group, place: Seat, n: int = 1, **changes: Any) -> Named:
    """Somebody of another organisation of the same sector."""
    kind = {Sector.LA: Organisation.Kind.OTHER_PUBLIC, Sector.TSO: Organisation.Kind.LOCAL_INFRASTRUCTURE}
    told: dict[str, Any] = {
        "email": f"substitute{n}@{group.slug}.example",
        "full_name": f"Substitute{n} {group.area.name}",
        "job_title": "Deputy",
        "organisation": Organisation(name=f"{group.area.name} Partners", kind=kind[Sector(place.sector)]),
    }
    return Named(**{**told, **changes})


def substitute(
    group: Group, workshop: Workshop, place: Seat, *, agreed: bool = True, n: int = 1, by: Seat | None = None
) -> Seat:
    """Somebody named to come to `workshop` instead of `place`, who confirms it; with `agreed` they agree to it."""
    workshop.area = group.area
    seat = standing_in.name(workshop, place, who=named(group, place, n), by=by or place)
    if by not in (None, place):
        standing_in.confirm(workshop, by=place)
    if agreed:
        standing_in.agree(workshop, recording=False, by=seat)
    return seat


def propose(group: Group, workshop: Workshop, place: Seat, *, n: int = 1) -> Seat:
    """Somebody whom a facilitator named to come to `workshop` instead of `place`, who has not confirmed it."""
    return standing_in.name(workshop, place, who=named(group, place, n), by=group.facilitator)
