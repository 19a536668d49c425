"""Whom the people of a sector name as their lead and deputy, until somebody is (domain I-7)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from pipd.kit.models import Row


class LeadVoice(Row):
    """One person names somebody of their own area and sector for one job; with effect it is gone."""

    class Job(models.TextChoices):
        LEAD = "lead", "Lead"
        DEPUTY = "deputy", "Deputy"

    job = models.CharField(max_length=6, choices=Job)
    names = models.ForeignKey("Seat", on_delete=models.PROTECT, related_name="+")
    given_by = models.ForeignKey("Seat", on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        verbose_name = "voice for a lead"
        verbose_name_plural = "voices for leads"
        constraints = [
            models.UniqueConstraint(
                fields=["given_by", "job"],
                name="leadvoice_one_each",
                violation_error_message="You have named somebody already.",
            ),
            models.CheckConstraint(
                condition=Q(job__in=["lead", "deputy"]),
                name="leadvoice_is_for_lead_or_deputy",
                violation_error_message="A voice is for a lead or a deputy.",
            ),
        ]

    def __str__(self) -> str:
        return f"A voice for a {self.get_job_display().lower()}"
