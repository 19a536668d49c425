"""Who has which page open just now: ids and moments, for minutes. Only pipd.kit.presence writes these rows."""

from django.db import models

from pipd.kit.models.base import Row


class Presence(Row):
    """Somebody has the page of something open, as far as their browser has said within two minutes."""

    subject = models.UUIDField(help_text="what the page is about")
    who = models.UUIDField()
    since = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "who"],
                name="presence_once_each",
                violation_error_message="This person has the page open already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.who} at {self.subject}"
