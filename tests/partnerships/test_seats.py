"""Seats: who sits where, joining, being named, leaving; and what the table itself refuses (domain I-3 to I-7)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from partnerships import membership, naming_leads
from partnerships.consent_words import IN_FORCE
from partnerships.membership import NotPossible
from partnerships.models import Consent, Organisation, Role, Seat, Sector, StudyArea, User
from pipd.kit import clock
from pipd.kit.models import LogEntry
from tests import build
from tests.refused import refused


def join(
    group: build.Group, user: User, sector: Sector = Sector.LA, organisation: Organisation | None = None
) -> Seat:
    return build.joined(
        group.area,
        user=user,
        sector=sector,
        organisation=organisation or (group.la if sector == Sector.LA else group.tso)[0].organisation,
        job_title="Officer",
        consents=[Consent.Kind.TAKE_PART, Consent.Kind.QUOTATION],
    )


# Joining


def test_joining_gives_a_seat_with_its_consents_and_is_logged(area):
    seat = join(area, build.user("new@pipd.example", "New Person"))
    kinds = set(seat.consents.values_list("kind", flat=True))
    first, *agreed = LogEntry.objects.filter(subject=seat.pk).order_by("number")
    assert (seat.is_live, kinds) == (True, {"take_part", "quotation"})
    assert (first.verb, first.facts) == ("joined", {"sector": "la"})
    assert [(entry.verb, entry.facts) for entry in agreed] == [
        ("consent given", {"kind": kind, "wording": IN_FORCE[kind]}) for kind in ("take_part", "quotation")
    ]


@pytest.mark.parametrize("who", ["la_officer", "facilitator", "coordinator"])
def test_nobody_joins_who_has_a_seat_here_or_coordinates(area, who):
    person = getattr(area, who).user
    assert refused(join, area, person) == [f"{person.full_name} already has a seat in Quillshire."]


def test_nobody_joins_for_a_side_that_their_organisation_is_not_of(area):
    with pytest.raises(NotPossible, match="does not belong to that side"):
        join(area, build.user("x@y.example", "X Y"), Sector.TSO, area.la[0].organisation)
    assert Organisation(name="Sponsor", kind=Organisation.Kind.PRIVATE).sector is None


def test_a_group_that_has_begun_takes_no_more_than_the_programme_allows(area):
    def state(name: str) -> None:
        StudyArea.objects.filter(pk=area.area.pk).update(state=name)

    people = [build.user(f"more{n}@y.example", f"More {n}") for n in range(4)]
    join(area, people[0])
    state("in_workshops")
    join(area, people[1])
    with pytest.raises(NotPossible, match="is full: it has 14 people"):
        join(area, people[2])
    state("recruiting")
    join(area, people[3])


def test_one_person_takes_part_in_two_areas(area, neighbour):
    seat = join(neighbour, area.la_officer.user, Sector.TSO)
    assert {s.area.name for s in Seat.objects.live().filter(user=seat.user)} == {"Quillshire", "Nine Elders"}


def test_a_facilitator_elsewhere_may_take_part_here(area, neighbour):
    assert join(area, neighbour.facilitator.user).is_live


def test_who_takes_part_cannot_facilitate_the_same_area(area):
    assert refused(
        membership.appoint, area.programme, user=area.la[0].user, role=Role.FACILITATOR, area=area.area
    ) == ["LA1 Quillshire takes part there, and cannot also be facilitator."]


def test_who_takes_part_cannot_coordinate(area):
    assert refused(membership.appoint, area.programme, user=area.la[0].user, role=Role.COORDINATOR) == [
        "LA1 Quillshire takes part there, and cannot also be coordinator."
    ]


# Leads


def test_a_new_lead_takes_the_place_of_the_one_before(area):
    naming_leads.name_lead(area.la[3], by=area.facilitator)
    leads = Seat.objects.filter(area=area.area, is_lead=True)
    assert {s.pk for s in leads} == {area.la[3].pk, area.tso[0].pk}


def test_a_deputy_who_becomes_lead_is_deputy_no_more(area):
    naming_leads.name_lead(area.la[1], by=area.facilitator)
    seat = Seat.objects.get(pk=area.la[1].pk)
    assert (seat.is_lead, seat.is_deputy) == (True, False)


def test_a_deputy_is_named_beside_a_lead_and_no_lead_is_named_deputy(area):
    """Both leads exist before a plan is signed (domain I-7): who never led has no deputy to sign instead."""
    first = "A deputy is named beside a lead. Record first whom their sector has named as its lead."
    assert refused(naming_leads.name_lead, area.la_lead, deputy=True, by=area.facilitator) == [first]
    naming_leads.name_lead(area.la[3], deputy=True, by=area.facilitator)
    membership.leave(area.la_lead, by=area.la_lead)
    assert refused(naming_leads.name_lead, area.la[4], deputy=True, by=area.facilitator) == [first]
    found = Seat.objects.filter(area=area.area, sector="la").able_to_sign()
    assert [seat.pk for seat in found] == [area.la[3].pk]  # who was named while there was a lead (domain E20)


@pytest.mark.parametrize("who", ["coordinator", "la_lead"])
def test_only_facilitators_record_who_was_named(area, who):
    with pytest.raises(PermissionDenied):
        naming_leads.name_lead(area.la[3], by=getattr(area, who))


def test_a_neighbours_facilitator_names_nobody_here(area, neighbour):
    with pytest.raises(PermissionDenied):
        naming_leads.name_lead(area.la[3], by=neighbour.facilitator)


def test_who_has_left_cannot_be_named(area):
    membership.leave(area.la[3], by=area.la[3])
    assert refused(naming_leads.name_lead, area.la[3], by=area.facilitator) == [
        "Only somebody who takes part can be named."
    ]


def test_a_facilitator_cannot_be_named(area):
    with pytest.raises(NotPossible):
        naming_leads.name_lead(area.other_facilitator, by=area.facilitator)


# Leaving


def test_leaving_ends_the_seat_the_same_day_and_the_lead_with_it(area):
    lead = area.la_lead
    membership.leave(lead, by=lead)
    seat = Seat.objects.get(pk=lead.pk)
    assert (seat.ended_on, seat.is_live, seat.is_lead) == (clock.today(), False, False)


def test_nobody_ends_the_seat_of_somebody_else(area):
    assert refused(membership.leave, area.la[0], by=area.facilitator) == ["People leave by their own act."]
    assert Seat.objects.get(pk=area.la[0].pk).is_live


def test_who_left_may_come_back(area):
    seat = area.la_officer
    membership.leave(seat, by=seat)
    again = join(area, seat.user, Sector.TSO)
    assert (again.pk != seat.pk, again.sector, Seat.objects.get(pk=seat.pk).sector) == (True, "tso", "la")


def test_seats_live_on_a_day(area):
    seat = area.la_officer
    clock.set_to(clock.now() + timedelta(days=10))
    membership.leave(seat, by=seat)
    first, last = seat.started_on, seat.ended_on
    live = {
        name: seat in Seat.objects.live(on=day)
        for name, day in {
            "before": first - timedelta(days=1),
            "first": first,
            "between": first + timedelta(days=5),
            "last": last,
        }.items()
    }
    assert live == {"before": False, "first": True, "between": True, "last": False}


# The system


def test_there_is_one_system_seat_and_nobody_sits_on_it(area):
    one, two = membership.system_seat(area.programme), membership.system_seat(area.programme)
    assert (one.pk, one.user) == (two.pk, None)


# What the table itself refuses


@pytest.mark.parametrize(
    "broken",
    [
        {"sector": ""},
        {"organisation": None},
        {"area": None},
        {"role": Role.FACILITATOR},
        {"role": Role.SYSTEM},
        {"user": None},
        {"is_deputy": True},
        {"ended_on": "2020-01-01"},
    ],
    ids=lambda b: next(iter(b)),
)
def test_a_participants_seat_that_cannot_be(area, broken):
    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.filter(pk=area.la_lead.pk).update(**broken)


def test_two_leads_of_one_sector_cannot_be(area):
    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.filter(pk=area.la[3].pk).update(is_lead=True)


def test_two_live_seats_of_one_person_in_one_area_cannot_be(area):
    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.filter(pk=area.la[3].pk).update(user=area.la[4].user)


def test_a_second_standing_consent_of_a_kind_cannot_be(area):
    given = area.la[0].consents.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.create(
            seat=given.seat, kind=given.kind, wording_version="x", channel="online", given_at=clock.now()
        )


@pytest.mark.parametrize("model", [User, Organisation, StudyArea])
def test_what_seats_stand_on_cannot_be_deleted(area, model):
    seat = area.la[0]
    row = {User: seat.user, Organisation: seat.organisation, StudyArea: seat.area}[model]
    with pytest.raises(ProtectedError):
        row.delete()


def test_addresses_are_one_account_whatever_their_case(db):
    build.user("one@pipd.example", "One")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(email="ONE@pipd.example", full_name="Two")
