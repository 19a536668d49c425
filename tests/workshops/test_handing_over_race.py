"""A facilitator hands over while the sessions are planned: nobody writes down the old pair (domain I-10, E11)."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from partnerships.membership import NotPossible
from partnerships.models import Seat, StudyArea
from partnerships.permissions import Permission
from tests import build
from tests.workshops.test_races import ON_SQLITE, at_once
from workshops import handing_over, scheduling
from workshops.models import Workshop

ROUNDS = 8


def plan(group: build.Group, pair: list[Seat]) -> int:
    """The four sessions, with `pair` as it stood on the page; how many were planned."""
    days = scheduling.usual_days(group.area, build.FIRST_SESSION)
    slots = [scheduling.Slot(day, scheduling.MORNING, "Town hall") for day in days]
    return len(scheduling.plan(group.area, slots, facilitators=pair, by=group.coordinator))


def replace(group: build.Group, seat: Seat, turn: int) -> Seat:
    told = {"email": f"new{turn}@x.example", "full_name": f"New {turn}", "by": group.coordinator}
    return handing_over.replace(Seat.objects.select_related("area").get(pk=seat.pk), **told)


def live(group: build.Group) -> list[Seat]:
    return list(Seat.objects.live().facilitators().filter(area=group.area).order_by("pk"))


def wrong(group: build.Group) -> list[int]:
    """Sessions ahead with somebody who facilitates no more."""
    pair = set(live(group))
    rows = Workshop.objects.filter(area=group.area).order_by("number")
    return [workshop.number for workshop in rows if set(workshop.facilitators.all()) != pair]


def test_a_page_that_was_open_meanwhile_plans_with_nobody_who_has_gone(area):
    before = live(area)
    replace(area, before[0], 1)
    with pytest.raises(NotPossible, match="Two different facilitators"):
        plan(area, before)
    assert plan(area, live(area)) == 4


def rounds(group: build.Group) -> list[list[int]]:
    """What was wrong after each; the coordinator has their account before, or both would make it."""
    found, _ = [], group.coordinator
    for turn in range(ROUNDS):
        Workshop.objects.filter(area=group.area).delete()
        before = live(group)

        def planning(pair: list[Seat] = before) -> Any:
            return plan(group, pair)

        def handing(seat: Seat = before[0], turn: int = turn) -> Any:
            return replace(group, seat, turn)

        at_once(planning, handing)
        found.append(wrong(group))
    return found


@pytest.mark.django_db(transaction=True)
def test_nobody_writes_down_the_old_pair_meanwhile(base_moment):
    assert rounds(build.group()) == [[]] * ROUNDS


@pytest.mark.django_db(transaction=True)
def test_control_without_the_lock_the_old_pair_is_written_down(base_moment, monkeypatch):
    if connection.vendor == "sqlite":
        pytest.skip(ON_SQLITE)

    def unlocked(permission: Permission, area: StudyArea, *, by: Seat) -> StudyArea:
        return StudyArea.objects.select_related("programme").get(pk=area.pk)

    monkeypatch.setattr(handing_over, "area_for", unlocked)
    assert rounds(build.group()) != [[]] * ROUNDS
