"""What those who were there say of the notes: answers, suggested changes, and how each side sees it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from partnerships.models import Seat, Sector
from pipd.kit.models import Row, both_or_neither
from workshops.clearance.working.notes import DraftPoint, Note
from workshops.models.kinds import Kind, Position


class Responder(Row):
    """Somebody who was at the session and may answer for its notes: frozen at first circulation (domain I-15)."""

    note = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    sector = models.CharField(max_length=3, choices=Sector)
    removed_at = models.DateTimeField(null=True, help_text="consent to take part was withdrawn")
    present_since = models.DateTimeField(null=True, help_text="in the room when these notes are agreed")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["note", "seat"],
                name="responder_once_per_note",
                violation_error_message="This person is asked about these notes already.",
            )
        ]

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
        EMAIL = "email", "By email"
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
    replaces = models.ForeignKey(
        "self",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="what an answer recorded for somebody took the place of: a dispute brings it back",
    )
    disputed_at = models.DateTimeField(null=True, help_text='the person said "that was not my answer"')

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["responder", "point", "digest"],
                condition=Q(superseded_at=None),
                name="answer_one_per_responder_and_digest",
                violation_error_message="This person has answered these words already.",
            ),
            models.CheckConstraint(
                condition=(Q(verdict="out") & ~Q(ground="")) | (~Q(verdict="out") & Q(ground="")),
                name="answer_out_says_why",
                violation_error_message="Say why it should not be in, and only then.",
            ),
            models.CheckConstraint(
                condition=Q(disputed_at=None) | Q(superseded_at__isnull=False),
                name="answer_disputed_does_not_count",
                violation_error_message="An answer that somebody says was not theirs does not count.",
            ),
        ]

    def __str__(self) -> str:
        return f"Answer {self.id}"


class Amendment(Row):
    """A change suggested to one statement, or a statement somebody misses (point empty).

    Kind and positions are empty where they are to stay. A removal has a reason and no words.
    """

    class Outcome(models.TextChoices):
        OPEN = "open", "Open"
        ACCEPTED = "accepted", "Accepted"
        IN_PART = "in_part", "Accepted in part"
        NOT_ACCEPTED = "not_accepted", "Not accepted"
        WITHDRAWN = "withdrawn", "Withdrawn"

    class Label(models.TextChoices):
        WORDING = "wording", "Changes the wording only"
        MEANING = "meaning", "Changes the meaning"

    class DecidedIn(models.TextChoices):
        ROOM = "room", "In the room"
        CORRESPONDENCE = "correspondence", "By correspondence"

    note = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="+")
    point = models.ForeignKey(DraftPoint, null=True, on_delete=models.PROTECT, related_name="+")
    responder = models.ForeignKey(Responder, on_delete=models.PROTECT, related_name="+")
    base_digest = models.CharField(max_length=64, blank=True)
    is_removal = models.BooleanField(default=False)
    text = models.TextField(blank=True)
    kind = models.CharField(max_length=12, choices=Kind, blank=True)
    position_la = models.CharField(max_length=13, choices=Position, blank=True)
    position_tso = models.CharField(max_length=13, choices=Position, blank=True)
    label = models.CharField(max_length=7, choices=Label, default=Label.MEANING)
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
                violation_error_message="A change is decided with an outcome, at a moment.",
            ),
            models.UniqueConstraint(
                fields=["point", "responder"],
                condition=Q(outcome="open"),
                name="amendment_one_open_each",
                violation_error_message="This person has an open change of the statement already.",
            ),
            models.CheckConstraint(
                condition=Q(is_removal=False)
                | Q(point__isnull=False, text="", kind="", position_la="", position_tso=""),
                name="amendment_removal_has_no_words",
                violation_error_message="Taking a statement out leaves no words.",
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
        constraints = [
            models.UniqueConstraint(
                fields=["point", "responder"],
                name="view_one_each",
                violation_error_message="This person has a view beside the statement already.",
            )
        ]

    def __str__(self) -> str:
        return f"Differing view {self.id}"
