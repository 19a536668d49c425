"""What people ask about the personal data that is held of them, and what they were answered."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from partnerships.models.programme import Programme
from partnerships.models.seats import Seat
from pipd.kit import clock
from pipd.kit.models import Row, both_or_neither


class DataRequestQuerySet(models.QuerySet):
    def open(self) -> DataRequestQuerySet:
        """Those that wait for an answer, what is due first at the top."""
        return self.filter(state=DataRequest.State.OPEN).order_by("due_on", "made_at", "id")


class DataRequest(Row):
    """One person's request or complaint about their own data, in their own words. Coordinators read and answer it."""

    class Kind(models.TextChoices):
        CORRECT = "correct", "Correct something"
        OBJECT = "object", "Object to how something is used"
        ERASE = "erase", "Erase something"
        ERASE_ALL = "erase_all", "Erase everything about me and close my account"
        COMPLAINT = "complaint", "Complain about how my data is used"
        OTHER = "other", "Something else"

    class State(models.TextChoices):
        OPEN = "open", "To be answered"
        ANSWERED = "answered", "Answered"
        WITHDRAWN = "withdrawn", "Taken back"

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="data_requests")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="data_requests"
    )
    kind = models.CharField(max_length=9, choices=Kind)
    words = models.TextField()
    reference = models.CharField(max_length=9, unique=True)
    made_at = models.DateTimeField()
    due_on = models.DateField(help_text="the last day for the answer")
    state = models.CharField(max_length=9, choices=State, default=State.OPEN)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Seat, null=True, on_delete=models.PROTECT, related_name="+")
    answer = models.TextField(blank=True)

    objects = DataRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "id"]
        indexes = [models.Index(fields=["programme", "state", "due_on"], name="datarequest_due")]
        constraints = [
            both_or_neither("answered"),
            models.CheckConstraint(
                condition=Q(state__in=["open", "withdrawn"], answered_at=None, answer="")
                | (Q(state="answered", answered_at__isnull=False) & ~Q(answer="")),
                name="datarequest_answered_in_words",
                violation_error_message="A request is answered in words, at a moment.",
            ),
            models.CheckConstraint(
                condition=~Q(words=""),
                name="datarequest_has_words",
                violation_error_message="Say what you ask.",
            ),
        ]

    def __str__(self) -> str:
        return f"Request {self.reference}, {self.state}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def is_answered(self) -> bool:
        return self.state == self.State.ANSWERED

    @property
    def is_complaint(self) -> bool:
        return self.kind == self.Kind.COMPLAINT

    @property
    def is_late(self) -> bool:
        return self.is_open and self.due_on < clock.today()
