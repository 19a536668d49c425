"""Quotations: somebody's exact words beside a statement, until their speaker lets them be used (domain I-25)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from partnerships.models import Seat, Sector
from pipd.kit.models import Row, both_or_neither
from workshops.clearance.working.answers import Responder
from workshops.clearance.working.logged import LoggedPoint
from workshops.clearance.working.notes import DraftPoint, Note, NoteVersion, new_salt


class Quotation(Row):
    """Exact words from one logged point, to illustrate one statement. Who said them is for facilitators and the
    speaker alone; everybody else reads the sector."""

    note = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="+")
    point = models.ForeignKey(DraftPoint, on_delete=models.PROTECT, related_name="+")
    source = models.ForeignKey(
        LoggedPoint,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="none once it has been kept long enough, and with it who said it (domain 3R)",
    )
    text = models.TextField()
    speaker = models.ForeignKey(Seat, null=True, on_delete=models.PROTECT, related_name="+")
    sector = models.CharField(
        max_length=3, choices=Sector, blank=True, help_text="of the speaker, when known"
    )
    salt = models.CharField(max_length=32, default=new_salt)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, help_text="taken out again while the notes were written up")
    removed_by = models.ForeignKey(Seat, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Seat, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["added_at", "id"]
        constraints = [
            both_or_neither("removed"),
            both_or_neither("withdrawn"),
            models.CheckConstraint(
                condition=Q(speaker=None, sector="")
                | (Q(speaker__isnull=False, source__isnull=False) & ~Q(sector=""))
                | Q(speaker=None, source=None),
                name="quotation_speaker_has_sector",
                violation_error_message="A quotation has its speaker's sector when the speaker is known, else none.",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(text="", salt=""),
                name="quotation_withdrawn_is_blank",
                violation_error_message="Of a withdrawn quotation no words are kept.",
            ),
        ]

    def __str__(self) -> str:
        return f"Quotation {self.id}"


class CirculatedQuotation(Row):
    """A quotation exactly as one version showed it. Blanked by withdrawal (domain I-13, I-24), and where
    it is not in the record once it was kept long enough (3R)."""

    version = models.ForeignKey(NoteVersion, on_delete=models.PROTECT, related_name="+")
    quotation = models.ForeignKey(Quotation, on_delete=models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField()
    text = models.TextField()
    sector = models.CharField(max_length=3, choices=Sector, blank=True)
    salt = models.CharField(max_length=32)
    digest = models.CharField(max_length=64)
    redacted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["version", "place"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "quotation"],
                name="quotation_once_per_version",
                violation_error_message="This version shows that quotation already.",
            ),
            models.CheckConstraint(
                condition=Q(redacted_at=None) | Q(text="", salt=""),
                name="quotation_redacted_is_blank",
                violation_error_message="Of a redacted quotation no words are kept.",
            ),
        ]

    def __str__(self) -> str:
        return f"Quotation {self.quotation_id} of {self.version_id}"


class QuotationAnswer(Row):
    """What one of those who were there says of one quotation, bound to its exact words. The latest stands."""

    class Stance(models.TextChoices):
        PERMITS = "permits", "These are my words, and they may be used"
        REFUSES = "refuses", "These are my words, and they may not be used"
        IDENTIFIES = "identifies", "It would tell people who I am"

    quotation = models.ForeignKey(Quotation, on_delete=models.PROTECT, related_name="+")
    responder = models.ForeignKey(Responder, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    stance = models.CharField(max_length=10, choices=Stance)
    said_at = models.DateTimeField()

    class Meta:
        ordering = ["said_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["quotation", "responder"],
                name="quotation_answer_one_each",
                violation_error_message="This person has said already what they think of the quotation.",
            )
        ]

    def __str__(self) -> str:
        return f"Answer {self.id} to a quotation"
