"""What somebody wants no mail about."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from pipd.kit.models import Row


class MailOff(Row):
    """One topic one person has switched off. Without a row it comes. Only partnerships.mail_choices writes."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mail_off")
    topic = models.CharField(max_length=20)
    switched_off_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "mail off"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "topic"],
                name="mailoff_once",
                violation_error_message="This is switched off already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.topic} off for {self.user_id}"
