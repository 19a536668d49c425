"""Seats: who may act, where, as what and for which sector (domain 3A)."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Greatest

from partnerships.models.consents import Consent
from partnerships.models.naming import LeadVoice
from partnerships.models.people import Organisation
from partnerships.models.programme import Programme, StudyArea
from partnerships.models.sectors import Sector
from pipd.kit import clock
from pipd.kit.models import Row


class Role(models.TextChoices):
    PARTICIPANT = "participant", "Participant"
    SUBSTITUTE = "substitute", "Substitute"
    FACILITATOR = "facilitator", "Facilitator"
    COORDINATOR = "coordinator", "Coordinator"
    ADMINISTRATOR = "administrator", "Administrator"
    ANALYST = "analyst", "Analyst"
    SPONSOR = "sponsor", "Sponsor"
    REGISTER = "register", "Register officer"
    SYSTEM = "system", "System"


class Authority(models.TextChoices):
    """Whether somebody can decide for their organisation (domain R13), in their own words."""

    COMMITS = "commits", "I can commit my organisation"
    REFERS = "refers", "I must refer back first"
    UNKNOWN = "unknown", "I do not know"


# The same as the group reads it; of who does not know, nothing is said.
OF_AUTHORITY = {Authority.COMMITS: "Can commit the organisation", Authority.REFERS: "Must refer back first"}
TAKE_PART = [Role.PARTICIPANT, Role.SUBSTITUTE]  # from an organisation, for its sector
RUNS = [
    Role.FACILITATOR,
    Role.COORDINATOR,
    Role.ADMINISTRATOR,
]  # others rely on who sits there: never left alone
# Every area of a programme: they take part in none of its groups (I-5), and need a second step (decision 0020).
SEES_ALL = [Role.COORDINATOR, Role.ADMINISTRATOR]
OF_GROUP = [Role.PARTICIPANT, Role.FACILITATOR]  # of all sessions and the plan
NO_NEW_JOB = {"next_organisation": None, "next_job_title": "", "next_job_at": None, "next_job_by": None}
NOT_TAKEN_UP = "The place was not taken up"  # whoever never took part has not left either
AREA_ROLES = [*TAKE_PART, Role.FACILITATOR, Role.REGISTER]


def covers(day: date, started_on: date, ended_on: date | None) -> bool:
    """Whether what began and ended then stood on `day`: on the day on which it ends it stands no more."""
    return started_on <= day and (ended_on is None or ended_on > day)


class SeatQuerySet(models.QuerySet):
    def live(self, on: date | None = None) -> SeatQuerySet:
        """Seats held on `on` (today when not given)."""
        on = on or clock.today()
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=on), started_on__lte=on)

    def participants(self) -> SeatQuerySet:
        return self.filter(role=Role.PARTICIPANT)

    def taking_part(self) -> SeatQuerySet:
        """Participants, and substitutes at the one session they stand in at."""
        return self.filter(role__in=TAKE_PART)

    def of_group(self) -> SeatQuerySet:
        """Who takes part in the whole, or facilitates it: no substitute, and nobody who keeps the register alone."""
        return self.filter(role__in=OF_GROUP)

    def facilitators(self) -> SeatQuerySet:
        return self.filter(role=Role.FACILITATOR)

    def of(self, sector: str) -> SeatQuerySet:
        return self.filter(sector=sector)

    def of_side(self, area: StudyArea, sector: str) -> SeatQuerySet:
        """Who takes part for `sector` in the group of `area` now."""
        return self.live().participants().filter(area=area, sector=sector)

    def consenting(self) -> SeatQuerySet:
        """Seats whose holder's consent to take part stands."""
        standing = Consent.objects.filter(kind=Consent.Kind.TAKE_PART, withdrawn_at=None)
        return self.filter(pk__in=standing.values("seat"))

    def with_consent(self) -> SeatQuerySet:
        """With `consents_to_take_part`."""
        kind = Consent.Kind.TAKE_PART
        standing = Consent.objects.filter(kind=kind, withdrawn_at=None, seat=OuterRef("pk"))
        return self.annotate(consents_to_take_part=Exists(standing))

    def with_numbers(self) -> SeatQuerySet:
        """With `la` and `tso`: how many live participants of each sector the group of a seat has."""
        group = Seat.objects.live().participants().filter(area=OuterRef("area")).order_by().values("area")
        numbers = {
            sector.value: group.filter(sector=sector).annotate(n=Count("pk")).values("n") for sector in Sector
        }
        return self.annotate(**{name: Coalesce(Subquery(n), 0) for name, n in numbers.items()})

    def end(self, *, reason: str = "") -> int:
        """End these seats today: who sits on them leads nothing any more, names nobody and is named by nobody.

        What had ended stays as it ended.
        """
        today = clock.today()
        still = self.filter(Q(ended_on=None) | Q(ended_on__gt=today))
        ending = still.order_by().values("pk")
        LeadVoice.objects.filter(Q(given_by__in=ending) | Q(names__in=ending)).delete()
        # Whoever was named for a day to come has a seat that begins on it.
        day = Greatest(Value(today, output_field=models.DateField()), F("started_on"))
        return still.update(ended_on=day, end_reason=reason, is_lead=False, is_deputy=False, **NO_NEW_JOB)

    def able_to_sign(self) -> SeatQuerySet:
        return self.filter(Q(is_lead=True) | Q(is_deputy=True))


class Seat(Row):
    """One user in one role, in one area or across the programme, from a date to a date.

    Sector and organisation never change: end the seat and make another (domain I-3, E14).
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="seats",
        help_text="none: system",
    )
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="seats")
    area = models.ForeignKey(StudyArea, null=True, blank=True, on_delete=models.PROTECT, related_name="seats")
    role = models.CharField(max_length=13, choices=Role)
    sector = models.CharField(max_length=3, choices=Sector, blank=True)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="seats"
    )
    job_title = models.CharField(max_length=120, blank=True)
    authority = models.CharField(max_length=7, choices=Authority, blank=True)
    is_lead = models.BooleanField(default=False)
    is_deputy = models.BooleanField(default=False)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=200, blank=True)
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    # The new job that a coordinator has entered, until its person confirms it, or says that it is not so.
    next_organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    next_job_title = models.CharField(max_length=120, blank=True)
    next_job_at = models.DateTimeField(null=True, blank=True)
    next_job_by = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering = ["sector", "-is_lead", "-is_deputy", "started_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "area"],
                condition=Q(role=Role.PARTICIPANT, ended_on=None),
                name="seat_one_live_participation",
                violation_error_message="This person already takes part in this area.",
            ),
            models.UniqueConstraint(
                fields=["area", "sector"],
                condition=Q(is_lead=True, ended_on=None),
                name="seat_one_lead_per_sector",
                violation_error_message="This sector has a lead in this area already.",
            ),
            models.UniqueConstraint(
                fields=["area", "sector"],
                condition=Q(is_deputy=True, ended_on=None),
                name="seat_one_deputy_per_sector",
                violation_error_message="This sector has a deputy in this area already.",
            ),
            models.CheckConstraint(
                condition=Q(role__in=TAKE_PART, sector__in=Sector.values, organisation__isnull=False)
                | (~Q(role__in=TAKE_PART) & Q(sector="", organisation=None)),
                name="seat_sector_is_of_who_takes_part",
                violation_error_message="Who takes part has a sector and an organisation; nobody else has.",
            ),
            models.CheckConstraint(
                condition=Q(role=Role.PARTICIPANT) | Q(is_lead=False, is_deputy=False),
                name="seat_only_a_participant_leads",
                violation_error_message="Only a participant is lead or deputy; a substitute never is.",
            ),
            models.CheckConstraint(
                condition=Q(role__in=AREA_ROLES, area__isnull=False)
                | (~Q(role__in=AREA_ROLES) & Q(area=None)),
                name="seat_area_fits_role",
                violation_error_message="Who takes part, facilitates or keeps a register has an area, nobody else.",
            ),
            models.CheckConstraint(
                condition=(Q(role=Role.SYSTEM) & Q(user=None))
                | (~Q(role=Role.SYSTEM) & Q(user__isnull=False)),
                name="seat_system_has_no_user",
                violation_error_message="Nobody sits on the seat of the system.",
            ),
            models.UniqueConstraint(
                fields=["programme"],
                condition=Q(role=Role.SYSTEM),
                name="seat_one_system_per_programme",
                violation_error_message="This programme has a seat of the system already.",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                name="seat_ends_after_it_starts",
                violation_error_message="The last day must be on or after the first.",
            ),
            models.CheckConstraint(
                condition=Q(replaces=None) | (Q(role=Role.PARTICIPANT) & ~Q(replaces=F("id"))),
                name="seat_only_a_participant_replaces_another",
                violation_error_message="Only somebody who takes part replaces somebody else who did.",
            ),
            models.CheckConstraint(
                condition=Q(**NO_NEW_JOB)
                | (
                    Q(next_organisation__isnull=False, next_job_at__isnull=False, next_job_by__isnull=False)
                    & ~Q(next_job_title="")
                    & Q(role=Role.PARTICIPANT, ended_on=None)
                ),
                name="seat_new_job_is_whole_and_of_who_takes_part",
                violation_error_message="A new job has an organisation, a title and who entered it.",
            ),
            models.CheckConstraint(
                condition=~Q(is_lead=True, is_deputy=True),
                name="seat_lead_or_deputy",
                violation_error_message="A person is lead or deputy, not both.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user or 'System'}, {self.get_role_display().lower()}"

    @property
    def is_live(self) -> bool:
        return self.is_held_on(clock.today())

    def is_held_on(self, day: date) -> bool:
        return covers(day, self.started_on, self.ended_on)

    @cached_property
    def consents_to_take_part(self) -> bool:
        """Whether its holder's consent to take part stands; pages of many seats annotate it (`with_consent`)."""
        return self.consents.filter(kind=Consent.Kind.TAKE_PART, withdrawn_at=None).exists()

    @property
    def authority_words(self) -> str:
        """Whether they can commit their organisation, as the group reads it (domain R13); empty where nobody knows."""
        return OF_AUTHORITY.get(Authority(self.authority), "") if self.authority else ""

    @property
    def stands_in(self) -> bool:
        """Whether this is a substitute's seat: for one session, never for the area (domain E2)."""
        return self.role == Role.SUBSTITUTE

    @property
    def is_of_group(self) -> bool:
        """Whether sessions and plan are this seat's: not a substitute's, nor a register officer's (domain 3K)."""
        return self.role not in (Role.SUBSTITUTE, Role.REGISTER)

    @property
    def may_sign(self) -> bool:
        """Whether this seat stands for its sector: the lead or the deputy (domain 3Q, 11)."""
        return self.is_lead or self.is_deputy
