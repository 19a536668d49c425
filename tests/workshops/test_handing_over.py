"""A facilitator hands over to another, with history; one person in several areas (domain E11, E13, 3N 13 and 17)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from partnerships import appointing, naming_leads
from partnerships.models import Role, Seat, StudyArea, User
from pipd.kit import clock
from pipd.kit.models import OutgoingMail
from tests import build
from tests.client import Client
from tests.refused import refused
from workshops import handing_over, scheduling
from workshops.clearance import approving
from workshops.models import ClearedNote, Workshop

NEW = {"email": "new@x.example", "full_name": "New Facilitator"}


def replace(group: build.Group, seat: Seat | None = None, **said: object) -> Seat:
    told = {**NEW, "by": group.coordinator} | said
    return handing_over.replace(seat or group.facilitator, **told)


def pairs(group: build.Group) -> dict[int, set[Seat]]:
    return {w.number: set(w.facilitators.all()) for w in Workshop.objects.filter(area=group.area)}


def test_3n_17_a_replaced_facilitator_stays_with_session_2_and_is_gone_from_those_ahead(area):
    """Domain 3N, 17."""
    build.delivered(area, 2)
    after, other = replace(area), area.other_facilitator
    assert pairs(area) == {
        1: {area.facilitator, other},
        2: {area.facilitator, other},
        3: {after, other},
        4: {after, other},
    }
    page = reverse("workshops:session-detail", kwargs={"area": area.slug, "number": 2})
    assert area.facilitator.user.full_name in Client().as_(area.la_officer).get(page).text


def test_the_group_has_two_all_the_time_and_whoever_left_opens_nothing(area, client):
    build.area_with_sessions(area)
    page = reverse("workshops:area-detail", kwargs={"area": area.slug})
    reader = client.as_(area.facilitator)
    assert reader.get(page).status_code == 200
    after = replace(area)
    assert reader.get(page).status_code == 404
    assert set(Seat.objects.live().facilitators().filter(area=area.area)) == {after, area.other_facilitator}
    assert scheduling.launch_blockers(area.area) == [f"{area.area.name} is confirmed, not recruiting."]


def test_approvals_that_were_pending_pass_to_the_new_pair(area):
    """Whoever wrote the notes up has gone; who came since did not, and so may approve them."""
    workshop = build.circulated(area, texts=["One statement"])
    for seat in area.la[:2] + area.tso[:2]:
        build.answer(workshop, seat)
    clock.set_to(clock.now() + timedelta(days=1))
    after = replace(area, area.other_facilitator)
    with pytest.raises(PermissionDenied):
        approving.approve(workshop, by=Seat.objects.get(pk=area.other_facilitator.pk))
    approving.approve(workshop, by=after)
    assert ClearedNote.objects.filter(workshop=workshop).exists()


def test_a_form_of_a_session_that_was_open_meanwhile_meets_the_change(area):
    workshops = build.area_with_sessions(area)
    before = Workshop.objects.get(pk=workshops[2].pk).revision
    replace(area)
    assert Workshop.objects.get(pk=workshops[2].pk).revision == before + 1


def test_nothing_is_changed_where_they_may_not_be_appointed(area):
    build.area_with_sessions(area)
    before = pairs(area)
    assert refused(replace, area, email=area.la_officer.user.email) == [
        f"{area.la_officer.user.full_name} takes part there, and cannot also be facilitator."
    ]
    assert refused(replace, area, email=area.other_facilitator.user.email)
    assert Seat.objects.get(pk=area.facilitator.pk).is_live
    assert pairs(area) == before
    assert not User.objects.filter(email=NEW["email"]).exists()


def test_the_leads_of_both_sectors_are_told_who_facilitates_now(area):
    build.area_with_sessions(area)
    replace(area)
    mails = OutgoingMail.objects.filter(kind="facilitator_named")
    assert {mail.to for mail in mails} == {area.la_lead.user.email, area.tso_lead.user.email}
    words = f"Somebody else facilitates {area.area.name} from today, instead of somebody who did until now."
    assert all(words in " ".join(mail.body_text.split()) for mail in mails)
    named = ("New Facilitator", area.facilitator.user.full_name)
    assert not any(name in mail.body_text + mail.body_html for mail in mails for name in named)
    people = {"area": area.area.slug}
    assert all(reverse("partnerships:people-list", kwargs=people) in mail.body_text for mail in mails)


def test_before_a_group_runs_nobody_is_told_who_facilitates(area):
    StudyArea.objects.filter(pk=area.area.pk).update(state=StudyArea.State.RECRUITING)
    replace(area)
    assert not OutgoingMail.objects.filter(kind="facilitator_named").exists()


def test_whoever_has_closed_their_account_takes_nothing_over(area):
    person = build.user("gone@x.example", "Gone Person")
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert refused(replace, area, email=person.email) == [
        "The account of Gone Person is closed. No account is opened again: they need another email address."
    ]
    assert Seat.objects.get(pk=area.facilitator.pk).is_live


def test_only_who_facilitates_hands_over_once_and_only_a_coordinator_enters_it(area):
    assert refused(replace, area, area.la_lead) == [
        "Only who facilitates a group hands over to another facilitator."
    ]
    for by in (area.facilitator, area.la_lead, build.programme_seat(Role.ADMINISTRATOR)):
        with pytest.raises(PermissionDenied):
            replace(area, by=by)
    replace(area)
    assert refused(replace, area, email="other@x.example") == ["This seat has ended already."]


def test_the_pages_lead_there_and_the_people_page_says_from_when_to_when(area, client):
    build.area_with_sessions(area)
    clock.set_to(clock.now() + timedelta(days=3))
    reader, names = client.as_(area.coordinator), {"area": area.slug}
    page = reverse("workshops:facilitator-replace", kwargs={**names, "seat": area.facilitator.pk})
    for name, more in (("area-staff", {}), ("area-staff-end", {"seat": area.facilitator.pk})):
        assert page in reader.get(reverse(f"partnerships:{name}", kwargs={**names, **more})).text
    shown = " ".join(reader.get(page).text.split())
    assert "takes over session 1, session 2, session 3 and session 4." in shown
    told = reader.post(page, NEW, follow=True).text
    assert f"New Facilitator facilitates instead of {area.facilitator.user.full_name} now." in told
    people = Client().as_(area.la_officer).get(reverse("partnerships:people-list", kwargs=names)).text
    assert "New Facilitator, since 7 January 2027" in people
    assert f"{area.facilitator.user.full_name}, 4 January 2027 to 7 January 2027" in people
    assert reader.get(page).status_code == 404


def test_who_takes_part_is_no_facilitator_to_replace_and_another_area_is_unknown(area, neighbour):
    reader = Client().as_(area.coordinator)
    for seat in (area.la_lead, neighbour.facilitator):
        page = reverse("workshops:facilitator-replace", kwargs={"area": area.slug, "seat": seat.pk})
        assert reader.get(page).status_code == 404


# One person in several areas


def test_3n_13_a_person_in_two_areas_sees_nothing_of_one_while_in_the_other(area, neighbour):
    """Domain 3N, 13. Control: from the seat there they read it."""
    build.note_at("circulated", neighbour)
    build.note_at("circulated", area)
    there = build.joined(
        neighbour.area,
        user=area.la_officer.user,
        sector="tso",
        organisation=neighbour.tso[0].organisation,
        job_title="Trustee",
    )
    may_see = area.words.uncleared | neighbour.words.uncleared
    reader = Client().as_(there, may_see=may_see)

    def read(group: build.Group) -> str:
        at = {"area": group.slug, "number": 1}
        return reader.get(reverse("workshops:note-read", kwargs=at)).text

    ours, theirs = read(area), read(neighbour)
    assert area.words.secret in ours
    assert area.words.secret not in theirs
    assert neighbour.words.secret in theirs
    assert neighbour.words.secret not in ours


def test_a_facilitator_here_and_participant_there_keeps_the_two_apart(area, neighbour, client):
    """Domain E13: it is allowed, and the coordinator who appoints reads a warning."""
    appointing.end(area.facilitator, by=area.coordinator)
    person = neighbour.la_officer.user
    page = reverse("partnerships:area-staff", kwargs={"area": area.slug})
    told = {"role": "facilitator", "email": person.email, "full_name": person.full_name}
    shown = client.as_(area.coordinator).post(page, told, follow=True).text
    assert f"Take care: {person.full_name} takes part in Nine Elders as well." in shown
    seat = Seat.objects.get(user=person, area=area.area)
    with pytest.raises(PermissionDenied):
        naming_leads.name_lead(neighbour.la_lead, by=seat)


def test_who_facilitates_there_and_gets_a_place_here_is_warned_of_too(area, neighbour):
    seat = Seat(
        user=neighbour.facilitator.user, programme=area.programme, area=area.area, role=Role.PARTICIPANT
    )
    assert appointing.beside(seat).startswith(
        f"Take care: {neighbour.facilitator.user} facilitates Nine Elders"
    )
    assert appointing.beside(area.la_officer) == appointing.beside(area.facilitator) == ""
    assert appointing.beside(area.coordinator) == ""
