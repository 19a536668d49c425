"""That somebody who has a place says that they take part: on joining, then before the first session (domain 3J)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any

from django.urls import reverse

from partnerships.models import Seat
from pipd.kit import clock, workdays
from pipd.kit.owed import Owed
from workshops import told

LAST = 3  # working days before the first session
FOR_IT = 10  # working days, where no session has a date yet


def consents(seats: Collection[Seat], sessions: Sequence[Any]) -> Iterator[Owed]:
    """Of participants whose consent to take part does not stand."""
    first = {w.area_id: w.local_start.date() for w in sessions if w.number == 1 and w.starts_at > clock.now()}
    for seat in seats:
        if not seat.consents_to_take_part and seat.area is not None:
            yield _row(seat, first.get(seat.area_id))


def _row(seat: Seat, first: date | None) -> Owed:
    area: Any = seat.area
    due = workdays.sub_wd(first, LAST) if first else workdays.add_wd_known(seat.started_on, FOR_IT)
    return Owed(
        kind="consent outstanding",
        title="Say what you agree to",
        what=f"{area.name}. You have a place. You take part, and count at the start, once you have said so.",
        sees="The facilitators see what you agreed to, the coordinator only whether.",
        url=reverse("partnerships:consents", kwargs={"area": area.slug}),
        due_at=workdays.deadline(due),
        button="Say what you agree to",
        area_name=area.name,
        subject=seat.pk,
        marks=told.consent(first or due),
    )
