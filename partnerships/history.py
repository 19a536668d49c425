"""Writing to the log from a seat: which chain an act belongs to is decided here and nowhere else."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Subquery

from partnerships import over
from partnerships.models import Seat, StudyArea
from pipd.kit import log
from pipd.kit.models import LogEntry


def record(
    by: Seat, verb: str, *, subject: UUID, area: StudyArea | None = None, facts: dict[str, Any] | None = None
) -> LogEntry:
    """Log that `by` did `verb` to `subject`, in the chain of the area concerned, else of the programme.

    `facts` holds ids, counts, dates, states and digests; never words people said (domain I-40, 3A). Raises NotPossible
    for what is not done any more in an area that was discontinued, so that the change it tells of is undone.
    """
    area_id = area.id if area else by.area_id
    chain = str(area_id or by.programme_id)
    entry = log.record(chain, verb, subject=subject, actor=by.id, role=by.role, facts=facts)
    if area_id:
        over.check(area_id, verb)
    return entry


def latest(verb: str, chain: str) -> Subquery:
    """When `verb` was last done in `chain`, as a part of another query."""
    rows = LogEntry.objects.filter(chain=chain, verb=verb).order_by("-number")
    return Subquery(rows.values("at")[:1])


def of(subjects: Collection[UUID], verbs: Collection[str], *, area: UUID) -> list[LogEntry]:
    """What was done to `subjects` of an area, of these verbs, the earliest first; one query."""
    found = LogEntry.objects.filter(chain=str(area), subject__in=subjects, verb__in=verbs)
    return list(found.order_by("number"))


def told(
    area: StudyArea, verbs: Collection[str], subjects: Collection[UUID]
) -> list[tuple[str, UUID, datetime, dict[str, Any]]]:
    """Verb, subject, moment and facts of what was done to `subjects` in `area`, in order; one query."""
    found = LogEntry.objects.filter(chain=area.chain, verb__in=verbs, subject__in=subjects).order_by("number")
    return list(found.values_list("verb", "subject", "at", "facts"))
