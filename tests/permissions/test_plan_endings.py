"""Role × state × act: reviews, closing and publication, tried by everybody in every state of a plan (domain 3G, 3K)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from actionplans import closing, content, publishing, reviewing
from actionplans.models import ActionPlan, PlanClosed, PlanPublished, PlanReview
from partnerships.membership import NotPossible
from partnerships.models import Seat
from partnerships.permissions import Permission, allows
from pipd.kit import clock
from tests import build, figures
from tests.actionplans import builders
from tests.permissions.test_moves import ROLES, seat_of

P, S = Permission, ActionPlan.State
Made = tuple[ActionPlan, build.Group]


def at(state: str, group: build.Group) -> ActionPlan:
    """A plan at `state`, in delivery with every action ended."""
    if state == S.DRAFT:
        return builders.accepted(group)
    if state == S.AGREED:
        return builders.agreed(group)
    plan = builders.started(group)
    builders.all_ended(plan, group)
    if state == S.CLOSED:
        builders.close(plan, group.la_lead, group.tso_lead)
    return plan


def _review(plan: ActionPlan, group: build.Group) -> PlanReview:
    """The coming review; for a plan that has none yet, one made by hand, so that the state alone refuses."""
    review = reviewing.coming(plan)
    if review is None:
        review = PlanReview.objects.create(plan=plan, number=1, due_on=reviewing.months_on(clock.today()))
    review.plan = plan
    return review


def write(made: Made, by: Seat) -> None:
    plan, group = made
    builders.written(_review(plan, group), group, by=by)


def move(made: Made, by: Seat) -> None:
    review = _review(*made)
    reviewing.move_date(review, due_on=reviewing.months_on(clock.today(), 2), revision=review.revision, by=by)


def close(made: Made, by: Seat) -> None:
    plan = made[0]
    seen = "" if plan.is_draft else closing.final_digest(content.agreed_lines(plan))
    closing.close(plan, reason="All is done", seen=seen, by=by)


def widen(made: Made, by: Seat) -> None:
    publishing.choose(made[0], level="public", by=by)


def end_closing(made: Made, by: Seat) -> None:
    closing.turn_down(made[0], by=by)


ACTS: dict[str, tuple[Permission, set[str], Callable[[Made, Seat], Any]]] = {
    "write down a review": (P.HOLD_REVIEW, {S.IN_PROGRESS}, write),
    "move a review": (P.HOLD_REVIEW, {S.IN_PROGRESS}, move),
    "close": (P.CLOSE_PLAN, {S.IN_PROGRESS}, close),
    "widen": (P.PUBLISH_PLAN, {S.AGREED, S.IN_PROGRESS, S.CLOSED}, widen),
}
STATES = (S.DRAFT, S.AGREED, S.IN_PROGRESS, S.CLOSED)


def written_rows() -> tuple[int, ...]:
    """What these acts leave behind."""
    return (
        PlanReview.objects.filter(written_at__isnull=False).count(),
        PlanReview.objects.filter(revision__gt=0).count(),
        PlanClosed.objects.count(),
        PlanPublished.objects.count(),
    )


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("act", ACTS)
def test_act_by_role_and_state(area, neighbour, state, act, record_property):
    permission, fitting, do = ACTS[act]
    plan = at(state, area)
    figures.tell(record_property, "role × state × act of later plans", f"{len(ROLES) * 16} combinations")
    for role in ROLES:
        seat = seat_of(role, area, neighbour)
        may = allows(seat, permission) and seat.is_live and seat.area_id == area.area.pk
        before = written_rows()
        if may and state in fitting:
            if act != "close" or role == "LA lead":  # the second signature closes it: tried below
                do((plan, area), seat)
        else:
            with pytest.raises(NotPossible if may else PermissionDenied):
                do((plan, area), seat)
            assert written_rows()[2:] == before[2:]


@pytest.mark.parametrize("role", ROLES)
def test_the_second_signature_by_role(area, neighbour, role):
    """With the LA lead's given, the TSO's lead alone of all these closes the plan."""
    plan = at(S.IN_PROGRESS, area)
    builders.close(plan, area.la_lead)
    seat = seat_of(role, area, neighbour)
    if role == "TSO lead":
        builders.close(plan, seat)
    else:
        with pytest.raises(NotPossible if role == "LA lead" else PermissionDenied):
            builders.close(plan, seat)
    plan.refresh_from_db()
    assert plan.state == (S.CLOSED if role == "TSO lead" else S.IN_PROGRESS)


@pytest.mark.parametrize("role", ROLES)
def test_the_second_word_on_a_review_by_role(area, neighbour, role):
    review = _review(at(S.IN_PROGRESS, area), area)
    builders.written(review, area)
    seat = seat_of(role, area, neighbour)
    if role == "TSO lead":
        reviewing.confirm(review, revision=review.revision, by=seat)
    else:
        with pytest.raises(PermissionDenied):
            reviewing.confirm(review, revision=review.revision, by=seat)
    assert PlanReview.objects.filter(confirmed_at__isnull=False).exists() is (role == "TSO lead")


@pytest.mark.parametrize("role", ROLES)
def test_ending_a_lone_signature_by_role(area, neighbour, role):
    plan = at(S.IN_PROGRESS, area)
    builders.close(plan, area.la_lead)
    seat = seat_of(role, area, neighbour)
    if role in ("LA lead", "TSO lead"):
        end_closing((plan, area), seat)
    else:
        with pytest.raises(PermissionDenied):
            end_closing((plan, area), seat)
    assert PlanClosed.objects.open().exists() is (role not in ("LA lead", "TSO lead"))
