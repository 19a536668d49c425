"""Who belongs to a partnership: what is refused, and what the database refuses (domain I-35, R62)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from partnerships import members, membership
from partnerships.membership import NotPossible
from partnerships.models import Partnership, PartnershipMember
from pipd.kit import clock
from tests import build
from tests.client import Client
from tests.partnerships import register_rows as rows

DAY = timedelta(days=1)


@pytest.fixture
def one(area: build.Group) -> Partnership:
    return rows.entered(area)


def test_nobody_is_entered_for_a_day_to_come(area: build.Group, one: Partnership) -> None:
    with pytest.raises(NotPossible, match="today or in the past"):
        rows.member(one, area.la_officer, started_on=clock.today() + DAY)


def test_only_who_takes_part_in_the_area_now_is_entered(
    area: build.Group, neighbour: build.Group, one: Partnership
) -> None:
    left = area.tso_officer
    membership.leave(left, by=left)
    for person in (neighbour.la_officer, area.facilitator, left):
        with pytest.raises(NotPossible, match="takes part in this area now"):
            rows.member(one, area.la_officer, person=person)


def test_the_same_person_is_entered_once(area: build.Group, one: Partnership) -> None:
    rows.member(one, area.la_officer, person=area.la_officer)
    with pytest.raises(NotPossible, match="already"):
        rows.member(one, area.tso_officer, person=area.la_officer)


def test_the_lead_before_steps_back(area: build.Group, one: Partnership) -> None:
    first = rows.member(one, area.la_officer, is_lead=True)
    second = rows.member(one, area.la_officer, organisation="Lark Trust", is_lead=True)
    assert [row.pk for row in PartnershipMember.objects.filter(is_lead=True)] == [second.pk]
    assert first.pk != second.pk


def test_an_end_lies_between_the_first_day_and_today(area: build.Group, one: Partnership) -> None:
    row = rows.member(one, area.la_officer)
    for day in (clock.today() + DAY, clock.today() - DAY):
        with pytest.raises(NotPossible, match="between"):
            members.end(row, ended_on=day, by=area.la_officer)
    members.end(row, ended_on=clock.today(), by=area.la_officer)
    with pytest.raises(NotPossible, match="ended already"):
        members.end(row, ended_on=clock.today(), by=area.la_officer)


def test_nobody_else_enters_or_ends_one(area: build.Group, neighbour: build.Group, one: Partnership) -> None:
    row = rows.member(one, area.la_officer)
    for seat in (area.facilitator, area.coordinator, neighbour.la_lead):
        with pytest.raises(PermissionDenied):
            rows.member(one, seat)
        with pytest.raises(PermissionDenied):
            members.end(row, ended_on=clock.today(), by=seat)


def test_people_end_their_own_memberships_alone(area: build.Group, one: Partnership) -> None:
    theirs = rows.member(one, area.la_officer, person=area.la_officer)
    with pytest.raises(NotPossible, match="their own"):
        members.leave_those_gone(area.tso_officer, [theirs], by=area.tso_officer)
    assert rows.lasting(area).count() == 1


@pytest.mark.parametrize(
    "values",
    [
        {"organisation_name": ""},
        {"ended_on": clock.today() - timedelta(days=9999)},
    ],
)
def test_the_database_refuses_a_member_that_makes_no_sense(
    area: build.Group, one: Partnership, values: dict[str, Any]
) -> None:
    row = rows.member(one, area.la_officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        PartnershipMember.objects.filter(pk=row.pk).update(**values)


def test_the_database_keeps_one_lead_and_each_person_once(area: build.Group, one: Partnership) -> None:
    rows.member(one, area.la_officer, person=area.la_officer, is_lead=True)
    told: dict[str, Any] = {"partnership": one, "started_on": clock.today()}
    for values in (
        {"is_lead": True, "organisation_name": "Lark"},
        {"person": area.la_officer, "organisation_name": "Lark"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            PartnershipMember.objects.create(**told, **values)


def test_who_keeps_the_register_alone_is_not_told_who_is_in_the_group(
    area: build.Group, one: Partnership
) -> None:
    address = f"/areas/{area.slug}/partnerships/{one.pk}/members/add/"
    officer = Client().as_(rows.officer(area)).get(address).content.decode()
    assert str(area.la_officer.user) not in officer
    participant = Client().as_(area.tso_officer).get(address).content.decode()
    assert str(area.la_officer.user) in participant


def test_who_has_left_the_group_is_named_no_more(area: build.Group, one: Partnership) -> None:
    rows.member(one, area.la_officer, person=area.tso_officer)
    address, name = f"/areas/{area.slug}/partnerships/{one.pk}/", str(area.tso_officer.user)
    assert name in Client().as_(area.la_officer).get(address).content.decode()
    membership.leave(area.tso_officer, by=area.tso_officer)
    assert name not in Client().as_(area.la_officer).get(address).content.decode()
