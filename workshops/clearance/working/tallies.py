"""What is left of answers once they have been kept long enough: how many of each sector said what (domain 3R)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from partnerships.models import Sector
from pipd.kit.models import Row
from workshops.clearance.working.notes import DraftPoint


class Tally(Row):
    """How one sector answered one exact wording: numbers, from which the clearance rule can still be followed."""

    point = models.ForeignKey(DraftPoint, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    sector = models.CharField(max_length=3, choices=Sector)
    eligible = models.PositiveSmallIntegerField(help_text="were at the session, and consented")
    fair = models.PositiveSmallIntegerField()
    change = models.PositiveSmallIntegerField()
    out = models.PositiveSmallIntegerField()
    here = models.PositiveSmallIntegerField(help_text="in the room, without those who objected")
    here_fair = models.PositiveSmallIntegerField(help_text="of these, recorded there as agreeing")

    class Meta:
        verbose_name_plural = "tallies"
        constraints = [
            models.UniqueConstraint(
                fields=["point", "digest", "sector"],
                name="tally_one_per_sector",
                violation_error_message="These words are counted already.",
            ),
            models.CheckConstraint(
                condition=Q(here_fair__lte=F("here"), here__lte=F("eligible"), fair__lte=F("eligible")),
                name="tally_adds_up",
                violation_error_message="No more people can agree than were asked.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sector}: {self.fair} of {self.eligible}"
