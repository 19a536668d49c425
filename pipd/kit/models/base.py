"""What every table of ours shares: an id that tells nothing and can stand in an address."""

import uuid

from django.db import models


class Row(models.Model):
    """A row with a random UUID as its key: ids in addresses must not be countable (trust X1)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True
