"""Sessions by which the sectors were not even again: held all the same; a facilitator says why, once (domain E1)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from actionplans import people
from partnerships import membership
from partnerships.models import Seat
from pipd.kit import clock, workdays
from pipd.kit.models import LogEntry
from tests import build
from tests.client import Client
from tests.refused import refused
from workshops import owed, unevenness
from workshops.models import Workshop

KIND, WHY = "uneven to explain", "Nobody of that sector waits for a place."


@pytest.fixture
def left(area: build.Group) -> build.Group:
    """A member of the third sector left on the day after session 2."""
    build.delivered(area, 2, la=6, tso=6)
    build.forward_to(clock.now() + timedelta(days=1))
    gone = area.tso.pop()
    membership.leave(gone, by=gone)
    return area


def asked(group: build.Group) -> list[int]:
    rows = list(Workshop.objects.filter(area=group.area).order_by("number"))
    for one in rows:
        one.area = group.area
    found = unevenness.of_sessions(rows)
    return [one.number for one in rows if one.pk in found]


def session(group: build.Group, number: int) -> Workshop:
    return Workshop.objects.select_related("area__programme").get(area=group.area, number=number)


def due(seat: Seat) -> list[str]:
    stored = Seat.objects.select_related("area__programme").get(pk=seat.pk)
    return [row.title for row in owed.owed([stored]) if row.kind == KIND]


def test_3n_02_session_3_is_held_all_the_same(left):
    """Domain 3N, 2: that only the same sector replaces who left is in tests/partnerships/test_uneven.py."""
    third = build.delivered(left, 3, la=6, tso=5)
    assert third.is_delivered


def test_it_is_asked_of_the_next_session_once_it_has_begun_and_of_no_other(left):
    assert asked(left) == []
    build.forward_to(session(left, 3).starts_at - timedelta(minutes=1))
    assert asked(left) == []
    build.forward_to(session(left, 3).starts_at)
    assert asked(left) == [3]
    build.delivered(left, 4, la=6, tso=5)
    assert asked(left) == [3]


def test_it_is_not_asked_where_somebody_took_the_place_in_time(left):
    build.participant(left.area, "tso", 9, left.tso[0].organisation)
    build.delivered(left, 4, la=6, tso=6)
    assert asked(left) == []


def test_who_leaves_on_the_very_day_is_asked_about_at_the_session_after_it(area):
    """On that day nobody could have taken the place."""
    third = build.area_with_sessions(area)[2]
    build.delivered(area, 2)
    build.forward_to(third.starts_at - timedelta(hours=1))
    gone = area.tso.pop()
    membership.leave(gone, by=gone)
    build.delivered(area, 3)
    assert asked(area) == []
    build.delivered(area, 4)
    assert asked(area) == [4]


def test_it_is_asked_again_when_the_balance_is_lost_again(left):
    build.delivered(left, 3, la=6, tso=5)
    build.forward_to(clock.now() + timedelta(days=1))
    left.tso.append(build.participant(left.area, "tso", 9, left.tso[0].organisation))
    build.forward_to(clock.now() + timedelta(days=2))
    gone = left.la.pop()
    membership.leave(gone, by=gone)
    build.delivered(left, 4, la=5, tso=6)
    assert asked(left) == [3, 4]


def test_a_group_that_was_even_is_asked_nothing(area):
    build.delivered(area, 4)
    assert asked(area) == []
    assert refused(unevenness.explain, session(area, 3), reason=WHY, by=area.facilitator) == [
        unevenness.NOT_ASKED
    ]


def test_a_facilitator_records_it_once_and_it_is_in_the_log_without_words(left):
    build.delivered(left, 3, la=6, tso=5)
    unevenness.explain(session(left, 3), reason=WHY, by=left.facilitator)
    stored = session(left, 3)
    assert (stored.uneven_reason, stored.uneven_by) == (WHY, left.facilitator)
    entry = LogEntry.objects.get(verb="uneven explained")
    assert (entry.facts["session"], entry.facts["la"], entry.facts["tso"]) == (3, 6, 5)
    assert WHY not in str(entry.facts)
    assert refused(unevenness.explain, stored, reason="Other", by=left.other_facilitator) == [unevenness.SAID]
    assert session(left, 3).uneven_reason == WHY


def test_the_database_refuses_a_reason_without_who_gave_it(left):
    rows = Workshop.objects.filter(area=left.area, number=3)
    for fields in ({"uneven_reason": WHY}, {"uneven_at": clock.now(), "uneven_by": left.facilitator}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**fields)


def test_only_facilitators_of_the_area_record_it(left, neighbour):
    build.delivered(left, 3, la=6, tso=5)
    for by in (left.la_lead, left.coordinator, neighbour.facilitator):
        with pytest.raises(PermissionDenied):
            unevenness.explain(session(left, 3), reason=WHY, by=by)


def test_a_facilitator_whose_seat_ended_meanwhile_records_nothing(left):
    build.delivered(left, 3, la=6, tso=5)
    held = Seat.objects.get(pk=left.facilitator.pk)
    Seat.objects.filter(pk=held.pk).end()
    with pytest.raises(PermissionDenied):
        unevenness.explain(session(left, 3), reason=WHY, by=held)
    assert session(left, 3).uneven_at is None


def test_facilitators_are_asked_within_five_working_days_and_nobody_else(left):
    third = build.delivered(left, 3, la=6, tso=5)
    assert (
        due(left.facilitator)
        == due(left.other_facilitator)
        == ["Say why the sectors were uneven by session 3"]
    )
    assert due(left.la_lead) == due(left.coordinator) == []
    stored = Seat.objects.select_related("area__programme").get(pk=left.facilitator.pk)
    [row] = [row for row in owed.owed([stored]) if row.kind == KIND]
    assert row.due_at == workdays.deadline(workdays.add_wd(third.local_start.date(), 5))
    assert left.tso[0].user.full_name not in row.what
    unevenness.explain(third, reason=WHY, by=left.facilitator)
    assert due(left.other_facilitator) == []


# The pages


def address(group: build.Group, name: str, **more: object) -> str:
    return reverse(f"workshops:{name}", kwargs={"area": group.slug, **more})


def test_the_form_keeps_it_and_the_group_reads_it(left, client):
    build.delivered(left, 3, la=6, tso=5)
    page, reader = address(left, "session-uneven", number=3), client.as_(left.facilitator)
    assert page in reader.get(address(left, "session-detail", number=3)).text
    shown = reader.get(page).text
    assert "6 from the local authority and 5 from the third sector took part on" in shown
    assert "Say why the sectors were not even again" in reader.post(page, {"reason": ""}).text
    assert reader.post(page, {"reason": WHY}).url == address(left, "session-detail", number=3)
    shown = reader.get(address(left, "session-detail", number=3)).text
    assert "Record why" not in shown
    assert "Correct it" in shown
    for name, more in (("session-detail", {"number": 3}), ("area-detail", {})):
        assert WHY in Client().as_(left.tso_officer).get(address(left, name, **more)).text
    again = reader.post(page, {"reason": "Typed by a colleague"})
    assert "It is recorded already" in again.text
    assert "Typed by a colleague" in again.text


def test_the_form_of_a_session_that_asks_nothing_says_so(left, client):
    assert unevenness.NOT_ASKED in client.as_(left.facilitator).get(
        address(left, "session-uneven", number=1)
    ).text.replace("&#x27;", "'")


# What the plan's cover says of the group


def cover(group: build.Group) -> str:
    return people.composition_of(group.area, people.everyone_of(group.area), people.sessions_of(group.area))


def test_the_cover_says_from_which_session_on_the_group_was_otherwise(left):
    assert cover(left) == "6 from the local authority and 6 from the third sector; 6 and 5 now"
    build.delivered(left, 3, la=6, tso=5)
    even = "6 from the local authority and 6 from the third sector"
    assert cover(left) == f"{even}; 6 and 5 from session 3"
    build.forward_to(clock.now() + timedelta(days=1))
    build.participant(left.area, "tso", 9, left.tso[0].organisation)
    assert cover(left) == f"{even}; 6 and 5 from session 3; 6 and 6 now"


def test_the_cover_of_a_group_that_stayed_says_its_numbers_alone(area):
    assert cover(area) == ""
    build.delivered(area, 2)
    assert cover(area) == "6 from the local authority and 6 from the third sector"
