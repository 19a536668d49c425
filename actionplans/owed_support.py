"""What a draft asks of one person beside acceptance and signature: to say what they support."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.urls import reverse

from actionplans import told
from actionplans.asking import digest
from actionplans.models import Action, ActionPlan, Objective, Support
from partnerships.models import Seat
from partnerships.permissions import Permission, allows
from pipd.kit.owed import Owed
from pipd.kit.wording import count

DRAFT = ActionPlan.State.DRAFT
SEES_SUPPORT = "The facilitators see your answers; the group sees counts, and reasons without names."


def owed_support(rows: Iterable[Any], by_area: dict[UUID, Seat]) -> Iterable[Owed]:
    """Until 5pm of the last day, as long as something is not answered in the words it has now.

    `rows` are the open askings: `area`, `plan`, `key`, since when (`first`) and till when (`second`) the group is
    asked. Three queries if any.
    """
    seats = {area: seat for area, seat in by_area.items() if allows(seat, Permission.GIVE_SUPPORT)}
    asked = sorted((row for row in rows if row.area in seats), key=lambda row: row.second)
    left = _left([row.plan for row in asked], seats.values()) if asked else {}
    for row in asked:
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


def _left(plans: Collection[UUID], seats: Collection[Seat]) -> dict[UUID, int]:
    """By plan, how many items none of `seats` has answered in their present words; three queries."""
    rows = Support.objects.filter(asking__plan__in=plans, seat__in=[seat.pk for seat in seats])
    given = rows.order_by("given_at", "id").values_list("objective", "action", "digest")
    answered = {objective or action: words for objective, action, words in given}
    left: dict[UUID, int] = {}
    items = [(o.plan_id, o) for o in Objective.objects.filter(plan__in=plans)]
    actions = Action.objects.filter(objective__plan__in=plans).select_related("objective")
    for plan, item in [*items, *((a.objective.plan_id, a) for a in actions)]:
        left[plan] = left.get(plan, 0) + (answered.get(item.pk) != digest(item))
    return left
