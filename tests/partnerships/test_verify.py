"""`verify` names seats and consents that no workflow would have made."""

from __future__ import annotations

import pytest

from partnerships import membership
from partnerships.models import Programme, Role, Seat
from partnerships.verify import verify
from pipd.kit import clock
from tests import build


def test_a_sound_group_has_nothing_wrong(area, neighbour):
    assert list(verify()) == []


def _other_programme(area: build.Group) -> Seat:
    other = Programme.objects.create(name="Another")
    Seat.objects.filter(pk=area.la[0].pk).update(programme=other)
    return area.la[0]


def _leads_after_the_end(area: build.Group) -> Seat:
    Seat.objects.filter(pk=area.la[0].pk).update(ended_on=clock.today())
    return area.la[0]


def _facilitates_too(area: build.Group) -> Seat:
    Seat.objects.filter(pk=area.facilitator.pk).update(user=area.la[3].user)
    return area.facilitator


def _coordinates_too(area: build.Group) -> Seat:
    seat = area.coordinator
    Seat.objects.filter(pk=seat.pk).update(user=area.la[3].user)
    return seat


def _replaces_the_other_sector(area: build.Group) -> Seat:
    membership.leave(area.tso[5], by=area.tso[5])
    Seat.objects.filter(pk=area.la[5].pk).update(replaces=area.tso[5])
    return area.la[5]


def _from_the_other_side(area: build.Group) -> Seat:
    Seat.objects.filter(pk=area.la[5].pk).update(organisation=area.tso[5].organisation)
    return area.la[5]


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (_from_the_other_side, "its organisation belongs to the other side."),
        (_other_programme, "its area belongs to another programme."),
        (_leads_after_the_end, "ended, and still leads its sector."),
        (_facilitates_too, "facilitates an area and takes part in it."),
        (_coordinates_too, "coordinates a programme and takes part in it."),
        (_replaces_the_other_sector, "replaces somebody of another area or sector."),
    ],
)
def test_a_seat_that_no_workflow_would_make_is_named(area, act, said):
    seat = act(area)
    assert list(verify()) == [f"Seat {seat.pk}: {said}"]


def test_a_consent_of_somebody_who_does_not_take_part_is_named(area):
    consent = area.la[0].consents.get()
    consent.seat = build.programme_seat(Role.ANALYST)
    consent.save()
    assert list(verify()) == [f"Consent {consent.pk}: of somebody who does not take part."]


def test_a_consent_to_no_wording_is_named(area):
    consent = area.la[0].consents.get()
    consent.wording_version = ""
    consent.save()
    assert list(verify()) == [f"Consent {consent.pk}: nobody knows to which wording."]
