"""The four half-day sessions of an area, and who came (domain 3A, 3E)."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q

from partnerships.models import Seat, StudyArea
from pipd.kit import clock
from pipd.kit.models import Row, both_or_neither

SESSIONS = 4

TOPICS = {
    1: "Where we are",
    2: "What gets in the way",
    3: "What would help",
    4: "The plan",
}


class Workshop(Row):
    """One of the four sessions of an area."""

    class State(models.TextChoices):
        PLANNED = "planned", "Planned"
        CONFIRMED = "confirmed", "Confirmed"
        DELIVERED = "delivered", "Held"
        POSTPONED = "postponed", "Postponed"
        CANCELLED = "cancelled", "Cancelled"

    area = models.ForeignKey(StudyArea, on_delete=models.PROTECT, related_name="workshops")
    number = models.PositiveSmallIntegerField()
    topic = models.CharField(max_length=80)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    venue = models.CharField(max_length=120, help_text="online: whose meeting it is")
    online = models.BooleanField(default=False)
    further_topics = models.CharField(max_length=300, blank=True, help_text="one on each line")
    facilitators = models.ManyToManyField(Seat, related_name="facilitated")
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    deviation = models.CharField(max_length=300, blank=True)
    uneven_reason = models.CharField(
        max_length=300, blank=True, help_text="why the sectors were not even again by then (domain E1)"
    )
    uneven_at = models.DateTimeField(null=True)
    uneven_by = models.ForeignKey(Seat, null=True, on_delete=models.PROTECT, related_name="+")
    uneven_corrections = models.PositiveSmallIntegerField(default=0, help_text="how often that was put right")
    delivered_at = models.DateTimeField(null=True)
    delivered_by = models.ForeignKey(Seat, null=True, on_delete=models.PROTECT, related_name="+")
    halted_at = models.DateTimeField(null=True, help_text="postponed or cancelled")
    halted_by = models.ForeignKey(Seat, null=True, on_delete=models.PROTECT, related_name="+")
    halt_reason = models.CharField(max_length=300, blank=True)
    sequence = models.PositiveIntegerField(default=0, help_text="of its entry in calendars; it only rises")
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["area", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "number"],
                name="workshop_one_of_each_number",
                violation_error_message="This area has a session of this number already.",
            ),
            models.CheckConstraint(
                condition=Q(number__range=(1, SESSIONS)),
                name="workshop_four_of_them",
                violation_error_message="An area has four sessions, numbered 1 to 4.",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=models.F("starts_at")),
                name="workshop_ends_after_it_starts",
                violation_error_message="A session must end after it starts.",
            ),
            both_or_neither("delivered"),
            models.CheckConstraint(
                condition=~Q(state="delivered") | Q(delivered_at__isnull=False),
                name="workshop_delivered_has_when",
                violation_error_message="A session that was held has the moment at which that was recorded.",
            ),
            both_or_neither("halted"),
            both_or_neither("uneven"),
            models.CheckConstraint(
                condition=Q(uneven_at=None, uneven_reason="")
                | (Q(uneven_at__isnull=False) & ~Q(uneven_reason="")),
                name="workshop_uneven_with_reason",
                violation_error_message="That the sectors were still uneven is recorded with a reason.",
            ),
            models.CheckConstraint(
                condition=Q(uneven_corrections=0) | Q(uneven_at__isnull=False),
                name="workshop_uneven_corrected_when_recorded",
                violation_error_message="Only a reason that is recorded is corrected.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["postponed", "cancelled"], halted_at__isnull=False)
                | (~Q(state__in=["postponed", "cancelled"]) & Q(halted_at=None)),
                name="workshop_halted_has_when",
                violation_error_message="A session is postponed or cancelled at a moment, and only then.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area}, session {self.number}"

    @property
    def number_words(self) -> str:
        """The number as text, for templates that join it to words."""
        return str(self.number)

    @property
    def is_delivered(self) -> bool:
        return self.state == self.State.DELIVERED

    @property
    def is_halted(self) -> bool:
        """Whether it does not take place on its date: it is postponed, or cancelled."""
        return self.state in HALTED

    @property
    def place(self) -> str:
        """Where it is, in words: a venue, or whose online meeting."""
        return f"Online, {self.venue}" if self.online else self.venue

    @property
    def topics(self) -> list[str]:
        """What is talked about, in order."""
        return [self.topic, *(line for line in self.further_topics.splitlines() if line.strip())]

    @property
    def local_start(self) -> datetime:
        return self.starts_at.astimezone(clock.LONDON)

    @property
    def is_today(self) -> bool:
        """Whether it takes place today."""
        return not self.is_halted and self.local_start.date() == clock.today()

    @property
    def has_begun(self) -> bool:
        return self.starts_at <= clock.now()


HALTED = (Workshop.State.POSTPONED, Workshop.State.CANCELLED)


class Attendance(Row):
    """How one participant's place at one session was filled; or the substitute who fills it (domain E2).

    Who cannot come says so before the session, and has a row from then on. A substitute's row is what ties their seat
    to this one session: from the day they are named, as *asked*, and once they agree to take part, as *expected*. Named
    by a facilitator they are *proposed* until whose place it is confirms it: nobody else gives a sector's place away.
    """

    class Presence(models.TextChoices):
        ATTENDED = "attended", "Attended"
        LEFT_EARLY = "left_early", "Left early"
        APOLOGIES = "apologies", "Apologies"
        ABSENT = "absent", "Absent"
        SUBSTITUTE = "substitute", "Substitute came"
        PROPOSED = "proposed", "Waits to be confirmed"
        ASKED = "asked", "Has not agreed yet"
        EXPECTED = "expected", "Has agreed to come"

    THERE = (Presence.ATTENDED, Presence.LEFT_EARLY)
    OF_PARTICIPANTS = (*THERE, Presence.APOLOGIES, Presence.ABSENT)  # what a facilitator records of them
    OF_SUBSTITUTES = (*THERE, Presence.ABSENT)
    TO_COME = (Presence.ASKED, Presence.EXPECTED)

    workshop = models.ForeignKey(Workshop, on_delete=models.PROTECT, related_name="attendances")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="attendances")
    presence = models.CharField(max_length=10, choices=Presence)
    stands_in_for = models.ForeignKey(
        Seat,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="whose place a substitute takes",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "stands_in_for"],
                condition=Q(stands_in_for__isnull=False),
                name="attendance_one_substitute_each",
                violation_error_message="Somebody stands in for this person already.",
            ),
            models.CheckConstraint(
                condition=~Q(presence__in=["proposed", "asked", "expected"]) | Q(stands_in_for__isnull=False),
                name="attendance_only_a_substitute_is_to_come",
                violation_error_message="Only somebody who stands in can be expected.",
            ),
            models.CheckConstraint(
                condition=~Q(presence__in=["apologies", "substitute"]) | Q(stands_in_for=None),
                name="attendance_a_substitute_has_no_substitute",
                violation_error_message="Nobody stands in for a substitute.",
            ),
            models.CheckConstraint(
                condition=~Q(stands_in_for=models.F("seat")),
                name="attendance_nobody_stands_in_for_themselves",
                violation_error_message="Nobody stands in for themselves.",
            ),
            models.UniqueConstraint(
                fields=["workshop", "seat"],
                name="attendance_one_per_seat",
                violation_error_message="It is recorded already whether this person came.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat}: {self.get_presence_display()}"

    @property
    def was_there(self) -> bool:
        return self.presence in self.THERE
