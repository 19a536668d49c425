"""The two-sector act by which both leads let a group stand still for a time, or go on (domain 3D)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from partnerships.models.acts import BEGINS_SIGNED, TwoSectorAct
from partnerships.models.programme import StudyArea


class AreaPaused(TwoSectorAct):
    """One lead asks, with a reason that the group reads; it holds once the other sector's lead agrees."""

    area = models.ForeignKey(StudyArea, on_delete=models.PROTECT, related_name="pauses")
    pauses = models.BooleanField(help_text="whether the group stands still by it; else it goes on")
    reason = models.CharField(max_length=300)

    class Meta(TwoSectorAct.Meta):
        verbose_name = "group paused, or let go on"
        verbose_name_plural = "groups paused, or let go on"
        constraints = [
            *TwoSectorAct.Meta.constraints,
            BEGINS_SIGNED,
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="areapaused_has_reason",
                violation_error_message="That a group stands still, or goes on, has a reason.",
            ),
            models.UniqueConstraint(
                fields=["area"],
                condition=Q(voided_at=None) & (Q(la_at=None) | Q(tso_at=None)),
                name="areapaused_one_awaited",
                violation_error_message="The other sector is asked already.",
            ),
        ]
