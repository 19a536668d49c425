"""Working tables: words that are not cleared. Private to the group; no attribute of another table leads here."""

from __future__ import annotations

import secrets

from django.db import models
from django.db.models import Q

from partnerships.models import Seat, Sector
from pipd.kit import clock
from pipd.kit.models import Row
from workshops.models.kinds import Kind, Position
from workshops.models.sessions import Workshop

LONGEST = 2000  # characters of a statement or a point
LONGEST_REASON = 600


def new_salt() -> str:
    """Random text that keeps a digest from being guessed back into words."""
    return secrets.token_hex(16)


def both_or_neither(what: str) -> models.CheckConstraint:
    """The constraint that `what`_at and `what`_by are both given or both empty."""
    at, by = f"{what}_at", f"{what}_by"
    return models.CheckConstraint(
        condition=Q(**{at: None, by: None}) | Q(**{f"{at}__isnull": False, f"{by}__isnull": False}),
        name=f"%(class)s_{what}_at_and_by",
    )


class LoggedPoint(Row):
    """What one person noted down at a session. Seen by its author and the facilitators alone."""

    class SaidBy(models.TextChoices):
        LA = "la", "Local authority"
        TSO = "tso", "Third sector"
        BOTH = "both", "Both"
        NOT_RECORDED = "unknown", "Not recorded"

    workshop = models.ForeignKey(Workshop, on_delete=models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    client_id = models.UUIDField(
        help_text="made by the browser, so that a repeated save makes no second point"
    )
    text = models.TextField()
    kind = models.CharField(max_length=12, choices=Kind)
    said_by = models.CharField(max_length=7, choices=SaidBy)
    is_quotation = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)
    logged_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["logged_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["seat", "client_id"], name="logged_once_per_client_id")
        ]

    def __str__(self) -> str:
        return f"Logged point {self.id}"


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
    extended_at = models.DateTimeField(null=True)
    extended_by = models.ForeignKey(Seat, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            both_or_neither("extended"),
            models.CheckConstraint(
                condition=Q(state="drafting") | Q(window_ends_at__isnull=False, closes_at__isnull=False),
                name="note_circulated_has_a_window",
            ),
        ]

    def __str__(self) -> str:
        return f"Notes of {self.workshop}"


class NoteVersion(Row):
    """One circulated version: frozen, with the digest of all its points in order (domain I-13)."""

    note = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    compiled_by = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    circulated_at = models.DateTimeField()
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["note", "number"]
        constraints = [models.UniqueConstraint(fields=["note", "number"], name="version_one_of_each_number")]

    def __str__(self) -> str:
        return f"{self.note}, version {self.number}"


class DraftPoint(Row):
    """One statement of the notes: the smallest thing that can be cleared. This row is the working copy."""

    note = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
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
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Seat, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["note", "number", "id"]
        constraints = [both_or_neither("removed"), both_or_neither("left_out"), both_or_neither("withdrawn")]

    def __str__(self) -> str:
        return f"Statement {self.number}"


class CirculatedPoint(Row):
    """A statement exactly as one version showed it. Only withdrawal ever blanks it (domain I-13, I-24)."""

    version = models.ForeignKey(NoteVersion, on_delete=models.PROTECT, related_name="+")
    point = models.ForeignKey(DraftPoint, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
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
            models.UniqueConstraint(fields=["version", "point"], name="circulated_once_per_version"),
            models.CheckConstraint(
                condition=Q(redacted_at=None) | Q(text="", salt=""), name="circulated_redacted_is_blank"
            ),
        ]

    def __str__(self) -> str:
        return f"Statement {self.number} of {self.version_id}"


class Responder(Row):
    """Somebody who was at the session and may answer for its notes: frozen at first circulation (domain I-15)."""

    note = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    sector = models.CharField(max_length=3, choices=Sector)
    removed_at = models.DateTimeField(null=True, help_text="consent to take part was withdrawn")
    present_since = models.DateTimeField(null=True, help_text="in the room when these notes are agreed")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "seat"], name="responder_once_per_note")]

    def __str__(self) -> str:
        return f"Responder {self.id}"


class Answer(Row):
    """One answer of one responder to one exact wording. The latest counts; earlier ones are kept."""

    class Verdict(models.TextChoices):
        FAIR = "fair", "Yes, a fair record"
        CHANGE = "change", "Suggest a change"
        OUT = "out", "It should not be in"

    class Ground(models.TextChoices):
        OWN_WORDS = "own_words", "These are my own words, and I did not mean them to be noted"
        IDENTIFIES = "identifies", "It would tell people who I am"
        NOT_SAID = "not_said", "It was not said, or not like this"

    class Channel(models.TextChoices):
        ONLINE = "online", "Online"
        ROOM = "room", "In the room"
        PHONE = "phone", "By phone"
        EMAIL = "email", "By e-mail"
        PAPER = "paper", "On paper"

    responder = models.ForeignKey(Responder, on_delete=models.PROTECT, related_name="+")
    point = models.ForeignKey(DraftPoint, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    verdict = models.CharField(max_length=6, choices=Verdict)
    ground = models.CharField(max_length=10, choices=Ground, blank=True)
    reason = models.TextField(blank=True)
    channel = models.CharField(max_length=6, choices=Channel)
    recorded_by = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["responder", "point", "digest"],
                condition=Q(superseded_at=None),
                name="answer_one_per_responder_and_digest",
            ),
            models.CheckConstraint(
                condition=(Q(verdict="out") & ~Q(ground="")) | (~Q(verdict="out") & Q(ground="")),
                name="answer_out_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"Answer {self.id}"


class Amendment(Row):
    """A change suggested to one statement, or a statement somebody misses (point empty)."""

    class Outcome(models.TextChoices):
        OPEN = "open", "Open"
        ACCEPTED = "accepted", "Accepted"
        IN_PART = "in_part", "Accepted in part"
        NOT_ACCEPTED = "not_accepted", "Not accepted"
        WITHDRAWN = "withdrawn", "Withdrawn"

    class DecidedIn(models.TextChoices):
        ROOM = "room", "In the room"
        CORRESPONDENCE = "correspondence", "By correspondence"

    note = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="+")
    point = models.ForeignKey(DraftPoint, null=True, on_delete=models.PROTECT, related_name="+")
    responder = models.ForeignKey(Responder, on_delete=models.PROTECT, related_name="+")
    base_digest = models.CharField(max_length=64, blank=True)
    text = models.TextField()
    reason = models.TextField()
    proposed_at = models.DateTimeField()
    outcome = models.CharField(max_length=12, choices=Outcome, default=Outcome.OPEN)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Seat, null=True, on_delete=models.PROTECT, related_name="+")
    decided_in = models.CharField(max_length=14, choices=DecidedIn, blank=True)

    class Meta:
        ordering = ["proposed_at", "id"]
        constraints = [
            both_or_neither("decided"),
            models.CheckConstraint(
                condition=Q(outcome="open", decided_at=None)
                | (~Q(outcome="open") & Q(decided_at__isnull=False)),
                name="amendment_decided_has_outcome",
            ),
            models.UniqueConstraint(
                fields=["point", "responder"], condition=Q(outcome="open"), name="amendment_one_open_each"
            ),
        ]

    def __str__(self) -> str:
        return f"Amendment {self.id}"


class DifferingView(Row):
    """How one side sees a matter, in a sentence beside the statement. Shown with the sector only; blocks nothing."""

    point = models.ForeignKey(DraftPoint, on_delete=models.PROTECT, related_name="+")
    responder = models.ForeignKey(Responder, on_delete=models.PROTECT, related_name="+")
    sector = models.CharField(max_length=3, choices=Sector)
    digest = models.CharField(max_length=64, help_text="of the wording it stands beside")
    text = models.TextField()
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["added_at", "id"]
        constraints = [models.UniqueConstraint(fields=["point", "responder"], name="view_one_each")]

    def __str__(self) -> str:
        return f"Differing view {self.id}"
