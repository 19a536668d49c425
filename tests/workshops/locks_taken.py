"""What an act locks, one query after the other, and where that leaves the one order of `partnerships/locks.py`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db.models.query import QuerySet

from actionplans.models import ActionPlan
from partnerships.models import Application, DataRequest, Programme, Seat, StudyArea, User
from pipd.kit.models import Document, LogChain
from workshops.clearance.working import Note
from workshops.models import ClearedPoint, ClearedQuote

Taken = list[tuple[type, list[Any]]]

RANK: dict[type, int] = {
    DataRequest: 0,
    Programme: 1,
    StudyArea: 2,
    Application: 3,
    Note: 3,
    Seat: 4,
    User: 5,
    LogChain: 6,
}
# Whoever locks these holds their note, area or document's subject already: two never wait here for each other.
UNDER_ANOTHER = (ActionPlan, ClearedPoint, ClearedQuote, Document)


@contextmanager
def locked(monkeypatch: pytest.MonkeyPatch) -> Iterator[Taken]:
    """What is read under a lock, one query after the other, with its rows."""
    taken: Taken = []
    fetch = QuerySet._fetch_all

    def noted(rows: Any) -> None:
        is_new = rows._result_cache is None
        fetch(rows)
        if is_new and rows.query.select_for_update:
            taken.append((rows.model, list(rows._result_cache)))

    with monkeypatch.context() as patch:
        patch.setattr(QuerySet, "_fetch_all", noted)
        yield taken


def within(row: Any) -> tuple[Any, ...]:
    """Where a row stands among its own kind: by ids, and notes by area and session."""
    return (row.workshop.area_id, row.workshop.number) if isinstance(row, Note) else (row.pk,)


def out_of_order(taken: Taken) -> list[str]:
    """Each row that was locked after one that comes later in the order. What is held already is locked at no cost."""
    wrong, held, last = [], set(), 0
    furthest: dict[type, tuple[Any, ...]] = {}
    for model, rows in taken:
        if model in UNDER_ANOTHER:
            continue
        for row in rows:
            if (model, row.pk) in held:
                continue
            held.add((model, row.pk))
            is_late = RANK[model] < last or (model is not LogChain and within(row) < furthest.get(model, ()))
            if is_late:
                wrong.append(model.__name__)
            last = max(last, RANK[model])
            furthest[model] = within(row)
    return wrong
