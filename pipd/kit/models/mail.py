"""Mail owed and sent, as rows first. Only pipd.kit.mail writes them."""

from django.db import models
from django.db.models import Q

from pipd.kit.models.base import Row


class OutgoingMailQuerySet(models.QuerySet["OutgoingMail"]):
    """Which messages are due, or still on their way."""

    def due(self, now: object) -> "OutgoingMailQuerySet":
        """Owed and no longer held back, or leased by a worker that never came back."""
        return self.filter(
            Q(state=OutgoingMail.State.OWED, next_attempt_at__lte=now)
            | Q(state=OutgoingMail.State.SENDING, lease_until__lt=now)
        )

    def unsent(self) -> "OutgoingMailQuerySet":
        """Neither delivered nor settled: what a page shows as "not sent yet" (trust R7)."""
        return self.filter(state__in=[OutgoingMail.State.OWED, OutgoingMail.State.SENDING])


class OutgoingMail(Row):
    """One message to one person, worded when it was queued; `key` makes it exactly one (domain I-38)."""

    class State(models.TextChoices):
        OWED = "owed", "Not sent yet"
        SENDING = "sending", "Being sent"
        SENT = "sent", "Sent"
        FAILED = "failed", "Could not be sent"
        SKIPPED = "skipped", "No longer due"

    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=60)
    to = models.EmailField(max_length=254)
    recipient = models.UUIDField()
    chain = models.CharField(max_length=64)
    subject_line = models.CharField(max_length=250)
    body_text = models.TextField()
    body_html = models.TextField()
    calendar = models.TextField(blank=True, help_text="a calendar file that goes with it")
    about = models.JSONField(default=list, help_text="keys of the things it tells of; no words")
    essential = models.BooleanField(default=False)
    message_id = models.CharField(max_length=120, unique=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OWED)

    queued_at = models.DateTimeField()
    next_attempt_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=40, default="")  # a code; never words of people

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        ordering = ["-queued_at", "-id"]
        verbose_name_plural = "outgoing mail"
        indexes = [
            models.Index(fields=["state", "next_attempt_at"], name="mail_due"),
            models.Index(fields=["recipient", "-queued_at"], name="mail_recipient"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="sending", lease_until__isnull=False)
                | (~Q(state="sending") & Q(lease_until__isnull=True)),
                name="mail_sending_has_lease",
                violation_error_message="A message is leased while it is being sent, and only then.",
            ),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False)
                | (~Q(state="sent") & Q(sent_at__isnull=True)),
                name="mail_sent_has_moment",
                violation_error_message="A message is sent at a moment, and only then.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}: {self.state}"
