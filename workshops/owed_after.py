"""What is still asked in an area that was discontinued: to destroy recordings, and to take words out (domain E7)."""

from __future__ import annotations

from collections.abc import Collection

from partnerships.models import Role, Seat
from pipd.kit.owed import Owed
from workshops import owed_cycle, owed_record


def owed(seats: Collection[Seat]) -> list[Owed]:
    """Of one person's `seats` in such areas; in a fixed number of queries."""
    facilitated = [
        seat.area_id for seat in seats if seat.is_live and seat.role == Role.FACILITATOR and seat.area_id
    ]
    recordings = owed_cycle.owed(facilitated, []) if facilitated else []
    return [*recordings, *owed_record.owed(seats, may_answer=[])]
