"""Asking for a cleared statement to go: both leads together, or whoever would be identifiable (domain I-24, E7)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from partnerships.agreement import BEGINS_SIGNED, TwoSectorAct
from partnerships.models import Seat, StudyArea
from pipd.kit.models import Row, both_or_neither


class PointWithdrawal(TwoSectorAct):
    """One lead asks, the other confirms. `origin` names the statement by id: once it is done there is no row."""

    area = models.ForeignKey(StudyArea, on_delete=models.PROTECT, related_name="point_withdrawals")
    origin = models.UUIDField(help_text="id of the draft point, as in the cleared row")

    class Meta(TwoSectorAct.Meta):
        verbose_name = "withdrawal of a statement"
        verbose_name_plural = "withdrawals of statements"
        constraints = [
            *TwoSectorAct.Meta.constraints,
            BEGINS_SIGNED,
            models.UniqueConstraint(
                fields=["origin"],
                condition=Q(voided_at=None),
                name="pointwithdrawal_one_standing",
                violation_error_message="Somebody has asked to withdraw this statement already.",
            ),
        ]


class RemovalRequest(Row):
    """Somebody says that a cleared statement would tell people who they are; their name is not kept (domain E7).

    The facilitators withdraw the statement, and with it this is done; or they keep it, which is noted.
    """

    area = models.ForeignKey(StudyArea, on_delete=models.PROTECT, related_name="removal_requests")
    origin = models.UUIDField(help_text="id of the draft point, as in the cleared row")
    asked_on = models.DateField(help_text="a day, not a moment: that would tell whose consent ended then")
    kept_at = models.DateTimeField(null=True)
    kept_by = models.ForeignKey(Seat, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["asked_on", "id"]
        constraints = [
            both_or_neither("kept"),
            models.UniqueConstraint(
                fields=["origin"],
                condition=Q(kept_at=None),
                name="removalrequest_one_standing",
                violation_error_message="Somebody has asked for this statement to go already.",
            ),
        ]

    def __str__(self) -> str:
        return f"Request {self.id} to take a statement out"
