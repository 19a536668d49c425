"""Sessions by which the sectors of a group were not even again: which they are, and why, in a facilitator's words (E1).

It is asked once for each time a group loses its balance: of the first session that begins after that. What was recorded
can be put right; facilitators still read the earlier wordings, and the group only that there were some.
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
from partnerships.permissions import Permission, require
from partnerships.uneven import Uneven
from pipd.kit import clock
from pipd.kit.revisions import Conflict
from workshops.models import UnevenWording, Workshop

NOT_ASKED = "Nothing is to be recorded here: the sectors were even, or it was said of an earlier session."
NOT_SAID = "Nothing is recorded here that could be corrected."
NOTHING = "Nothing is different from before."
NEEDED = "Say why the sectors were not even again."
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
        raise NotPossible(NEEDED)
    stored.uneven_reason, stored.uneven_at, stored.uneven_by = reason, clock.now(), by
    stored.save(update_fields=["uneven_reason", "uneven_at", "uneven_by"])
    facts = {"session": stored.number, "la": apart.la, "tso": apart.tso, "since": apart.since.isoformat()}
    history.record(by, "uneven explained", subject=stored.pk, area=locked, facts=facts)


@transaction.atomic
def correct(workshop: Workshop, *, reason: str, revision: int, by: Seat) -> None:
    """Put right what was recorded; the wording that stood is kept beside it.

    `revision` is how often it had been corrected when it was read. Raises Conflict when somebody corrected it
    meanwhile, NotPossible where nothing is recorded, without a reason, and where nothing is different.
    """
    locked = area_for(Permission.EXPLAIN_UNEVEN, workshop.area, by=by)
    stored = Workshop.objects.select_related("uneven_by").get(pk=workshop.pk, area=locked)
    if stored.uneven_at is None or stored.uneven_by is None:
        raise NotPossible(NOT_SAID)
    if stored.uneven_corrections != revision:
        raise Conflict(stored)
    if not reason:
        raise NotPossible(NEEDED)
    if reason == stored.uneven_reason:
        raise NotPossible(NOTHING)
    UnevenWording.objects.create(
        workshop=stored,
        place=stored.uneven_corrections,
        reason=stored.uneven_reason,
        recorded_at=stored.uneven_at,
        recorded_by=stored.uneven_by,
    )
    stored.uneven_reason, stored.uneven_at, stored.uneven_by = reason, clock.now(), by
    stored.uneven_corrections += 1
    stored.save(update_fields=["uneven_reason", "uneven_at", "uneven_by", "uneven_corrections"])
    history.record(by, "uneven corrected", subject=stored.pk, area=locked, facts={"session": stored.number})


def earlier(workshop: Workshop, *, by: Seat) -> list[UnevenWording]:
    """The wordings that stood before, the earliest first: for facilitators, who write them. One query."""
    require(by, Permission.EXPLAIN_UNEVEN, area_id=workshop.area_id)
    return list(UnevenWording.objects.filter(workshop=workshop).select_related("recorded_by__user"))
