"""Role × move: every move of sessions, tried by everybody through the real functions (domain 3E)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from partnerships.models import Seat
from partnerships.permissions import allows
from tests import build, figures
from tests.permissions.test_moves import ROLES, seat_of
from workshops import cycle, scheduling, slots
from workshops.cycle import MOVES
from workshops.models import Workshop

S = Workshop.State
LATER = date(2027, 3, 22)


def planned(area: build.Group) -> Workshop:
    days = scheduling.usual_days(area.area, build.FIRST_SESSION)
    row = [slots.Slot(day, slots.MORNING, "Town hall") for day in days]
    return scheduling.plan(area.area, row, facilitators=area.facilitators, by=area.coordinator)[2]


def confirmed(area: build.Group) -> Workshop:
    return build.area_with_sessions(area)[2]


def begun(area: build.Group) -> Workshop:
    first = build.area_with_sessions(area)[0]
    build.forward_to(first.ends_at)
    return first


def off(start: Callable, how: Callable) -> Callable:
    return lambda area: how(start(area), reason="Snow", by=area.facilitator)


def start(workshop: Workshop, *, by: Seat, area: build.Group) -> None:
    scheduling.launch(area.area, by=by)


def deliver(workshop: Workshop, *, by: Seat, area: build.Group) -> None:
    presence = dict.fromkeys(scheduling.expected_at(workshop), "attended")
    scheduling.deliver(workshop, presence=presence, by=by)


def postpone(workshop: Workshop, *, by: Seat, area: build.Group) -> None:
    cycle.postpone(workshop, reason="Snow", by=by)


def cancel(workshop: Workshop, *, by: Seat, area: build.Group) -> None:
    cycle.cancel(workshop, reason="Snow", by=by)


def back(workshop: Workshop, *, by: Seat, area: build.Group) -> None:
    slot = replace(slots.slot_of(workshop), day=LATER, facilitators=tuple(area.facilitators))
    cycle.change(workshop, slot, by=by)


# For each move: the session right before it, and the function that makes it.
MAKE: dict[tuple[str, str], tuple[Callable, Callable]] = {
    (S.PLANNED, S.CONFIRMED): (planned, start),
    (S.CONFIRMED, S.DELIVERED): (begun, deliver),
    (S.PLANNED, S.POSTPONED): (planned, postpone),
    (S.CONFIRMED, S.POSTPONED): (confirmed, postpone),
    (S.PLANNED, S.CANCELLED): (planned, cancel),
    (S.CONFIRMED, S.CANCELLED): (confirmed, cancel),
    (S.POSTPONED, S.CANCELLED): (off(confirmed, cycle.postpone), cancel),
    (S.POSTPONED, S.PLANNED): (off(planned, cycle.postpone), back),
    (S.POSTPONED, S.CONFIRMED): (off(confirmed, cycle.postpone), back),
    (S.CANCELLED, S.PLANNED): (off(planned, cycle.cancel), back),
    (S.CANCELLED, S.CONFIRMED): (off(confirmed, cycle.cancel), back),
}


def test_every_move_of_the_table_is_tried():
    assert set(MAKE) == set(MOVES)


@pytest.mark.parametrize("move", MOVES, ids=lambda m: f"{m[0]}-{m[1]}")
@pytest.mark.parametrize("role", ROLES)
def test_session_move_by_role(area, neighbour, role, move, record_property):
    before, act = MAKE[move]
    workshop, seat = before(area), seat_of(role, area, neighbour)
    here = seat.area_id in (None, area.area.pk) and seat.is_live
    figures.tell(record_property, "role × move of sessions", f"{len(ROLES) * len(MOVES)} combinations")
    if allows(seat, MOVES[move]) and here:
        act(workshop, by=seat, area=area)
        assert Workshop.objects.get(pk=workshop.pk).state == move[1]
    else:
        with pytest.raises(PermissionDenied):
            act(workshop, by=seat, area=area)
        assert Workshop.objects.get(pk=workshop.pk).state == move[0]
