"""Earlier wordings of why the sectors of a group were still uneven, kept when one is corrected (domain E1)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from partnerships.models import Seat
from pipd.kit.models import Row
from workshops.models.sessions import Workshop


class UnevenWording(Row):
    """One wording that stands no more: whose it was and since when. `place` is 0 for what was recorded first."""

    workshop = models.ForeignKey(Workshop, on_delete=models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=300)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["workshop", "place"]
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "place"],
                name="unevenwording_one_at_each_place",
                violation_error_message="This wording was corrected already.",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="unevenwording_has_words",
                violation_error_message="An earlier wording has words.",
            ),
        ]

    def __str__(self) -> str:
        return f"Wording {self.place + 1} of {self.workshop}"
