"""An area's window for applications, and who applied in it (domain 1C, 3A). Nobody here takes part yet."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Lower

from partnerships.models.consents import Consent
from partnerships.models.people import Organisation
from partnerships.models.programme import StudyArea
from partnerships.models.seats import Authority, Seat
from partnerships.models.sectors import Sector
from pipd.kit import clock, workdays
from pipd.kit.models import Row, both_or_neither


class WindowQuerySet(models.QuerySet):
    def open(self) -> WindowQuerySet:
        """Windows in which people may apply now: of areas that recruit, not yet over at 5pm of their last day."""
        today = clock.today()
        last = today if clock.now() < workdays.deadline(today) else today + workdays.DAY
        recruiting = StudyArea.State.RECRUITING
        return self.filter(area__state=recruiting, opens_on__lte=today, closes_on__gte=last)


class ApplicationWindow(Row):
    """From when until when people may apply in one area. It may be extended; each change is in the log."""

    area = models.OneToOneField(StudyArea, on_delete=models.PROTECT, related_name="window")
    opens_on = models.DateField()
    closes_on = models.DateField(help_text="a working day; until 5pm")
    closed_at = models.DateTimeField(
        null=True, help_text="when the group started before the last day was over"
    )

    objects = WindowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gt=F("opens_on"))
                | Q(closed_at__isnull=False, closes_on=F("opens_on")),
                name="window_closes_after_it_opens",
                violation_error_message="The last day must be after the first.",
            )
        ]

    def __str__(self) -> str:
        return f"Applications in {self.area_id}, {self.opens_on} to {self.closes_on}"

    @property
    def closes_at(self) -> datetime:
        return self.closed_at or workdays.deadline(self.closes_on)

    @property
    def is_open(self) -> bool:
        recruits = self.area.state == StudyArea.State.RECRUITING
        return recruits and self.opens_on <= clock.today() and clock.now() < self.closes_at


class ApplicationQuerySet(models.QuerySet):
    def sent(self) -> ApplicationQuerySet:
        """All that were ever sent off; what somebody has only begun is theirs alone."""
        return self.exclude(submitted_at=None)

    def waiting(self) -> ApplicationQuerySet:
        """The wait-list, the longest waiting first."""
        return self.filter(state=Application.State.WAITING).order_by("decided_at", "id")

    def with_agreement(self) -> ApplicationQuerySet:
        """With `awaits_word`: whether they hold the place they were given, and have not said yet that they take it.

        A consent that was given before belongs to an earlier place of theirs.
        """
        theirs = {"area": OuterRef("area"), "user": OuterRef("seat__user")}
        said = Consent.objects.filter(kind=Consent.Kind.TAKE_PART, given_at__gte=OuterRef("decided_at"))
        said = said.filter(**{f"seat__{name}": ref for name, ref in theirs.items()})
        held = Seat.objects.live().participants().filter(**theirs)
        return self.annotate(awaits_word=Exists(held) & ~Exists(said))


# What must be answered: of everybody, and of each sector alone (domain R7, R11, R13).
NEEDED = ("full_name", "organisation_name", "organisation_kind", "job_title", "seniority", "authority")
NEEDED_OF = {Sector.LA: "lead_responsibility", Sector.TSO: "operates_here"}


def _said() -> Q:
    """That all of it is answered."""
    said = ~Q(full_name="")
    for name in NEEDED[1:]:
        said &= ~Q(**{name: ""})
    for sector, name in NEEDED_OF.items():
        said &= ~Q(sector=sector.value) | Q(**{f"{name}__isnull": False})
    return said


class Application(Row):
    """One person's application to take part in one area for one sector.

    What they declare stands as they sent it. `funding_link` and `access_needs` are for fewer readers (domain 3K).
    """

    class State(models.TextChoices):
        BEGUN = "begun", "Begun"
        SUBMITTED = "submitted", "To be decided"
        ACCEPTED = "accepted", "Accepted"
        WAITING = "waiting", "On the wait-list"
        DECLINED = "declined", "Declined"
        WITHDRAWN = "withdrawn", "Withdrawn"

    class Seniority(models.TextChoices):
        SENIOR = "senior", "Senior officer or manager"
        OTHER = "other", "Another officer, member of staff or volunteer"
        COUNCILLOR = "councillor", "Elected councillor"

    Authority = Authority

    class Funding(models.TextChoices):
        NONE = "none", "None"
        GRANT = "grant", "A grant"
        CONTRACT = "contract", "A contract"
        SLA = "sla", "A service level agreement"
        SEVERAL = "several", "Several of these"

    class Channel(models.TextChoices):
        ONLINE = "online", "Online"
        PAPER = "paper", "Paper"
        SPREADSHEET = "spreadsheet", "Spreadsheet"

    area = models.ForeignKey(StudyArea, on_delete=models.PROTECT, related_name="applications")
    sector = models.CharField(max_length=3, choices=Sector)
    state = models.CharField(max_length=9, choices=State, default=State.BEGUN)
    reference = models.CharField(max_length=9, unique=True)
    email = models.EmailField(max_length=254)
    full_name = models.CharField(max_length=120, blank=True)
    organisation_name = models.CharField(max_length=120, blank=True)
    organisation_kind = models.CharField(max_length=24, choices=Organisation.Kind, blank=True)
    operates_here = models.BooleanField(null=True)
    job_title = models.CharField(max_length=120, blank=True)
    seniority = models.CharField(max_length=10, choices=Seniority, blank=True)
    lead_responsibility = models.BooleanField(null=True)
    authority = models.CharField(max_length=7, choices=Authority, blank=True)
    funding_link = models.CharField(max_length=8, choices=Funding, blank=True, help_text="restricted")
    access_needs = models.TextField(blank=True, help_text="restricted")
    interest = models.TextField(blank=True)
    link_mark = models.CharField(max_length=24, blank=True, help_text="another for each link that is mailed")
    link_made_at = models.DateTimeField(null=True)
    begun_at = models.DateTimeField(default=clock.now)
    submitted_at = models.DateTimeField(null=True)
    channel = models.CharField(max_length=11, choices=Channel, default=Channel.ONLINE)
    received_on = models.DateField(null=True, help_text="when what was not sent online came in")
    entered_by = models.ForeignKey(Seat, null=True, on_delete=models.PROTECT, related_name="+")
    entered_from = models.UUIDField(null=True, help_text="the same for all that one file brought")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Seat, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(
        blank=True, help_text="why it was declined, or a place taken back; the applicant reads it"
    )
    override_reason = models.TextField(
        blank=True, help_text="why somebody outside the usual terms was accepted"
    )
    seat = models.OneToOneField(
        Seat, null=True, on_delete=models.PROTECT, related_name="application", help_text="what it led to"
    )

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ["submitted_at", "id"]
        indexes = [models.Index(fields=["area", "state", "sector"], name="application_of_area")]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                "area",
                condition=Q(state__in=["begun", "submitted", "waiting"]),
                name="application_one_for_each_address",
                violation_error_message="There is an application from this address already.",
            ),
            models.CheckConstraint(
                condition=Q(state="begun", submitted_at=None)
                | Q(state="withdrawn")
                | (~Q(state="begun") & Q(submitted_at__isnull=False)),
                name="application_is_sent_at_a_moment",
                violation_error_message="An application is sent at a moment.",
            ),
            models.CheckConstraint(
                condition=Q(channel="online", received_on=None, entered_by=None, entered_from=None)
                | Q(
                    channel__in=["paper", "spreadsheet"],
                    received_on__isnull=False,
                    entered_by__isnull=False,
                    entered_from__isnull=False,
                ),
                name="application_entered_says_by_whom",
                violation_error_message="What somebody entered for another says when it came in, how, and who did.",
            ),
            both_or_neither("decided"),
            models.CheckConstraint(
                condition=Q(state__in=["begun", "submitted", "withdrawn"]) | Q(decided_at__isnull=False),
                name="application_decision_is_recorded",
                violation_error_message="A decision has a moment and a person.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["begun", "withdrawn"]) | _said(),
                name="application_sent_is_complete",
                violation_error_message="An application that is sent answers what must be answered.",
            ),
            models.CheckConstraint(
                condition=(Q(state="accepted") & Q(seat__isnull=False))
                | (~Q(state="accepted") & Q(seat__isnull=True)),
                name="application_accepted_has_a_seat",
                violation_error_message="Who is accepted has a seat, and nobody else.",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(reason=""),
                name="application_declined_with_reason",
                violation_error_message="Say why the application is declined.",
            ),
        ]

    def __str__(self) -> str:
        return f"Application {self.reference}, {self.state}"

    @property
    def is_entered(self) -> bool:
        """Whether somebody else entered it, from what the applicant had sent in another way."""
        return self.channel != self.Channel.ONLINE

    @property
    def reference_words(self) -> str:
        """The reference as a confirmation says it."""
        return f"Your reference is {self.reference}"


DECLARED = (
    "full_name", "organisation_name", "organisation_kind", "operates_here", "job_title", "seniority",
    "lead_responsibility", "authority", "funding_link", "access_needs", "interest",
)  # fmt: skip
