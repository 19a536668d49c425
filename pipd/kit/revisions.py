"""Compare-and-swap for texts that several people edit: a loser is told, and loses nothing (trust X25)."""

from typing import Any

from django.db import models
from django.db.models import F


class Conflict(Exception):
    """Somebody saved this text first. `stored` is the row as it stands now."""

    def __init__(self, stored: models.Model) -> None:
        super().__init__("Somebody else changed this while you were writing.")
        self.stored = stored


def swap(row: models.Model, *, revision: int, **values: Any) -> None:
    """Write `values` to `row` if its revision still is `revision`, and raise its revision by one.

    Raises Conflict with the stored row when another writer came first. `row` is refreshed on success.
    """
    manager = type(row)._default_manager
    changed = manager.filter(pk=row.pk, revision=revision).update(revision=F("revision") + 1, **values)
    row.refresh_from_db()
    if not changed:
        raise Conflict(row)
