"""What naming somebody to stand in must not do: to strangers, to the other sector's recruitment, to the count."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from partnerships import appointing, membership, organisations, selection
from partnerships.models import Organisation, Role, Seat, Sector, StudyArea, User
from pipd.kit import clock
from pipd.kit.models import OutgoingMail
from tests import build
from tests.client import Client
from tests.partnerships import applicants
from tests.workshops.test_standing_in import P, presence_of, refused
from workshops import scheduling, standing_in
from workshops.models import Attendance, Workshop

VICTIM = "victim@volunteers.example"
CVS = "Vexbridge CVS"


@pytest.fixture
def first(area) -> Workshop:
    return build.area_with_sessions(area)[0]


def name(area: build.Group, first: Workshop, **changes: object) -> Seat:
    who = build.named(area, area.la_officer, **changes)
    return standing_in.name(first, area.la_officer, who=who, by=area.la_officer)


def elsewhere() -> StudyArea:
    return applicants.recruiting_area(name="Vexbridge", number=5)


# Whose name it is


def test_a_place_is_taken_under_ones_own_name_not_that_of_whoever_named(area, first, coordinator):
    named = name(area, first, email=VICTIM, full_name="Silly Billy")
    sent = applicants.sent(elsewhere(), sector="tso", email=VICTIM, full_name="Dame Vera Vickers")
    seat = selection.accept(sent, by=coordinator)
    assert (seat.user, str(seat.user)) == (named.user, "Dame Vera Vickers")


def test_whoever_is_appointed_has_the_name_they_are_appointed_under(area, first, administrator):
    name(area, first, email=VICTIM, full_name="Silly Billy")
    told = {"role": Role.ANALYST, "email": VICTIM, "full_name": "Vera Vickers"}
    assert str(appointing.appoint(area.programme, by=administrator, **told).user) == "Vera Vickers"


def test_who_signed_in_once_or_has_a_seat_keeps_their_name(area, first, administrator):
    seat = name(area, first, email=VICTIM, full_name="Vera Vickers")
    User.objects.filter(pk=seat.user_id).update(last_login=clock.now())
    for email in (VICTIM, area.tso_officer.user.email):
        before = User.objects.get(email=email).full_name
        appointing.appoint(
            area.programme, role=Role.SPONSOR, email=email, full_name="Silly Billy", by=administrator
        )
        assert User.objects.get(email=email).full_name == before


def test_a_name_is_one_line(area, first, client: Client):
    me = client.as_(area.la_officer)
    address = reverse(
        "workshops:substitute-name", kwargs={"area": area.slug, "number": 1, "seat": area.la_officer.pk}
    )
    told = {"full_name": "Sam\nYour account is closed", "email": VICTIM, "job_title": "Head\nof x"}
    more = {"organisation": "another", "other_name": "Else\nwhere", "other_kind": "local_authority"}
    assert me.post(address, told | more).status_code == 302
    seat = Seat.objects.select_related("user", "organisation").get(role=Role.SUBSTITUTE)
    assert [str(seat.user), seat.job_title, str(seat.organisation)] == [
        "Sam Your account is closed",
        "Head of x",
        "Else where",
    ]


def test_a_naming_that_is_not_answered_keeps_nobody_from_an_appointment(area, first):
    named = name(area, first)
    appointing.end(area.facilitators[1], by=area.coordinator)
    seat = appointing.appoint(
        area.programme,
        role=Role.FACILITATOR,
        email=named.user.email,
        full_name="New Facilitator",
        area=area.area,
        by=area.coordinator,
    )
    named.refresh_from_db()
    assert (seat.user_id, named.is_live) == (named.user_id, False)
    assert not Attendance.objects.filter(stands_in_for=area.la_officer).exists()
    assert OutgoingMail.objects.filter(kind="substitute_declined", recipient=area.la_officer.user_id).exists()


# Whose organisation it is


def test_one_sector_does_not_block_the_others_organisation_by_typing_its_name(area, first, coordinator):
    kind = Organisation.Kind.LOCAL_AUTHORITY
    name(area, first, organisation=Organisation(name=CVS, kind=kind))
    sent = applicants.sent(elsewhere(), sector="tso", email="honest@cvs.example", organisation_name=CVS)
    organisation = selection.accept(sent, by=coordinator).organisation
    assert (organisation.name, organisation.sector) == (CVS, Sector.TSO)
    assert Organisation.objects.filter(name=CVS).count() == 2


def test_nor_in_a_file_of_applications(area, first):
    name(area, first, organisation=Organisation(name=CVS, kind=Organisation.Kind.LOCAL_AUTHORITY))
    Organisation.objects.create(name="Vexbridge Aid", kind=Organisation.Kind.FRONT_LINE)
    assert not organisations.entered().filter(name=CVS).exists()
    assert organisations.entered().filter(name="Vexbridge Aid").exists()
    assert organisations.entered().filter(pk=area.la_lead.organisation_id).count() == 1


def test_a_name_that_is_entered_as_another_kind_is_not_typed_anew(area, first):
    Organisation.objects.create(name=CVS, kind=Organisation.Kind.LOCAL_INFRASTRUCTURE)
    who = {"organisation": Organisation(name=CVS.upper(), kind=Organisation.Kind.LOCAL_AUTHORITY)}
    assert "entered already, as local infrastructure" in refused(name, area, first, **who)
    assert not Organisation.objects.filter(kind="local_authority", name__iexact=CVS).exists()


def test_what_somebody_sits_from_is_entered_whoever_stood_in_from_it(area, coordinator):
    """Only what was typed, and nothing else, does not count."""
    council = area.la_lead.organisation
    build.substitute(area, build.area_with_sessions(area)[0], area.la_officer)
    Seat.objects.filter(role=Role.SUBSTITUTE).update(organisation=council)
    sent = applicants.sent(elsewhere(), sector="tso", email="x@y.example", organisation_name=council.name)
    assert "entered already" in refused(selection.accept, sent, by=coordinator)


# Who counts


def joined(area: build.Group, seat: Seat) -> Seat:
    """A place of that sector opened, and the substitute got it."""
    membership.leave(area.la[4], by=area.la[4])
    return build.joined(
        area.area,
        user=seat.user,
        sector=Sector.LA,
        organisation=area.la_lead.organisation,
        job_title="Officer",
        consents=["take_part"],
    )


def all_there(workshop: Workshop, *more: Seat) -> dict[Seat, str]:
    return dict.fromkeys([*scheduling.expected_at(workshop), *more], P.ATTENDED)


@pytest.mark.parametrize("agreed", [True, False])
def test_who_gets_a_place_of_their_own_stands_in_for_nobody_any_more(area, first, agreed):
    stood_in = build.substitute(area, first, area.la_officer, agreed=agreed)
    seat = joined(area, stood_in)
    stood_in.refresh_from_db()
    assert (seat.is_live, stood_in.is_live) == (True, False)
    assert presence_of(first, stood_in) == ""
    told = OutgoingMail.objects.filter(kind="substitute_declined")
    assert [row.recipient for row in told] == [area.la_officer.user_id]


def test_who_was_proposed_and_gets_a_place_is_taken_off(area, first):
    proposed = build.propose(area, first, area.la_officer)
    joined(area, proposed)
    assert presence_of(first, proposed) == ""


def test_one_person_is_there_once(area, first):
    """Where two seats of theirs are recorded all the same, nothing is: they would be two of a quorum."""
    stood_in = build.substitute(area, first, area.la_officer)
    seat = joined(area, build.propose(area, first, area.la[3], n=2))
    Seat.objects.filter(pk=seat.pk).update(user=stood_in.user)
    build.forward_to(first.ends_at)
    first.refresh_from_db()
    first.area = area.area
    presence = all_there(first, stood_in) | {area.la_officer: P.APOLOGIES}
    assert "has two places at this session" in refused(
        scheduling.deliver, first, presence=presence, by=area.facilitator
    )
    assert not Attendance.objects.filter(workshop=first, presence=P.ATTENDED).exists()


# How many are written to


def test_three_are_named_for_a_place_in_a_day(area, first):
    for n in range(standing_in.AT_MOST):
        name(area, first, email=f"stranger{n}@elsewhere.example")
        standing_in.remove(first, area.la_officer, by=area.la_officer)
    before = User.objects.count(), OutgoingMail.objects.count()
    said = refused(name, area, first, email="stranger9@elsewhere.example")
    assert said.startswith("3 people were named for this place within a day")
    assert (User.objects.count(), OutgoingMail.objects.count()) == before
    standing_in.name(first, area.la_lead, who=build.named(area, area.la_lead), by=area.la_lead)
    clock.set_to(clock.now() + timedelta(days=1, minutes=1))
    name(area, first, email="stranger9@elsewhere.example")
