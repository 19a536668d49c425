"""What people consent to, each kind in one wording, from one seat (domain 3A)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from pipd.kit.models import Row


class Consent(Row):
    """One kind of agreement given from one seat, with the wording that was shown."""

    class Kind(models.TextChoices):
        TAKE_PART = "take_part", "Take part"
        RECORDING = "recording", "Be recorded"
        BEYOND_AREA = "beyond_area", "Cleared notes may be used beyond the area"
        QUOTATION = "quotation", "Be quoted"
        BE_NAMED = "be_named", "Be named on the plan"
        CONTACT = "contact", "Be asked again later"

    class Channel(models.TextChoices):
        ONLINE = "online", "Online"
        PAPER = "paper", "On paper"
        SPOKEN = "spoken", "Spoken"

    class Ended(models.TextChoices):
        """How it came to its end, but by their own act."""

        PAPER = "paper", "told to a facilitator: on paper"
        SPOKEN = "spoken", "told to a facilitator: spoken"
        SEAT = "seat", "ended with the seat, for a new job"
        WORDS = "words", "followed by consent to newer words"

    seat = models.ForeignKey("Seat", on_delete=models.PROTECT, related_name="consents")
    kind = models.CharField(max_length=12, choices=Kind)
    wording_version = models.CharField(max_length=20)
    channel = models.CharField(max_length=6, choices=Channel)
    given_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        "Seat",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="none: by their own act, online",
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_channel = models.CharField(
        max_length=6,
        choices=Ended,
        blank=True,
        help_text="how a facilitator was told, or that the seat or the words ended; empty: by their own act",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["seat", "kind"],
                condition=Q(withdrawn_at=None),
                name="consent_one_standing_of_a_kind",
                violation_error_message="This consent is given already.",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("given_at")),
                name="consent_withdrawn_after_given",
                violation_error_message="A consent cannot be withdrawn before it was given.",
            ),
            models.CheckConstraint(
                condition=Q(channel="online", recorded_by=None)
                | (~Q(channel="online") & Q(recorded_by__isnull=False)),
                name="consent_recorded_unless_online",
                violation_error_message="What was said or written on paper has somebody who recorded it.",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_channel="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_channel="online")),
                name="consent_withdrawal_told_to_somebody",
                violation_error_message="A withdrawal that a facilitator recorded was told to them.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.seat}"

    @property
    def stands(self) -> bool:
        return self.withdrawn_at is None

    @property
    def ended_with_seat(self) -> bool:
        """Whether nobody took it back: the seat it was given from ended for a new job."""
        return self.withdrawn_channel == self.Ended.SEAT

    @property
    def is_followed(self) -> bool:
        """Whether nobody took it back: the same person agreed to newer words from the same seat."""
        return self.withdrawn_channel == self.Ended.WORDS
