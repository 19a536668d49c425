"""The guard on the cleared tables: accidents are told at once (domain I-20)."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests import build
from workshops import gate
from workshops.models import ClearedPoint


@pytest.fixture
def point(area) -> ClearedPoint:
    return build.cleared_point(area)


def test_cleared_rows_cannot_be_saved(point):
    point.text = "Other words"
    with pytest.raises(gate.GateShut):
        point.save()


def test_cleared_rows_cannot_be_saved_even_with_the_gate_open(point):
    with gate.opened(), pytest.raises(gate.GateShut):
        point.save()


@pytest.mark.parametrize("open_it", [False, True])
def test_cleared_rows_cannot_be_updated(point, open_it):
    def act() -> None:
        ClearedPoint.objects.update(text="Other words")

    with pytest.raises(gate.GateShut):
        _with_gate(act, open_it)


@pytest.mark.parametrize("open_it", [False, True])
def test_cleared_rows_cannot_be_updated_in_bulk(point, open_it):
    with pytest.raises(gate.GateShut):
        _with_gate(lambda: ClearedPoint.objects.bulk_update([point], ["text"]), open_it)


@pytest.mark.parametrize(
    "act",
    [
        lambda p: p.delete(),
        lambda p: ClearedPoint.objects.all().delete(),
        lambda p: p.note.delete(),
        lambda p: ClearedPoint.objects.bulk_create([ClearedPoint(note=p.note, origin=uuid4(), number=9)]),
        lambda p: ClearedPoint.objects.create(note=p.note, origin=uuid4(), number=9, text="x"),
        lambda p: p.note.points.create(origin=uuid4(), number=9, text="x"),
        lambda p: ClearedPoint.objects.get_or_create(origin=uuid4(), defaults={"note": p.note, "number": 9}),
    ],
    ids=["delete", "delete-all", "delete-note", "bulk", "create", "related", "get-or-create"],
)
def test_cleared_rows_are_neither_made_nor_removed_with_the_gate_shut(point, act):
    before = sorted(ClearedPoint.objects.values_list("pk", "text"))
    with pytest.raises(gate.GateShut):
        act(point)
    assert sorted(ClearedPoint.objects.values_list("pk", "text")) == before


def _with_gate(act: object, open_it: bool) -> None:
    if open_it:
        with gate.opened():
            act()
    else:
        act()


def test_the_gate_shuts_again_after_an_error(point):
    with pytest.raises(ZeroDivisionError), gate.opened():
        raise ZeroDivisionError
    with pytest.raises(gate.GateShut):
        point.delete()
