"""Sessions by which the sectors of a group were not even again: which they are, and why, in a facilitator's words (E1).

It is asked once for each time a group loses its balance: of the first session that begins after that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import transaction

from partnerships import history
from partnerships import uneven as balance
from partnerships.locks import area_for
from partnerships.membership import NotPossible
from partnerships.models import Seat
from partnerships.parity import RUNNING
from partnerships.permissions import Permission
from partnerships.uneven import Uneven
from pipd.kit import clock
from workshops.models import Workshop

NOT_ASKED = "Nothing is to be recorded here: the sectors were even, or it was said of an earlier session."
SAID = "It is recorded already why the sectors were not even."


def of_sessions(workshops: Collection[Workshop]) -> dict[UUID, Uneven]:
    """Those of `workshops`, whole areas of them, that ask why; by id. One query, and none before any has begun."""
    begun = [w for w in workshops if w.has_begun and not w.is_halted and w.area.state in RUNNING]
    stays = balance.stays_of({w.area_id: w.area for w in begun}.values()) if begun else {}
    asked: dict[UUID, set[date]] = defaultdict(set)
    found = {}
    for w in sorted(begun, key=lambda w: w.number):
        apart = balance.on_day(w.area, stays.get(w.area_id, []), w.local_start.date())
        if apart and apart.since < w.local_start.date() and apart.since not in asked[w.area_id]:
            asked[w.area_id].add(apart.since)
            found[w.pk] = apart
    return found


@transaction.atomic
def explain(workshop: Workshop, *, reason: str, by: Seat) -> None:
    """Record once why the sectors were not even again by this session; everybody in the group reads it.

    Raises NotPossible where nothing is asked, and where somebody has said it already.
    """
    locked = area_for(Permission.EXPLAIN_UNEVEN, workshop.area, by=by)
    sessions = list(Workshop.objects.filter(area=locked))
    for one in sessions:
        one.area = locked
    stored = next(one for one in sessions if one.pk == workshop.pk)
    if stored.uneven_at is not None:
        raise NotPossible(SAID)
    apart = of_sessions(sessions).get(stored.pk)
    if apart is None:
        raise NotPossible(NOT_ASKED)
    if not reason:
        raise NotPossible("Say why the sectors were not even again.")
    stored.uneven_reason, stored.uneven_at, stored.uneven_by = reason, clock.now(), by
    stored.save(update_fields=["uneven_reason", "uneven_at", "uneven_by"])
    facts = {"session": stored.number, "la": apart.la, "tso": apart.tso, "since": apart.since.isoformat()}
    history.record(by, "uneven explained", subject=stored.pk, area=locked, facts=facts)
