"""A new job of somebody who takes part, with what it means for the sessions ahead (domain E14)."""

from __future__ import annotations

from django.db import transaction

from partnerships import new_jobs
from partnerships.models import Seat
from workshops import places


@transaction.atomic
def confirm(seat: Seat, *, read: str, by: Seat) -> Seat:
    """`partnerships.new_jobs.confirm`; on the same side apologies and substitutes for sessions ahead stay theirs.

    Nobody of one side stands in for the other: who changes sides starts anew.
    """
    after = new_jobs.confirm(seat, read=read, by=by)
    if after.sector == seat.sector:
        places.carry(seat, after)
    else:
        places.vacate([seat])
    return after
