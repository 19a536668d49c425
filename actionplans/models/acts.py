"""The two-sector acts on a plan: agreed, and started (domain 3G)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from actionplans.models.plans import ActionPlan
from partnerships.agreement import BEGINS_SIGNED, TwoSectorAct


class PlanAgreed(TwoSectorAct):
    """Both sectors sign the words of Table 1."""

    plan = models.ForeignKey(ActionPlan, on_delete=models.PROTECT, related_name="agreements")

    class Meta(TwoSectorAct.Meta):
        verbose_name = "plan agreed"
        verbose_name_plural = "plans agreed"
        constraints = [
            *TwoSectorAct.Meta.constraints,
            BEGINS_SIGNED,
            models.UniqueConstraint(
                fields=["plan"],
                condition=Q(voided_at=None),
                name="planagreed_one_standing",
                violation_error_message="This plan is signed, or awaits its second signature, already.",
            ),
        ]


class PlanStarted(TwoSectorAct):
    """Both sectors start delivery: every action has its leads, a date and a measure (domain I-30)."""

    plan = models.ForeignKey(ActionPlan, on_delete=models.PROTECT, related_name="starts")

    class Meta(TwoSectorAct.Meta):
        verbose_name = "plan started"
        verbose_name_plural = "plans started"
        constraints = [
            *TwoSectorAct.Meta.constraints,
            BEGINS_SIGNED,
            models.UniqueConstraint(
                fields=["plan"],
                condition=Q(voided_at=None),
                name="planstarted_one_standing",
                violation_error_message="The start of this plan is signed, or awaits its second signature, already.",
            ),
        ]
