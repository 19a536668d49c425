"""Partnerships of an area for tests, made by the real functions."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from partnerships import closure, members, register
from partnerships.models import ClosureChecklist, Partnership, PartnershipMember, Role, Seat
from pipd.kit import clock
from tests import build

SAID = dict.fromkeys(ClosureChecklist.ITEMS, "Arranged")
TOLD: dict[str, Any] = {
    "name": "Early Help Board",
    "purpose": "To meet families early",
    "form": "strategic",
    "origin": "chosen",
}


def entered(
    area: build.Group, *, stage: str = "operating", by: Seat | None = None, **values: Any
) -> Partnership:
    """One that stands at `stage`, entered by an officer of the third sector."""
    return register.add(area.area, stage=stage, by=by or area.tso_officer, **{**TOLD, **values})


def moved(one: Partnership, to: str, by: Seat) -> Partnership:
    one.refresh_from_db()
    register.move(one, to, revision=one.revision, by=by)
    one.refresh_from_db()
    return one


def closing(area: build.Group, *, said: bool = True, **values: Any) -> Partnership:
    """One that is being closed, with everything arranged if `said`."""
    one = moved(entered(area, stage="reviewing", **values), "closing", area.tso_officer)
    if said:
        closure.arrange(one, revision=0, reason="achieved", by=area.la_officer, **SAID)
    return one


def digest(one: Partnership) -> str:
    return closure.digest_of(one, ClosureChecklist.objects.get(partnership=one))


def sign(one: Partnership, by: Seat) -> bool:
    done = closure.sign(one, seen=digest(one), by=by)
    one.refresh_from_db()
    return done


def closed(area: build.Group, **values: Any) -> Partnership:
    one = closing(area, **values)
    for seat in (area.la_lead, area.tso_lead):
        sign(one, seat)
    return one


def member(one: Partnership, by: Seat, **values: Any) -> PartnershipMember:
    told = {"organisation": "Wren Trust", "person": None, "is_lead": False, "started_on": clock.today()}
    return members.add(one, by=by, **{**told, **values})


def officer(area: build.Group) -> Seat:
    """Somebody who keeps the register and has no other seat."""
    person = build.user("register@pipd.example", "Register Officer")
    return build.membership.appoint(area.programme, user=person, role=Role.REGISTER, area=area.area)


def each_sort(area: build.Group) -> None:
    """A partnership that goes on with a member, one being closed, one closed."""
    member(entered(area), area.la_officer, person=area.la_officer)
    closing(area, name="Winter Fund")
    closed(area, name="Summer Fund")


def lasting(area: build.Group) -> QuerySet[PartnershipMember]:
    """Memberships that have not ended."""
    return PartnershipMember.objects.filter(partnership__area=area.area, ended_on=None)


def met_on(area: build.Group, name: str) -> QuerySet[Partnership]:
    """Partnerships that the page named so is about."""
    stages = {"register-restart": ["closed"], "checklist-edit": ["closing"], "partnership-close": ["closing"]}
    wanted = stages.get(name.split(":")[-1].removesuffix("-end"), ["operating", "closing", "closed"])
    wanted = ["operating"] if name.endswith("member-end") else wanted
    return Partnership.objects.filter(area=area.area, stage__in=wanted).order_by("-stage")
