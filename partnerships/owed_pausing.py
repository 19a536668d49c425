"""That the group stands still, or goes on, which one lead has asked of the other: until they answer (domain 3D)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Any

from django.db.models import OuterRef, Subquery
from django.urls import reverse

from partnerships.models import AreaPaused, Sector
from partnerships.models.seats import SeatQuerySet
from partnerships.owed_closure import ANSWER_WITHIN, MARKS
from pipd.kit import workdays
from pipd.kit.owed import Owed

SEES = "The group, its facilitators and the coordinator read why a group stands still."
TOLD = ("pk", "pauses", "la_at", "tso_at")


def with_pause_asked(seats: SeatQuerySet) -> SeatQuerySet:
    """`seats`, each with what one lead has asked in its area: found in the query that finds the seats themselves."""
    acts = AreaPaused.objects.open().filter(area=OuterRef("area")).order_by()
    return seats.annotate(**{f"pause_{name}": Subquery(acts.values(name)[:1]) for name in TOLD})


def owed_pausing(seats: Collection[Any]) -> Iterator[Owed]:
    """What is asked of those of `seats` who lead, or are deputies; of seats that come `with_pause_asked`."""
    for seat in seats:
        if getattr(seat, "pause_pk", None) and seat.is_live and seat.may_sign and _awaits(seat):
            yield _row(seat)


def _awaits(seat: Any) -> bool:
    """Whether it is for this sector to answer, and not settled in another way."""
    missing = Sector.TSO if seat.pause_la_at else Sector.LA
    return bool(seat.sector == missing and seat.pause_pauses != seat.area.paused)


def _row(seat: Any) -> Owed:
    since, area = seat.pause_la_at or seat.pause_tso_at, seat.area
    return Owed(
        kind="pause asked",
        title="Say whether the group is paused" if seat.pause_pauses else "Say whether the group goes on",
        what=f"{area.name}. The other sector’s lead asks for it, and says why.",
        sees=SEES,
        url=reverse("partnerships:pause-together", kwargs={"area": area.slug}),
        due_at=workdays.deadline_after(since, ANSWER_WITHIN),
        button="Read why, and answer",
        area_name=area.name,
        subject=seat.pause_pk,
        marks=replace(MARKS, since=since),
    )
