"""The two-sector act by which both leads withdraw a cleared statement (domain I-24)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from partnerships.agreement import TwoSectorAct
from partnerships.models import StudyArea


class PointWithdrawal(TwoSectorAct):
    """One lead asks, the other confirms. `origin` names the statement by id: once it is done there is no row."""

    area = models.ForeignKey(StudyArea, on_delete=models.PROTECT, related_name="point_withdrawals")
    origin = models.UUIDField(help_text="id of the draft point, as in the cleared row")

    class Meta(TwoSectorAct.Meta):
        verbose_name = "withdrawal of a statement"
        verbose_name_plural = "withdrawals of statements"
        constraints = [
            *TwoSectorAct.Meta.constraints,
            models.UniqueConstraint(
                fields=["origin"],
                condition=Q(voided_at=None),
                name="pointwithdrawal_one_standing",
                violation_error_message="Somebody has asked to withdraw this statement already.",
            ),
        ]
