"""Who changed sides still answers for where they sat (domain I-15, E14)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from partnerships import membership
from pipd.kit import clock
from tests import build
from tests.client import Client


@pytest.fixture
def swapped(area: build.Group) -> build.Seat:
    """Was at session 1 for the local authority, and has sat on the other side since the day after."""
    build.circulated(area)
    before = area.la[2]
    membership.leave(before, by=before)
    build.forward_to(clock.now() + timedelta(days=1))
    return build.joined(
        area.area,
        user=before.user,
        sector="tso",
        organisation=area.tso[0].organisation,
        job_title="Trustee",
    )


def check(client: Client, number: int = 1) -> int:
    return client.get(
        reverse("workshops:note-check", kwargs={"area": "quillshire", "number": number})
    ).status_code


def test_the_notes_of_the_session_they_were_at_open_from_the_old_seat(area, swapped, client):
    assert check(client.as_(swapped, may_see=area.words.uncleared)) == 200


def test_who_was_never_there_still_finds_nothing(area, swapped, client):
    assert check(client.as_(area.tso[5])) == 404


def test_who_left_and_facilitates_now_finds_nothing(area, swapped, client):
    membership.leave(swapped, by=swapped)
    build.forward_to(clock.now() + timedelta(days=1))
    now = membership.appoint(area.programme, user=swapped.user, role="facilitator", area=area.area)
    assert check(client.as_(now)) == 403
