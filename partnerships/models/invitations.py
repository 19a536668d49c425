"""Invitations: a link that signs one person in once, by the address it was sent to."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from partnerships.models.seats import Seat
from pipd.kit.models import Row


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self, now: datetime) -> InvitationQuerySet:
        """Not used, not replaced by another, not too old, and the address is its person's still."""
        alive = self.filter(used_at=None, replaced_at=None, expires_at__gt=now)
        return alive.filter(email=F("user__email"), user__is_active=True)


class Invitation(Row):
    """One link for one user. `digest` is all that is kept of what the link says."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(max_length=254)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    replaced_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(used_at=None, replaced_at=None),
                name="invitation_one_at_a_time",
                violation_error_message="This person has an invitation already.",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")),
                name="invitation_holds_for_some_time",
                violation_error_message="An invitation holds for some time.",
            ),
            models.CheckConstraint(
                condition=Q(used_at=None) | Q(replaced_at=None, used_at__lt=F("expires_at")),
                name="invitation_is_used_in_time",
                violation_error_message="An invitation is used while it holds, and not once it is replaced.",
            ),
        ]

    def __str__(self) -> str:
        return f"Invitation of {self.user_id}"
