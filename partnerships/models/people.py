"""People and the organisations they come from. A person has no sector: a seat has (domain 0, 7)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from partnerships.models.sectors import Sector
from pipd.kit import clock
from pipd.kit.models import Row
from pipd.kit.wording import short_date


class OrganisationQuerySet(models.QuerySet):
    def current(self, on: date | None = None) -> OrganisationQuerySet:
        """Those that there are on `on` (today when not given)."""
        on = on or clock.today()
        begun = Q(valid_from=None) | Q(valid_from__lte=on)
        return self.filter(begun, Q(valid_to=None) | Q(valid_to__gte=on))


class Organisation(Row):
    """A body a participant comes from, or a sponsor.

    A new name is a new row, to which the old one leads: a seat keeps the name it was taken with (domain E14, E17).
    """

    class Kind(models.TextChoices):
        LOCAL_AUTHORITY = "local_authority", "Local authority"
        OTHER_PUBLIC = "other_public", "Other public body"
        NATIONAL_INFRASTRUCTURE = "national_infrastructure", "National infrastructure body"
        LOCAL_INFRASTRUCTURE = "local_infrastructure", "Local infrastructure organisation"
        FRONT_LINE = "front_line", "Front-line third sector organisation"
        SOCIAL_ENTERPRISE = "social_enterprise", "Social enterprise or mutual"
        QUASI_GOVERNMENTAL = "quasi_governmental", "Quasi-governmental body"
        PRIVATE = "private", "Private"

    class End(models.TextChoices):
        RENAMED = "renamed", "It has a new name"
        MERGED = "merged", "It becomes part of another organisation"
        CLOSED = "closed", "It closes"

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=24, choices=Kind)
    areas = models.ManyToManyField("partnerships.StudyArea", related_name="organisations", blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True, help_text="the last day it was this organisation")
    ended_as = models.CharField(max_length=7, choices=End, blank=True)
    successor = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="predecessors"
    )
    revision = models.PositiveIntegerField(default=0)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_as="", valid_to=None, successor=None)
                | Q(ended_as="closed", valid_to__isnull=False, successor=None)
                | Q(ended_as__in=["renamed", "merged"], valid_to__isnull=False, successor__isnull=False),
                name="organisation_end_is_whole",
                violation_error_message="An end has a last day; a new name and a merger lead to an organisation.",
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="organisation_ends_after_it_begins",
                violation_error_message="The last day must be on or after the first.",
            ),
            models.CheckConstraint(
                condition=Q(successor=None) | ~Q(successor=F("id")),
                name="organisation_leads_to_another",
                violation_error_message="An organisation cannot become itself.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def sector(self) -> Sector | None:
        """The side its people sit on where the programme admits them (domain I-4); none for what only sponsors."""
        return SIDES.get(self.Kind(self.kind))

    @property
    def is_current(self) -> bool:
        today = clock.today()
        begun = self.valid_from is None or self.valid_from <= today
        return begun and (self.valid_to is None or self.valid_to >= today)

    @property
    def goes_on(self) -> bool:
        """Whether it has not ended, or its last day is still to come."""
        return self.valid_to is None or self.valid_to >= clock.today()

    @property
    def today_words(self) -> str:
        """What it is today, for pages about people of now: what was made before keeps its name (domain E17)."""
        if self.is_current or self.valid_to is None:
            return self.name
        if self.ended_as == self.End.RENAMED:
            return f"{self.successor}, until {short_date(self.valid_to)} {self.name}"
        if self.ended_as == self.End.MERGED:
            return f"{self.name}, since {short_date(self.valid_to)} part of {self.successor}"
        return f"{self.name}, closed on {short_date(self.valid_to)}"

    @property
    def wider_sector(self) -> str:
        """Of which sector it is at large, sponsors too: "Third sector", "Public sector" or "Private sector"."""
        kind = self.Kind(self.kind)
        if SIDES.get(kind) == Sector.TSO or kind == self.Kind.NATIONAL_INFRASTRUCTURE:
            return "Third sector"
        return "Private sector" if kind == self.Kind.PRIVATE else "Public sector"


SIDES: dict[Organisation.Kind, Sector] = {
    Organisation.Kind.LOCAL_AUTHORITY: Sector.LA,
    Organisation.Kind.OTHER_PUBLIC: Sector.LA,
    Organisation.Kind.LOCAL_INFRASTRUCTURE: Sector.TSO,
    Organisation.Kind.FRONT_LINE: Sector.TSO,
    Organisation.Kind.SOCIAL_ENTERPRISE: Sector.TSO,
}


# Of the third sector and no infrastructure organisation: admitted where the programme says so, else one by one (R12).
BY_EXCEPTION = (Organisation.Kind.FRONT_LINE, Organisation.Kind.SOCIAL_ENTERPRISE)


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Make an account for `email` (kept in lower case); without a password only a code signs in."""
        user: User = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class User(Row, AbstractBaseUser):
    """Someone who can sign in. What they may do is said by their seats alone."""

    email = models.EmailField(unique=True, max_length=254)
    full_name = models.CharField(max_length=120)
    access_needs = models.TextField(blank=True, help_text="restricted: what they need to take part")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=clock.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        ordering = ["full_name"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_one_account_per_address",
                violation_error_message="There is an account for this address already.",
            ),
            models.CheckConstraint(
                condition=~Q(full_name=""),
                name="user_has_a_name",
                violation_error_message="Enter a name.",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def get_full_name(self) -> str:
        return self.full_name
