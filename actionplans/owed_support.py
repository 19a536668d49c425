"""What a draft asks of one person beside acceptance and signature: to say what they support."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.urls import reverse

from actionplans import told
from actionplans.asking import digest_of_words
from partnerships.models import Seat
from partnerships.permissions import Permission, allows
from pipd.kit.owed import Owed
from pipd.kit.wording import count

SEES_SUPPORT = "The facilitators see your answers; the group sees counts, and reasons without names."


def owed_support(
    asked: Iterable[Any], items: Iterable[Any], answers: Iterable[Any], by_area: dict[UUID, Seat]
) -> Iterable[Owed]:
    """Until 5pm of the last day, as long as something is not answered in the words it has now; no query.

    `asked` are the open askings: `area`, `plan`, `key`, since when (`first`) and till when (`second`) the group is
    asked. `items` and `answers` come as owed_half_given.Row has them.
    """
    seats = {area: seat for area, seat in by_area.items() if allows(seat, Permission.GIVE_SUPPORT)}
    left = _left(items, answers)
    for row in sorted((row for row in asked if row.area in seats), key=lambda row: row.second):
        seat = seats[row.area]
        if (many := left.get(row.plan, 0)) and seat.area:
            as_now = "as it stands now" if many == 1 else "as they stand now"
            yield Owed(
                kind="support asked",
                title="Say what you support in the draft of the plan",
                what=f"You have not said yet whether you support {count(many, 'item')} {as_now}.",
                sees=SEES_SUPPORT,
                url=reverse("actionplans:support-give", kwargs={"area": seat.area.slug}),
                due_at=row.second,
                button="Read and answer",
                area_name=seat.area.name,
                subject=row.key,
                marks=told.marks("support asked", row.first),
            )


def _left(items: Iterable[Any], answers: Iterable[Any]) -> Counter[UUID]:
    """By plan, how many items are not answered in their present words."""
    # The latest comes last, and stays.
    given = {row.plan: row.words[0] for row in sorted(answers, key=lambda row: (row.first, row.key))}
    return Counter(row.plan for row in items if given.get(row.key) != digest_of_words(row.words))
