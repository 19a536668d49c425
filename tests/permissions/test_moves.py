"""Role × move: every move of notes, tried by everybody through the real functions (domain 3F)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied

from partnerships import membership
from partnerships.membership import NotPossible
from partnerships.models import Role, Seat
from partnerships.permissions import LEAD_PERMISSIONS, ROLE_PERMISSIONS, Permission, allows, require
from tests import build, figures
from workshops.clearance import approving, circulating
from workshops.clearance.moves import MOVES
from workshops.clearance.working import Note

ROLES = [
    "LA lead", "LA officer", "TSO lead", "facilitator", "other facilitator", "coordinator", "administrator", "analyst",
    "system", "neighbour's lead", "neighbour's facilitator", "ended facilitator",
]  # fmt: skip
S = Note.State


def seat_of(role: str, area: build.Group, neighbour: build.Group) -> Seat:
    made: dict[str, Callable[[], Seat]] = {
        "LA lead": lambda: area.la_lead,
        "LA officer": lambda: area.la_officer,
        "TSO lead": lambda: area.tso_lead,
        "facilitator": lambda: area.facilitator,
        "other facilitator": lambda: area.other_facilitator,
        "coordinator": lambda: area.coordinator,
        "administrator": lambda: build.programme_seat(Role.ADMINISTRATOR),
        "analyst": lambda: build.programme_seat(Role.ANALYST),
        "system": lambda: membership.system_seat(area.programme),
        "neighbour's lead": lambda: neighbour.la_lead,
        "neighbour's facilitator": lambda: neighbour.facilitator,
        "ended facilitator": lambda: _ended(area),
    }
    return made[role]()


def _ended(area: build.Group) -> Seat:
    person = build.user("former@pipd.example", "Former Facilitator")
    seat = membership.appoint(area.programme, user=person, role=Role.FACILITATOR, area=area.area)
    membership.leave(seat, by=seat)
    return seat


def _answered_by_all(area: build.Group) -> build.Workshop:
    workshop = build.circulated(area)
    for seat in area.la[:2] + area.tso[:2]:
        build.answer(workshop, seat)
    return workshop


def _changed(area: build.Group) -> build.Workshop:
    workshop = build.circulated(area)
    build.answer(workshop, area.la[2], build.CHANGE, numbers=[1], reason="unclear", new_text="Better")
    build.decide(area, build.amendments(workshop)[0])
    return workshop


def _overdue(area: build.Group) -> build.Workshop:
    workshop = build.circulated(area)
    build.after_the_window(workshop)
    return workshop


# For each move: the notes right before it, and the function that makes it.
MAKE: dict[tuple[str, str], tuple[Callable, Callable]] = {
    (S.DRAFTING, S.CIRCULATED): (lambda area: build.note_at("drafting", area), circulating.circulate),
    (S.CIRCULATED, S.CIRCULATED): (_changed, circulating.circulate_changes),
    (S.CIRCULATED, S.CLEARED): (_answered_by_all, approving.approve),
    (S.CIRCULATED, S.PARKED): (_overdue, approving.park_if_nothing_agreed),
    (S.PARKED, S.CIRCULATED): (lambda area: build.note_at("parked", area), circulating.circulate),
}


def test_every_move_of_the_table_is_tried():
    assert set(MAKE) == set(MOVES)


@pytest.mark.parametrize("move", MOVES, ids=lambda m: f"{m[0]}-{m[1]}")
@pytest.mark.parametrize("role", ROLES)
def test_move_by_role(area, neighbour, role, move, record_property):
    start, act = MAKE[move]
    workshop, seat = start(area), seat_of(role, area, neighbour)
    here = seat.area_id in (None, area.area.pk) and seat.is_live
    may = allows(seat, MOVES[move]) and here
    wrote_it = move == (S.CIRCULATED, S.CLEARED) and seat.pk == area.facilitator.pk
    figures.tell(record_property, "role × move of notes", f"{len(ROLES) * len(MOVES)} combinations")
    before = build.note_of(workshop)
    if may and not wrote_it:
        act(workshop, by=seat)
        assert build.note_of(workshop).state == move[1]
    else:
        with pytest.raises(NotPossible if wrote_it else PermissionDenied):
            act(workshop, by=seat)
        assert build.note_of(workshop).state == before.state


# The table itself


def test_every_permission_is_somebodys():
    given = LEAD_PERMISSIONS.union(*ROLE_PERMISSIONS.values())
    assert set(Permission) - given == set()


def test_every_role_is_in_the_table():
    assert set(ROLE_PERMISSIONS) == set(Role.values)


UNCLEARED = {
    Permission.LOG_POINT, Permission.SEE_LOGGED, Permission.WRITE_UP, Permission.SEE_CIRCULATED, Permission.ANSWER,
    Permission.DECIDE_CHANGE, Permission.RUN_ROOM, Permission.APPROVE, Permission.WITHDRAW_POINT,
    Permission.SEE_DRAFT_PLAN,
}  # fmt: skip


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ADMINISTRATOR, Role.ANALYST, Role.SYSTEM])
def test_nobody_outside_the_group_may_see_or_touch_uncleared_words(role):
    assert ROLE_PERMISSIONS[role] & UNCLEARED == set()


@pytest.mark.parametrize("role", Role.values)
def test_no_role_alone_signs_or_accepts(role):
    """A lead or deputy does, for one sector's participants (domain 3G)."""
    assert ROLE_PERMISSIONS[role] & LEAD_PERMISSIONS == set()


def test_the_administrator_sees_numbers_and_no_content():
    assert ROLE_PERMISSIONS[Role.ADMINISTRATOR] == {Permission.SEE_BOARD}


@pytest.mark.parametrize("permission", Permission)
def test_require_refuses_an_ended_seat_unless_the_past_counts(area, permission):
    seat = area.la_officer
    membership.leave(seat, by=seat)
    with pytest.raises(PermissionDenied):
        require(seat, permission, area_id=area.area.pk)
    if allows(seat, permission):
        require(seat, permission, area_id=area.area.pk, past=True)


@pytest.mark.parametrize("permission", Permission)
def test_require_refuses_a_seat_of_another_area(area, neighbour, permission):
    with pytest.raises(PermissionDenied):
        require(neighbour.facilitator, permission, area_id=area.area.pk)
