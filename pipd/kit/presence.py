"""A hint that somebody else has the same page open. It locks nothing: what is saved is guarded by its revision."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from pipd.kit import clock
from pipd.kit.models import Presence

LASTS = timedelta(minutes=2)  # after that nobody knows whether the page is still open
EVERY = 45  # seconds between two signs of life


@dataclass(frozen=True)
class Here:
    """Somebody who has a page open, and since when."""

    who: UUID
    since: datetime


def keep(subject: UUID, who: UUID) -> None:
    """`who` has the page of `subject` open now. What nobody has renewed for LASTS is forgotten on the way."""
    now = clock.now()
    Presence.objects.filter(seen_at__lt=now - LASTS).delete()
    if not Presence.objects.filter(subject=subject, who=who).update(seen_at=now):
        Presence.objects.get_or_create(subject=subject, who=who, defaults={"since": now, "seen_at": now})


def others(subjects: Collection[UUID], who: UUID) -> list[Here]:
    """Who else has a page of one of `subjects` open, the longest first. Reads only."""
    rows = Presence.objects.filter(subject__in=subjects, seen_at__gte=clock.now() - LASTS).exclude(who=who)
    return [Here(row.who, row.since) for row in rows.order_by("since", "id")]
