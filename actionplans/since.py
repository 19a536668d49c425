"""What was told of the actions of a plan since a moment, in words without anybody's notes. Reads, never writes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from actionplans import content
from actionplans.content import ObjectiveLine
from actionplans.models import ActionPlan, ProgressUpdate
from actionplans.models.delivery import ENDED, Rag


@dataclass(frozen=True)
class Change:
    """One change: when it was told, of which action, and what, in words."""

    ref: str
    words: str
    at: datetime


def changes_since(
    plan: ActionPlan, moment: datetime, *, lines: Sequence[ObjectiveLine] | None = None
) -> list[Change]:
    """What was told after `moment`, in the order of the plan. One query when the plan's agreed `lines` are at hand."""
    agreed = content.agreed_part(content.lines(plan)) if lines is None else lines
    refs = {action.action.pk: action.ref for line in agreed for action in line.actions}
    told = ProgressUpdate.objects.filter(delivery__action__in=refs, told_at__gt=moment)
    rows = told.select_related("delivery").order_by("told_at", "id")
    order = list(refs)
    return [
        Change(refs[row.delivery.action_id], words_for(row), row.told_at)
        for row in sorted(rows, key=lambda row: order.index(row.delivery.action_id))
    ]


def words_for(row: ProgressUpdate) -> str:
    """ "In progress, amber: at risk"; an end is one that was proposed, until the other sector agrees."""
    words = row.get_status_display()
    if row.status in ENDED:
        done = row.delivery.status == row.status
        return f"{words}, agreed by both sectors" if done else f"{words}: proposed by one sector"
    return f"{words}, {Rag(row.rag).label.lower()}" if row.rag else words
