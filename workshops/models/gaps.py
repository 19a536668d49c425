"""The two-sector act by which both leads let two sessions be closer than the setting says (domain I-9)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from partnerships.agreement import TwoSectorAct
from partnerships.models import Seat
from pipd.kit import workdays
from workshops.models.sessions import Workshop

AWAITED = Q(la_at=None) | Q(tso_at=None)


class GapWaiver(TwoSectorAct):
    """Asked for with the two dates as proposed then, it is about the working days between them, or more.

    A facilitator's request has no signature yet, a lead who asks signs.

    `used_at` says since when the sessions have rested on it, `over_at` since when they are apart again: from then on
    it is history, and another date needs another agreement.
    """

    earlier = models.ForeignKey(Workshop, on_delete=models.PROTECT, related_name="+")
    later = models.ForeignKey(Workshop, on_delete=models.PROTECT, related_name="gap_waivers")
    earlier_on = models.DateField()
    later_on = models.DateField()
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    used_at = models.DateTimeField(null=True)
    over_at = models.DateTimeField(null=True)

    class Meta(TwoSectorAct.Meta):
        verbose_name = "shorter gap between two sessions"
        verbose_name_plural = "shorter gaps between two sessions"
        constraints = [
            *TwoSectorAct.Meta.constraints,
            models.UniqueConstraint(
                fields=["later"],
                condition=Q(voided_at=None) & AWAITED,
                name="gapwaiver_one_awaited",
                violation_error_message="The leads are asked about the date of this session already.",
            ),
            models.CheckConstraint(
                condition=~Q(earlier=F("later")),
                name="gapwaiver_two_sessions",
                violation_error_message="A gap lies between two different sessions.",
            ),
            models.CheckConstraint(
                condition=Q(later_on__gt=F("earlier_on")),
                name="gapwaiver_dates_in_order",
                violation_error_message="The later session is on a later day.",
            ),
            models.CheckConstraint(
                condition=Q(used_at=None) | (Q(voided_at=None) & ~AWAITED),
                name="gapwaiver_used_when_complete",
                violation_error_message="Dates rest on what both sectors have agreed, and on nothing less.",
            ),
            models.CheckConstraint(
                condition=Q(over_at=None) | Q(used_at__isnull=False),
                name="gapwaiver_over_after_use",
                violation_error_message="Only what was used is over.",
            ),
        ]

    @property
    def gap(self) -> int:
        """The working days that it leaves between the two sessions, at the least."""
        return workdays.between(self.earlier_on, self.later_on)

    @property
    def terms(self) -> str:
        """What the leads agree to, in words."""
        days = f"{self.gap} working day{'' if self.gap == 1 else 's'}"
        return f"sessions {self.earlier.number} and {self.later.number} no fewer than {days} apart"
