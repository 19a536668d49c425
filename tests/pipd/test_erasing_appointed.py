"""Somebody is appointed in the moment in which they are erased: one of the two is refused, and neither is stuck."""

from __future__ import annotations

import time

import pytest

from partnerships import appointing, data_requests
from partnerships.membership import NotPossible
from partnerships.models import Erased, Role, Seat, User
from pipd import erasing
from tests import build
from tests.workshops.test_races import at_once
from workshops.clearance import departing

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.ADMINISTRATOR])
@pytest.mark.parametrize("wait", [0, 0.1, 0.3])
def test_nobody_is_erased_out_of_what_they_were_just_given(area, neighbour, monkeypatch, role, wait):
    real = departing._fall_silent

    def slowly(*args: object) -> None:
        real(*args)
        time.sleep(0.15)

    monkeypatch.setattr(departing, "_fall_silent", slowly)
    build.circulated(area)
    user = area.la_officer.user
    request = data_requests.ask(user, kind="erase_all", words="Please")
    place = neighbour.area if role == Role.FACILITATOR else None
    by = neighbour.coordinator if place else build.programme_seat(Role.ADMINISTRATOR)
    if place:
        Seat.objects.filter(pk=neighbour.other_facilitator.pk).end()
    told = at_once(
        lambda: erasing.carry_out(request, by=area.coordinator),
        lambda: (
            time.sleep(wait),
            appointing.appoint(
                area.programme, role=role, email=user.email, full_name="Again", area=place, by=by
            ),
        ),
    )
    runs = Seat.objects.live().filter(user=user, role=role).exists()
    is_erased = Erased.objects.filter(person=user.pk).exists()
    assert (runs, is_erased) != (True, True)
    assert isinstance(told[0], NotPossible) != is_erased
    assert User.objects.get(pk=user.pk).is_active != is_erased
