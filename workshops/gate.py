"""The guard on the cleared tables: rows are inserted or deleted, never updated, and only through the open gate.

The safety lies in the two sets of tables and their constraints (domain I-20, I-23). This guard stops accidents:
whoever writes a cleared row outside `workshops.clearance` is told so at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import models

_is_open: ContextVar[bool] = ContextVar("gate_is_open", default=False)


class GateShut(TypeError):
    """Raised by any write to cleared rows outside the one package that may make them."""


@contextmanager
def opened() -> Iterator[None]:
    """Open the gate for a block. Only `workshops.clearance` calls this; a test over the source holds it."""
    token = _is_open.set(True)
    try:
        yield
    finally:
        _is_open.reset(token)


def _require_open() -> None:
    if not _is_open.get():
        raise GateShut("Cleared rows are made and removed by workshops.clearance alone.")


class ClearedQuerySet(models.QuerySet):
    """Reads freely, never updates, and deletes or inserts only through the open gate."""

    def update(self, **kwargs: Any) -> int:
        raise GateShut("Cleared rows are never changed.")

    def bulk_update(self, *args: Any, **kwargs: Any) -> int:
        raise GateShut("Cleared rows are never changed.")

    def delete(self) -> tuple[int, dict[str, int]]:
        _require_open()
        return super().delete()

    def bulk_create(self, *args: Any, **kwargs: Any) -> list[Any]:
        _require_open()
        return super().bulk_create(*args, **kwargs)


class ClearedModel(models.Model):
    """Base of the cleared tables."""

    objects = ClearedQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        _require_open()
        if not self._state.adding:
            raise GateShut("Cleared rows are never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        _require_open()
        return super().delete(*args, **kwargs)
