"""When a substitute counts and for what: one session and its notes alone (domain E2, R18, I-1, I-15)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from actionplans.evidence_value import _sessions
from partnerships import naming_leads
from partnerships.membership import NotPossible
from partnerships.models import Consent, Role, Seat
from partnerships.parity import launch_parity, parity_of
from partnerships.permissions import LEAD_PERMISSIONS, ROLE_PERMISSIONS
from pipd.kit import clock
from pipd.kit.models import OutgoingMail
from tests import build
from tests.workshops.test_standing_in import P, hold, presence_of, refused
from workshops import cycle, line, logbook, record_value, scheduling, slots, standing_in, verify
from workshops.clearance import approving, circulating, reading, withdrawing
from workshops.clearance.whole import read_page
from workshops.models import Attendance, Workshop


@pytest.fixture
def first(area) -> Workshop:
    return build.area_with_sessions(area)[0]


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
        naming_leads.name_lead(seat, by=area.facilitator)
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
