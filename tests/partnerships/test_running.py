"""Who runs a group and the programme, and a group that stands still."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships import appointing, consenting, membership, pausing
from partnerships.membership import NotPossible
from partnerships.models import Role, Seat, StudyArea, User
from pipd.kit import clock
from pipd.kit.models import LogEntry, OutgoingMail
from tests import build
from tests.client import Client
from tests.refused import refused


def appoint(group: build.Group, **said: object) -> Seat:
    told = {"role": Role.REGISTER, "email": "new@x.example", "full_name": "New Person", "area": group.area}
    told |= {"by": group.coordinator} | said
    return appointing.appoint(group.area.programme, **told)


def administrator() -> Seat:
    return build.programme_seat(Role.ADMINISTRATOR)


# Naming and ending


def test_a_coordinator_names_somebody_who_is_invited(area):
    seat = appoint(area)
    assert (seat.role, seat.area, seat.user.email) == ("register", area.area, "new@x.example")
    assert OutgoingMail.objects.get(kind="invitation").to == "new@x.example"
    assert LogEntry.objects.filter(verb="appointed", subject=seat.pk).exists()


def test_whoever_has_an_account_keeps_it_and_is_not_invited_anew(area, neighbour):
    known = neighbour.facilitator.user
    seat = appoint(area, email=known.email.upper(), full_name="Other Name")
    assert seat.user == known
    assert User.objects.get(pk=known.pk).full_name == known.full_name
    assert not OutgoingMail.objects.filter(kind="invitation").exists()


def test_whoever_has_closed_their_account_gets_no_seat(area, neighbour):
    known = neighbour.facilitator.user
    User.objects.filter(pk=known.pk).update(is_active=False)
    [reason] = refused(appoint, area, email=known.email)
    assert reason.startswith(f"The account of {known.full_name} is closed.")
    assert not Seat.objects.filter(user=known, area=area.area).exists()


def test_a_group_has_two_facilitators(area):
    assert refused(appoint, area, role=Role.FACILITATOR) == [
        "A group has 2 facilitators. End the seat of one of them first."
    ]
    assert not User.objects.filter(email="new@x.example").exists()
    appointing.end(area.facilitator, by=area.coordinator)
    assert appoint(area, role=Role.FACILITATOR).is_live


def test_nobody_who_takes_part_facilitates(area):
    appointing.end(area.facilitator, by=area.coordinator)
    with pytest.raises(NotPossible, match="takes part there"):
        appoint(area, role=Role.FACILITATOR, email=area.la_lead.user.email)


def test_nobody_names_themselves(area):
    own = area.coordinator.user.email
    assert refused(appoint, area, email=own) == ["Nobody names themselves. Ask somebody else who may."]


def test_whoever_reads_uncleared_words_does_not_run_the_programme(area, neighbour):
    with pytest.raises(NotPossible, match="is facilitator, and cannot also be coordinator"):
        appoint(area, role=Role.COORDINATOR, area=None, email=area.facilitator.user.email, by=administrator())
    appointing.end(area.facilitator, by=area.coordinator)
    with pytest.raises(NotPossible, match="is administrator, and cannot also be facilitator"):
        appoint(area, role=Role.FACILITATOR, email=administrator().user.email)


@pytest.mark.parametrize("role", appointing.OF_PROGRAMME)
def test_the_administrator_names_who_runs_the_programme(area, role):
    seat = appoint(area, role=role, area=None, by=administrator())
    assert (seat.role, seat.area) == (role, None)


@pytest.mark.parametrize("role", [Role.PARTICIPANT, Role.SUBSTITUTE, Role.SYSTEM])
def test_nobody_is_appointed_to_take_part(area, role):
    assert refused(appoint, area, role=role) == ["Nobody is appointed to that."]


def test_only_who_answers_for_it_names_and_ends(area, neighbour):
    for by in (area.facilitator, area.la_lead, administrator()):
        with pytest.raises(PermissionDenied):
            appoint(area, by=by)
        with pytest.raises(PermissionDenied):
            appointing.end(area.facilitator, by=by)
    with pytest.raises(PermissionDenied):
        appoint(area, role=Role.COORDINATOR, area=None, by=area.coordinator)


def test_an_ended_seat_opens_nothing_at_once(area, client):
    page = reverse("workshops:area-detail", kwargs={"area": area.slug})
    reader = client.as_(area.facilitator)
    assert reader.get(page).status_code == 200
    appointing.end(area.facilitator, by=area.coordinator)
    assert reader.get(page).status_code == 404


def test_the_last_administrator_stays(area):
    last = administrator()
    assert refused(appointing.end, last, by=last) == [appointing.LAST]
    second = appoint(area, role=Role.ADMINISTRATOR, area=None, by=last)
    appointing.end(last, by=second)
    last.refresh_from_db()
    assert not last.is_live


def test_a_seat_ends_once(area):
    appointing.end(area.facilitator, by=area.coordinator)
    assert refused(appointing.end, area.facilitator, by=area.coordinator) == ["This seat has ended already."]


def test_the_page_lists_them_now_and_before(area, client):
    appointing.end(area.facilitator, by=area.coordinator)
    page = reverse("partnerships:area-staff", kwargs={"area": area.slug})
    shown = client.as_(area.coordinator).get(page).text
    now, _, before = shown.partition("Who was named before")
    assert area.other_facilitator.user.full_name in now
    assert area.facilitator.user.full_name in before


def test_the_page_of_the_programme_is_marked_in_the_navigation(area, client):
    page = client.as_(administrator()).get(reverse("partnerships:programme-staff")).text
    assert 'aria-current="page">People</a>' in page


def test_a_seat_of_another_area_is_unknown(area, neighbour, client):
    page = reverse(
        "partnerships:area-staff-end", kwargs={"area": area.slug, "seat": neighbour.facilitator.pk}
    )
    assert client.as_(area.coordinator).post(page).status_code == 404
    taking_part = reverse("partnerships:area-staff-end", kwargs={"area": area.slug, "seat": area.la_lead.pk})
    assert client.as_(area.coordinator).post(taking_part).status_code == 404
    neighbour.facilitator.refresh_from_db()
    assert neighbour.facilitator.is_live


def test_the_page_asks_as_often_for_two_as_for_four(area, client):
    page, reader = (
        reverse("partnerships:area-staff", kwargs={"area": area.slug}),
        client.as_(area.coordinator),
    )

    def queries() -> int:
        reader.get(page)
        with CaptureQueriesContext(connection) as counted:
            assert reader.get(page).status_code == 200
        return len(counted)

    two = queries()
    for n in range(2):
        appoint(area, email=f"{n}@x.example")
    assert queries() == two <= 12


# Standing still


@pytest.fixture
def running(area) -> build.Group:
    StudyArea.objects.filter(pk=area.area.pk).update(state=StudyArea.State.IN_WORKSHOPS)
    area.area.refresh_from_db()
    return area


def test_a_facilitator_pauses_and_resumes_with_a_reason_people_read(running, client):
    pausing.pause(running.area, reason="The election.", by=running.facilitator)
    page = reverse("workshops:area-detail", kwargs={"area": running.slug})
    assert "The election." in client.as_(running.la_lead).get(page).text
    pausing.resume(running.area, by=running.facilitator)
    assert "The election." not in client.as_(running.la_lead).get(page).text


def test_a_pause_needs_a_reason_and_a_running_group(running):
    assert refused(pausing.pause, running.area, reason="", by=running.facilitator)
    StudyArea.objects.filter(pk=running.area.pk).update(state=StudyArea.State.RECRUITING)
    assert refused(pausing.pause, running.area, reason="Why.", by=running.facilitator) == [
        f"{running.area.name} is not running."
    ]


def test_others_do_not_pause(running, neighbour):
    for by in (running.la_lead, running.coordinator, neighbour.facilitator):
        with pytest.raises(PermissionDenied):
            pausing.pause(running.area, reason="Why.", by=by)


def paused(group: build.Group) -> tuple[bool, str]:
    return StudyArea.objects.values_list("paused", "pause_reason").get(pk=group.area.pk)


def test_when_a_whole_sector_has_gone_the_group_stands_still(running):
    for seat in running.tso[:-1]:
        membership.leave(seat, by=seat)
        assert paused(running) == (False, "")
    membership.leave(running.tso[-1], by=running.tso[-1])
    assert paused(running) == (True, membership.GONE)


def test_so_it_does_when_the_last_takes_consent_back(running):
    for seat in running.la[:-1]:
        membership.leave(seat, by=seat)
    consenting.withdraw_all([running.la[-1]], by=running.la[-1])
    assert paused(running) == (True, membership.GONE)


def test_it_goes_on_with_two_of_each_sector(running):
    for seat in running.tso[1:]:
        membership.leave(seat, by=seat)
    pausing.pause(running.area, reason="Too few.", by=running.facilitator)
    with pytest.raises(NotPossible, match="Too few of the third sector"):
        pausing.resume(running.area, by=running.facilitator)
    build.participant(running.area, "tso", 9, running.tso[0].organisation)
    pausing.resume(running.area, by=running.facilitator)
    assert paused(running) == (False, "")
    assert clock.today() == running.tso[0].started_on


def named_by_administrator(role: str, email: str, **more: str) -> Any:
    reader = Client().as_(build.programme_seat(Role.ADMINISTRATOR))
    told = {"role": role, "full_name": "Whoever Typed", "email": email, **more}
    return reader.post(reverse("partnerships:programme-staff"), told)


def test_whoever_names_somebody_is_told_no_name_but_the_one_they_typed(area):
    """An administrator reads numbers of areas alone (3K), so an address is not turned into a name."""
    person = area.tso_officer.user
    said = [str(m) for m in get_messages(named_by_administrator("sponsor", person.email).wsgi_request)]
    assert said == ["Whoever Typed is sponsor now."]


@pytest.mark.parametrize("role", ["coordinator", "sponsor"])
def test_a_refusal_names_nobody(area, role):
    person = area.tso_officer.user
    if role == "sponsor":
        membership.appoint(area.programme, user=person, role=Role.SPONSOR)
    page = named_by_administrator(role, person.email).content.decode()
    found = {"coordinator": "takes part there, and cannot", "sponsor": "is sponsor there already"}[role]
    assert f"Whoever has this address {found}" in page
    assert f"{person.full_name} {found}" not in page


def test_a_refusal_names_nobody_whose_account_is_closed(area):
    User.objects.filter(pk=area.tso_officer.user_id).update(is_active=False)
    page = named_by_administrator("analyst", area.tso_officer.user.email).content.decode()
    assert "is closed" in page
    assert area.tso_officer.user.full_name not in page
