"""Who joins after the third session joins for the plan and what follows from it, not for what was said (domain I-6)."""

from __future__ import annotations

from partnerships.models import Role, Seat, StudyArea
from workshops.models import Workshop

LAST_TO_JOIN = 3  # of the four sessions


def is_late(area: StudyArea) -> bool:
    """Whether whoever joins `area` today joins after its third session."""
    return Workshop.objects.filter(area=area, number=LAST_TO_JOIN, state=Workshop.State.DELIVERED).exists()


def joined_late(seat: Seat, sessions: list[Workshop]) -> bool:
    """Whether the holder of `seat` joined after the third of `sessions` was held.

    Somebody who has a new job takes their own place again, and was there before.
    """
    third = next((w for w in sessions if w.number == LAST_TO_JOIN and w.is_delivered), None)
    if third is None or seat.role != Role.PARTICIPANT or seat.started_on <= third.local_start.date():
        return False
    earlier = Seat.objects.participants().filter(user=seat.user_id, area=seat.area_id)
    return not earlier.filter(started_on__lte=third.local_start.date()).exists()
