"""A year of thirteen areas, lived by the real functions in the order of time: what everybody does, and when."""

from __future__ import annotations

import heapq
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from django.core.exceptions import PermissionDenied

from partnerships import membership, naming_leads
from partnerships.membership import NotPossible
from partnerships.models import Organisation, Role, Seat, Sector
from pipd.kit import clock, workdays
from tests import build
from tests.faults.year_plans import Plan
from workshops import scheduling
from workshops.clearance import approving, circulating
from workshops.models import Attendance, Workshop

AREAS, POOL = 13, 2
BEGINS = date(2027, 1, 4)
CIRCULATED_AFTER = (4, 7, 12, 13)  # working days
WITHOUT_A_SECOND = 5  # in this area a facilitator leaves
Act = Callable[[], Any]


@dataclass
class Year:
    """What is still to happen, by its moment; and what happened that no row says.

    `planned` has when sessions were, `left` when somebody stopped: rows have the day. `plans` are the areas that plan.
    """

    to_come: list[tuple[datetime, int, Act]] = field(default_factory=list)
    groups: list[build.Group] = field(default_factory=list)
    planned: dict[Any, datetime] = field(default_factory=dict)
    left: dict[Any, datetime] = field(default_factory=dict)
    plans: dict[int, Plan] = field(default_factory=dict)
    coordinator: Seat | None = None
    order: Iterator[int] = field(default_factory=count)

    def then(self, moment: datetime, act: Act) -> None:
        heapq.heappush(self.to_come, (moment, next(self.order), act))

    def live_until(self, moment: datetime) -> None:
        """Everything up to `moment` happens, each at its own moment."""
        while self.to_come and self.to_come[0][0] <= moment:
            at, _, act = heapq.heappop(self.to_come)
            clock.set_to(at)
            act()
        clock.set_to(moment)


def begin() -> Year:
    """Thirteen areas with two and two people out of a few, so that most have a seat in several."""
    clock.set_to(clock.local(BEGINS, 7))
    programme = build.programme()
    programme.min_group, programme.max_group = 4, 14
    programme.save()
    year = Year(coordinator=build.programme_seat(Role.COORDINATOR))
    for n in range(AREAS):
        year.groups.append(_group(n))
        day = workdays.add_wd(BEGINS, 1 + n * 9)
        year.then(clock.local(day, 10), lambda n=n, day=day: _plan(year, n, day))
    return year


def _group(n: int) -> build.Group:
    area = build.study_area(name=f"Area{n:02}", number=n + 1)
    made = build.Group(area=area, words=build.OUR_WORDS)
    for k in range(2):
        person = build.user(f"facilitator{(n + k) % POOL}@pipd.example", f"Facilitator {(n + k) % POOL}")
        made.facilitators.append(
            membership.appoint(area.programme, user=person, role=Role.FACILITATOR, area=area)
        )
    kinds = {Sector.LA: Organisation.Kind.LOCAL_AUTHORITY, Sector.TSO: Organisation.Kind.FRONT_LINE}
    for (sector, kind), seats in zip(kinds.items(), (made.la, made.tso), strict=True):
        organisation = Organisation.objects.create(name=f"{sector} of {area.name}", kind=kind)
        for k in range(2):
            who = (n + k) % POOL
            person = build.user(f"{sector}{who}@pipd.example", f"{sector} {who}")
            seats.append(
                build.joined(
                    area, user=person, sector=sector, organisation=organisation, job_title="Officer",
                )
            )  # fmt: skip
        naming_leads.name_lead(seats[0], by=made.facilitators[0])
    return made


def _plan(year: Year, n: int, day: date) -> None:
    group = year.groups[n]
    days = scheduling.usual_days(group.area, workdays.add_wd(day, 8 + n % 5))
    slots = [scheduling.Slot(d, scheduling.MORNING, "Town hall") for d in days]
    sessions = scheduling.plan(group.area, slots, facilitators=group.facilitators, by=year.coordinator)
    scheduling.launch(group.area, by=year.coordinator)
    for w in sessions:
        year.planned[w.pk] = clock.now()
        _session(year, n, w.pk, days[w.number - 1], w.number)
    if n == WITHOUT_A_SECOND:
        gone = group.facilitators[1]
        leaves = clock.local(workdays.sub_wd(days[3], 12), 18)  # when its first notes are approved
        year.then(leaves, lambda: _leave(year, gone))


def _leave(year: Year, seat: Seat) -> None:
    Seat.objects.filter(pk=seat.pk).end()
    year.left[seat.pk] = clock.now()


def _session(year: Year, n: int, pk: Any, day: date, number: int) -> None:
    group = year.groups[n]

    def fresh() -> Workshop:
        return Workshop.objects.select_related("area__programme").get(pk=pk)

    def seat(one: Seat) -> Seat:
        return Seat.objects.select_related("user", "area__programme", "programme").get(pk=one.pk)

    kind = (n + number) % 4
    held = clock.local(day, 15) if kind else clock.local(workdays.add_wd(day, 1), 10)
    sent = clock.local(workdays.add_wd(day, CIRCULATED_AFTER[kind]), 14)
    year.then(held, lambda: _deliver(fresh(), group, n))
    year.then(held + timedelta(minutes=5), lambda: build.log_point(fresh(), seat(group.la[0]), "HOOPOE said"))
    year.then(sent, lambda: _circulate(fresh(), group))
    # The last one to answer makes enough of both sectors, so that a plan can be drafted.
    whole = [group.tso[1]] if number == (1 if n % 3 else 2) else []
    for k, one in enumerate([group.la[0], group.tso[0], group.la[1], *whole]):
        moment = clock.local(workdays.add_wd(day, CIRCULATED_AFTER[kind] + 1 + 4 * k), 11)
        year.then(moment, lambda one=one: _answer(fresh(), seat(one)))
    if n % 3 or number == 2:  # the others are never approved
        approve = clock.local(workdays.add_wd(day, 33 + n % 3), 10)
        year.then(approve, lambda: _approve(year, n, fresh(), seat(group.facilitators[1])))


def _deliver(workshop: Workshop, group: build.Group, n: int) -> None:
    away = {group.tso[1].pk} if n % 4 == 1 else set()
    said = {True: Attendance.Presence.ABSENT, False: Attendance.Presence.ATTENDED}
    presence = {one: said[one.pk in away] for one in scheduling.expected_at(workshop)}
    few = (
        "One facilitator alone"
        if Seat.objects.live().facilitators().filter(area=group.area).count() < 2
        else ""
    )
    by = group.facilitators[0]
    scheduling.deliver(workshop, presence=presence, facilitated_by=1 if few else 2, deviation=few, by=by)


def _circulate(workshop: Workshop, group: build.Group) -> None:
    build.write_up(group, workshop, [f"HOOPOE statement {uuid.uuid4().hex[:6]}"])
    circulating.circulate(workshop, by=group.facilitators[0])


def _answer(workshop: Workshop, seat: Seat) -> None:
    if Attendance.objects.filter(workshop=workshop, seat=seat, presence__in=Attendance.THERE).exists():
        build.answer(workshop, seat)


def _approve(year: Year, n: int, workshop: Workshop, seat: Seat) -> None:
    """Unless the rule does not hold, or it is nobody's to do: then the notes go on waiting. The first begin a plan."""
    try:
        approving.approve(workshop, by=seat)
    except (NotPossible, PermissionDenied):
        return
    if n not in year.plans:
        year.plans[n] = Plan(year, n)
