"""Apologies and substitutes: who names whom, when they count and for what (domain E2, R18, I-1, I-4, I-5, I-15)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404

from actionplans.evidence_value import _sessions
from partnerships import membership
from partnerships.membership import NotPossible
from partnerships.models import Consent, Role, Seat
from partnerships.parity import launch_parity, parity_of
from partnerships.permissions import LEAD_PERMISSIONS, ROLE_PERMISSIONS
from pipd.kit import clock
from pipd.kit.models import OutgoingMail
from tests import build
from workshops import cycle, line, logbook, record_value, scheduling, slots, standing_in, verify
from workshops.clearance import approving, circulating, reading, withdrawing
from workshops.clearance.whole import read_page
from workshops.models import Attendance, Workshop
from workshops.owed import owed

P = Attendance.Presence


@pytest.fixture
def first(area) -> Workshop:
    return build.area_with_sessions(area)[0]


def presence_of(workshop: Workshop, seat: Seat) -> str:
    rows = Attendance.objects.filter(workshop=workshop, seat=seat)
    return rows.values_list("presence", flat=True).first() or ""


def hold(area: build.Group, workshop: Workshop, **told: str) -> None:
    """The session is held: all were there but those who sent apologies, and substitutes who had agreed."""
    build.forward_to(workshop.ends_at)
    kept = dict(Attendance.objects.filter(workshop=workshop).values_list("seat", "presence"))
    presence = {seat: kept.get(seat.pk, P.ATTENDED) for seat in scheduling.expected_at(workshop)}
    presence |= {one.seat: P.ATTENDED for one in standing_in.named_for(workshop) if one.has_agreed}
    for seat in presence:
        presence[seat] = told.get(str(seat.pk), presence[seat])
    scheduling.deliver(workshop, presence=presence, by=area.facilitator)


def refused(act: object, *args: object, **kwargs: object) -> str:
    with pytest.raises(NotPossible) as refusal:
        act(*args, **kwargs)
    return str(refusal.value)


# Apologies


def test_apologies_are_sent_once_and_may_be_taken_back(area, first):
    for _ in (1, 2):
        standing_in.send_apologies(first, by=area.la_officer)
    assert presence_of(first, area.la_officer) == P.APOLOGIES
    standing_in.take_back(first, by=area.la_officer)
    assert presence_of(first, area.la_officer) == ""


@pytest.mark.parametrize("act", [standing_in.send_apologies, standing_in.take_back])
def test_apologies_end_when_the_session_begins(area, first, act):
    clock.set_to(first.starts_at - timedelta(seconds=1))
    act(first, by=area.la_officer)
    clock.set_to(first.starts_at)
    assert refused(act, first, by=area.la_officer).startswith("This session has begun.")


@pytest.mark.parametrize("state", ["cancelled", "postponed"])
def test_apologies_for_a_session_that_is_not_going_ahead_are_refused(area, first, state):
    halt = {"postponed": cycle.postpone, "cancelled": cycle.cancel}[state]
    halt(first, reason="Snow", by=area.facilitator)
    first.refresh_from_db()
    assert "not going ahead" in refused(standing_in.send_apologies, first, by=area.la_officer)


def test_apologies_are_a_participants_of_that_area(area, neighbour, first):
    for seat in (area.facilitator, area.coordinator, neighbour.la_officer):
        with pytest.raises(PermissionDenied):
            standing_in.send_apologies(first, by=seat)


def test_who_sent_apologies_gets_the_notes_to_read_and_is_not_asked(area, first):
    """Domain E2: the notes for information; no eligible responder."""
    standing_in.send_apologies(first, by=area.la_officer)
    hold(area, first)
    build.write_up(area, first, build.uncleared_texts(area))
    circulating.circulate(first, by=area.facilitator)
    kinds = OutgoingMail.objects.filter(recipient=area.la_officer.user_id).values_list("kind", flat=True)
    assert [kind for kind in kinds if kind.startswith("note")] == ["note_for_information"]
    with pytest.raises(Http404):
        build.answer(first, area.la_officer)
    assert read_page(first, area.la_officer) is not None


def test_apologies_of_somebody_who_left_before_the_session_go_with_them(area, first):
    given = build.substitute(area, first, area.la_officer)
    membership.leave(area.la_officer, by=area.la_officer)
    clock.set_to(clock.now() + timedelta(days=1))
    hold(area, first)
    assert not Attendance.objects.filter(seat__in=[area.la_officer, given]).exists()
    assert Seat.objects.get(pk=given.pk).ended_on == clock.today()
    assert list(verify.verify()) == []


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
    facts = {"sector": "la", "organisation": area.la_lead.organisation, "job_title": "", "consents": []}
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


# Counting


def test_i1_a_substitute_counts_in_no_parity(area, first):
    build.substitute(area, first, area.la_officer)
    parity = launch_parity(area.area)
    everybody = parity_of(area.programme, Seat.objects.live().filter(area=area.area))
    assert (parity.la, parity.tso, everybody.la, everybody.tso) == (6, 6, 6, 6)


def test_a_substitute_neither_leads_nor_signs(area, first):
    seat = build.substitute(area, first, area.la_officer)
    assert ROLE_PERMISSIONS[Role.SUBSTITUTE] & LEAD_PERMISSIONS == set()
    with pytest.raises(NotPossible):
        membership.name_lead(seat, by=area.facilitator)
    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.filter(pk=seat.pk).update(is_deputy=True)


def test_a_substitute_who_came_fills_the_place_in_every_count(area, first):
    """Control beside it: the place of somebody with apologies and no substitute stays empty."""
    seat = build.substitute(area, first, area.la_officer)
    standing_in.send_apologies(first, by=area.la[4])
    hold(area, first)
    assert presence_of(first, area.la_officer) == P.SUBSTITUTE
    step = line.steps(area.area, area.facilitator)[0]
    assert (step.la.there, step.la.of, step.tso.there, step.tso.of) == (5, 6, 6, 6)
    assert [words for _, words in record_value._present(area.area, first)] == ["5 of 6", "6 of 6"]
    assert seat in circulating.to_be_asked(first)
    assert list(verify.verify()) == []


def test_quorum_counts_substitutes_for_their_sector(area, first):
    """Three of six are half; without the substitute there would be two."""
    build.substitute(area, first, area.la_officer)
    for seat in area.la[3:]:
        standing_in.send_apologies(first, by=seat)
    hold(area, first, **{str(area.la[1].pk): P.ABSENT})
    step = line.steps(area.area, area.facilitator)[0]
    assert (step.la.there, step.la.is_quorate) == (2, False)
    hold(area, first, **{str(area.la[1].pk): P.ATTENDED})
    assert line.steps(area.area, area.facilitator)[0].la.is_quorate


def test_who_has_not_agreed_does_not_count(area, first):
    seat = build.substitute(area, first, area.la_officer, agreed=False)
    build.forward_to(first.ends_at)
    presence = dict.fromkeys(scheduling.expected_at(first), P.ATTENDED) | {area.la_officer: P.APOLOGIES}
    told = refused(scheduling.deliver, first, presence=presence | {seat: P.ATTENDED}, by=area.facilitator)
    assert "has not agreed to take part yet" in told
    scheduling.deliver(first, presence=presence, by=area.facilitator)
    assert (presence_of(first, seat), seat in circulating.to_be_asked(first)) == (P.ASKED, False)


def test_who_agrees_after_the_session_counts_once_a_facilitator_corrects_who_came(area, first):
    seat = build.substitute(area, first, area.la_officer, agreed=False)
    hold(area, first)
    standing_in.agree(first, recording=True, by=seat)
    assert seat not in circulating.to_be_asked(first)
    hold(area, first)
    assert seat in circulating.to_be_asked(first)
    assert set(Consent.objects.filter(seat=seat).values_list("kind", flat=True)) == {"take_part", "recording"}


def test_one_place_does_not_count_twice(area, first):
    build.substitute(area, first, area.la_officer)
    told = {str(area.la_officer.pk): P.ATTENDED.value}
    assert "cannot both count" in refused(hold, area, first, **told)


def test_a_substitute_nobody_tells_of_was_absent(area, first):
    seat = build.substitute(area, first, area.la_officer)
    build.forward_to(first.ends_at)
    presence = dict.fromkeys(scheduling.expected_at(first), P.ATTENDED)
    scheduling.deliver(first, presence=presence | {area.la_officer: P.APOLOGIES}, by=area.facilitator)
    assert (presence_of(first, seat), presence_of(first, area.la_officer)) == (P.ABSENT, P.APOLOGIES)


def test_attendance_and_substitutes_are_frozen_once_the_notes_are_sent(area, first):
    seat = build.substitute(area, first, area.la_officer)
    hold(area, first)
    build.write_up(area, first, build.uncleared_texts(area))
    circulating.circulate(first, by=area.facilitator)
    for act in (
        lambda: hold(area, first),
        lambda: standing_in.remove(first, area.la_officer, by=area.facilitator),
        lambda: standing_in.agree(first, recording=False, by=seat),
        lambda: build.substitute(area, first, area.la[4], n=2, by=area.facilitator),
        lambda: standing_in.confirm(first, by=area.la_officer),
    ):
        assert "sent for checking" in refused(act)


# For that note alone


def test_a_substitutes_answer_clears_that_note_and_its_evidence_sheet_counts_them(area, first):
    """Two answers of three are needed on the LA side: one of them is the substitute's."""
    seat = build.substitute(area, first, area.la_officer)
    for absent in area.la[3:] + area.tso[3:]:
        standing_in.send_apologies(first, by=absent)
    hold(area, first)
    build.write_up(area, first, build.uncleared_texts(area))
    circulating.circulate(first, by=area.facilitator)
    for one in (area.la_lead, *area.tso[:2]):
        build.answer(first, one)
    build.after_the_window(first)
    assert refused(approving.approve, first, by=area.other_facilitator)
    clock.set_to(first.ends_at + timedelta(days=1))
    build.answer(first, seat)
    build.after_the_window(first)
    approval = approving.approve(first, by=area.other_facilitator)
    assert (approval.la_there, approval.la_answered) == (3, 2)
    assert _sessions(area.area)[0].attendance == ("3 of 6", "3 of 6")
    cleared = OutgoingMail.objects.filter(kind="note_cleared", recipient=seat.user_id)
    assert cleared.count() == 1


def test_no_act_and_no_mail_of_another_session_is_a_substitutes(area, first):
    seat = build.substitute(area, first, area.la_officer)
    hold(area, first)
    second = build.circulated(area, 2)
    for act in (lambda: read_page(second, seat), lambda: reading.left_out(second, seat)):
        with pytest.raises(PermissionDenied):
            act()
    third = build.area_with_sessions(area)[2]
    with pytest.raises(PermissionDenied):
        build.log_point(third, seat, "not mine")
    with pytest.raises(PermissionDenied):
        standing_in.agree(third, recording=False, by=seat)
    assert set(OutgoingMail.objects.filter(recipient=seat.user_id).values_list("kind", flat=True)) == {
        "substitute_asked"
    }


def test_a_substitute_is_told_of_changes_of_their_own_session_alone(area, first):
    seat = build.substitute(area, first, area.la_officer)
    for workshop, told in ((build.area_with_sessions(area)[2], 0), (first, 1)):
        kept = replace(slots.slot_of(workshop), venue="Library", facilitators=tuple(area.facilitators))
        cycle.change(workshop, kept, by=area.facilitator)
        mails = OutgoingMail.objects.filter(kind="session_moved")
        assert mails.filter(recipient=seat.user_id).count() == told
        assert mails.filter(recipient=area.la_officer.user_id).exists()


def test_a_substitute_logs_points_of_their_session_once_they_agreed(area, first):
    seat = build.substitute(area, first, area.la_officer, agreed=False)
    with pytest.raises(PermissionDenied):
        build.log_point(first, seat, "too early")
    standing_in.agree(first, recording=False, by=seat)
    build.log_point(first, seat, "beforehand")
    assert [p.text for p in logbook.own_points(first, seat)] == ["beforehand"]


# verify


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda row, area: {"stands_in_for": area.tso_officer}, "the other sector"),
        (lambda row, area: {"presence": P.ABSENT}, "do not fit together"),
    ],
)
def test_verify_names_a_substitute_that_cannot_be(area, first, spoil, words):
    seat = build.substitute(area, first, area.la_officer)
    hold(area, first)
    assert list(verify.verify()) == []
    rows = Attendance.objects.filter(seat=seat)
    rows.update(**spoil(rows.get(), area))
    assert any(words in line_ for line_ in verify.verify())


def test_the_record_of_a_session_counts_its_own_withdrawals(area):
    """A substitute reads that page, and is told nothing of other sessions, not even a number."""
    point = build.cleared_point(area)
    withdrawing.withdraw(area.area, point.pk, by=area.facilitator)
    assert [reading.withdrawn_count(area.area, n) for n in (None, 1, 2)] == [1, 1, 0]
