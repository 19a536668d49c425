"""People and the organisations they come from. A person has no sector: a seat has (domain 0, 7)."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from partnerships.models.sectors import Sector
from pipd.kit import clock
from pipd.kit.models import Row


class Organisation(Row):
    """A body a participant comes from, or a sponsor."""

    class Kind(models.TextChoices):
        LOCAL_AUTHORITY = "local_authority", "Local authority"
        OTHER_PUBLIC = "other_public", "Other public body"
        NATIONAL_INFRASTRUCTURE = "national_infrastructure", "National infrastructure body"
        LOCAL_INFRASTRUCTURE = "local_infrastructure", "Local infrastructure organisation"
        FRONT_LINE = "front_line", "Front-line third sector organisation"
        SOCIAL_ENTERPRISE = "social_enterprise", "Social enterprise or mutual"
        QUASI_GOVERNMENTAL = "quasi_governmental", "Quasi-governmental body"
        PRIVATE = "private", "Private"

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=24, choices=Kind)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def sector(self) -> Sector | None:
        """The side its people sit on (domain I-4); none for a body that only sponsors."""
        return SIDES.get(self.Kind(self.kind))


SIDES: dict[Organisation.Kind, Sector] = {
    Organisation.Kind.LOCAL_AUTHORITY: Sector.LA,
    Organisation.Kind.OTHER_PUBLIC: Sector.LA,
    Organisation.Kind.LOCAL_INFRASTRUCTURE: Sector.TSO,
    Organisation.Kind.FRONT_LINE: Sector.TSO,
    Organisation.Kind.SOCIAL_ENTERPRISE: Sector.TSO,
}


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
