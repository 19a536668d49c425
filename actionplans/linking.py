"""What an action rests on: partnerships of its own area, chosen with its delivery (domain E16)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from django.db.models import Q

from actionplans.models import ActionPlan, Delivery, PartnershipLink
from partnerships.membership import NotPossible
from partnerships.models import Partnership

GONE = "One of the partnerships has ended meanwhile, and nothing new can rest on it."


def offered(delivery: Delivery) -> list[Partnership]:
    """What the form offers: the area's partnerships that go on, and those it rests on already."""
    live = Partnership.objects.live().values("pk")
    mine = Q(links__delivery=delivery) | Q(pk__in=live)
    return list(Partnership.objects.filter(mine, area=delivery.action.objective.plan.area_id).distinct())


def linked_to(delivery: Delivery) -> list[str]:
    """The keys of what it rests on, as the form's boxes are ticked."""
    keys = PartnershipLink.objects.filter(delivery=delivery).values_list("partnership", flat=True)
    return sorted(str(key) for key in keys)


def of(plan: ActionPlan) -> dict[UUID, tuple[Partnership, ...]]:
    """What each action of `plan` rests on, by the key of its delivery; one query."""
    rows = PartnershipLink.objects.filter(delivery__action__objective__plan=plan)
    found: dict[UUID, list[Partnership]] = defaultdict(list)
    for link in rows.select_related("partnership").order_by("partnership__name", "pk"):
        found[link.delivery_id].append(link.partnership)
    return {key: tuple(every) for key, every in found.items()}


def rest_on(delivery: Delivery, chosen: Collection[Partnership]) -> list[str]:
    """Let `delivery` rest on `chosen` and nothing else; ["partnerships"] if that changed anything.

    The caller holds the lock of the area, under which partnerships close as well. Raises NotPossible for one of
    another area, or that has ended and was not linked before.
    """
    area = delivery.action.objective.plan.area_id
    before = set(PartnershipLink.objects.filter(delivery=delivery).values_list("partnership", flat=True))
    wanted = {one.pk for one in chosen}
    new = Partnership.objects.filter(pk__in=wanted - before, area=area)
    if new.live().count() != len(wanted - before):
        raise NotPossible(GONE)
    PartnershipLink.objects.filter(delivery=delivery, partnership__in=before - wanted).delete()
    PartnershipLink.objects.bulk_create(PartnershipLink(delivery=delivery, partnership=one) for one in new)
    return ["partnerships"] if wanted != before else []
