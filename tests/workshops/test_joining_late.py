"""Who joins after session 3 joins for planning and delivery, and answers for no session they missed (domain I-6)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.http import Http404
from django.urls import reverse

from partnerships import membership
from partnerships import new_jobs as rules
from partnerships.models import Organisation, Seat
from pipd.kit import clock
from tests import build
from tests.client import Client
from tests.partnerships import applicants
from workshops import joining_late, new_jobs
from workshops.clearance import answering

WORDS = "You joined after the third session"
TO_WHOM = "The third session is over. Whoever joins now joins for the plan"


def joins(group: build.Group) -> Seat:
    """Somebody of the third sector takes the place of one who left, two days later."""
    gone = group.tso.pop()
    membership.leave(gone, by=gone)
    clock.set_to(clock.now() + timedelta(days=2))
    return build.participant(group.area, "tso", 9, group.tso[0].organisation)


def area_page(group: build.Group, seat: Seat) -> str:
    page = reverse("workshops:area-detail", kwargs={"area": group.slug})
    return Client().as_(seat, may_see=group.words.uncleared).get(page).text


def test_they_cannot_answer_for_notes_of_a_session_they_were_not_at(area):
    """Control: who was there can, on the same page and by the same call."""
    workshop = build.note_at("circulated", area, 3)
    late = joins(area)
    shown = build.shown(workshop)[0]
    reply = answering.Reply(shown.point_id, shown.digest, build.FAIR)
    with pytest.raises(Http404):
        answering.give(workshop, [reply], by=late)
    answering.give(workshop, [reply], by=area.la_officer)
    page = reverse("workshops:note-check", kwargs={"area": area.slug, "number": 3})
    assert Client().as_(late, may_see=area.words.uncleared).get(page).status_code == 404
    assert Client().as_(area.la_officer, may_see=area.words.uncleared).get(page).status_code == 200


def test_they_work_on_the_plan_as_everybody(area):
    build.delivered(area, 4)
    late = joins(area)
    page = reverse("actionplans:plan-detail", kwargs={"area": area.slug})
    assert Client().as_(late).get(page).status_code == 200


def test_their_own_page_says_so_and_nobody_elses(area):
    build.delivered(area, 3)
    late = joins(area)
    assert WORDS in area_page(area, late)
    for seat in (area.la_officer, area.facilitator, area.coordinator):
        assert WORDS not in area_page(area, seat)


def test_who_joins_before_session_3_joins_for_all_of_it(area):
    build.delivered(area, 2)
    early = joins(area)
    build.delivered(area, 3)
    assert WORDS not in area_page(area, early)


def test_who_has_a_new_job_has_not_joined_late(area):
    build.delivered(area, 3)
    clock.set_to(clock.now() + timedelta(days=2))
    seat = area.tso_officer
    where = Organisation.objects.create(name="Riverside Aid", kind="front_line")
    rules.enter(seat, organisation=where, job_title="Director", by=area.coordinator)
    after = new_jobs.confirm(seat, read=rules.mark_of(seat), by=seat)
    sessions = list(area.area.workshops.all())
    assert not joining_late.joined_late(after, sessions)


def test_whoever_gives_a_place_reads_it_from_the_third_session_on(area, client):
    reader = client.as_(area.coordinator)
    application = applicants.to_decide(area, "tso")
    at = {"area": area.slug, "application": application.pk}
    page = reverse("partnerships:application-detail", kwargs=at)
    build.delivered(area, 2)
    gone = area.tso.pop()
    membership.leave(gone, by=gone)
    assert TO_WHOM not in reader.get(page).text
    build.delivered(area, 3)
    assert TO_WHOM in reader.get(page).text
