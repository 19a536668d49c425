"""The tables of two-sector acts: what each of them holds. Who signs, and how, is in partnerships.agreement."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q

from partnerships.models.seats import Seat
from partnerships.models.sectors import Sector
from pipd.kit.models import Row

# For acts that nobody but a lead begins.
BEGINS_SIGNED = models.CheckConstraint(
    condition=Q(la_at__isnull=False) | Q(tso_at__isnull=False),
    name="%(class)s_somebody_signed",
    violation_error_message="An act begins with a signature.",
)


class ActQuerySet(models.QuerySet):
    """Acts by how far they are."""

    def open(self) -> ActQuerySet:
        """Awaiting a signature: as a rule the other sector's."""
        return self.filter(voided_at=None).filter(Q(la_at=None) | Q(tso_at=None))

    def complete(self) -> ActQuerySet:
        return self.filter(voided_at=None, la_at__isnull=False, tso_at__isnull=False)

    def standing(self) -> ActQuerySet:
        """Open or complete: whatever was not voided."""
        return self.filter(voided_at=None)


class TwoSectorAct(Row):
    """Signed for the participants named, not for a sector at large. A voided act is kept: it happened."""

    class Void(models.TextChoices):
        CHANGED = "changed", "The words were changed"
        TAKEN_BACK = "taken_back", "Whoever asked took it back"
        DECLINED = "declined", "The other sector declined"
        OTHERWISE = "otherwise", "It was settled in another way"

    digest = models.CharField(max_length=64)
    la_by = models.ForeignKey(Seat, null=True, on_delete=models.PROTECT, related_name="+")
    la_at = models.DateTimeField(null=True)
    tso_by = models.ForeignKey(Seat, null=True, on_delete=models.PROTECT, related_name="+")
    tso_at = models.DateTimeField(null=True)
    voided_at = models.DateTimeField(null=True)
    void_reason = models.CharField(max_length=12, choices=Void, blank=True)

    objects = ActQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(la_at=None, la_by=None) | Q(la_at__isnull=False, la_by__isnull=False),
                name="%(class)s_la_at_and_by",
                violation_error_message="A signature has a moment and a person, or neither.",
            ),
            models.CheckConstraint(
                condition=Q(tso_at=None, tso_by=None) | Q(tso_at__isnull=False, tso_by__isnull=False),
                name="%(class)s_tso_at_and_by",
                violation_error_message="A signature has a moment and a person, or neither.",
            ),
            models.CheckConstraint(
                condition=Q(la_by=None) | Q(tso_by=None) | ~Q(la_by=models.F("tso_by")),
                name="%(class)s_two_people",
                violation_error_message="The two signatures are given by different people.",
            ),
            # What both sectors signed is history: only a new act can take its place.
            models.CheckConstraint(
                condition=Q(voided_at=None) | Q(la_at=None) | Q(tso_at=None),
                name="%(class)s_complete_stands",
                violation_error_message="What both sectors have signed cannot be voided.",
            ),
            models.CheckConstraint(
                condition=Q(voided_at=None, void_reason="")
                | (Q(voided_at__isnull=False) & ~Q(void_reason="")),
                name="%(class)s_voided_has_reason",
                violation_error_message="An act is voided for a reason.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.digest[:8]}"

    @property
    def completed_at(self) -> datetime | None:
        """When the second sector signed; None while one is missing."""
        return max(self.la_at, self.tso_at) if self.la_at and self.tso_at and not self.voided_at else None

    @property
    def awaits(self) -> Sector | None:
        """The sector whose signature is missing, of both the one asked first; None when it is complete or void."""
        if self.voided_at or self.completed_at:
            return None
        return Sector.TSO if self.la_at else Sector.LA

    def signed_by(self, sector: str) -> Seat | None:
        return self.la_by if sector == Sector.LA else self.tso_by

    def signed_at(self, sector: str) -> datetime | None:
        return self.la_at if sector == Sector.LA else self.tso_at
