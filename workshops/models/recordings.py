"""Whether a session was recorded: who holds it and when it goes. The sound itself is never kept here (domain R27)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from partnerships.models import Seat
from pipd.kit.models import Row, both_or_neither
from workshops.models.sessions import Workshop


class Recording(Row):
    """What was said of recording one session: notes only, or a recording with its holder and its last day."""

    workshop = models.OneToOneField(Workshop, on_delete=models.PROTECT, related_name="recording")
    made = models.BooleanField()
    held_by = models.CharField(max_length=120, blank=True)
    destroy_on = models.DateField(null=True)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField(default=1)
    destroyed_at = models.DateTimeField(null=True)
    destroyed_by = models.ForeignKey(Seat, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            both_or_neither("destroyed"),
            models.CheckConstraint(
                condition=(Q(made=True, destroy_on__isnull=False) & ~Q(held_by=""))
                | Q(made=False, held_by="", destroy_on=None, destroyed_at=None),
                name="recording_made_has_a_holder_and_a_last_day",
                violation_error_message="A recording has a holder and a day by which it is destroyed.",
            ),
        ]

    def __str__(self) -> str:
        return f"Recording of {self.workshop}"

    @property
    def is_kept(self) -> bool:
        """Whether there is a recording somewhere."""
        return self.made and self.destroyed_at is None
