"""Sessions are moved, postponed, cancelled and put back (domain 3E)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from partnerships import membership
from pipd.kit import clock
from pipd.kit.models import OutgoingMail
from tests import build
from tests.refused import refused
from workshops import cycle, scheduling, slots, verify
from workshops.models import Workshop

LATER = date(2027, 3, 22)  # a week after session 3; session 4 is on 14 April


def slot(group: build.Group, workshop: Workshop, **changes: object) -> slots.Slot:
    return replace(slots.slot_of(workshop), facilitators=tuple(group.facilitators), **changes)


def move(group: build.Group, workshop: Workshop, day: date = LATER, **changes: object) -> Workshop:
    return cycle.change(workshop, slot(group, workshop, day=day, **changes), by=group.facilitator)


def off(group: build.Group, workshop: Workshop, how: object = cycle.postpone) -> Workshop:
    return how(workshop, reason="Snow", by=group.facilitator)


def sessions(group: build.Group) -> list[Workshop]:
    """The four sessions as they are stored now."""
    build.area_with_sessions(group)
    return list(Workshop.objects.filter(area=group.area).select_related("area__programme").order_by("number"))


def third(group: build.Group) -> Workshop:
    return sessions(group)[2]


# Moving


def test_a_moved_session_has_its_new_date_and_a_higher_sequence(area):
    before = third(area)
    after = move(area, before)
    assert (after.local_start.date(), after.local_start.hour) == (LATER, 10)
    assert after.sequence == before.sequence + 1 == Workshop.objects.get(pk=before.pk).sequence


@pytest.mark.parametrize(
    ("changes", "rises"),
    [
        ({}, False),
        ({"venue": "Library"}, True),
        ({"online": True}, True),
        ({"topic": "What would help us"}, True),
        ({"half": slots.AFTERNOON}, True),
    ],
)
def test_whatever_calendars_show_raises_the_sequence(area, changes, rises):
    before = third(area)
    after = cycle.change(before, slot(area, before, **changes), by=area.coordinator)
    assert after.sequence == before.sequence + rises


def test_planning_again_raises_the_sequence_of_what_changed_alone(area):
    row = sessions(area)
    given = [slots.slot_of(w) for w in row]
    given[3] = replace(given[3], venue="Elsewhere")
    before = {w.number: w.sequence for w in row}
    scheduling.plan(area.area, given, facilitators=area.facilitators, by=area.coordinator)
    rose = {w.number for w in Workshop.objects.all() if w.sequence > before[w.number]}
    assert rose == {4}


@pytest.mark.parametrize(
    ("day", "reasons"),
    [
        (date(2027, 3, 20), ["This is not a working day."]),
        (date(2026, 12, 1), ["This date is in the past."]),
        (
            date(2027, 3, 5),
            ["Leave at least 15 working days after the session before: 8 March 2027 or later."],
        ),
        (
            date(2027, 4, 1),
            ["Session 4: Leave at least 15 working days after the session before: 22 April 2027 or later."],
        ),
        (date(2035, 1, 2), None),
    ],
)
def test_a_move_is_judged_by_the_rules_of_planning(area, day, reasons):
    found = refused(move, area, third(area), day)
    assert found == reasons or (reasons is None and "Bank holidays are known for" in found[0])
    assert Workshop.objects.get(number=3).local_start.date() == date(2027, 3, 15)


def test_another_venue_is_not_stopped_by_dates_nobody_changes(area):
    workshop = third(area)
    clock.set_to(workshop.ends_at + timedelta(days=1))  # past, and nobody recorded who came
    assert (
        cycle.change(workshop, slot(area, workshop, venue="Library"), by=area.facilitator).venue == "Library"
    )


def test_a_session_that_was_held_stays_as_it_is(area):
    held = build.delivered(area)
    for act in (move, off, lambda g, w: off(g, w, cycle.cancel)):
        assert refused(act, area, held) == ["Session 1 was held, so it stays as it is."]


def test_a_session_needs_two_facilitators_of_the_area(area, neighbour):
    workshop = third(area)
    for pair in ((area.facilitator,), (area.facilitator,) * 2, (area.facilitator, neighbour.facilitator), ()):
        given = replace(slot(area, workshop), facilitators=pair)
        assert refused(cycle.change, workshop, given, by=area.facilitator) == [
            "Two different facilitators of this area are needed."
        ]


def test_a_replaced_facilitator_stays_with_the_sessions_they_ran(area):
    """Domain 3N, 17 and E11: by planning and by changing one session."""
    build.delivered(area, 2)
    newcomer = membership.appoint(
        area.programme,
        user=build.user("new@pipd.example", "New Facilitator"),
        role=build.Role.FACILITATOR,
        area=area.area,
    )
    gone = area.other_facilitator
    membership.leave(gone, by=gone)
    pair = (area.facilitator, newcomer)
    workshop = third(area)
    cycle.change(workshop, replace(slots.slot_of(workshop), facilitators=pair), by=area.coordinator)
    row = [slots.slot_of(w) for w in sessions(area)]
    scheduling.plan(area.area, row, facilitators=pair, by=area.coordinator)
    pairs = {w.number: set(w.facilitators.all()) for w in Workshop.objects.all()}
    assert pairs[1] == pairs[2] == set(area.facilitators)
    assert pairs[3] == pairs[4] == set(pair)


# Postponing, cancelling, putting back


def test_a_postponed_session_loses_its_date_and_keeps_its_place(area):
    build.delivered(area, 2)
    after = off(area, third(area))
    assert (after.state, after.halt_reason, after.halted_by) == ("postponed", "Snow", area.facilitator)
    fourth = sessions(area)[3]
    clock.set_to(fourth.ends_at)
    assert scheduling.delivery_blockers(fourth) == ["Record the session before this one first."]
    assert scheduling.delivery_blockers(after) == ["This session is postponed. Give it a new date first."]
    assert list(verify.sessions()) == []


def test_a_postponed_session_is_confirmed_again_by_its_new_date(area):
    before = off(area, third(area))
    after = move(area, before)
    assert (after.state, after.halted_at, after.halt_reason) == ("confirmed", None, "")
    assert after.sequence > before.sequence


def test_a_session_postponed_before_the_start_is_planned_again(area):
    slots_of = [
        slots.Slot(d, slots.MORNING, "Hall") for d in scheduling.usual_days(area.area, build.FIRST_SESSION)
    ]
    row = scheduling.plan(area.area, slots_of, facilitators=area.facilitators, by=area.coordinator)
    assert move(area, off(area, row[2])).state == "planned"
    assert OutgoingMail.objects.count() == 0  # the group has not been told of any session yet


def test_a_cancelled_session_keeps_nobody_from_the_next(area):
    build.delivered(area, 2)
    off(area, third(area), cycle.cancel)
    fourth = sessions(area)[3]
    clock.set_to(fourth.ends_at)
    presence = dict.fromkeys(scheduling.expected_at(fourth), "attended")
    scheduling.deliver(fourth, presence=presence, by=area.facilitator)
    area.area.refresh_from_db()
    assert (area.area.state, list(verify.sessions())) == ("planning", [])
    assert refused(move, area, third(area)) == ["The cycle of sessions in Quillshire is over."]


def test_with_the_last_session_to_come_the_cycle_is_over(area):
    build.delivered(area, 3)
    fourth = sessions(area)[3]
    assert cycle.is_last_open(fourth)
    off(area, fourth, cycle.cancel)
    area.area.refresh_from_db()
    assert (area.area.state, list(verify.sessions())) == ("planning", [])


def test_a_cancelled_session_can_be_put_back(area):
    off(area, third(area), cycle.cancel)
    assert move(area, third(area)).state == "confirmed"


def test_twice_the_same_and_without_a_reason_is_refused(area):
    workshop = third(area)
    assert refused(cycle.cancel, workshop, reason="", by=area.facilitator) == ["Say why."]
    off(area, workshop)
    assert refused(off, area, workshop) == ["Session 3 is postponed already."]
    off(area, workshop, cycle.cancel)
    assert refused(off, area, workshop) == ["Session 3 is cancelled already."]


@pytest.mark.parametrize("broken", [{"state": "cancelled"}, {"halted_at": clock.local(LATER, 9)}])
def test_the_table_refuses_a_halt_without_its_moment(area, broken):
    with pytest.raises(IntegrityError), transaction.atomic():
        Workshop.objects.filter(pk=third(area).pk).update(**broken)
