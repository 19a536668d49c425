"""The summary notes of a session: the working copy, and what each version showed."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q

from partnerships.models import Seat
from pipd.kit import clock
from pipd.kit.models import Row, both_or_neither
from workshops.clearance.working.logged import LoggedPoint
from workshops.clearance.working.sizes import LONGEST_TOPIC
from workshops.models.kinds import Kind, Position
from workshops.models.sessions import Workshop


def new_salt() -> str:
    """Random text that keeps a digest from being guessed back into words."""
    return secrets.token_hex(16)


class Note(Row):
    """The summary notes of one session on their way to being cleared (domain 3F)."""

    class State(models.TextChoices):
        DRAFTING = "drafting", "Being written up"
        CIRCULATED = "circulated", "Sent for checking"
        CLEARED = "cleared", "Cleared"
        PARKED = "parked", "Not agreed, not used"

    workshop = models.OneToOneField(Workshop, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFTING)
    window_ends_at = models.DateTimeField(
        null=True, help_text="end of the next session, else of correspondence"
    )
    closes_at = models.DateTimeField(null=True, help_text="after this nobody can answer any more")
    times_set = models.PositiveIntegerField(
        default=0,
        help_text="how often the time for answers was set, for its entry in calendars; it only rises",
    )
    # Session 4 has no next session: a closing meeting may stand in for it (domain 0, 5).
    closing_meeting_at = models.DateTimeField(null=True, help_text="when it is held")
    closing_meeting_by = models.ForeignKey(Seat, null=True, on_delete=models.PROTECT, related_name="+")
    closing_meeting_was_at = models.DateTimeField(
        null=True, help_text="when one was to be that was called off"
    )
    closing_meeting_sequence = models.PositiveIntegerField(
        default=0, help_text="of its entry in calendars; it only rises"
    )
    extended_at = models.DateTimeField(null=True)
    extended_by = models.ForeignKey(Seat, null=True, on_delete=models.PROTECT, related_name="+")
    # Domain 3R: what notes were made from has been kept long enough, and who answered what.
    words_gone_at = models.DateTimeField(null=True, help_text="all words but the cleared ones were deleted")
    counted_at = models.DateTimeField(null=True, help_text="answers were reduced to counts")

    class Meta:
        constraints = [
            both_or_neither("extended"),
            both_or_neither("closing_meeting"),
            models.CheckConstraint(
                condition=Q(state="drafting") | Q(window_ends_at__isnull=False, closes_at__isnull=False),
                name="note_circulated_has_a_window",
                violation_error_message="Notes that were sent have a time until which they are answered.",
            ),
            models.CheckConstraint(
                condition=Q(closing_meeting_at=None) | Q(closing_meeting_was_at=None),
                name="note_meeting_is_on_or_off",
                violation_error_message="A closing meeting is set or called off, not both.",
            ),
            models.CheckConstraint(
                condition=Q(closing_meeting_at=None, closing_meeting_was_at=None)
                | Q(closing_meeting_sequence__gt=0),
                name="note_meeting_has_a_sequence",
                violation_error_message="What calendars were sent has its number there.",
            ),
        ]

    def __str__(self) -> str:
        return f"Notes of {self.workshop}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Count every change of the time for answers here, whoever makes it: calendars would keep an old deadline."""
        stored = Note.objects.filter(pk=self.pk).values_list("window_ends_at", "closes_at").first()
        if stored and stored != (self.window_ends_at, self.closes_at):
            self.times_set += 1
        super().save(*args, **kwargs)

    @property
    def is_reduced(self) -> bool:
        """Whether what these notes were made from, or who answered what, was kept long enough and is gone (3R)."""
        return bool(self.words_gone_at or self.counted_at)

    def meet(self, at: datetime, by: Seat) -> None:
        """Set the closing meeting, unsaved. Without a higher sequence calendars would keep what they have."""
        self.closing_meeting_at, self.closing_meeting_by, self.closing_meeting_was_at = at, by, None
        self.closing_meeting_sequence += 1

    @property
    def meeting_ahead(self) -> datetime | None:
        """When the closing meeting is, while it has not begun."""
        at = self.closing_meeting_at
        return at if at and at > clock.now() else None

    def meet_no_more(self) -> None:
        """Take the closing meeting away, unsaved; one that was still to come is off in calendars too."""
        if self.closing_meeting_at is None:
            return
        self.closing_meeting_was_at = self.meeting_ahead
        self.closing_meeting_at = self.closing_meeting_by = None
        self.closing_meeting_sequence += 1


class NoteVersion(Row):
    """One circulated version: frozen, with the digest of all its points in order (domain I-13)."""

    note = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    compiled_by = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    circulated_at = models.DateTimeField()
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["note", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["note", "number"],
                name="version_one_of_each_number",
                violation_error_message="There is a version of this number already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.note}, version {self.number}"


class DraftPoint(Row):
    """One statement of the notes: the smallest thing that can be cleared. This row is the working copy."""

    note = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    topic = models.CharField(
        max_length=LONGEST_TOPIC, blank=True, help_text="a few words above the statement"
    )
    text = models.TextField()
    kind = models.CharField(max_length=12, choices=Kind)
    position_la = models.CharField(max_length=13, choices=Position, default=Position.NOT_DISCUSSED)
    position_tso = models.CharField(max_length=13, choices=Position, default=Position.NOT_DISCUSSED)
    salt = models.CharField(max_length=32, default=new_salt)
    revision = models.PositiveIntegerField(default=1)
    sources = models.ManyToManyField(LoggedPoint, related_name="+")
    # Also what was taken out of the statement since: withdrawal reaches those words too.
    ever_sources = models.ManyToManyField(LoggedPoint, related_name="+")
    removed_at = models.DateTimeField(null=True, help_text="taken out of the notes")
    removed_by = models.ForeignKey(Seat, null=True, on_delete=models.PROTECT, related_name="+")
    left_out_at = models.DateTimeField(null=True, help_text="left out in the room")
    left_out_by = models.ForeignKey(Seat, null=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(
        null=True, help_text="the notes were cleared, with it or without; empty again once it is re-opened"
    )
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Seat, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["note", "number", "id"]
        constraints = [both_or_neither("removed"), both_or_neither("left_out"), both_or_neither("withdrawn")]

    def __str__(self) -> str:
        return f"Statement {self.number}"


class CirculatedPoint(Row):
    """A statement exactly as one version showed it. Blanked by withdrawal (I-13, I-24), and where it is not
    what was cleared once it was kept long enough (3R)."""

    version = models.ForeignKey(NoteVersion, on_delete=models.PROTECT, related_name="+")
    point = models.ForeignKey(DraftPoint, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    topic = models.CharField(max_length=LONGEST_TOPIC, blank=True)
    text = models.TextField()
    kind = models.CharField(max_length=12, choices=Kind)
    position_la = models.CharField(max_length=13, choices=Position)
    position_tso = models.CharField(max_length=13, choices=Position)
    salt = models.CharField(max_length=32)
    digest = models.CharField(max_length=64)
    redacted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["version", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "point"],
                name="circulated_once_per_version",
                violation_error_message="This version shows that statement already.",
            ),
            models.CheckConstraint(
                condition=Q(redacted_at=None) | Q(text="", topic="", salt=""),
                name="circulated_redacted_is_blank",
                violation_error_message="Of a redacted statement no words are kept.",
            ),
        ]

    def __str__(self) -> str:
        return f"Statement {self.number} of {self.version_id}"
