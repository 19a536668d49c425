"""The register of an area's partnerships: what each is for, where it stands, who belongs to it (domain 1J, 1L, 3I)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from partnerships.models.acts import BEGINS_SIGNED, TwoSectorAct
from partnerships.models.people import Organisation
from partnerships.models.programme import StudyArea
from partnerships.models.seats import Seat
from pipd.kit import clock
from pipd.kit.models import Row


class PartnershipQuerySet(models.QuerySet):
    """Partnerships by where they stand."""

    def live(self) -> PartnershipQuerySet:
        """Those that go on: neither closed nor given up before they began."""
        return self.exclude(stage__in=Partnership.ENDED)


class Partnership(Row):
    """An organisational form in its own right, not an attribute of an organisation or of an area (domain R64)."""

    class Form(models.TextChoices):
        NETWORK = "network", "Informal network"
        STRATEGIC = "strategic", "Strategic or planning partnership"
        COMMISSIONING = "commissioning", "Joint commissioning group"
        SERVICE = "service", "Service delivery partnership"
        CONSORTIUM = "consortium", "Consortium"
        ALLIANCE = "alliance", "Strategic alliance"
        SUPPLY_CHAIN = "supply_chain", "Supply chain: prime contractor and subcontractors"
        SHARED_SERVICES = "shared_services", "Shared services or back office"
        GROUP = "group", "Group structure or association"
        MERGER = "merger", "Merger"
        PUBLIC_PRIVATE = "public_private", "Public–private partnership"
        OTHER = "other", "Another form"

    class Origin(models.TextChoices):
        CHOSEN = "chosen", "Chosen locally"
        COMMISSIONER = "commissioner", "Imposed by a commissioner"
        REGULATOR = "regulator", "Imposed by a regulator"
        NATIONAL = "national", "Required nationally"

    class Orientation(models.TextChoices):
        HORIZONTAL = "horizontal", "Among local equals"
        VERTICAL = "vertical", "A supply chain, from a prime contractor down"
        MIXED = "mixed", "Some of both"

    class Stage(models.TextChoices):
        CONSIDERING = "considering", "Being considered"
        NOT_PROCEEDED = "not_proceeded", "Not proceeded with"
        PREPARING = "preparing", "In preparation"
        ESTABLISHING = "establishing", "Being established"
        OPERATING = "operating", "Operating"
        REVIEWING = "reviewing", "Under review"
        CLOSING = "closing", "Closing"
        CLOSED = "closed", "Closed"

    ENDED: ClassVar[tuple[str, ...]] = (Stage.NOT_PROCEEDED, Stage.CLOSED)
    # What an action of a plan cannot rest on any more, or not for long (domain E16).
    ENDING: ClassVar[tuple[str, ...]] = (Stage.CLOSING, Stage.CLOSED, Stage.NOT_PROCEEDED)

    area = models.ForeignKey(StudyArea, on_delete=models.PROTECT, related_name="partnerships")
    name = models.CharField(max_length=120)
    purpose = models.CharField(max_length=600, blank=True)
    form = models.CharField(max_length=15, choices=Form)
    other_form = models.CharField(max_length=120, blank=True)
    mainly_contract = models.BooleanField(default=False)
    origin = models.CharField(max_length=12, choices=Origin)
    orientation = models.CharField(max_length=10, choices=Orientation, blank=True)
    stage = models.CharField(max_length=13, choices=Stage)
    stage_at = models.DateTimeField(help_text="since when it stands there")
    starts_on = models.DateField(null=True, blank=True)
    indicative_end = models.DateField(null=True, blank=True)
    reviewed_on = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True)
    revision = models.PositiveIntegerField(default=0)
    restart_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="restarts"
    )

    objects = PartnershipQuerySet.as_manager()

    class Meta:
        ordering = [Lower("name"), "id"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(form="other") & ~Q(other_form="")) | (~Q(form="other") & Q(other_form="")),
                name="partnership_other_form_in_words",
                violation_error_message="Another form is said in words; a form of the list needs none.",
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(indicative_end=None) | Q(indicative_end__gte=F("starts_on")),
                name="partnership_ends_after_it_starts",
                violation_error_message="A partnership ends on or after the day it starts.",
            ),
            models.CheckConstraint(
                condition=Q(stage="closed", closed_on__isnull=False)
                | (~Q(stage="closed") & Q(closed_on=None)),
                name="partnership_closed_has_its_day",
                violation_error_message="A closed partnership has the day it closed, and no other has one.",
            ),
            models.CheckConstraint(
                condition=Q(restart_of=None) | ~Q(restart_of=F("id")),
                name="partnership_restarts_another",
                violation_error_message="A partnership cannot be a new start of itself.",
            ),
        ]

    def __str__(self) -> str:
        return f"Partnership {self.pk}, {self.stage}"

    @property
    def form_words(self) -> str:
        return self.other_form or str(self.get_form_display())

    @property
    def is_ended(self) -> bool:
        return self.stage in self.ENDED

    @property
    def is_ending(self) -> bool:
        """Whether an action cannot rest on it any more, or not for long (domain E16)."""
        return self.stage in self.ENDING

    @property
    def is_review_late(self) -> bool:
        return not self.is_ended and self.review_on is not None and self.review_on < clock.today()


class MemberQuerySet(models.QuerySet):
    def live(self, on: date | None = None) -> MemberQuerySet:
        """Memberships that last on `on` (today when not given)."""
        on = on or clock.today()
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=on), started_on__lte=on)


class PartnershipMember(Row):
    """An organisation in a partnership from a day to a day, and who sits there for it where that is known."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="members")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    organisation_name = models.CharField(max_length=120, blank=True)
    person = models.ForeignKey(Seat, null=True, on_delete=models.PROTECT, related_name="memberships")
    is_lead = models.BooleanField(default=False)
    started_on = models.DateField()
    ended_on = models.DateField(null=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        ordering = ["-is_lead", "started_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, organisation_name="")
                | (Q(organisation=None) & ~Q(organisation_name="")),
                name="partnershipmember_one_organisation",
                violation_error_message="A member is an organisation known here, or its name.",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                name="partnershipmember_ends_after_start",
                violation_error_message="The last day must be on or after the first.",
            ),
            models.UniqueConstraint(
                fields=["partnership", "person"],
                condition=Q(ended_on=None),
                name="partnershipmember_person_once",
                violation_error_message="This person is a member already.",
            ),
            models.UniqueConstraint(
                fields=["partnership"],
                condition=Q(is_lead=True, ended_on=None),
                name="partnershipmember_one_lead",
                violation_error_message="This partnership has a lead member already.",
            ),
        ]

    def __str__(self) -> str:
        return f"Member {self.pk} of partnership {self.partnership_id}"

    @property
    def body(self) -> str:
        """The organisation as it is read."""
        return self.organisation.name if self.organisation else self.organisation_name


class ClosureChecklist(Row):
    """What is arranged before a partnership closes; each item in words, such as "None are left" (domain 3I, 2G)."""

    class Reason(models.TextChoices):
        ACHIEVED = "achieved", "It achieved what it was for"
        TIME = "time", "Its time is over"
        NOT_NEEDED = "not_needed", "It is not needed any more"
        UNPRODUCTIVE = "unproductive", "It was not productive"
        FUNDING = "funding", "Its funding ended"
        PARTNER_LEFT = "partner_left", "A partner left"
        MERGED = "merged", "It became part of something else"

    ITEMS: ClassVar[tuple[str, ...]] = (
        "users", "staff", "assets", "records", "communication", "successor", "lessons",
    )  # fmt: skip

    partnership = models.OneToOneField(Partnership, on_delete=models.CASCADE, related_name="checklist")
    reason = models.CharField(max_length=12, choices=Reason, blank=True)
    users = models.TextField(blank=True)
    staff = models.TextField(blank=True)
    assets = models.TextField(blank=True)
    records = models.TextField(blank=True)
    communication = models.TextField(blank=True)
    successor = models.TextField(blank=True)
    lessons = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"Closure checklist of partnership {self.partnership_id}"


class PartnershipClosed(TwoSectorAct):
    """The closure record: both sectors' leads sign the checklist and the reason (domain I-35)."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="closures")

    class Meta(TwoSectorAct.Meta):
        verbose_name = "partnership closed"
        verbose_name_plural = "partnerships closed"
        constraints = [
            *TwoSectorAct.Meta.constraints,
            BEGINS_SIGNED,
            models.UniqueConstraint(
                fields=["partnership"],
                condition=Q(voided_at=None),
                name="partnershipclosed_one_standing",
                violation_error_message="This closure is signed, or awaits its second signature, already.",
            ),
        ]
