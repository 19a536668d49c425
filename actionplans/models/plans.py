"""The Partnership Improvement Action Plan of an area (domain 3A, 3G, N7)."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Case, IntegerField, Q, When

from partnerships.models import Seat, StudyArea
from pipd.kit.clock import LONDON
from pipd.kit.models import Row

if TYPE_CHECKING:
    from actionplans.models.acts import PlanStarted


class PlanQuerySet(models.QuerySet):
    """Which versions are drafts, in force, or what a reader meets first."""

    def drafts(self) -> PlanQuerySet:
        return self.filter(state=ActionPlan.State.DRAFT)

    def in_force(self) -> PlanQuerySet:
        """Plans both sectors agreed, and which nothing has taken the place of."""
        return self.filter(state__in=ActionPlan.IN_FORCE)

    def standing_first(self) -> PlanQuerySet:
        """Without what was given up: what both sectors signed before what is drafted, of each the newest first."""
        drafted = Case(When(state=ActionPlan.State.DRAFT, then=1), default=0, output_field=IntegerField())
        return self.exclude(state=ActionPlan.State.ABANDONED).order_by(drafted, "-version")


class ActionPlan(Row):
    """One version of an area's plan. The old version lives until both sectors agree the new one."""

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        AGREED = "agreed", "Agreed"
        IN_PROGRESS = "in_progress", "In progress"
        CLOSED = "closed", "Closed"
        SUPERSEDED = "superseded", "Superseded"
        ABANDONED = "abandoned", "Abandoned"

    class Publication(models.TextChoices):
        AREA = "area", "The group, its facilitators and the coordinator"
        PARTNERS = "partners", "Partner organisations too"
        PUBLIC = "public", "Everybody"

    IN_FORCE = (State.AGREED, State.IN_PROGRESS)

    area = models.ForeignKey(StudyArea, on_delete=models.PROTECT, related_name="plans")
    version = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    # The version in force that this one was opened to take the place of.
    follows = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    publication = models.CharField(max_length=8, choices=Publication, default=Publication.AREA)
    # Raised and stamped by every write, so that a document says which state of the plan it shows.
    edition = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["area", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "version"],
                name="plan_one_of_each_version",
                violation_error_message="This area has this version of the plan already.",
            ),
            models.UniqueConstraint(
                fields=["area"],
                condition=Q(state="draft"),
                name="plan_one_draft",
                violation_error_message="This area has a draft already.",
            ),
            models.UniqueConstraint(
                fields=["area"],
                condition=Q(state__in=["agreed", "in_progress"]),
                name="plan_one_in_force",
                violation_error_message="Another version of this plan is in force.",
            ),
        ]

    def __str__(self) -> str:
        return f"Plan of {self.area}, version {self.version}"

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_in_force(self) -> bool:
        return self.state in self.IN_FORCE

    @property
    def start_act(self) -> PlanStarted | None:
        """The start of delivery that both sectors have signed; asked for once when there is one."""
        found: PlanStarted | None = self.__dict__.get("_start_act")
        if found is None:
            found = self.__dict__["_start_act"] = self.starts.complete().first()
        return found

    @cached_property
    def began_on(self) -> date | None:
        """The day both sectors had signed the start of delivery."""
        act = self.start_act if self.state == self.State.IN_PROGRESS else None
        return act.completed_at.astimezone(LONDON).date() if act and act.completed_at else None
