"""The programme with its policy settings, and the study areas in it (domain 3A, 1B)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from partnerships.models.people import BY_EXCEPTION, SIDES, Organisation
from partnerships.models.sectors import Sector
from pipd.kit.models import Row, both_or_neither

K = Organisation.Kind


class Programme(Row):
    """One Partnership Improvement Project. Its numbers are settings; four sessions and two facilitators are not."""

    class Clearance(models.TextChoices):
        QUORUM = "quorum", "Enough of each sector agree"
        EVERYONE = "everyone", "Everyone who was there agrees"

    class PolicyField(models.TextChoices):
        CHILDREN = "children", "Children and young people"
        SMALL_GROUPS = "small_groups", "Funding of small groups"
        NEIGHBOURHOODS = "neighbourhoods", "Neighbourhoods"

    name = models.CharField(max_length=120)
    aim = models.TextField(blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    reported_on = models.DateField(null=True, blank=True, help_text="the date of the programme report")
    policy_fields = models.JSONField(default=list, blank=True, help_text="values of PolicyField")
    other_policy_fields = models.TextField(blank=True, help_text="in other words, one in a line")
    sponsors = models.ManyToManyField(Organisation, related_name="sponsored", blank=True)
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
    other_public_on_la_side = models.BooleanField(
        default=False, help_text="whether people of health, police and fire sit on the local authority side"
    )
    front_line_admitted = models.BooleanField(
        default=False,
        help_text="whether front-line organisations and social enterprises sit on the third sector side (domain R12)",
    )
    run_by = models.CharField(max_length=200)
    readable_by = models.CharField(max_length=200)
    contact_email = models.EmailField(max_length=254, blank=True, help_text="answers to our mail go there")
    contact_phone = models.CharField(max_length=30, blank=True)
    paid = models.CharField(
        max_length=300, blank=True, help_text="what participants are paid or given back, in a sentence"
    )
    demo = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(min_group__gte=2) & Q(max_group__gte=F("min_group")),
                name="programme_group_bounds",
                violation_error_message="A group's smallest size must be at least 2 and at most its largest.",
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="programme_ends_after_it_starts",
                violation_error_message="A programme's last day must be on or after its first.",
            ),
            models.CheckConstraint(
                condition=~Q(la_words=F("tso_words")),
                name="programme_sectors_told_apart",
                violation_error_message="The two sectors need different words.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def words_for(self, sector: str) -> str:
        """What people read for `sector`, such as "Third sector"."""
        return self.la_words if sector == Sector.LA else self.tso_words

    def kinds_of(self, sector: str) -> list[Organisation.Kind]:
        """The kinds of organisation whose people sit on the side of `sector` (domain I-4)."""
        settings = {K.OTHER_PUBLIC: self.other_public_on_la_side}
        settings |= dict.fromkeys(BY_EXCEPTION, self.front_line_admitted)
        return [kind for kind, side in SIDES.items() if side == sector and settings.get(kind, True)]

    @property
    def contact_words(self) -> str:
        return ", ".join(filter(None, [self.contact_email, self.contact_phone]))


class AreaQuerySet(models.QuerySet):
    def chosen(self) -> AreaQuerySet:
        """Areas that were selected, whatever became of them: the others have no group and no pages of one."""
        return self.exclude(state__in=StudyArea.BEFORE_SELECTION)

    def discontinued(self) -> AreaQuerySet:
        """Areas that ended for good before their plan was closed."""
        return self.filter(state=StudyArea.State.DISCONTINUED)

    def live(self) -> AreaQuerySet:
        """Areas that are taking part, or were until they ended."""
        return self.chosen().exclude(state=StudyArea.State.NOT_PROCEEDED)


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

    ENDED_AREAS = [State.NOT_SELECTED, State.NOT_PROCEEDED, State.DISCONTINUED, State.CLOSED]
    BEFORE_SELECTION = [State.CANDIDATE, State.NOT_SELECTED]

    class Region(models.TextChoices):
        NORTH_EAST = "north_east", "North East"
        NORTH_WEST = "north_west", "North West"
        YORKSHIRE = "yorkshire", "Yorkshire and the Humber"
        EAST_MIDLANDS = "east_midlands", "East Midlands"
        WEST_MIDLANDS = "west_midlands", "West Midlands"
        EAST = "east", "East of England"
        LONDON = "london", "London"
        SOUTH_EAST = "south_east", "South East"
        SOUTH_WEST = "south_west", "South West"
        WALES = "wales", "Wales"
        SCOTLAND = "scotland", "Scotland"
        NORTHERN_IRELAND = "northern_ireland", "Northern Ireland"

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
        null=True,
        blank=True,
        help_text="Given at selection. Outside the area it is called Area n unless it may be named.",
    )
    name = models.CharField(max_length=80)
    slug = models.SlugField(unique=True)
    authority_type = models.CharField(max_length=12, choices=AuthorityType, blank=True)
    size = models.CharField(max_length=12, choices=Size, blank=True)
    region = models.CharField(max_length=16, choices=Region, blank=True)
    settlement = models.CharField(max_length=8, choices=Settlement, blank=True)
    deprivation = models.CharField(max_length=8, choices=Level, blank=True)
    diversity = models.CharField(max_length=8, choices=Level, blank=True)
    political_control = models.CharField(max_length=40, blank=True)
    selection_rationale = models.TextField(blank=True, help_text="why it was selected, or was not")
    may_be_named = models.BooleanField(default=False)
    state = models.CharField(max_length=15, choices=State, default=State.CANDIDATE)
    paused = models.BooleanField(default=False)
    pause_reason = models.CharField(max_length=300, blank=True)
    discontinued_at = models.DateTimeField(null=True)
    discontinued_by = models.ForeignKey(
        "partnerships.Seat", null=True, on_delete=models.PROTECT, related_name="+"
    )
    discontinued_reason = models.CharField(
        max_length=600, blank=True, help_text="why the area ended, as its people were told"
    )
    waiver_reason = models.CharField(
        max_length=300, blank=True, help_text="why the group started one apart (domain I-1)"
    )
    waived_at = models.DateTimeField(null=True)
    waived_by = models.ForeignKey("partnerships.Seat", null=True, on_delete=models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField(default=0)

    objects = AreaQuerySet.as_manager()

    class Meta:
        ordering = [F("number").asc(nulls_last=True), "name"]
        constraints = [
            both_or_neither("waived"),
            both_or_neither("discontinued"),
            models.CheckConstraint(
                condition=Q(state="discontinued", discontinued_at__isnull=False) & ~Q(discontinued_reason="")
                | ~Q(state="discontinued") & Q(discontinued_at=None, discontinued_reason=""),
                name="area_discontinued_with_reason",
                violation_error_message="An area is discontinued at a moment, for a reason.",
            ),
            models.CheckConstraint(
                condition=Q(waived_at=None, waiver_reason="")
                | (Q(waived_at__isnull=False) & ~Q(waiver_reason="")),
                name="area_waived_with_reason",
                violation_error_message="A waiver has a reason, and only a waiver.",
            ),
            models.UniqueConstraint(
                fields=["programme", "number"],
                name="area_one_number_each",
                violation_error_message="Another area of this programme has this number.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["candidate", "not_selected"])
                | (
                    Q(number__isnull=False)
                    & ~Q(selection_rationale="")
                    & ~Q(size="")
                    & ~Q(region="")
                    & ~Q(settlement="")
                    & ~Q(authority_type="")
                    & ~Q(deprivation="")
                    & ~Q(diversity="")
                    & ~Q(political_control="")
                ),
                name="area_selected_with_its_attributes",
                violation_error_message="An area is selected with all its sampling attributes, and a reason.",
            ),
            models.CheckConstraint(
                condition=~Q(state="not_selected", selection_rationale=""),
                name="area_not_selected_for_a_reason",
                violation_error_message="That an area is not selected has a reason.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_discontinued(self) -> bool:
        """Whether the area ended for good: it is read, and nothing is written in it any more (domain 3D)."""
        return self.state == self.State.DISCONTINUED

    @property
    def has_ended(self) -> bool:
        """Whether nobody joins it, and nobody's application is decided, any more."""
        return self.state in self.ENDED_AREAS

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
        """Kind, size and settlement in one line, such as "London borough, large, urban", as far as they are known."""
        size, place = self.get_size_display().lower(), self.get_settlement_display().lower()
        return ", ".join(filter(None, [self.get_authority_type_display(), size, place]))

    def get_absolute_url(self) -> str:
        return reverse("workshops:area-detail", kwargs={"area": self.slug})
