"""Two people press at the same moment, and the locks that keep them apart switched off for a control."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, connections

from actionplans import moves
from actionplans.models import ActionPlan
from partnerships.models import Seat

Press = Callable[[Seat], Any]


def together(press: Press, seats: list[Seat], prepare: Callable[[], None] = lambda: None) -> list[Exception]:
    """Every seat presses in a thread of its own; what went wrong."""
    ready, wrong = threading.Barrier(len(seats)), []

    def run(seat: Seat) -> None:
        try:
            prepare()
            ready.wait(10)
            press(Seat.objects.get(pk=seat.pk))
        except Exception as error:
            wrong.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[seat]) for seat in seats]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return wrong


def deferred() -> None:
    """SQLite's own guard is the write lock at BEGIN: it is part of what a control switches off."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        connection.transaction_mode = None
        cursor: Any = connection.cursor()
        cursor.execute("PRAGMA busy_timeout = 200")


def unlocked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Plans are read without a lock from here on."""

    def read(of: ActionPlan, *states: str) -> ActionPlan:
        return ActionPlan.objects.select_related("area__programme").get(pk=of.pk)

    monkeypatch.setattr(moves, "locked_in", read)
    monkeypatch.setattr(moves, "lock", read)
