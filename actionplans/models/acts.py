"""The two-sector acts on a plan: agreed, started, its publication, closed, given up (domain 3G)."""

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


class PlanPublished(TwoSectorAct):
    """Both sectors choose who may read the plan: the area alone, partners, or everybody (domain 3G)."""

    plan = models.ForeignKey(ActionPlan, on_delete=models.PROTECT, related_name="publications")
    level = models.CharField(max_length=8, choices=ActionPlan.Publication)

    class Meta(TwoSectorAct.Meta):
        verbose_name = "publication agreed"
        verbose_name_plural = "publications agreed"
        constraints = [
            *TwoSectorAct.Meta.constraints,
            BEGINS_SIGNED,
            models.UniqueConstraint(
                fields=["plan"],
                condition=Q(voided_at=None) & (Q(la_at=None) | Q(tso_at=None)),
                name="planpublished_one_open",
                violation_error_message="A choice of who may read the plan awaits its second signature already.",
            ),
        ]


class PlanClosed(TwoSectorAct):
    """Both sectors close the plan, with the reason (domain I-34)."""

    plan = models.ForeignKey(ActionPlan, on_delete=models.PROTECT, related_name="closings")
    reason = models.TextField()

    class Meta(TwoSectorAct.Meta):
        verbose_name = "plan closed"
        verbose_name_plural = "plans closed"
        constraints = [
            *TwoSectorAct.Meta.constraints,
            BEGINS_SIGNED,
            models.UniqueConstraint(
                fields=["plan"],
                condition=Q(voided_at=None),
                name="planclosed_one_standing",
                violation_error_message="The closing of this plan is signed, or awaits its second signature, already.",
            ),
        ]


class PlanAbandoned(TwoSectorAct):
    """Both sectors give a draft up, with the reason (domain 3G)."""

    plan = models.ForeignKey(ActionPlan, on_delete=models.PROTECT, related_name="abandonments")
    reason = models.TextField()

    class Meta(TwoSectorAct.Meta):
        verbose_name = "draft given up"
        verbose_name_plural = "drafts given up"
        constraints = [
            *TwoSectorAct.Meta.constraints,
            BEGINS_SIGNED,
            models.UniqueConstraint(
                fields=["plan"],
                condition=Q(voided_at=None),
                name="planabandoned_one_standing",
                violation_error_message="Giving this draft up is signed, or awaits its second signature, already.",
            ),
        ]
