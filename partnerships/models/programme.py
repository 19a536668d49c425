"""The programme with its policy settings, and the study areas in it (domain 3A, 1B)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from partnerships.models.sectors import Sector
from pipd.kit.models import Row


class Programme(Row):
    """One Partnership Improvement Project. Its numbers are settings; four sessions and two facilitators are not."""

    class Clearance(models.TextChoices):
        QUORUM = "quorum", "Enough of each sector agree"
        EVERYONE = "everyone", "Everyone who was there agrees"

    name = models.CharField(max_length=120)
    aim = models.TextField(blank=True)
    target_areas = models.PositiveSmallIntegerField(default=13)
    min_group = models.PositiveSmallIntegerField(default=10)
    max_group = models.PositiveSmallIntegerField(default=14)
    parity_tolerance = models.PositiveSmallIntegerField(default=0)
    clearance = models.CharField(max_length=10, choices=Clearance, default=Clearance.QUORUM)
    circulate_within = models.PositiveSmallIntegerField(default=10, help_text="working days after a session")
    read_at_least = models.PositiveSmallIntegerField(
        default=5, help_text="working days before the next session"
    )
    correspondence = models.PositiveSmallIntegerField(default=10, help_text="working days")
    days_between_sessions = models.PositiveSmallIntegerField(default=15, help_text="working days")
    la_words = models.CharField(max_length=40, default="Local authority")
    tso_words = models.CharField(max_length=40, default="Third sector")
    run_by = models.CharField(max_length=200)
    readable_by = models.CharField(max_length=200)
    paid = models.CharField(
        max_length=300, blank=True, help_text="what participants are paid or given back, in a sentence"
    )
    demo = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(min_group__gte=2) & Q(max_group__gte=F("min_group")),
                name="programme_group_bounds",
                violation_error_message="A group's smallest size must be at least 2 and at most its largest.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def words_for(self, sector: str) -> str:
        """What people read for `sector`, such as "Third sector"."""
        return self.la_words if sector == Sector.LA else self.tso_words


class AreaQuerySet(models.QuerySet):
    def live(self) -> AreaQuerySet:
        """Areas that are taking part or may yet."""
        return self.exclude(state__in=[StudyArea.State.NOT_SELECTED, StudyArea.State.NOT_PROCEEDED])


class StudyArea(Row):
    """A local authority area taking part. Its group's words are kept apart from every other area's."""

    class State(models.TextChoices):
        CANDIDATE = "candidate", "Candidate"
        NOT_SELECTED = "not_selected", "Not selected"
        SELECTED = "selected", "Selected"
        RECRUITING = "recruiting", "Recruiting"
        NOT_PROCEEDED = "not_proceeded", "Not proceeded"
        CONFIRMED = "confirmed", "Confirmed"
        IN_WORKSHOPS = "in_workshops", "In workshops"
        PLANNING = "planning", "Planning"
        DELIVERING = "delivering", "Delivering"
        CLOSED = "closed", "Closed"
        DISCONTINUED = "discontinued", "Discontinued"

    class AuthorityType(models.TextChoices):
        COUNTY = "county", "County"
        DISTRICT = "district", "Shire district"
        UNITARY = "unitary", "Unitary"
        METROPOLITAN = "metropolitan", "Metropolitan district"
        LONDON = "london", "London borough"
        OTHER = "other", "Combined or other"

    class Size(models.TextChoices):
        SMALL = "small", "Small"
        MEDIUM = "medium", "Medium"
        LARGE = "large", "Large"
        VERY_LARGE = "very_large", "Very large"

    class Settlement(models.TextChoices):
        URBAN = "urban", "Urban"
        MIXED = "mixed", "Mixed"
        RURAL = "rural", "Rural"
        COASTAL = "coastal", "Coastal"

    class Level(models.TextChoices):
        LOW = "low", "Low"
        MIDDLING = "middling", "Middling"
        HIGH = "high", "High"

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="areas")
    number = models.PositiveSmallIntegerField(
        help_text="Outside the area it is called Area n unless it may be named."
    )
    name = models.CharField(max_length=80)
    slug = models.SlugField(unique=True)
    authority_type = models.CharField(max_length=12, choices=AuthorityType)
    size = models.CharField(max_length=12, choices=Size)
    settlement = models.CharField(max_length=8, choices=Settlement)
    deprivation = models.CharField(max_length=8, choices=Level)
    diversity = models.CharField(max_length=8, choices=Level)
    political_control = models.CharField(max_length=40)
    selection_rationale = models.TextField(blank=True)
    may_be_named = models.BooleanField(default=False)
    state = models.CharField(max_length=15, choices=State, default=State.CANDIDATE)
    paused = models.BooleanField(default=False)

    objects = AreaQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "number"],
                name="area_one_number_each",
                violation_error_message="Another area of this programme has this number.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def code(self) -> str:
        """The pseudonym used outside the area (domain R8)."""
        return f"Area {self.number}"

    @property
    def chain(self) -> str:
        """The key of this area's log chain, documents and mail."""
        return str(self.id)

    @property
    def described(self) -> str:
        """Size, kind and settlement in one line, such as "London borough, large, urban"."""
        kind, size, place = (
            self.get_authority_type_display(),
            self.get_size_display(),
            self.get_settlement_display(),
        )
        return f"{kind}, {size.lower()}, {place.lower()}"

    def get_absolute_url(self) -> str:
        return reverse("workshops:area-detail", kwargs={"area": self.slug})
