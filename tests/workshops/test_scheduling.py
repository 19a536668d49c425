"""Planning, starting and holding the four sessions (domain I-1, I-8 to I-12, 3E)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from partnerships import membership
from partnerships.membership import NotPossible
from pipd.kit import clock
from tests import build
from tests.refused import refused
from workshops import scheduling
from workshops.models import Attendance, Workshop

USUAL = [date(2027, 1, 18), date(2027, 2, 15), date(2027, 3, 15), date(2027, 4, 14)]


def plan(group: build.Group, days: list[date], **more: object) -> list[Workshop]:
    stored = dict(Workshop.objects.filter(area=group.area).values_list("number", "revision"))
    slots = [
        scheduling.Slot(day, scheduling.AFTERNOON, "Library", revision=stored.get(n, 0))
        for n, day in enumerate(days, start=1)
    ]
    given = {"facilitators": group.facilitators, "by": group.coordinator} | more
    return scheduling.plan(group.area, slots, **given)


def everybody(workshop: Workshop, how: str = "attended") -> dict[build.Seat, str]:
    return dict.fromkeys(scheduling.expected_at(workshop), how)


# Planning


def test_usual_days_are_working_days_far_enough_apart(area):
    days = scheduling.usual_days(area.area, build.FIRST_SESSION)
    assert days == USUAL
    assert scheduling.problems(area.area, days) == {}


def test_planned_sessions_have_half_days_topics_and_two_facilitators(area):
    made = plan(area, USUAL)
    told = [(w.number, w.local_start.hour, w.ends_at - w.starts_at, w.facilitators.count()) for w in made]
    assert told == [(n, 14, timedelta(hours=3), 2) for n in (1, 2, 3, 4)]


@pytest.mark.parametrize(
    ("days", "wrong"),
    [
        ([USUAL[0], date(2027, 2, 5), *USUAL[2:]], {2}),  # 14 working days
        ([USUAL[0], date(2027, 2, 8), *USUAL[2:]], set()),  # 15
        ([date(2027, 1, 16), *USUAL[1:]], {1}),  # a Saturday
        ([*USUAL[:3], date(2027, 3, 26)], {4}),  # Good Friday
        ([date(2027, 1, 1), *USUAL[1:]], {1}),  # past
        ([*USUAL[:3], date(2035, 1, 2)], {4}),  # beyond the known bank holidays
        ([*USUAL[:2], USUAL[1], USUAL[3]], {3}),  # twice the same day
        ([USUAL[1], USUAL[0], *USUAL[2:]], {2}),  # backwards
    ],
)
def test_problems_of_dates(area, days, wrong):
    assert set(scheduling.problems(area.area, days)) == wrong


def test_planning_needs_two_different_facilitators_of_the_area(area, neighbour):
    for pair in ([area.facilitator], [area.facilitator] * 2, [area.facilitator, neighbour.facilitator], []):
        assert refused(plan, area, USUAL, facilitators=pair) == [
            "Two different facilitators of this area are needed."
        ]
    assert Workshop.objects.count() == 0


@pytest.mark.parametrize("who", ["la_lead", "facilitator"])
def test_only_coordinators_plan_and_start(area, who):
    with pytest.raises(PermissionDenied):
        plan(area, USUAL, by=getattr(area, who))
    with pytest.raises(PermissionDenied):
        scheduling.launch(area.area, by=getattr(area, who))


def test_planning_again_moves_what_is_not_held_yet(area):
    build.delivered(area)
    later = [USUAL[0], date(2027, 2, 22), date(2027, 3, 22), date(2027, 4, 22)]
    plan(area, later)
    days = [w.local_start.date() for w in Workshop.objects.filter(area=area.area)]
    assert days == later
    assert Workshop.objects.get(area=area.area, number=1).local_start.hour == 10


def test_3n_17_a_replaced_facilitator_stays_with_the_session_they_held(area):
    first = build.delivered(area)
    newcomer = membership.appoint(
        area.programme,
        user=build.user("new@pipd.example", "New Facilitator"),
        role=build.Role.FACILITATOR,
        area=area.area,
    )
    plan(area, USUAL, facilitators=[area.facilitator, newcomer])
    pairs = {w.number: set(w.facilitators.all()) for w in Workshop.objects.filter(area=area.area)}
    assert pairs[1] == set(area.facilitators) == set(first.facilitators.all())
    assert pairs[2] == pairs[3] == pairs[4] == {area.facilitator, newcomer}


# Starting


@pytest.mark.parametrize(
    ("la", "tso", "reasons"),
    [
        (5, 5, []),
        (6, 6, []),
        (7, 7, []),
        (5, 6, ["The sectors are not even: 5 and 6."]),
        (4, 4, ["The group has 8 people and needs at least 10."]),
        (8, 8, ["The group has 16 people and may have at most 14."]),
        (7, 8, ["The group has 15 people and may have at most 14.", "The sectors are not even: 7 and 8."]),
    ],
)
def test_3n_01_starting_a_group_of_each_size(db, base_moment, la, tso, reasons):
    group = build.group(la=la, tso=tso)
    plan(group, USUAL)
    assert scheduling.launch_blockers(group.area) == reasons
    if reasons:
        assert refused(scheduling.launch, group.area, by=group.coordinator) == reasons
    else:
        scheduling.launch(group.area, by=group.coordinator)
        states = set(Workshop.objects.values_list("state", flat=True))
        assert (group.area.state, states) == ("confirmed", {"confirmed"})


def test_starting_before_sessions_are_planned_is_refused(area):
    assert refused(scheduling.launch, area.area, by=area.coordinator) == ["Plan the four sessions."]


def test_starting_needs_two_who_still_facilitate_each_session(area):
    plan(area, USUAL)
    membership.leave(area.other_facilitator, by=area.other_facilitator)
    missing = [f"Session {n} needs two facilitators." for n in (1, 2, 3, 4)]
    assert refused(scheduling.launch, area.area, by=area.coordinator) == missing


def test_starting_twice_is_refused(area):
    build.area_with_sessions(area)
    assert refused(scheduling.launch, area.area, by=area.coordinator) == [
        "Quillshire is confirmed, not recruiting."
    ]


def test_who_does_not_consent_does_not_count(area):
    area.la[5].consents.update(withdrawn_at=clock.now())
    plan(area, USUAL)
    assert scheduling.launch_blockers(area.area) == ["The sectors are not even: 5 and 6."]


# Holding


def test_attendance_makes_the_session_held_and_moves_the_area_on(area):
    states = []
    for n in (1, 2, 3, 4):
        build.delivered(area, n)
        area.area.refresh_from_db()
        states.append(area.area.state)
    assert states == ["in_workshops", "in_workshops", "in_workshops", "planning"]


def test_attendance_before_the_session_begins_is_refused(area):
    workshop = build.area_with_sessions(area)[0]
    clock.set_to(workshop.starts_at - build.MINUTE)
    assert refused(scheduling.deliver, workshop, presence=everybody(workshop), by=area.facilitator) == [
        "This session has not begun yet."
    ]


def test_attendance_of_the_second_before_the_first_is_refused(area):
    second = build.area_with_sessions(area)[1]
    clock.set_to(second.ends_at)
    assert refused(scheduling.deliver, second, presence=everybody(second), by=area.facilitator) == [
        "Record the session before this one first."
    ]


def test_attendance_before_the_group_is_started_is_refused(area):
    workshop = plan(area, USUAL)[0]
    clock.set_to(workshop.ends_at)
    assert refused(scheduling.deliver, workshop, presence=everybody(workshop), by=area.facilitator) == [
        "The group has not been started yet, so no session can have been held."
    ]


@pytest.mark.parametrize(
    ("count", "why", "reasons"),
    [
        (2, "", None),
        (1, "Illness", None),
        (1, "", ["Say why only one facilitator was there."]),
        (0, "Both ill", ["Without a facilitator a session has not happened."]),
        (3, "", ["Without a facilitator a session has not happened."]),
    ],
)
def test_facilitators_who_came(area, count, why, reasons):
    """Domain E11: one may run it, with a note of why; without one it has not happened."""
    workshop = build.area_with_sessions(area)[0]
    clock.set_to(workshop.ends_at)
    given = {
        "presence": everybody(workshop),
        "facilitated_by": count,
        "deviation": why,
        "by": area.facilitator,
    }
    if reasons:
        assert refused(scheduling.deliver, workshop, **given) == reasons
    else:
        scheduling.deliver(workshop, **given)
        assert Workshop.objects.get(pk=workshop.pk).is_delivered


@pytest.mark.parametrize("who", ["neighbour", "facilitator", "left before", "joined after"])
def test_only_those_who_took_part_on_the_day_can_have_attended(area, neighbour, who):
    workshop = build.area_with_sessions(area)[0]
    leaver = area.la[5]
    membership.leave(leaver, by=leaver)
    clock.set_to(workshop.ends_at + timedelta(days=1))
    late = build.participant(area.area, build.Sector.LA, 9, area.la[0].organisation)
    seat = {
        "neighbour": neighbour.la[0],
        "facilitator": area.facilitator,
        "left before": leaver,
        "joined after": late,
    }[who]
    presence = everybody(workshop) | {seat: "attended"}
    assert refused(scheduling.deliver, workshop, presence=presence, by=area.facilitator) == [
        "Only those who took part in this area on the day can have attended."
    ]
    assert Attendance.objects.count() == 0


def test_attendance_can_be_corrected_until_the_notes_are_sent(area):
    workshop = build.delivered(area)
    seat = area.la[5]
    scheduling.deliver(workshop, presence={seat: "left_early"}, by=area.other_facilitator)
    assert Attendance.objects.get(workshop=workshop, seat=seat).was_there
    build.write_up(area, workshop, ["Said"])
    build.circulating.circulate(workshop, by=area.facilitator)
    with pytest.raises(NotPossible):
        scheduling.deliver(workshop, presence={seat: "absent"}, by=area.facilitator)
    assert Attendance.objects.get(workshop=workshop, seat=seat).was_there


def test_who_left_on_the_day_itself_is_not_expected_any_more(area):
    workshop = build.area_with_sessions(area)[0]
    clock.set_to(workshop.starts_at)
    membership.leave(area.la[5], by=area.la[5])
    assert area.la[5] not in scheduling.expected_at(workshop)


def test_a_sector_that_lost_somebody_still_holds_its_session(area):
    build.delivered(area, 2)
    membership.leave(area.tso[5], by=area.tso[5])
    build.delivered(area, 3)
    assert Workshop.objects.get(number=3).is_delivered


@pytest.mark.parametrize(
    ("there", "of", "quorate"), [(3, 6, True), (2, 6, False), (2, 4, True), (1, 1, False), (2, 2, True)]
)
def test_quorate(there, of, quorate):
    """Domain E3 and 3E."""
    assert scheduling.is_quorate(there, of) is quorate


# What the tables themselves refuse


@pytest.mark.parametrize(
    "broken",
    [
        {"number": 5},
        {"number": 2},
        {"number": 1, "state": "delivered"},
        {"number": 1, "delivered_at": clock.local(date(2027, 1, 18), 12)},
        {"number": 1, "ends_at": clock.local(date(2027, 1, 18), 9)},
    ],
)
def test_a_session_that_cannot_be(area, broken):
    first = build.area_with_sessions(area)[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        Workshop.objects.filter(pk=first.pk).update(**broken)
