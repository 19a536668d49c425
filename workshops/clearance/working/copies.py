"""Copies of notes that are not cleared, each for one person who needs another form than the page (domain 3F)."""

from __future__ import annotations

from django.db import models

from partnerships.models import Seat
from pipd.kit.models import Row
from workshops.clearance.working.answers import Responder
from workshops.clearance.working.notes import Note, NoteVersion


class AccessCopy(Row):
    """That a numbered copy of one version was made for somebody who was asked. The copy itself is never kept."""

    class Format(models.TextChoices):
        STANDARD = "standard", "Word document"
        LARGE = "large", "Word document in large print"

    note = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(NoteVersion, on_delete=models.PROTECT, related_name="+")
    responder = models.ForeignKey(Responder, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    format = models.CharField(max_length=8, choices=Format)
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["note", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["note", "number"],
                name="access_copy_one_of_each_number",
                violation_error_message="There is a copy of this number already.",
            )
        ]

    def __str__(self) -> str:
        return f"Copy {self.number} of {self.version_id}"
