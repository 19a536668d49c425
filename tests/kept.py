"""A state takes hundreds of queries to reach. The workflow functions reach it once; afterwards its rows are put back.

Only into a database whose log says the same as it did then, and whose settings, people and sessions are as they were:
every change of state is in the log (domain I-40), and tests change the others by hand.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, TypeVar

from django.apps import apps
from django.db import models, transaction

from partnerships.models import Consent, Programme, Seat, StudyArea, User
from pipd.kit import clock
from pipd.kit.models import LogChain
from workshops.models import Attendance, Workshop

T = TypeVar("T")
Rows = dict[type[models.Model], dict[Any, dict[str, Any]]]
State = frozenset[str]
LOOKED_AT = (LogChain, Programme, StudyArea, User, Seat, Consent, Workshop, Attendance)


class HasArea(Protocol):
    """The group of an area: what is done for it changes its row in hand too."""

    area: StudyArea


@dataclass(frozen=True)
class Reached:
    """What reaching a state left behind: rows, the time, what tells that state, the area in hand, what was returned."""

    rows: Rows
    at: datetime
    state: State
    area: dict[str, Any]
    returned: Any


_reached: dict[tuple, Reached] = {}


def once(name: object, make: Callable[[], T], group: HasArea | None = None) -> T:
    """What `make` returns, with its rows in the database and the clock as it left it.

    Made anew unless it was made under `name` from the same state before; such a state is empty, or one that this
    function left.
    """
    state = _state()
    key = (name, state, clock.now())
    if found := _reached.get(key):
        _put_back(found.rows)
        clock.set_to(found.at)
        if group is not None:
            vars(group.area).update(deepcopy(found.area))
        return deepcopy(found.returned)
    if state and not any(state == one.state for one in _reached.values()):
        return make()  # nobody will ever ask for the same again
    before = _everything()
    returned = make()
    _reached[key] = Reached(
        rows=_difference(before, _everything()),
        at=clock.now(),
        state=_state(),
        area=deepcopy(vars(group.area)) if group is not None else {},
        returned=deepcopy(returned),
    )
    return returned


def _state() -> State:
    """What tells one state of the database from another."""
    return frozenset(repr(row) for model in LOOKED_AT for row in model._base_manager.values_list())


def _everything() -> Rows:
    """Every row of every table, by its key."""
    found: Rows = {}
    for model in apps.get_models(include_auto_created=True):
        names = [f.attname for f in model._meta.concrete_fields]
        key = model._meta.pk.attname
        found[model] = {row[key]: row for row in model._base_manager.values(*names)}
    return found


def _difference(before: Rows, after: Rows) -> Rows:
    """The rows of `after` that are new, or not what they were."""
    changed = {
        model: {pk: row for pk, row in rows.items() if before[model].get(pk) != row}
        for model, rows in after.items()
    }
    return {model: rows for model, rows in changed.items() if rows}


@transaction.atomic  # keys to other tables are looked at when all rows stand
def _put_back(rows: Rows) -> None:
    """Write these rows as they were. Keys that the database counts are counted anew: nothing points to them."""
    for model, kept in rows.items():
        counted = isinstance(model._meta.pk, models.AutoField)
        there = set() if counted else set(_there(model, kept))
        new = [model(**row) for pk, row in kept.items() if pk not in there]
        if counted:
            for one in new:
                one.pk = None
        models.QuerySet(model).bulk_create(new)
        for pk in there:
            models.QuerySet(model).filter(pk=pk).update(**kept[pk])


def _there(model: type[models.Model], keys: Any) -> Any:
    return models.QuerySet(model).filter(pk__in=keys).values_list("pk", flat=True)
