"""Sending somebody who never signed in a new link: by whom, to whom, and how often."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from partnerships import appointing, membership
from partnerships.invitations import KIND
from partnerships.membership import NotPossible
from partnerships.models import Invitation, Role, Seat
from pipd.kit import clock
from pipd.kit.models import OutgoingMail
from tests import build
from tests.client import Client


def address(group: build.Group, seat: Seat) -> str:
    return reverse("partnerships:area-invite", kwargs={"area": group.slug, "seat": seat.pk})


def mailed() -> list[str]:
    return list(
        OutgoingMail.objects.filter(kind=KIND).order_by("queued_at", "pk").values_list("to", flat=True)
    )


def seen(seat: Seat) -> None:
    """Whoever holds `seat` has signed in before."""
    type(seat.user).objects.filter(pk=seat.user_id).update(last_login=clock.now())


def test_a_participant_who_never_signed_in_is_sent_a_link(area, client: Client):
    page = client.as_(area.coordinator)
    people = reverse("partnerships:people-list", kwargs={"area": area.slug})
    assert "Not signed in yet" in page.get(people).text
    done = page.post(address(area, area.la_officer), follow=True)
    assert f"{area.la_officer.user} is sent a link by email" in done.text
    assert mailed() == [area.la_officer.user.email]
    assert Invitation.objects.get().user == area.la_officer.user


def test_the_one_sent_before_works_no_more(area):
    for _ in range(2):
        appointing.invite_again(area.la_officer, by=area.coordinator)
    first, second = Invitation.objects.order_by("made_at", "replaced_at")
    assert sum(one.replaced_at is None for one in (first, second)) == 1


def test_whoever_has_signed_in_needs_none(area, client: Client):
    seen(area.la_officer)
    page = client.as_(area.coordinator).get(reverse("partnerships:people-list", kwargs={"area": area.slug}))
    assert address(area, area.la_officer) not in page.text
    with pytest.raises(NotPossible, match="signed in before"):
        appointing.invite_again(area.la_officer, by=area.coordinator)
    assert mailed() == []


def test_whoever_has_left_is_not_invited(area):
    membership.leave(area.la_officer, by=area.la_officer)
    with pytest.raises(NotPossible, match="ended already"):
        appointing.invite_again(area.la_officer, by=area.coordinator)


def test_whoever_may_no_more_by_the_time_they_hold_the_lock_invites_nobody(area):
    held = Seat.objects.get(pk=area.coordinator.pk)
    Seat.objects.filter(pk=held.pk).end()
    with pytest.raises(PermissionDenied):
        appointing.invite_again(area.la_officer, by=held)
    assert mailed() == []


def test_three_within_a_day_are_enough(area):
    for _ in range(3):
        appointing.invite_again(area.la_officer, by=area.coordinator)
    with pytest.raises(NotPossible, match="Wait until tomorrow"):
        appointing.invite_again(area.la_officer, by=area.coordinator)
    clock.set_to(clock.now() + timedelta(days=1, minutes=1))
    appointing.invite_again(area.la_officer, by=area.coordinator)


@pytest.mark.parametrize("who", ["la_lead", "facilitator"])
def test_nobody_but_who_runs_it_sends_one(area, client: Client, who):
    by = getattr(area, who)
    with pytest.raises(PermissionDenied):
        appointing.invite_again(area.la_officer, by=by)
    assert client.as_(by).post(address(area, area.la_officer)).status_code == 403
    assert (
        "Not signed in yet"
        not in client.as_(by).get(reverse("partnerships:people-list", kwargs={"area": area.slug})).text
    )


def test_a_seat_of_another_area_or_of_the_programme_is_unknown_here(area, neighbour, client: Client):
    page = client.as_(area.coordinator)
    for other in (neighbour.la_officer, build.programme_seat(Role.ANALYST)):
        assert page.post(address(area, other)).status_code == 404
    assert mailed() == []


def test_an_administrator_invites_those_of_the_programme_and_nobody_else(area, client: Client):
    page = client.as_(build.programme_seat(Role.ADMINISTRATOR))
    analyst = build.programme_seat(Role.ANALYST)
    there = reverse("partnerships:programme-invite", kwargs={"seat": analyst.pk})
    assert there in page.get(reverse("partnerships:programme-staff")).text
    page.post(there)
    assert mailed() == [analyst.user.email]
    of_area = reverse("partnerships:programme-invite", kwargs={"seat": area.la_lead.pk})
    assert page.post(of_area).status_code == 404
