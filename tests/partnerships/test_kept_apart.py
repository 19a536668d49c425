"""Who runs the programme takes part in no group, and nobody loses their say by what they are named to (I-5, I-15)."""

from __future__ import annotations

import pytest
from django.urls import reverse

from partnerships import appointing, membership
from partnerships.models import Role, Sector
from partnerships.refusals import NotPossible
from tests import build
from tests.build.absences import named
from tests.client import Client
from workshops import standing_in
from workshops.clearance import departing

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ADMINISTRATOR])
def test_nobody_who_takes_part_is_named_to_run_the_programme(area, administrator, role):
    """One sector would then end an area, or set its dates, alone."""
    email = area.la_officer.user.email
    with pytest.raises(NotPossible, match="takes part"):
        appointing.appoint(area.programme, role=role, email=email, full_name="LA", by=administrator)


def test_an_administrator_gets_no_place(area, administrator):
    with pytest.raises(NotPossible, match="has a seat"):
        membership.join(
            area.area,
            user=administrator.user,
            sector=Sector.LA,
            organisation=area.la_officer.organisation,
            job_title="Director",
        )


def test_an_administrator_stands_in_for_nobody(area, administrator):
    sessions = build.area_with_sessions(area)
    who = named(area, area.la_officer, email=administrator.user.email)
    with pytest.raises(NotPossible):
        standing_in.name(sessions[0], area.la_officer, who=who, by=area.la_officer)


@pytest.mark.parametrize("role", [Role.SPONSOR, Role.ANALYST])
def test_who_left_still_answers_when_named_to_read_what_is_published(area, administrator, role):
    """Domain I-15: no administrator takes that from them by a name."""
    build.circulated(area)
    left = area.tso[1]
    departing.leave(area.area, by=left)
    check = reverse("workshops:note-check", kwargs={"area": area.slug, "number": 1})
    person = Client().as_(left, may_see=area.words.uncleared)
    assert person.get(check).status_code == 200
    appointing.appoint(
        area.programme, role=role, email=left.user.email, full_name=left.user.full_name, by=administrator
    )
    assert person.get(check).status_code == 200


def test_control_who_left_and_facilitates_reads_as_that_alone(area):
    build.circulated(area)
    left = area.tso[1]
    departing.leave(area.area, by=left)
    membership.appoint(area.programme, user=left.user, role=Role.FACILITATOR, area=area.area)
    check = reverse("workshops:note-check", kwargs={"area": area.slug, "number": 1})
    assert Client().as_(left).get(check).status_code == 403
