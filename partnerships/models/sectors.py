"""The two sectors. What people read for them is a setting of the programme (domain 3Q, 8)."""

from django.db import models


class Sector(models.TextChoices):
    LA = "la", "Local authority"
    TSO = "tso", "Third sector"

    @property
    def other(self) -> "Sector":
        return Sector.TSO if self is Sector.LA else Sector.LA
