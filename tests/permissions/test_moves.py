"""Role × move: every move of notes, tried by everybody through the real functions (domain 3F)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from partnerships import membership
from partnerships.membership import NotPossible
from partnerships.models import Role, Seat, Sector
from partnerships.permissions import LEAD_PERMISSIONS, ROLE_PERMISSIONS, Permission, allows, require
from tests import build, figures
from workshops import windows
from workshops.clearance import answering, approving, assisting, circulating, countersigning, reopening
from workshops.clearance.moves import MOVES
from workshops.clearance.working import Answer, Note, Responder

ROLES = [
    "LA lead", "LA officer", "TSO lead", "facilitator", "other facilitator", "coordinator", "administrator", "analyst",
    "system", "neighbour's lead", "neighbour's facilitator", "ended facilitator",
]  # fmt: skip
# A substitute may for the notes of the session they stood in for, session 1 here, and for no others.
OF_NOTES = [*ROLES, "substitute", "substitute at session 2", "left the group"]
S, P = Note.State, Permission


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
        "substitute": lambda: _stands_in(area, 1),
        "substitute at session 2": lambda: _stands_in(area, 2),
        "left the group": lambda: area.la[2],
    }
    return made[role]()


def _ended(area: build.Group) -> Seat:
    person = build.user("former@pipd.example", "Former Facilitator")
    seat = membership.appoint(area.programme, user=person, role=Role.FACILITATOR, area=area.area)
    membership.leave(seat, by=seat)
    return seat


def _stands_in(area: build.Group, number: int) -> Seat:
    workshop = build.area_with_sessions(area)[number - 1]
    return build.substitute(area, workshop, area.la[4])


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


def _due_to_countersign(area: build.Group, seat: Seat) -> build.Workshop:
    """Answers closed five working days ago, nobody approved, and the other sector has signed."""
    workshop = _answered_by_all(area)
    build.after_the_window(workshop)
    build.forward_to(windows.countersign_from(build.clock.now()))
    other = area.la[1] if seat.sector == Sector.TSO else area.tso[1]
    _countersign(workshop, by=other)
    return workshop


def _countersign(workshop: build.Workshop, *, by: Seat) -> None:
    seen = "unread"
    if allows(by, Permission.COUNTERSIGN) and by.area_id == workshop.area_id:
        page = countersigning.page(workshop, by)
        seen = page.seen if page else seen
    countersigning.countersign(workshop, seen=seen, by=by)


def _asked_to_open_again(area: build.Group, seat: Seat) -> build.Workshop:
    """Two of the three agree to open a statement again: all but the side of `seat`."""
    workshop = build.note_at("cleared", area)
    origin = build.cleared_point(area).origin
    sides = {"": area.facilitator, Sector.LA: area.la[1], Sector.TSO: area.tso[1]}
    del sides[seat.sector]
    first, second = sides.values()
    reopening.ask(workshop, [origin], reason="It was not so", by=first)
    reopening.agree(workshop, by=second)
    return workshop


def _cleared_by_recorded_answers(area: build.Group, seat: Seat) -> build.Workshop:
    """Cleared by two answers of each sector that a facilitator recorded, the lead's and an officer's."""
    workshop = build.circulated(area, texts=["One statement"])
    shown = build.shown(workshop)[0]
    reply = answering.Reply(shown.point_id, shown.digest, build.FAIR)
    stood_in = Responder.objects.filter(
        note__workshop=workshop, seat=seat, seat__role=Role.SUBSTITUTE
    ).exists()
    for person in (area.la_lead, seat if stood_in else area.la_officer, area.tso_lead, area.tso_officer):
        who = build.responder(workshop, person).pk
        assisting.record(workshop, who, [reply], channel="phone", by=area.facilitator)
    approving.approve(workshop, by=area.other_facilitator)
    return workshop


def _dispute(workshop: build.Workshop, *, by: Seat) -> None:
    answers = Answer.objects.filter(responder__note__workshop=workshop)
    mine = answers.filter(responder__seat=by).first() or answers.first()
    assisting.dispute(workshop, mine.pk, by=by)


def _whoever(start: Callable[[build.Group], build.Workshop]) -> Callable[[build.Group, Seat], build.Workshop]:
    return lambda area, seat: start(area)


# For each move and each permission that makes it: the notes right before it, and the function that makes it.
MAKE: dict[tuple[str, str, str], tuple[Callable, Callable]] = {
    (S.DRAFTING, S.CIRCULATED, P.WRITE_UP): (
        _whoever(lambda area: build.note_at("drafting", area)),
        circulating.circulate,
    ),
    (S.CIRCULATED, S.CIRCULATED, P.DECIDE_CHANGE): (_whoever(_changed), circulating.circulate_changes),
    (S.CIRCULATED, S.CLEARED, P.APPROVE): (_whoever(_answered_by_all), approving.approve),
    (S.CIRCULATED, S.CLEARED, P.COUNTERSIGN): (_due_to_countersign, _countersign),
    (S.CIRCULATED, S.PARKED, P.PARK): (_whoever(_overdue), approving.park_if_nothing_agreed),
    (S.PARKED, S.CIRCULATED, P.WRITE_UP): (
        _whoever(lambda area: build.note_at("parked", area)),
        circulating.circulate,
    ),
    (S.CLEARED, S.CIRCULATED, P.REOPEN): (_asked_to_open_again, reopening.agree),
    (S.CLEARED, S.CIRCULATED, P.ANSWER): (_cleared_by_recorded_answers, _dispute),
}


def reaches(role: str) -> bool:
    return role != "substitute at session 2"


def test_every_move_of_the_table_is_tried():
    assert set(MAKE) == {(*move, permission) for move, fitting in MOVES.items() for permission in fitting}


@pytest.mark.parametrize("way", MAKE, ids=lambda w: f"{w[0]}-{w[1]}-{w[2].name}")
@pytest.mark.parametrize("role", OF_NOTES)
def test_move_by_role(area, neighbour, role, way, record_property):
    before, after, permission = way
    start, act = MAKE[way]
    seat = seat_of(role, area, neighbour)
    workshop = start(area, seat)
    if role == "left the group":
        membership.leave(seat, by=seat)
    live = seat.is_live or permission == P.ANSWER  # who left keeps the right to answer alone (domain I-15)
    here = seat.area_id in (None, area.area.pk) and reaches(role)
    may = allows(seat, permission) and here and live
    wrote_it = permission == P.APPROVE and seat.pk == area.facilitator.pk
    figures.tell(record_property, "role × move of notes", f"{len(OF_NOTES) * len(MAKE)} combinations")
    if may and not wrote_it:
        act(workshop, by=seat)
        assert build.note_of(workshop).state == after
    else:
        with pytest.raises(NotPossible if wrote_it else (PermissionDenied, Http404)):
            act(workshop, by=seat)
        assert build.note_of(workshop).state == before


# The table itself


def test_every_permission_is_somebodys():
    given = LEAD_PERMISSIONS.union(*ROLE_PERMISSIONS.values())
    assert set(Permission) - given == set()


def test_every_role_is_in_the_table():
    assert set(ROLE_PERMISSIONS) == set(Role.values)


UNCLEARED = {
    Permission.LOG_POINT, Permission.SEE_LOGGED, Permission.WRITE_UP, Permission.SEE_CIRCULATED, Permission.ANSWER,
    Permission.RECORD_ANSWER, Permission.COUNTERSIGN, Permission.REOPEN, Permission.DECIDE_CHANGE, Permission.RUN_ROOM,
    Permission.APPROVE, Permission.WITHDRAW_POINT,
    Permission.SEE_DRAFT_PLAN,
}  # fmt: skip


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ADMINISTRATOR, Role.ANALYST, Role.SYSTEM])
def test_nobody_outside_the_group_may_see_or_touch_uncleared_words(role):
    assert ROLE_PERMISSIONS[role] & UNCLEARED == set()


@pytest.mark.parametrize("role", Role.values)
def test_no_role_alone_signs_or_accepts(role):
    """A lead or deputy does, for one sector's participants (domain 3G). Asking both for it is no signature."""
    assert ROLE_PERMISSIONS[role] & LEAD_PERMISSIONS <= {Permission.ASK_SHORTER_GAP}


def test_the_administrator_sets_up_the_programme_sees_numbers_and_no_content():
    assert ROLE_PERMISSIONS[Role.ADMINISTRATOR] == {
        Permission.SEE_BOARD,
        Permission.APPOINT_TO_PROGRAMME,
        Permission.CONFIGURE_PROGRAMME,
        Permission.SELECT_AREAS,
        Permission.SEE_SAMPLING,
        Permission.KEEP_ORGANISATIONS,
        Permission.DISCONTINUE_AREA,
    }


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
