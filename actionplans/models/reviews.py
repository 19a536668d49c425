"""Reviews of a plan in delivery, held with both sectors, and what the organisations behind it decided."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from actionplans.models.plans import ActionPlan
from partnerships.models import Organisation, Seat, Sector
from pipd.kit import clock
from pipd.kit.models import Row, both_or_neither


class PlanReview(Row):
    """One review: due, held with people of both sectors, with what was learned and what changes."""

    plan = models.ForeignKey(ActionPlan, on_delete=models.PROTECT, related_name="reviews")
    number = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    held_on = models.DateField(null=True)
    lessons = models.TextField(blank=True)
    changes = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=0)
    present = models.ManyToManyField(Seat, related_name="+", blank=True)
    # Written down by one, confirmed by somebody of the other sector: then it is the record of both.
    written_at = models.DateTimeField(null=True)
    written_by = models.ForeignKey(Seat, null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(Seat, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["plan", "number"]
        constraints = [
            both_or_neither("written"),
            both_or_neither("confirmed"),
            models.UniqueConstraint(
                fields=["plan", "number"],
                name="planreview_one_of_each_number",
                violation_error_message="There is a review with this number already.",
            ),
            models.CheckConstraint(
                condition=Q(written_at=None) | Q(held_on__isnull=False),
                name="planreview_written_is_held",
                violation_error_message="Say when the review was held.",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(written_at__isnull=False),
                name="planreview_confirmed_is_written",
                violation_error_message="A review is written down before it is confirmed.",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=models.F("written_by")),
                name="planreview_two_people",
                violation_error_message="Somebody of the other sector confirms a review.",
            ),
        ]

    def __str__(self) -> str:
        return f"Review {self.number}"

    @property
    def is_late(self) -> bool:
        """Whether its day is over and nobody has written it down."""
        return self.written_at is None and self.due_on < clock.today()

    @property
    def awaits(self) -> Sector | None:
        """The sector whose lead has yet to confirm what was written down; None before that, and after."""
        if self.written_by is None or self.confirmed_at is not None:
            return None
        return Sector(self.written_by.sector).other


class Endorsement(Row):
    """That an organisation's own body stands behind the plan: commitment beyond the people in the room (domain 3A)."""

    plan = models.ForeignKey(ActionPlan, on_delete=models.PROTECT, related_name="endorsements")
    sector = models.CharField(max_length=3, choices=Sector)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    body = models.CharField(max_length=120)
    endorsed_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["endorsed_on", "recorded_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "organisation", "body"],
                name="endorsement_once",
                violation_error_message="This endorsement is recorded already.",
            ),
            models.CheckConstraint(
                condition=~Q(body=""),
                name="endorsement_has_a_body",
                violation_error_message="Say which body endorsed the plan.",
            ),
        ]

    def __str__(self) -> str:
        return f"Endorsement of {self.endorsed_on}"
