"""Somebody who takes part has a new job: one seat ends and another begins, or nothing is changed (domain E14, I-4)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from partnerships import membership
from partnerships.models import Consent, Organisation, Role, Seat, StudyArea
from partnerships.uneven import uneven
from pipd.kit import clock
from pipd.kit.models import LogEntry, OutgoingMail
from tests import build
from tests.client import Client
from tests.refused import refused
from workshops import new_jobs
from workshops.models import Attendance

K = Organisation.Kind


@pytest.fixture
def running(area: build.Group) -> build.Group:
    """Started, with four sessions ahead; a week on."""
    build.area_with_sessions(area)
    clock.set_to(clock.now() + timedelta(days=7))
    return area


def organisation(name: str = "Riverside Aid", kind: str = K.FRONT_LINE) -> Organisation:
    return Organisation.objects.create(name=name, kind=kind)


def move(group: build.Group, seat: Seat, where: Organisation, **told: object) -> Seat:
    said = {"job_title": "Head of aid", "by": group.coordinator} | told
    return new_jobs.move(Seat.objects.get(pk=seat.pk), organisation=where, **said)


def test_on_the_same_side_the_old_seat_keeps_the_old_organisation(running):
    before, where = running.tso[2], organisation()
    after = move(running, before, where)
    before.refresh_from_db()
    assert (before.is_live, before.end_reason, before.organisation) == (
        False,
        "A new job",
        running.tso[0].organisation,
    )
    assert (after.user, after.sector, after.organisation, after.job_title) == (
        before.user,
        "tso",
        where,
        "Head of aid",
    )
    assert after.replaces == before
    assert uneven(running.area) is None


def test_they_consent_anew_and_lead_nothing_any_more(running):
    after = move(running, running.tso_lead, organisation())
    assert not Consent.objects.filter(seat=after).exists()
    assert Consent.objects.filter(seat=running.tso_lead, withdrawn_at=None).exists()
    running.tso_lead.refresh_from_db()
    assert not after.may_sign
    assert not running.tso_lead.may_sign


def test_they_are_told_at_once_and_the_log_says_who_entered_it(running):
    after = move(running, running.tso_lead, organisation())
    mail = OutgoingMail.objects.get(kind="seat_moved")
    assert mail.to == after.user.email
    assert "from Riverside Aid" in mail.body_text
    assert "You sign for your sector no more" in mail.body_text
    entry = LogEntry.objects.get(verb="new job entered")
    assert (entry.actor, entry.subject) == (running.coordinator.pk, running.tso_lead.pk)
    assert (entry.facts["from"], entry.facts["to"], entry.facts["led"]) == ("tso", "tso", True)


def test_who_led_nothing_is_told_nothing_of_leading(running):
    move(running, running.tso_officer, organisation())
    assert "You sign for" not in OutgoingMail.objects.get(kind="seat_moved").body_text


def test_to_the_other_side_no_place_no_change(running):
    before = Seat.objects.values().get(pk=running.tso[2].pk)
    [reason] = refused(move, running, running.tso[2], running.la[0].organisation)
    assert reason.startswith("No place is free for the local authority")
    assert Seat.objects.values().get(pk=running.tso[2].pk) == before
    assert not OutgoingMail.objects.filter(kind="seat_moved").exists()


def test_to_the_other_side_where_two_have_left_it(running):
    """Four and six become five and five: nobody is asked to, but who changes sides anyway may."""
    for seat in running.la[4:]:
        membership.leave(seat, by=seat)
    left = running.la[5]
    after = move(running, running.tso[2], running.la[0].organisation)
    assert after.sector == "la"
    assert after.replaces in (running.la[4], left)
    assert uneven(running.area) is None


def test_while_people_are_chosen_only_the_seven_places_count(area):
    after = move(area, area.tso[2], area.la[0].organisation)
    assert (after.sector, after.replaces) == ("la", None)


@pytest.mark.parametrize("kind", [K.NATIONAL_INFRASTRUCTURE, K.PRIVATE])
def test_an_organisation_of_neither_side_is_refused(running, kind):
    where = organisation("Elsewhere", kind)
    assert refused(move, running, running.tso[2], where) == ["Elsewhere does not belong to that side."]
    assert Seat.objects.get(pk=running.tso[2].pk).is_live


def test_an_organisation_that_works_elsewhere_is_refused(running, neighbour):
    with_areas = neighbour.tso[0].organisation
    [reason] = refused(move, running, running.tso[2], with_areas)
    assert "is not known to operate in Quillshire" in reason


def test_the_same_job_or_a_seat_that_has_ended_is_no_move(running):
    seat = running.tso[2]
    assert refused(move, running, seat, seat.organisation, job_title=seat.job_title) == [
        "That is the job they have already."
    ]
    membership.leave(seat, by=seat)
    assert refused(move, running, seat, organisation()) == [
        "They take part no more, so there is no seat to end."
    ]


def test_a_promotion_in_the_same_organisation_is_a_new_seat(running):
    seat = running.tso[2]
    assert move(running, seat, seat.organisation).job_title == "Head of aid"


def test_nobody_joins_an_area_that_is_over(running):
    StudyArea.objects.update(state=StudyArea.State.CLOSED)
    [reason] = refused(move, running, running.tso[2], organisation())
    assert "is closed" in reason


def test_only_a_coordinator_enters_it(running, neighbour):
    others = [running.tso_lead, running.tso[2], running.facilitator, build.programme_seat(Role.ADMINISTRATOR)]
    for by in others:
        with pytest.raises(PermissionDenied):
            move(running, running.tso[2], organisation(), by=by)


def test_apologies_and_who_comes_instead_stay_theirs_on_the_same_side(running):
    workshop = build.area_with_sessions(running)[2]
    stands_in = build.substitute(running, workshop, running.tso[2])
    after = move(running, running.tso[2], organisation())
    rows = Attendance.objects.filter(workshop=workshop)
    assert rows.get(seat=stands_in).stands_in_for == after
    assert rows.get(seat=after).presence == Attendance.Presence.APOLOGIES


def test_nobody_stands_in_for_who_changed_sides(running):
    workshop = build.area_with_sessions(running)[2]
    stands_in = build.substitute(running, workshop, running.tso[2])
    for seat in running.la[4:]:
        membership.leave(seat, by=seat)
    move(running, running.tso[2], running.la[0].organisation)
    assert not Attendance.objects.filter(workshop=workshop).exists()
    stands_in.refresh_from_db()
    assert not stands_in.is_live


def test_old_contributions_keep_the_seat_and_so_the_sector_of_the_time(running):
    workshop = build.circulated(running)
    before = running.tso[1]
    responder = build.responder(workshop, before)
    clock.set_to(clock.now() + timedelta(days=1))
    move(running, before, organisation())
    responder.refresh_from_db()
    assert responder.seat == before
    assert build.responder(workshop, before).pk == responder.pk


# The page


def address(group: build.Group, seat: Seat) -> str:
    return reverse("workshops:new-job", kwargs={"area": group.slug, "seat": seat.pk})


def test_the_page_says_what_happens_and_does_it(running, client):
    reader, where = client.as_(running.coordinator), organisation()
    page = address(running, running.tso_lead)
    people = reverse("partnerships:people-list", kwargs={"area": running.slug})
    assert page in reader.get(people).text
    assert "They are lead no more" in " ".join(reader.get(page).text.split())
    sent = reader.post(page, {"organisation": where.pk, "job_title": "Head of aid"}, follow=True)
    assert "takes part from Riverside Aid now" in sent.text
    assert reader.get(page).status_code == 404


def test_what_was_typed_stays_where_no_place_is_free(running, client):
    page = address(running, running.tso[2])
    told = {"organisation": running.la[0].organisation.pk, "job_title": "Head of the council"}
    shown = client.as_(running.coordinator).post(page, told)
    assert shown.status_code == 200
    assert "No place is free for the local authority" in shown.text
    assert "Head of the council" in shown.text


def test_a_seat_of_another_area_or_of_a_facilitator_is_unknown(running, neighbour):
    reader = Client().as_(running.coordinator)
    assert reader.get(address(running, neighbour.tso[2])).status_code == 404
    assert reader.get(address(running, running.facilitator)).status_code == 404
    assert Client().as_(running.tso_lead).get(address(running, running.tso[2])).status_code == 403


# Organisations that are renamed, merge or close


def test_pages_of_today_say_what_an_organisation_is_today(running, client):
    old = running.tso[0].organisation
    new = organisation("Riverside Alliance")
    people = reverse("partnerships:people-list", kwargs={"area": running.slug})
    today = clock.today()
    ends = {
        "renamed": ("Riverside Alliance, until 10 January 2027 Quillshire Together", new),
        "merged": ("Quillshire Together, since 10 January 2027 part of Riverside Alliance", new),
        "closed": ("Quillshire Together, closed on 10 January 2027", None),
    }
    for how, (words, successor) in ends.items():
        last = today - timedelta(days=1)
        Organisation.objects.filter(pk=old.pk).update(ended_as=how, valid_to=last, successor=successor)
        assert words in client.as_(running.la_officer).get(people).text
    Organisation.objects.filter(pk=old.pk).update(ended_as="closed", valid_to=today, successor=None)
    assert "closed on" not in client.as_(running.la_officer).get(people).text
    assert running.tso[2].is_live
