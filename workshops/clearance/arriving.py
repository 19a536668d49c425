"""Points that arrive while facilitators look at the page: what was logged since it was drawn, asked every few seconds.

A mark says up to where a page has read: the last moment, and what was logged at that very moment.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.http import Http404

from partnerships.models import Seat
from partnerships.permissions import Permission, require
from workshops.clearance import desk
from workshops.clearance.working import LoggedPoint
from workshops.models import Workshop


def mark(points: Iterable[desk.Logged], after: str = "") -> str:
    """Up to where a page has read that had read up to `after` and now has `points`, in their order; empty for none."""
    read = list(points)
    if not read:
        return after
    last = read[-1].logged_at
    moment, before = _read(after) if after else (None, [])
    known = [*(before if moment == last else []), *(point.id for point in read if point.logged_at == last)]
    return "~".join([last.isoformat(), *map(str, known)])


def since(workshop: Workshop, after: str, *, by: Seat) -> tuple[desk.Logged, ...]:
    """The points logged after `after`, in one query. Raises Http404 for what is no mark."""
    require(by, Permission.SEE_LOGGED, area_id=workshop.area_id)
    points = LoggedPoint.objects.filter(workshop=workshop).select_related("seat__user")
    if after:
        moment, known = _read(after)
        points = points.filter(logged_at__gte=moment).exclude(pk__in=known)
    return tuple(desk.logged(point) for point in points)


def _read(after: str) -> tuple[datetime, list[UUID]]:
    moment, *known = after.split("~")
    try:
        found = datetime.fromisoformat(moment)
        ids = [UUID(pk) for pk in known]
    except ValueError:
        raise Http404 from None
    if found.tzinfo is None:
        raise Http404
    return found, ids
