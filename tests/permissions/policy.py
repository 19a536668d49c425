"""What the declared policy and the table of roles say of a page: nothing here looks at what the page does."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser

from actionplans.models import ActionPlan
from partnerships.models import Seat
from partnerships.permissions import Permission, allows
from tests.architecture.test_urls import PUBLIC, SIGNED_IN
from workshops.models import Attendance

ALLOWED, REFUSED, UNKNOWN, SIGN_IN = "allowed", "refused", "unknown", "sign in"
HIDDEN, NO_METHOD = "hidden while it is a draft", "no such method"


def kwargs_of(route: str) -> list[str]:
    return [part.split(">")[0].split(":")[-1] for part in route.split("<")[1:]]


def expected(view: Any, name: str, route: str, method: str, reader: Any, area: Any) -> str:
    """What `reader` may expect of `method` on one address of `area`: from the declarations, not from the code."""
    if name in PUBLIC:
        return ALLOWED
    if isinstance(reader, AnonymousUser):
        return SIGN_IN
    if name in SIGNED_IN:
        return ALLOWED
    permission = view.permissions.get("GET" if method == "HEAD" else method, view.permission)
    held = Seat.objects.filter(user=reader)
    if not getattr(view, "admits_leavers", False):
        held = held.live()
    seats = [s for s in held if "area" not in kwargs_of(route) or s.area_id in (None, area.pk)]
    own = getattr(view, "admits_substitutes", False) or "area" not in kwargs_of(route)
    seats = [s for s in seats if not s.stands_in or own or _stands_in_at(s, route)]
    if not seats:
        return UNKNOWN
    if not any(allows(seat, permission) for seat in seats):
        return REFUSED
    return HIDDEN if _is_hidden_draft(name, area, seats) else ALLOWED


def _stands_in_at(seat: Seat, route: str, number: int = 2) -> bool:
    """A substitute reaches pages of one session, if it is the one that `fill` puts in the address."""
    rows = Attendance.objects.filter(seat=seat, workshop__number=number)
    return "number" in kwargs_of(route) and rows.exists()


def _is_hidden_draft(name: str, area: Any, seats: list[Seat]) -> bool:
    """While the plan is a draft, its pages are for those who may see drafts (domain 3K).

    To others the plan's own page, where the navigation leads, says that there is none yet: it holds no word of it.
    Nor does what is cleared, to take away: a draft is no part of it.
    """
    sees_drafts = any(allows(seat, Permission.SEE_DRAFT_PLAN) for seat in seats)
    without_draft = name == "actionplans:plan-detail" or name.startswith("actionplans:everything")
    on_plan = name.startswith("actionplans:") and not without_draft and not sees_drafts
    return on_plan and ActionPlan.objects.filter(area=area, state="draft").exists()


def as_expected(outcome: str, expected: str) -> bool:
    """Whether what happened is what the policy says. Who may open a page may still find nothing there."""
    fine = {ALLOWED: {ALLOWED, UNKNOWN, NO_METHOD}, HIDDEN: {REFUSED, UNKNOWN, NO_METHOD}}
    return outcome in fine.get(expected, {expected})
