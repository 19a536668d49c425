"""A group that runs and has lost its balance: since when, and who takes the place (domain E1, I-2)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from partnerships import areas, late, selection
from partnerships.models import Seat, StudyArea
from partnerships.uneven import uneven, who_left
from pipd.kit import clock, workdays
from tests import build
from tests.partnerships import applicants, leavers
from tests.partnerships.leavers import applied, days_on, gone, on, waiting_pair, waits
from tests.refused import refused


@pytest.fixture
def running(area: build.Group) -> build.Group:
    return leavers.running(area)


# Since when


def test_a_group_that_is_even_is_not_uneven(running):
    assert uneven(running.area) is None


def test_it_is_uneven_from_the_day_on_which_somebody_left(running):
    left_on = days_on(3)
    gone(running.tso[5])
    days_on(4)
    one = uneven(running.area)
    assert (one.la, one.tso, one.since, one.short_of, one.places) == (6, 5, left_on, "tso", 1)
    assert one.numbers == "6 from the local authority and 5 from the third sector"


def test_it_is_since_the_first_who_left_while_nobody_came(running):
    left_on = days_on(1)
    gone(running.tso[5])
    days_on(5)
    gone(running.tso[4])
    one = uneven(running.area)
    assert (one.since, one.places) == (left_on, 2)


def test_it_is_even_again_when_the_other_sector_loses_somebody_too(running):
    gone(running.tso[5])
    days_on(2)
    gone(running.la[5])
    assert uneven(running.area) is None
    again = days_on(3)
    gone(running.tso[4])
    assert uneven(running.area).since == again


def test_a_group_that_does_not_run_has_no_balance_to_lose(area):
    gone(area.tso[5])
    assert uneven(area.area) is None
    assert who_left(area.area, "tso") is None


def test_a_group_that_started_one_apart_is_as_it_was_meant_until_more_leave(area):
    gone(area.tso[5])
    stored = StudyArea.objects.get(pk=area.area.pk)
    areas.waive_parity(stored, "Nobody else applied.", la=6, tso=5, by=area.coordinator)
    areas.advance(stored, StudyArea.State.CONFIRMED, by=area.coordinator)
    days_on(9)
    assert uneven(stored) is None
    assert late.late([stored]) == {}
    left_on = clock.today()
    gone(area.tso[4])
    assert uneven(stored).since == left_on


def test_the_tolerance_of_the_programme_is_not_uneven(running):
    running.programme.parity_tolerance = 1
    running.programme.save()
    running.area.programme.refresh_from_db()
    gone(running.tso[5])
    assert uneven(running.area) is None
    gone(running.tso[4])
    assert uneven(running.area).short_of == "tso"


def test_the_place_is_kept_for_fifteen_working_days(running):
    gone(running.tso[5])
    one = uneven(running.area)
    assert one.until == workdays.add_wd(clock.today(), 15)
    clock.set_to(workdays.deadline(one.until))
    assert not uneven(running.area).is_over
    clock.set_to(clock.now() + timedelta(seconds=1))
    assert uneven(running.area).is_over


# Who takes the place


def test_3n_02_a_tso_member_leaves_and_only_a_tso_member_replaces_them(running):
    """Domain 3N, 2; that session 3 is still held is in tests/workshops/test_unevenness.py."""
    left = gone(running.tso[5])
    other = applied(running, "b@x.example", "la")
    assert refused(selection.accept, other, override="Why", by=running.coordinator) == [
        "One more from that sector would make the group of Quillshire uneven."
    ]
    seat = selection.accept(waits(running, "a@x.example"), by=running.coordinator)
    assert seat.replaces == left
    assert uneven(running.area) is None


def test_each_who_left_is_replaced_once_the_latest_first(running):
    earlier = gone(running.tso[5])
    days_on(1)
    later = gone(running.tso[4])
    first, second = waiting_pair(running)
    assert selection.accept(first, by=running.coordinator).replaces == later
    assert selection.accept(second, by=running.coordinator).replaces == earlier
    assert who_left(running.area, "tso") is None


def test_while_people_are_chosen_nobody_is_replaced(area):
    gone(area.tso[5])
    seat = selection.accept(applicants.to_decide(area, "tso"), by=area.coordinator)
    assert seat.replaces is None


def test_the_database_refuses_a_second_who_replaces_the_same(running):
    left = gone(running.tso[5])
    selection.accept(waits(running, "a@x.example"), by=running.coordinator)
    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.filter(pk=running.tso[4].pk).update(replaces=left)
    for wrong, whom in ((running.facilitator, running.la[5]), (running.tso[3], running.tso[3])):
        with pytest.raises(IntegrityError), transaction.atomic():
            Seat.objects.filter(pk=wrong.pk).update(replaces=whom)


def test_it_may_still_be_given_when_the_fifteen_days_are_over(running):
    gone(running.tso[5])
    on(workdays.add_wd(clock.today(), 20))
    selection.accept(waits(running, "a@x.example"), by=running.coordinator)
    assert uneven(running.area) is None
