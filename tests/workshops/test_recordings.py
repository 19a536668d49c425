"""Recordings: consent of everybody who was there, a holder, and a day by which they go (domain I-11, R26)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from partnerships import consenting, membership
from partnerships.models import Consent
from pipd.home import owed_by, seats_of
from pipd.kit import clock, workdays
from pipd.kit.models import LogEntry
from tests import build
from tests.refused import refused
from tests.workshops import acts
from tests.workshops.test_pages_area import at, text
from workshops import recordings, verify
from workshops.models import Attendance, Recording, Workshop

RECORDING = Consent.Kind.RECORDING


def agree(*seats: build.Seat) -> None:
    for seat in seats:
        consenting.give(seat, RECORDING, by=seat)


def there(group: build.Group) -> list[build.Seat]:
    """Who was at session 1 (see build.delivered)."""
    return group.la[:3] + group.tso[:3]


def made(group: build.Group, **changes: object) -> Recording:
    workshop = stored(group)
    given = {"made": True, "held_by": "The university", "destroy_on": recordings.last_day(workshop)}
    return recordings.note(workshop, **{**given, "by": group.facilitator, **changes})


def stored(group: build.Group) -> Workshop:
    return Workshop.objects.select_related("area__programme").get(area=group.area, number=1)


def due(seat: build.Seat) -> list[tuple[str, date]]:
    rows = owed_by(seats_of(seat.user))
    return [
        (row.title, row.due_at.astimezone(clock.LONDON).date())
        for row in rows
        if row.kind == "recording to destroy"
    ]


# Consent


def test_consent_is_given_once_taken_back_and_given_anew(area):
    seat = area.la_officer
    agree(seat, seat)
    consenting.withdraw(seat, RECORDING, by=seat)
    consenting.withdraw(seat, RECORDING, by=seat)
    agree(seat)
    rows = Consent.objects.filter(seat=seat, kind=RECORDING)
    assert (rows.count(), rows.filter(withdrawn_at=None).count()) == (2, 1)
    verbs = LogEntry.objects.filter(verb__startswith="consent ", facts__kind=RECORDING)
    assert sorted(verbs.values_list("verb", flat=True)) == ["consent given"] * 2 + ["consent withdrawn"]


def test_consent_is_nobody_elses_to_give(area):
    for act in (consenting.give, consenting.withdraw):
        assert refused(act, area.la_officer, RECORDING, by=area.facilitator) == [
            "People consent, and take consent back, by their own act."
        ]
    with pytest.raises(PermissionDenied):
        agree(area.facilitator)


def test_who_left_takes_consent_back_and_gives_none(area):
    seat = area.la_officer
    agree(seat)
    membership.leave(seat, by=seat)
    consenting.withdraw(seat, RECORDING, by=seat)
    assert consenting.standing([seat], RECORDING) == {}
    with pytest.raises(PermissionDenied):
        agree(seat)


# Noting a recording


def test_a_recording_needs_the_consent_of_everybody_who_was_there(area):
    agree(*there(area)[1:])
    build.delivered(area)
    assert refused(made, area) == [recordings.NOT_ALL]
    assert Recording.objects.count() == 0
    agree(there(area)[0])  # those who were not there need not agree
    assert made(area).is_kept
    assert list(verify.recorded()) == []


def test_who_left_early_was_there_too(area):
    workshop = build.delivered(area)
    agree(*there(area))
    Attendance.objects.filter(workshop=workshop, seat=area.la[5]).update(presence="left_early")
    assert refused(made, area) == [recordings.NOT_ALL]


def test_withdrawn_consent_counts_for_nothing(area):
    build.delivered(area)
    agree(*there(area))
    consenting.withdraw(area.la[0], RECORDING, by=area.la[0])
    assert refused(made, area) == [recordings.NOT_ALL]


def test_notes_only_needs_no_consent_and_can_be_corrected(area):
    build.delivered(area)
    recordings.note(stored(area), made=False, by=area.facilitator)
    agree(*there(area))
    made(area, revision=1)
    assert refused(recordings.note, stored(area), made=False, revision=2, by=area.facilitator) == [
        "This has been said already. A recording that exists can only be destroyed."
    ]


def test_before_the_session_nothing_can_be_said(area):
    build.area_with_sessions(area)
    agree(*area.participants)
    assert "Record who came first" in refused(made, area)[0]


def test_a_recording_has_a_holder_and_a_day_within_ten_working_days_of_clearing(area):
    build.delivered(area)
    agree(*there(area))
    latest = recordings.last_day(stored(area))
    for changes in (
        {"held_by": ""},
        {"destroy_on": None},
        {"destroy_on": latest + timedelta(days=1)},
        {"destroy_on": clock.today() - timedelta(days=1)},
    ):
        assert refused(made, area, **changes) != []
    assert made(area, destroy_on=latest).destroy_on == latest


def test_a_recording_noted_late_goes_today(area):
    build.delivered(area)
    agree(*there(area))
    clock.set_to(clock.now() + timedelta(days=200))
    assert made(area, destroy_on=clock.today()).is_kept
    assert [day for _, day in due(area.facilitator)] == [clock.today()]


@pytest.mark.parametrize("who", ["la_lead", "coordinator"])
def test_only_facilitators_note_and_destroy(area, who):
    workshop = build.delivered(area)
    with pytest.raises(PermissionDenied):
        recordings.note(workshop, made=False, by=getattr(area, who))
    with pytest.raises(PermissionDenied):
        recordings.confirm_destroyed(workshop, by=getattr(area, who))


@pytest.mark.parametrize(
    "broken",
    [
        {"held_by": ""},
        {"destroy_on": None},
        {"made": False},
        {"destroyed_at": clock.local(date(2027, 2, 1), 9)},
    ],
)
def test_the_table_refuses_half_a_recording(area, broken):
    build.delivered(area)
    agree(*there(area))
    row = made(area)
    with pytest.raises(IntegrityError), transaction.atomic():
        Recording.objects.filter(pk=row.pk).update(**broken)


def test_verify_names_a_recording_of_somebody_who_had_not_agreed(area):
    workshop = build.delivered(area)
    agree(*there(area))
    made(area)
    Consent.objects.filter(seat=area.la[0], kind=RECORDING).delete()
    assert list(verify.recorded()) == [f"{workshop}: recorded with somebody there who had not agreed to it."]


# Destroying


def test_facilitators_are_told_five_working_days_before_and_until_it_is_done(area):
    build.delivered(area)
    agree(*there(area))
    day = made(area).destroy_on
    seen = []
    for when in (workdays.sub_wd(day, 6), workdays.sub_wd(day, 5), day, day + timedelta(days=3)):
        clock.set_to(clock.local(when, 9))
        seen.append(due(area.facilitator))
    told = [("Destroy the recording of session 1", day)]
    assert seen == [[], told, told, told]
    assert (due(area.coordinator), due(area.la_officer)) == ([], [])
    recordings.confirm_destroyed(stored(area), by=area.other_facilitator)
    assert due(area.facilitator) == []
    row = Recording.objects.get()
    assert (row.destroyed_at, row.destroyed_by) == (clock.now(), area.other_facilitator)


def test_once_the_notes_are_cleared_ten_working_days_remain(area):
    workshop = build.circulated(area)
    agree(*there(area))
    promised = made(area).destroy_on
    acts.all_fair(area, workshop)
    acts.approve(area, workshop)
    day = workdays.add_wd(clock.today(), 10)
    assert day < promised
    clock.set_to(clock.local(workdays.sub_wd(day, 5), 9))
    assert due(area.facilitator) == [("Destroy the recording of session 1", day)]


def test_consent_taken_back_asks_for_the_recording_at_once_and_for_good(area, client):
    """Domain E7: recordings are flagged for deletion."""
    build.delivered(area)
    agree(*there(area))
    made(area)
    assert due(area.facilitator) == []
    clock.set_to(clock.now() + timedelta(days=1))
    consenting.withdraw(area.la[0], RECORDING, by=area.la[0])
    agree(area.la[0])  # a new consent does not cover an old recording
    assert due(area.facilitator) == [("Destroy the recording of session 1", clock.today())]
    page = text(client.as_(area.facilitator).get(at(area, "session-recording", 1)))
    assert "Somebody who was there has taken consent back." in page
    assert list(verify.recorded()) == []  # it was lawful when it was made


def test_nothing_is_destroyed_twice_or_without_a_recording(area):
    build.delivered(area)
    assert refused(recordings.confirm_destroyed, stored(area), by=area.facilitator) == [
        "There is no recording of this session."
    ]
