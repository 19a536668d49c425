"""What a draft asks of one person beside acceptance and signature: to say what they support."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from django.urls import reverse

from actionplans.asking import digest
from actionplans.models import Action, ActionPlan, Asking, Objective, Support
from partnerships.models import Seat
from partnerships.permissions import Permission, allows
from pipd.kit import clock
from pipd.kit.owed import Owed
from pipd.kit.wording import count

DRAFT = ActionPlan.State.DRAFT
SEES_SUPPORT = "The facilitators see your answers; the group sees counts, and reasons without names."


def owed_drafting(by_area: dict[UUID, Seat]) -> list[Owed]:
    """Answers asked of these seats (one of an area, all of one person); one query where nothing is asked."""
    return list(_support(by_area))


def _support(by_area: dict[UUID, Seat]) -> Iterable[Owed]:
    """Until 5pm of the last day, as long as something is not answered in the words it has now."""
    seats = {area: seat for area, seat in by_area.items() if allows(seat, Permission.GIVE_SUPPORT)}
    open_ = Asking.objects.filter(ended_at=None, closes_at__gte=clock.now(), plan__state=DRAFT)
    asked = list(open_.filter(plan__area__in=seats).order_by("closes_at").select_related("plan"))
    left = _left([one.plan_id for one in asked], seats.values()) if asked else {}
    for one in asked:
        seat = seats[one.plan.area_id]
        if (many := left.get(one.plan_id, 0)) and seat.area:
            yield Owed(
                kind="support asked",
                title="Say what you support in the draft of the plan",
                what=f"You have not said yet whether you support {count(many, 'item')} as it stands now."
                if many == 1
                else f"You have not said yet whether you support {count(many, 'item')} as they stand now.",
                sees=SEES_SUPPORT,
                url=reverse("actionplans:support-give", kwargs={"area": seat.area.slug}),
                due_at=one.closes_at,
                button="Read and answer",
                area_name=seat.area.name,
                subject=one.pk,
            )


def _left(plans: Collection[UUID], seats: Collection[Seat]) -> dict[UUID, int]:
    """By plan, how many items none of `seats` has answered in their present words; three queries."""
    rows = Support.objects.filter(asking__plan__in=plans, seat__in=[seat.pk for seat in seats])
    told = rows.order_by("given_at", "id").values_list("objective", "action", "digest")
    answered = {objective or action: words for objective, action, words in told}
    left: dict[UUID, int] = {}
    items = [(o.plan_id, o) for o in Objective.objects.filter(plan__in=plans)]
    actions = Action.objects.filter(objective__plan__in=plans).select_related("objective")
    for plan, item in [*items, *((a.objective.plan_id, a) for a in actions)]:
        left[plan] = left.get(plan, 0) + (answered.get(item.pk) != digest(item))
    return left
