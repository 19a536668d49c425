"""Somebody who takes part has a new job: one seat ends and another begins, or nothing is changed (domain E14, I-4)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from partnerships import membership
from partnerships import new_jobs as rules
from partnerships.models import Consent, Organisation, Role, Seat, StudyArea
from partnerships.post_membership import still_asked
from partnerships.uneven import uneven
from pipd.home import owed_by, seats_of
from pipd.kit import clock
from pipd.kit.models import LogEntry, OutgoingMail
from tests import build
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


def enter(group: build.Group, seat: Seat, where: Organisation, **told: object) -> bool:
    said = {"job_title": "Head of aid", "by": group.coordinator} | told
    return rules.enter(Seat.objects.get(pk=seat.pk), organisation=where, **said)


def confirm(seat: Seat, read: str | None = None, by: Seat | None = None) -> Seat:
    stored = Seat.objects.get(pk=seat.pk)
    return new_jobs.confirm(stored, read=rules.mark_of(stored) if read is None else read, by=by or stored)


def move(group: build.Group, seat: Seat, where: Organisation, **told: object) -> Seat:
    """A coordinator enters it, and its person confirms it."""
    assert enter(group, seat, where, **told)
    return confirm(seat)


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
    assert not Consent.objects.filter(seat=running.tso_lead, withdrawn_at=None).exists()
    assert set(Consent.objects.filter(seat=running.tso_lead).values_list("withdrawn_channel", flat=True)) == {
        "seat"
    }
    running.tso_lead.refresh_from_db()
    assert not after.may_sign
    assert not running.tso_lead.may_sign


def test_entering_it_changes_nothing_but_that_they_are_asked(running):
    lead, where = running.tso_lead, organisation()
    before = Seat.objects.filter(pk=lead.pk).values("is_lead", "ended_on", "organisation", "job_title").get()
    assert enter(running, lead, where)
    assert Seat.objects.filter(pk=lead.pk).values(*before).get() == before
    assert Seat.objects.filter(user=lead.user, area=running.area).count() == 1
    assert Consent.objects.filter(seat=lead, withdrawn_at=None).exists()
    mail = OutgoingMail.objects.get(kind="new_job_asked")
    assert mail.to == lead.user.email
    assert "from Riverside Aid" in mail.body_text
    assert "You then sign for your sector no more" in mail.body_text
    assert [row.kind for row in owed_by(seats_of(lead.user)) if "job" in row.kind] == ["new job entered"]
    assert not [row for row in owed_by(seats_of(running.tso_officer.user)) if "job" in row.kind]
    entry = LogEntry.objects.get(verb="new job entered")
    assert (entry.actor, entry.subject) == (running.coordinator.pk, lead.pk)


def test_no_coordinator_takes_the_lead_from_anybody(running):
    """Domain I-7: whoever enters a new job of a lead cannot confirm it, nor can anybody else but the lead."""
    lead = running.tso_lead
    enter(running, lead, organisation())
    mark = rules.mark_of(Seat.objects.get(pk=lead.pk))
    for by in (running.coordinator, running.facilitator, build.programme_seat(Role.ADMINISTRATOR)):
        with pytest.raises(PermissionDenied):
            confirm(lead, mark, by=by)
    assert refused(confirm, lead, mark, by=running.la_lead) == [rules.OWN_ACT]
    assert Seat.objects.get(pk=lead.pk).is_lead


def test_the_log_and_whoever_entered_it_are_told_that_they_confirmed(running):
    after = move(running, running.tso_lead, organisation())
    entry = LogEntry.objects.get(verb="new job confirmed")
    assert (entry.actor, entry.subject) == (running.tso_lead.pk, running.tso_lead.pk)
    assert (entry.facts["from"], entry.facts["to"], entry.facts["led"]) == ("tso", "tso", True)
    assert (entry.facts["seat"], "take_part" in entry.facts["consents"]) == (str(after.pk), True)
    mail = OutgoingMail.objects.get(kind="new_job_answered")
    assert mail.to == running.coordinator.user.email
    assert "confirmed the new job" in mail.body_text


def test_who_says_it_is_not_so_stays_as_they_were(running):
    lead = running.tso_lead
    enter(running, lead, organisation())
    stored = Seat.objects.get(pk=lead.pk)
    rules.decline(stored, read=rules.mark_of(stored), by=stored)
    assert (stored.is_live, stored.is_lead, stored.next_organisation) == (True, True, None)
    assert (
        "says that they have no such new job" in OutgoingMail.objects.get(kind="new_job_answered").body_text
    )
    assert LogEntry.objects.filter(verb="new job declined", subject=lead.pk).exists()
    assert refused(confirm, lead) == [rules.SETTLED]


def test_what_was_entered_anew_is_confirmed_by_whoever_read_that(running):
    seat = running.tso[2]
    enter(running, seat, organisation())
    read = rules.mark_of(Seat.objects.get(pk=seat.pk))
    assert refused(enter, running, seat, Organisation.objects.get(name="Riverside Aid")) == [rules.AWAITED]
    clock.set_to(clock.now() + timedelta(minutes=1))
    enter(running, seat, organisation("Elm Trust"))
    assert refused(confirm, seat, read) == [rules.SETTLED]
    assert confirm(seat).organisation.name == "Elm Trust"


def test_with_the_seat_ends_what_was_entered_for_it(running):
    seat = running.tso[2]
    enter(running, seat, organisation())
    membership.leave(seat, by=seat)
    stored = Seat.objects.get(pk=seat.pk)
    assert (stored.next_organisation, stored.next_job_title, stored.next_job_at) == (None, "", None)


def test_the_question_is_not_mailed_once_it_is_settled(running):
    seat = running.tso[2]
    enter(running, seat, organisation())
    row = OutgoingMail.objects.get(kind="new_job_asked")
    assert still_asked(row)
    confirm(seat)
    assert not still_asked(row)


def test_who_led_nothing_is_told_nothing_of_leading(running):
    enter(running, running.tso_officer, organisation())
    assert "sign for" not in OutgoingMail.objects.get(kind="new_job_asked").body_text


# Where they may go


def test_to_the_other_side_no_place_no_change(running):
    before = Seat.objects.values().get(pk=running.tso[2].pk)
    [reason] = refused(enter, running, running.tso[2], running.la[0].organisation)
    assert reason.startswith("No place is free for the local authority")
    assert Seat.objects.values().get(pk=running.tso[2].pk) == before
    assert not OutgoingMail.objects.filter(kind="new_job_asked").exists()


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
    assert refused(enter, running, running.tso[2], where) == ["Elsewhere does not belong to that side."]
    assert Seat.objects.get(pk=running.tso[2].pk).is_live


def test_an_organisation_that_works_elsewhere_is_refused(running, neighbour):
    with_areas = neighbour.tso[0].organisation
    [reason] = refused(enter, running, running.tso[2], with_areas)
    assert "is not known to operate in Quillshire" in reason


def test_the_same_job_or_a_seat_that_has_ended_is_no_move(running):
    seat = running.tso[2]
    assert refused(enter, running, seat, seat.organisation, job_title=seat.job_title) == [
        "That is the job they have already."
    ]
    membership.leave(seat, by=seat)
    assert refused(enter, running, seat, organisation()) == [
        "They take part no more, so there is no seat to end."
    ]


def test_a_promotion_in_the_same_organisation_is_another_title_of_the_same_seat(running):
    lead = running.tso_lead
    enter(running, lead, organisation())
    assert not enter(running, lead, lead.organisation)
    stored = Seat.objects.get(pk=lead.pk)
    assert (stored.job_title, stored.is_lead, stored.is_live) == ("Head of aid", True, True)
    assert stored.next_organisation is None
    assert Consent.objects.filter(seat=lead, withdrawn_at=None).exists()
    assert LogEntry.objects.filter(verb="job title corrected", subject=lead.pk).exists()


def test_a_place_that_was_taken_meanwhile_is_none(running):
    """It is looked at again as they confirm it: here somebody else came to the other side."""
    for seat in running.la[4:]:
        membership.leave(seat, by=seat)
    mover, second = running.tso[2], running.tso[3]
    for seat in (mover, second):
        enter(running, seat, running.la[0].organisation)
    confirm(mover)
    [reason] = refused(confirm, second)
    assert reason.startswith("No place is free for the local authority")
    assert Seat.objects.get(pk=second.pk).is_live
    assert Consent.objects.filter(seat=second, withdrawn_at=None).exists()


def test_nobody_joins_an_area_that_is_over(running):
    StudyArea.objects.update(state=StudyArea.State.CLOSED)
    [reason] = refused(enter, running, running.tso[2], organisation())
    assert "is closed" in reason


def test_only_a_coordinator_enters_it(running, neighbour):
    others = [running.tso_lead, running.tso[2], running.facilitator, build.programme_seat(Role.ADMINISTRATOR)]
    for by in others:
        with pytest.raises(PermissionDenied):
            enter(running, running.tso[2], organisation(), by=by)


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
