"""What people noted down at a session, before anything is written up."""

from __future__ import annotations

from django.db import models

from partnerships.models import Seat
from pipd.kit import clock
from pipd.kit.models import Row
from workshops.models.kinds import Kind
from workshops.models.sessions import Workshop


class LoggedPoint(Row):
    """What one person noted down at a session. Seen by its author and the facilitators alone."""

    class SaidBy(models.TextChoices):
        LA = "la", "Local authority"
        TSO = "tso", "Third sector"
        BOTH = "both", "Both"
        NOT_RECORDED = "unknown", "Not recorded"

    workshop = models.ForeignKey(Workshop, on_delete=models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    client_id = models.UUIDField(
        help_text="made by the browser, so that a repeated save makes no second point"
    )
    text = models.TextField()
    kind = models.CharField(max_length=12, choices=Kind)
    said_by = models.CharField(max_length=7, choices=SaidBy)
    is_quotation = models.BooleanField(default=False)
    own_words = models.BooleanField(default=False, help_text="whoever logged it said it")
    revision = models.PositiveIntegerField(default=1)
    logged_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["logged_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["seat", "client_id"],
                name="logged_once_per_client_id",
                violation_error_message="This point was saved already.",
            )
        ]

    def __str__(self) -> str:
        return f"Logged point {self.id}"
