"""Who is named to come instead: by whom, whom, until when, and who confirms it (domain E2, R18, I-4, I-5)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from partnerships import membership
from partnerships.membership import NotPossible
from partnerships.models import Consent, Role, Seat
from pipd.kit import clock
from pipd.kit.models import OutgoingMail
from tests import build
from tests.workshops.test_standing_in import P, hold, presence_of, refused
from workshops import scheduling, standing_in, verify
from workshops.clearance import circulating
from workshops.models import Attendance, Workshop
from workshops.owed import owed


@pytest.fixture
def first(area) -> Workshop:
    return build.area_with_sessions(area)[0]


# Naming


def test_a_named_substitute_has_a_seat_of_that_sector_an_account_and_a_mail(area, first):
    seat = build.substitute(area, first, area.tso_officer, agreed=False)
    told = (seat.role, seat.sector, seat.area, seat.may_sign, seat.user.full_name)
    assert told == (Role.SUBSTITUTE, "tso", area.area, False, "Substitute1 Quillshire")
    assert presence_of(first, seat) == P.ASKED
    assert presence_of(first, area.tso_officer) == P.APOLOGIES
    asked = OutgoingMail.objects.filter(kind="substitute_asked")
    assert [row.recipient for row in asked] == [seat.user_id]
    assert not Consent.objects.filter(seat=seat).exists()


def test_an_account_that_exists_is_used_and_keeps_its_name(area, first):
    person = build.user("Known@elsewhere.example", "Known Already")
    who = build.named(area, area.la_officer, email=" KNOWN@elsewhere.example", full_name="Another Name")
    seat = standing_in.name(first, area.la_officer, who=who, by=area.la_officer)
    assert (seat.user, str(seat.user)) == (person, "Known Already")


def test_i4_a_substitute_comes_from_an_organisation_of_that_sector(area, first):
    who = build.named(area, area.la_officer, organisation=area.tso_officer.organisation)
    assert "does not belong to that side" in refused(
        standing_in.name, first, area.la_officer, who=who, by=area.la_officer
    )
    assert not Attendance.objects.exists()


@pytest.mark.parametrize("part", ["tso_officer", "la_lead", "facilitator", "coordinator"])
def test_i5_who_has_another_part_in_the_area_cannot_stand_in(area, first, part):
    who = build.named(area, area.la_officer, email=getattr(area, part).user.email)
    assert "another part" in refused(standing_in.name, first, area.la_officer, who=who, by=area.la_officer)


def test_e13_nobody_stands_in_for_one_sector_and_then_for_the_other(area, first):
    second = build.area_with_sessions(area)[1]
    build.substitute(area, first, area.la_officer)
    with pytest.raises(NotPossible):
        build.substitute(area, second, area.tso_officer)
    build.substitute(area, second, area.la_officer)  # the same side again is fine, from a seat of its own
    assert Seat.objects.filter(role=Role.SUBSTITUTE).count() == 2


def test_i5_a_substitute_is_not_appointed_facilitator_there(area, first):
    seat = build.substitute(area, first, area.la_officer)
    with pytest.raises(NotPossible):
        membership.appoint(area.programme, user=seat.user, role=Role.FACILITATOR, area=area.area)


def test_a_substitute_may_join_the_group_later(area, first):
    seat = build.substitute(area, first, area.la_officer)
    facts = {"sector": "la", "organisation": area.la_lead.organisation, "job_title": ""}
    joined = membership.join(area.area, user=seat.user, **facts)
    assert joined.role == Role.PARTICIPANT


def test_one_place_has_one_substitute(area, first):
    seat = build.substitute(area, first, area.la_officer)
    assert "already" in refused(build.substitute, area, first, area.la_officer, n=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        Attendance.objects.create(
            workshop=first, seat=area.la_lead, presence=P.ABSENT, stands_in_for=area.la_officer
        )
    assert "at the session already" in refused(build.substitute, area, first, area.la[4])
    assert seat.pk in {one.seat.pk for one in standing_in.named_for(first)}


def test_a_participant_names_for_themselves_alone_and_a_facilitator_for_anybody(area, neighbour, first):
    for by in (area.la_lead, area.tso_officer, area.coordinator, neighbour.facilitator):
        with pytest.raises(PermissionDenied):
            build.substitute(area, first, area.la_officer, by=by)
    build.substitute(area, first, area.la_officer, by=area.facilitator)


@pytest.mark.parametrize("who", ["la_officer", "facilitator"])
def test_nobody_names_a_substitute_once_the_session_has_begun(area, first, who):
    """Else who came would be made up afterwards."""
    by = getattr(area, who)
    clock.set_to(first.starts_at)
    assert refused(build.substitute, area, first, area.la_officer, by=by).startswith(
        "This session has begun."
    )
    hold(area, first, **{str(area.la_officer.pk): P.APOLOGIES})
    assert refused(build.substitute, area, first, area.la_officer, by=by).startswith(
        "This session has begun."
    )


# Named by a facilitator


def mailed(kind: str) -> list[object]:
    return list(OutgoingMail.objects.filter(kind=kind).values_list("recipient", flat=True))


def test_whom_a_facilitator_names_is_asked_only_once_whose_place_it_is_confirms_it(area, first):
    seat = build.propose(area, first, area.tso_officer)
    assert (presence_of(first, seat), presence_of(first, area.tso_officer)) == (P.PROPOSED, "")
    assert (mailed("substitute_asked"), mailed("substitute_to_confirm")) == ([], [area.tso_officer.user_id])
    with pytest.raises(PermissionDenied):
        standing_in.agree(first, recording=False, by=seat)
    standing_in.confirm(first, by=area.tso_officer)
    assert (presence_of(first, seat), presence_of(first, area.tso_officer)) == (P.ASKED, P.APOLOGIES)
    assert mailed("substitute_asked") == [seat.user_id]
    assert "Nobody is named" in refused(standing_in.confirm, first, by=area.tso_officer)


def test_only_whose_place_it_is_confirms_it(area, neighbour, first):
    build.propose(area, first, area.tso_officer)
    for by in (area.facilitator, area.coordinator, neighbour.tso_officer):
        with pytest.raises(PermissionDenied):
            standing_in.confirm(first, by=by)
    for by in (area.tso_lead, area.la_officer):
        assert "Nobody is named" in refused(standing_in.confirm, first, by=by)


def test_whose_place_it_is_refuses_and_nobody_is_written_to(area, first):
    seat = build.propose(area, first, area.tso_officer)
    standing_in.refuse(first, by=area.tso_officer)
    seat.refresh_from_db()
    assert (seat.is_live, Attendance.objects.count()) == (False, 0)
    assert mailed("substitute_asked") + mailed("substitute_not_needed") == []


def test_one_facilitator_is_no_sector(area, first):
    """Domain E2, X9: with substitutes whom nobody of a sector confirmed, nobody of that sector was there."""
    named = [build.propose(area, first, place, n=n) for n, place in enumerate(area.tso[:2], start=1)]
    build.forward_to(first.ends_at)
    presence = {
        seat: P.ATTENDED if seat in area.la else P.APOLOGIES for seat in scheduling.expected_at(first)
    }
    told = refused(
        scheduling.deliver, first, presence=presence | dict.fromkeys(named, P.ATTENDED), by=area.facilitator
    )
    assert "has not confirmed who was named in their place" in told
    scheduling.deliver(first, presence=presence, by=area.facilitator)
    assert {seat.sector for seat in circulating.to_be_asked(first)} == {"la"}
    assert list(verify.verify()) == []


def test_who_was_ill_that_day_may_confirm_it_until_the_notes_are_sent(area, first):
    """Control beside it: whoever was recorded as there confirms nobody."""
    seat, other = build.propose(area, first, area.la_officer), build.propose(area, first, area.la_lead, n=2)
    hold(area, first, **{str(area.la_officer.pk): P.APOLOGIES})
    assert "You were there" in refused(standing_in.confirm, first, by=area.la_lead)
    standing_in.confirm(first, by=area.la_officer)
    standing_in.agree(first, recording=False, by=seat)
    hold(area, first)
    assert seat in circulating.to_be_asked(first)
    assert other not in circulating.to_be_asked(first)


def test_who_can_come_after_all_need_not_answer(area, first):
    seat = build.propose(area, first, area.la_officer)
    assert "substitute to confirm" in [row.kind for row in owed([area.la_officer])]
    assert "substitute to confirm" not in [row.kind for row in owed([area.la_lead])]
    assert not [row for row in owed([seat]) if row.subject == first.pk]
    standing_in.take_back(first, by=area.la_officer)
    assert not Attendance.objects.exists()
    assert not [row for row in owed([area.la_officer]) if row.kind == "substitute to confirm"]


def test_x9_who_took_part_for_the_other_sector_never_stands_in(area, first):
    person = area.la[5].user
    membership.leave(area.la[5], by=area.la[5])
    clock.set_to(clock.now() + timedelta(days=1))
    who = build.named(area, area.tso_officer, email=person.email)
    assert "another part" in refused(standing_in.name, first, area.tso_officer, who=who, by=area.tso_officer)
    who = build.named(area, area.la_officer, email=person.email)
    standing_in.name(first, area.la_officer, who=who, by=area.la_officer)  # control: of their own side


def test_who_was_only_named_for_one_sector_may_stand_in_for_the_other(area, first):
    build.substitute(area, first, area.la_officer, agreed=False)
    standing_in.remove(first, area.la_officer, by=area.la_officer)
    clock.set_to(clock.now() + timedelta(days=1))
    who = build.named(area, area.tso_officer, email="substitute1@quillshire.example")
    assert standing_in.name(first, area.tso_officer, who=who, by=area.tso_officer).sector == "tso"


def test_taking_apologies_back_ends_the_substitutes_seat_and_tells_them(area, first):
    seat = build.substitute(area, first, area.la_officer)
    standing_in.take_back(first, by=area.la_officer)
    seat.refresh_from_db()
    assert (seat.is_live, Attendance.objects.count()) == (False, 0)
    assert OutgoingMail.objects.filter(kind="substitute_not_needed", recipient=seat.user_id).count() == 1


def test_who_declines_is_gone_and_whose_place_it_was_is_told(area, first):
    seat = build.substitute(area, first, area.la_officer, agreed=False)
    standing_in.decline(first, by=seat)
    assert presence_of(first, area.la_officer) == P.APOLOGIES
    assert presence_of(first, seat) == ""
    told = OutgoingMail.objects.filter(kind="substitute_declined").values_list("recipient", flat=True)
    assert list(told) == [area.la_officer.user_id]
    with pytest.raises(PermissionDenied):
        standing_in.agree(first, recording=False, by=Seat.objects.get(pk=seat.pk))
