"""The wait-list: who is next for a place that is free, and where one applicant stands in it (domain E1, E10)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from partnerships.models import Application, Seat, Sector, StudyArea
from partnerships.parity import places_left
from partnerships.uneven import Uneven, uneven, who_left


@dataclass(frozen=True)
class Opening:
    """Places of one sector that are free, whose they were, and who waits for one, the longest waiting first."""

    sector: Sector
    places: int
    left: Seat | None
    uneven: Uneven | None
    waiting: Sequence[Application]

    @property
    def first(self) -> Application | None:
        return self.waiting[0] if self.waiting else None


def openings(area: StudyArea) -> list[Opening]:
    """The free places that somebody waits for, or by which a group that runs is uneven."""
    if area.has_ended:
        return []
    left, apart = places_left(area), uneven(area)
    waits = list(Application.objects.waiting().filter(area=area))
    found = []
    for sector in Sector:
        waiting = [one for one in waits if one.sector == sector]
        lost = apart if apart and apart.short_of == sector else None
        if left[sector] and (waiting or lost):
            found.append(Opening(sector, left[sector], who_left(area, sector), lost, waiting))
    return found


@dataclass(frozen=True)
class Queue:
    """Where one applicant stands among those who wait for a place of their sector."""

    place: int
    of: int


def place_of(application: Application) -> Queue | None:
    """Where `application` stands; None where it does not wait, or no place can come any more."""
    if application.state != Application.State.WAITING or application.area.has_ended:
        return None
    waits = Application.objects.waiting().filter(area=application.area, sector=application.sector)
    order = list(waits.values_list("pk", flat=True))
    return Queue(order.index(application.pk) + 1, len(order)) if application.pk in order else None
