"""Acts of the group on notes as a whole: signing in the facilitator's place, and opening cleared points again."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from partnerships.models import Seat, Sector
from pipd.kit.models import Row, both_or_neither
from workshops.clearance.working.answers import Responder
from workshops.clearance.working.notes import DraftPoint, Note, NoteVersion


class Countersignature(Row):
    """One responder stands in for the facilitator who does not approve: one of each sector is needed (domain I-18)."""

    version = models.ForeignKey(NoteVersion, on_delete=models.PROTECT, related_name="+")
    responder = models.ForeignKey(Responder, on_delete=models.PROTECT, related_name="+")
    sector = models.CharField(max_length=3, choices=Sector)
    seen = models.CharField(max_length=64, help_text="digest of every wording and view that was read")
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "sector"],
                name="countersigned_once_per_sector",
                violation_error_message="Somebody of this sector has countersigned already.",
            )
        ]

    def __str__(self) -> str:
        return f"Countersignature {self.id}"


class Reopening(Row):
    """Cleared points to be opened again: a facilitator and one responder of each sector say so (domain 3F)."""

    note = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="+")
    points = models.ManyToManyField(DraftPoint, related_name="+")
    reason = models.TextField()
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    facilitator_at = models.DateTimeField(null=True)
    facilitator_by = models.ForeignKey(Seat, null=True, on_delete=models.PROTECT, related_name="+")
    la_at = models.DateTimeField(null=True)
    la_by = models.ForeignKey(Seat, null=True, on_delete=models.PROTECT, related_name="+")
    tso_at = models.DateTimeField(null=True)
    tso_by = models.ForeignKey(Seat, null=True, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)
    dropped_by = models.ForeignKey(Seat, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            both_or_neither("facilitator"),
            both_or_neither("la"),
            both_or_neither("tso"),
            both_or_neither("dropped"),
            models.UniqueConstraint(
                fields=["note"],
                condition=Q(done_at=None, dropped_at=None),
                name="reopening_one_at_a_time",
                violation_error_message="Somebody has asked to open statements of these notes again already.",
            ),
            models.CheckConstraint(
                condition=Q(done_at=None)
                | Q(facilitator_at__isnull=False, la_at__isnull=False, tso_at__isnull=False),
                name="reopening_needs_all_three",
                violation_error_message="A facilitator and one person of each sector open statements again.",
            ),
        ]

    def __str__(self) -> str:
        return f"Re-opening {self.id}"
