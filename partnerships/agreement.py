"""The one two-sector act: two people of different sectors sign the same content (domain 3A, 3G).

Each subject has a table of its own (plan agreed, plan started …) that inherits `TwoSectorAct`; the rules are here.
"""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q

from partnerships.membership import NotPossible
from partnerships.models import Seat, Sector
from pipd.kit import clock
from pipd.kit.models import Row

CHANGED = "The words changed after you read them. Read them again before you sign."


# For acts that nobody but a lead begins.
BEGINS_SIGNED = models.CheckConstraint(
    condition=Q(la_at__isnull=False) | Q(tso_at__isnull=False),
    name="%(class)s_somebody_signed",
    violation_error_message="An act begins with a signature.",
)


def is_same_person(one: Seat | None, other: Seat | None) -> bool:
    """Whether one person sits, or sat, on both seats: who changes sides does not speak for both sectors."""
    return one is not None and other is not None and one.user_id == other.user_id


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


def sign(act: TwoSectorAct, *, digest: str, by: Seat) -> bool:
    """Put the signature of `by` in its sector's place on `act`; True when that completes it (domain 3G).

    `act` is the open act of its subject, or a new one with its subject and the content's `digest` set. The caller
    holds the lock of the subject, so that two presses at once complete one act once. Raises PermissionDenied for
    anybody who is not a lead or deputy, NotPossible when the content is not what was read, or is signed already.
    """
    # Under the lock, not as the request found it: a lead may have stepped back meanwhile.
    by.refresh_from_db(fields=["is_lead", "is_deputy", "started_on", "ended_on"])
    if not by.may_sign or not by.is_live:
        raise PermissionDenied("Only a sector's lead or deputy signs.")
    if act.voided_at or digest != act.digest:
        raise NotPossible(CHANGED)
    if act.signed_at(by.sector):
        raise NotPossible("It is signed already for your sector's participants.")
    other = act.signed_by(Sector(by.sector).other)
    if is_same_person(other, by):
        raise NotPossible("The two signatures are given by different people.")
    if by.sector == Sector.LA:
        act.la_by, act.la_at = by, clock.now()
    else:
        act.tso_by, act.tso_at = by, clock.now()
    act.save()
    return act.completed_at is not None


def void(act: TwoSectorAct, *, reason: str) -> list[Seat]:
    """Void an act that awaits its second signature, and return whoever had signed, to be told (domain I-29).

    `reason` is a `TwoSectorAct.Void`. Raises NotPossible for a complete act: what both signed stands.
    """
    if act.completed_at:
        raise NotPossible("Both sectors have signed this. It changes only through a new version.")
    act.voided_at, act.void_reason = clock.now(), reason
    act.save(update_fields=["voided_at", "void_reason"])
    return [seat for seat in (act.la_by, act.tso_by) if seat is not None]
