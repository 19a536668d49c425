"""Which partnerships of the area an action rests on: outside the signed words, as all of delivery is (domain E16)."""

from __future__ import annotations

from django.db import models

from actionplans.models.delivery import Delivery
from partnerships.models import Partnership
from pipd.kit.models import Row


class PartnershipLink(Row):
    """One action rests on one partnership."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="links")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="links")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["delivery", "partnership"],
                name="partnershiplink_once",
                violation_error_message="This action is linked to that partnership already.",
            )
        ]

    def __str__(self) -> str:
        return f"Delivery {self.delivery_id} rests on partnership {self.partnership_id}"
