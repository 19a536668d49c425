"""When and where the sessions of an area are, in words for those who think of taking part (domain 1C)."""

from __future__ import annotations

from partnerships.models import StudyArea
from pipd.kit.wording import long_date, times
from workshops.models import Workshop

HALTED = (Workshop.State.POSTPONED, Workshop.State.CANCELLED)


def when_and_where(area: StudyArea) -> list[str]:
    """Each session of `area` that has a date, in order; empty while none is planned."""
    rows = Workshop.objects.filter(area=area).exclude(state__in=HALTED).order_by("number")
    return [f"{long_date(one.starts_at)}, {times(one.starts_at, one.ends_at)}, {one.venue}" for one in rows]
