"""Table 1: local objectives and the actions that answer them, each accepted or not by each sector (domain R47-R52)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from actionplans.models.plans import ActionPlan
from partnerships.models import Seat, Sector, StudyArea
from pipd.kit.models import Row, both_or_neither
from workshops.models import ClearedPoint

LIFTED: dict[str, Any] = {
    "accepted_la_at": None,
    "accepted_la_by": None,
    "accepted_tso_at": None,
    "accepted_tso_by": None,
}


class Item(Row):
    """What an objective and an action share: a place, words with a revision, and two acceptances."""

    # What a sector accepts. A change to any of these lifts both acceptances (domain I-29).
    CONTENT: ClassVar[tuple[str, ...]] = ()

    seq = models.PositiveSmallIntegerField()
    text = models.TextField()
    accepted_la_at = models.DateTimeField(null=True)
    accepted_la_by = models.ForeignKey(Seat, null=True, on_delete=models.PROTECT, related_name="+")
    accepted_tso_at = models.DateTimeField(null=True)
    accepted_tso_by = models.ForeignKey(Seat, null=True, on_delete=models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="%(class)s_has_words",
                violation_error_message="Enter some words.",
            ),
            both_or_neither("accepted_la"),
            both_or_neither("accepted_tso"),
        ]

    def is_accepted_for(self, sector: str) -> bool:
        return bool(self.accepted_la_at if sector == Sector.LA else self.accepted_tso_at)

    @property
    def is_accepted(self) -> bool:
        """By both sectors."""
        return bool(self.accepted_la_at and self.accepted_tso_at)


class Objective(Item):
    """One local objective: what both sectors want, and the worry of each that it answers."""

    CONTENT = ("text", "concern_la", "concern_tso", "priority", "no_evidence_reason")

    class Priority(models.TextChoices):
        HIGH = "high", "High"
        MEDIUM = "medium", "Medium"
        LOW = "low", "Low"

    plan = models.ForeignKey(ActionPlan, on_delete=models.CASCADE, related_name="objectives")
    # The objective of the version before that this one carries on.
    origin = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    concern_la = models.TextField(blank=True)
    concern_tso = models.TextField(blank=True)
    priority = models.CharField(max_length=6, choices=Priority, default=Priority.MEDIUM)
    no_evidence_reason = models.TextField(blank=True)

    class Meta(Item.Meta):
        ordering = ["seq"]
        constraints = [
            *Item.Meta.constraints,
            models.UniqueConstraint(
                fields=["plan", "seq"],
                name="objective_one_per_place",
                violation_error_message="Somebody added an objective at the same moment. Add yours again.",
            ),
        ]

    def __str__(self) -> str:
        return f"Objective {self.seq}"


class Action(Item):
    """One local partnership improvement action. Who leads it and by when is outside the signed words: see Delivery."""

    CONTENT = ("text", "mode")

    class Mode(models.TextChoices):
        JOINT = "joint", "Delivered jointly"
        LA_LED = "la_led", "Led by the local authority, with third sector support"
        TSO_LED = "tso_led", "Led by the third sector, with local authority support"
        SINGLE = "single", "Delivered by one organisation"

    class Kind(models.TextChoices):
        JOB_SWAP = "job_swap", "Job swap"
        OUTREACH_VISIT = "outreach_visit", "Outreach visit"
        PEER_MENTORING = "peer_mentoring", "Peer mentoring"
        AWARENESS_MATERIAL = "awareness_material", "Introduction or other material"
        SKILLS_AUDIT = "skills_audit", "Skills audit"
        TRAINING_TSO = "training_tso", "Training for the third sector"
        TRAINING_LA = "training_la", "Training for the local authority"
        PARTICIPATION_COSTS = "participation_costs", "Costs of taking part"
        REPRESENTATION_REVIEW = "representation_review", "Review of representation"
        CONSULTATION_EXPECTATIONS = "consultation_expectations", "Expectations of consultation"
        PRE_PARTNERSHIP_AGREEMENT = "pre_partnership_agreement", "Pre-partnership agreement"
        JOINT_SERVICE_REVIEW = "joint_service_review", "Joint review of services"
        OUTCOMES_INDICATORS = "outcomes_indicators", "Outcomes and indicators"
        JOINT_FUND = "joint_fund", "Joint fund"
        OTHER = "other", "Something else"

    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="actions")
    origin = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    kind = models.CharField(max_length=28, choices=Kind, default=Kind.OTHER)
    mode = models.CharField(max_length=8, choices=Mode, default=Mode.JOINT)

    class Meta(Item.Meta):
        ordering = ["objective__seq", "seq"]
        constraints = [
            *Item.Meta.constraints,
            models.UniqueConstraint(
                fields=["objective", "seq"],
                name="action_one_per_place",
                violation_error_message="Somebody added an action at the same moment. Add yours again.",
            ),
        ]

    def __str__(self) -> str:
        return f"Action {self.objective.seq}.{self.seq}"


class Evidence(Row):
    """That an objective answers a cleared statement. Withdrawing the statement takes this row with it (domain I-24)."""

    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="evidence")
    point = models.ForeignKey(ClearedPoint, on_delete=models.CASCADE, related_name="evidence")
    linked_at = models.DateTimeField()
    linked_by = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["point__note__workshop__number", "point__number"]
        constraints = [
            models.UniqueConstraint(
                fields=["objective", "point"],
                name="evidence_linked_once",
                violation_error_message="The objective answers this statement already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.objective_id} answers {self.point_id}"


class NamedWords(Row):
    """That words of plans of an area named somebody under a name they have no more: the digest of the words alone."""

    area = models.ForeignKey(StudyArea, on_delete=models.PROTECT, related_name="named_words")
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name_plural = "named words"
        constraints = [
            models.UniqueConstraint(
                fields=["area", "digest"],
                name="namedwords_once",
                violation_error_message="It is noted of these words already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.digest[:8]} in {self.area_id}"
