"""What the suite stands on: a state that is put back is the state that the workflow functions reached."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.db import models, transaction

from partnerships.models import Programme
from pipd.kit import clock
from tests import build, kept


def told() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table without the keys that the database counts."""
    return {
        model._meta.label: sorted(
            repr({name: value for name, value in row.items() if not counted(model, name)})
            for row in rows.values()
        )
        for model, rows in kept._everything().items()
    }


def counted(model: type[models.Model], name: str) -> bool:
    return isinstance(model._meta.pk, models.AutoField) and model._meta.pk.attname == name


@pytest.fixture
def name() -> str:
    """A name that nothing was kept under."""
    return str(uuid.uuid4())


def reached(name: str) -> Any:
    group = kept.once((name, "group"), build.group)
    return group, kept.once((name, "cleared"), lambda: build.note_at("cleared", group), group)


def test_what_is_put_back_is_what_was_reached(db: None, base_moment: Any, name: str) -> None:
    point = transaction.savepoint()
    first, workshop = reached(name)
    rows, then, state = told(), clock.now(), first.area.state
    transaction.savepoint_rollback(point)
    build.clock.set_to(base_moment)
    second, again = reached(name)
    assert told() == rows
    assert (clock.now(), second.area.state, again.pk) == (then, state, workshop.pk)
    assert second.area is not first.area


def test_another_state_is_reached_anew(db: None, base_moment: Any, name: str) -> None:
    made = []
    point = transaction.savepoint()
    group = kept.once((name, "group"), build.group)
    kept.once((name, "held"), lambda: made.append(1), group)
    transaction.savepoint_rollback(point)
    group = kept.once((name, "group"), build.group)
    Programme.objects.update(clearance=Programme.Clearance.EVERYONE)
    kept.once((name, "held"), lambda: made.append(2), group)
    assert made == [1, 2]
