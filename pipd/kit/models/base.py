"""What every table of ours shares: an id that tells nothing and can stand in an address."""

import uuid

from django.db import models
from django.db.models import Q


class Row(models.Model):
    """A row with a random UUID as its key: ids in addresses must not be countable (trust X1)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True


def both_or_neither(what: str) -> models.CheckConstraint:
    """The constraint that `what`_at and `what`_by are both given or both empty."""
    at, by = f"{what}_at", f"{what}_by"
    return models.CheckConstraint(
        condition=Q(**{at: None, by: None}) | Q(**{f"{at}__isnull": False, f"{by}__isnull": False}),
        name=f"%(class)s_{what}_at_and_by",
        violation_error_message="A moment and its person are both given, or neither.",
    )
