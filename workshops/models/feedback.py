"""What people say of the sessions themselves, without their names (domain R42 to R44, I-31).

Two sets of rows with nothing between them: *who* has answered (`FeedbackGiven`), so that each is asked once, and *what*
was said (`FeedbackComment`, `FeedbackRating`). What could betray an author, and what is done about it:

- *Columns*: no row of what was said has a seat, a time or a day. The session dates it; a day of writing would name
  whoever was the only one to answer on it.
- *Ids and order*: ids are random. A table keeps its rows in the order in which they came, as the other table does; so
  with each answer all rows of that session are written anew, shuffled and with new ids (`workshops.feedback`).
- *The log*: says that an answer came, from the system's own seat. Who was at the keyboard is in no entry.
- *Watching*: what was said is shown to facilitators once the time for answers is over, all of it at once, so that
  nobody sees a comment appear after having seen somebody type.
- *Words*: people can give themselves away. The page asks them not to.

It does not protect from somebody who can read the database or its backups before and after a single answer, or who
keeps what passes through the web server.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from partnerships.models import Seat, Sector
from pipd.kit.models import Row
from workshops.models.sessions import Workshop

LONGEST_COMMENT = 1000  # characters


class Occasion(models.TextChoices):
    BEFORE = "before", "Before the first session"
    SESSION = "session", "After a session"
    AFTER = "after", "After the last session"


class When(models.TextChoices):
    BEFORE = "before", "Before session 1"
    AFTER = "after", "After session 4"


class Trust(models.IntegerChoices):
    """How much the two sectors trust each other here."""

    NOT_AT_ALL = 1, "Not at all"
    LITTLE = 2, "A little"
    SOMEWHAT = 3, "Somewhat"
    GOOD_DEAL = 4, "A good deal"
    COMPLETELY = 5, "Completely"


class Understanding(models.IntegerChoices):
    """How well somebody understands how the other sector works."""

    NOT_AT_ALL = 1, "Not at all"
    LITTLE = 2, "A little"
    SOMEWHAT = 3, "Somewhat"
    WELL = 4, "Well"
    VERY_WELL = 5, "Very well"


class FeedbackGiven(Row):
    """That one person has answered on one occasion: so that they are asked once. Says nothing of what, nor when."""

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    workshop = models.ForeignKey(Workshop, on_delete=models.PROTECT, related_name="+")
    occasion = models.CharField(max_length=7, choices=Occasion)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["seat", "workshop", "occasion"],
                name="feedback_once_each",
                violation_error_message="You have answered already. Thank you.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_occasion_display()}: {self.workshop}"


class FeedbackComment(Row):
    """What somebody wrote of a session. The sector is there only where they said that it may be shown."""

    workshop = models.ForeignKey(Workshop, on_delete=models.PROTECT, related_name="+")
    sector = models.CharField(max_length=3, choices=Sector, blank=True)
    text = models.TextField()
    quotable = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"A comment on {self.workshop}"


class FeedbackRating(Row):
    """One person's answers to the two questions: shown only as counts of a sector, from three answers up (I-31)."""

    workshop = models.ForeignKey(Workshop, on_delete=models.PROTECT, related_name="+")
    when = models.CharField(max_length=6, choices=When)
    sector = models.CharField(max_length=3, choices=Sector)
    trust = models.PositiveSmallIntegerField(choices=Trust, null=True)
    understanding = models.PositiveSmallIntegerField(choices=Understanding, null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(trust=None) | Q(trust__range=(1, 5)))
                & (Q(understanding=None) | Q(understanding__range=(1, 5))),
                name="rating_from_one_to_five",
                violation_error_message="An answer is one of the five.",
            ),
            models.CheckConstraint(
                condition=Q(trust__isnull=False) | Q(understanding__isnull=False),
                name="rating_says_something",
                violation_error_message="Answer at least one of the two questions.",
            ),
        ]

    def __str__(self) -> str:
        return f"Two answers, {self.get_when_display().lower()}"
