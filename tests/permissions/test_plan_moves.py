"""State × move × role: every move of plans, tried by everybody from every state (domain 3G)."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from actionplans import amending, content, delivery, moves, planning, signing
from actionplans.models import ActionPlan
from actionplans.moves import MOVES, NEW_VERSION, NOTHING_YET
from partnerships import membership
from partnerships.membership import NotPossible
from partnerships.models import Seat
from partnerships.permissions import Permission, allows
from tests import build, figures, kept
from tests.actionplans import builders
from tests.permissions.test_moves import ROLES, seat_of

S = ActionPlan.State
OF_PLANS = [*ROLES, "LA deputy", "substitute", "left the group"]


def who(role: str, area: build.Group, neighbour: build.Group) -> Seat:
    if role == "LA deputy":
        return area.la[1]
    if role == "substitute":  # at the last session: plans are drafted after the first
        return build.substitute(area, build.area_with_sessions(area)[3], area.la[4])
    seat = seat_of(role, area, neighbour)
    if role == "left the group":
        membership.leave(seat, by=seat)
    return seat


def may(seat: Seat, permission: Permission, area: build.Group) -> bool:
    return allows(seat, permission) and seat.area_id in (None, area.area.pk) and seat.is_live


# The table: no way but those it names, and each for those alone who hold its permission


@pytest.mark.parametrize("role", OF_PLANS)
def test_every_state_to_every_state_by_role(area, neighbour, role, record_property):
    plan = kept.once(("plan", "draft"), lambda: builders.draft(area), area)
    seat, tried = who(role, area, neighbour), 0
    for before, after in product(S.values, S.values):
        ActionPlan.objects.filter(pk=plan.pk).update(state=before)
        stored, permission = moves.lock(plan), MOVES.get((before, after))
        tried += 1
        if permission is not None and may(seat, permission, area):
            moves.move(stored, after, by=seat)
            reached = after
        else:
            with pytest.raises(NotPossible if permission is None else PermissionDenied):
                moves.move(stored, after, by=seat)
            reached = before
        assert ActionPlan.objects.get(pk=plan.pk).state == reached, (before, after)
    figures.tell(record_property, "role × state × state of plans", f"{tried * len(OF_PLANS)} combinations")


def test_nothing_is_taken_back_to_a_draft():
    assert {before for before, after in MOVES if after == S.DRAFT} == {NOTHING_YET}
    assert set(NEW_VERSION) == set(ActionPlan.IN_FORCE)


# The functions that make the moves, from every state


def _draft(group: build.Group) -> ActionPlan:
    """One signature is missing: that of whoever tries."""
    return builders.accepted(group)


def _agreed(group: build.Group) -> ActionPlan:
    plan = builders.agreed(group)
    builders.filled(plan, group)
    return plan


def _turned(state: str) -> Callable[[build.Group], ActionPlan]:
    def make(group: build.Group) -> ActionPlan:
        plan = builders.started(group)
        ActionPlan.objects.filter(pk=plan.pk).update(state=state)
        plan.refresh_from_db()
        return plan

    return make


STATES: dict[str, Callable[[build.Group], ActionPlan]] = {
    S.DRAFT: _draft,
    S.AGREED: _agreed,
    S.IN_PROGRESS: builders.started,
    S.CLOSED: _turned(S.CLOSED),
    S.SUPERSEDED: _turned(S.SUPERSEDED),
    S.ABANDONED: _turned(S.ABANDONED),
}


def _sign(plan: ActionPlan, by: Seat) -> None:
    signing.sign(plan, digest=content.content_digest(plan), by=by)


def _start(plan: ActionPlan, by: Seat) -> None:
    delivery.start(plan, by=by)


def _open_version(plan: ActionPlan, by: Seat) -> None:
    amending.open_version(plan, by=by)


def _write(plan: ActionPlan, by: Seat) -> None:
    planning.add_objective(plan, by=by, text="To do one thing more", priority="low")


# Each act: who may, and from which states.
ACTS: dict[str, tuple[Callable[[ActionPlan, Seat], None], Permission, set[str]]] = {
    "sign": (_sign, Permission.SIGN_PLAN, {S.DRAFT}),
    "start": (_start, Permission.SIGN_PLAN, {S.AGREED}),
    "open a version": (_open_version, Permission.AMEND_PLAN, {S.AGREED, S.IN_PROGRESS}),
    "write": (_write, Permission.DRAFT_PLAN, {S.DRAFT}),
}


def test_every_state_is_tried():
    assert set(STATES) == set(S.values)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("act", ACTS)
def test_act_from_every_state_by_every_role(area, neighbour, state, act, record_property):
    do, permission, states = ACTS[act]
    plan = kept.once(("plan of moves", state), lambda: STATES[state](area), area)
    wrong = []
    for role in OF_PLANS:
        seat = who(role, area, neighbour)
        wanted = (
            "refused" if not may(seat, permission, area) else "done" if state in states else "not possible"
        )
        found = outcome(do, plan, seat)
        wrong += [(role, wanted, found)] if found != wanted else []
    figures.tell(
        record_property,
        "state × act × role of plans",
        f"{len(STATES) * len(ACTS) * len(OF_PLANS)} combinations",
    )
    assert wrong == []


def outcome(do: Callable[[ActionPlan, Seat], None], plan: ActionPlan, seat: Seat) -> str:
    """What became of it; undone again, so that the next one finds the plan as it was."""
    try:
        with transaction.atomic():
            do(ActionPlan.objects.select_related("area__programme").get(pk=plan.pk), seat)
            transaction.set_rollback(True)
    except PermissionDenied:
        return "refused"
    except NotPossible:
        return "not possible"
    return "done"
