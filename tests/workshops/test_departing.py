"""Consent to take part is withdrawn: what goes at once, what stays, and who is asked about the rest (domain E7)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from partnerships import consenting, naming_leads
from partnerships.membership import NotPossible
from partnerships.models import Consent, Seat
from pipd.kit import clock
from pipd.kit.models import OutgoingMail
from tests import build
from tests.client import Client
from tests.workshops.acts import gone
from tests.workshops.test_withdrawing import places_of
from workshops.clearance import (
    answering,
    approving,
    circulating,
    departing,
    settling,
)
from workshops.clearance.working import Amendment, Answer, DraftPoint, LoggedPoint, Responder
from workshops.models import Attendance

MARK = "KAKAPO"


@pytest.fixture
def who(area) -> Seat:
    """Was at every session, logs, suggests, is quoted."""
    return area.tso[2]


def agreed(workshop, number: int, area) -> bool:
    note = build.note_of(workshop)
    judged = approving.judge_all(note, build.version_of(workshop), approving.responders(note))
    return next(j for j in judged if j.shown.number == number).finding.agreed


# Taking part ends


def test_participation_ends_at_once_with_every_consent(area, who):
    gone(area, who)
    who.refresh_from_db()
    assert not who.is_live
    assert not Consent.objects.filter(seat=who, withdrawn_at=None).exists()


def test_a_lead_stands_for_nobody_any_more(area):
    gone(area, area.tso_lead)
    area.tso_lead.refresh_from_db()
    assert not area.tso_lead.may_sign


def test_it_is_ones_own_act(area, who):
    with pytest.raises(PermissionDenied):
        departing.withdraw_consent(area.area, by=area.facilitator)


def test_a_substitute_gives_their_place_up_and_whose_it_was_is_told(area):
    first = build.area_with_sessions(area)[0]
    stands_in = build.substitute(area, first, area.tso[1])
    gone(area, stands_in)
    assert not Attendance.objects.filter(seat=stands_in).exists()
    assert OutgoingMail.objects.filter(kind="substitute_declined", recipient=area.tso[1].user.pk).exists()


def test_leaving_twice_ends_it_once(area, who):
    build.membership.leave(who, by=who)
    ended = Seat.objects.get(pk=who.pk).ended_on
    build.forward_to(clock.now() + timedelta(days=17))
    with pytest.raises(NotPossible, match="left already"):
        build.membership.leave(who, by=who)
    assert Client().as_(who).post(f"/areas/{area.slug}/leaving/leave/").status_code == 409
    assert Seat.objects.get(pk=who.pk).ended_on == ended


def test_a_substitute_does_not_leave_but_declines(area):
    stands_in = build.substitute(area, build.area_with_sessions(area)[0], area.tso[1])
    with pytest.raises(NotPossible, match="one session alone"):
        build.membership.leave(stands_in, by=stands_in)


def test_a_suggestion_that_was_taken_up_is_the_groups_and_one_taken_up_in_part_is_not_all(area, who):
    workshop = build.circulated(area)
    for number, outcome in ((1, "accepted"), (2, "in_part")):
        build.answer(
            workshop, who, build.CHANGE, numbers=[number], reason="why", new_text=f"{MARK} {outcome}"
        )
        change = Amendment.objects.get(outcome="open")
        settling.decide(workshop, change.pk, outcome=outcome, text="The group’s words", by=area.facilitator)
    gone(area, who)
    assert list(Amendment.objects.order_by("outcome").values_list("outcome", "text", "reason")) == [
        ("accepted", f"{MARK} accepted", ""),
        ("in_part", "", ""),
    ]


def test_in_another_area_it_ends_nothing(area, who, neighbour):
    with pytest.raises(PermissionDenied):
        departing.withdraw_consent(neighbour.area, by=who)


def test_a_second_time_there_is_nothing_to_take_back(area, who):
    gone(area, who)
    with pytest.raises(NotPossible, match="withdrawn already"):
        gone(area, who)


def test_who_has_left_may_still_take_it_back(area, who):
    workshop = build.circulated(area)
    build.membership.leave(who, by=who)
    gone(area, who)
    assert build.responder(workshop, who).removed_at is not None


# What was logged and said


def test_logged_points_of_notes_being_written_up_are_deleted(area, who):
    workshop = build.delivered(area)
    logged = build.log_point(workshop, who, f"{MARK} as I heard it")
    [statement] = build.write_up(area, workshop, ["In the facilitator’s words"], [logged])
    assert gone(area, who).logged == 1
    assert places_of(MARK) == []
    assert DraftPoint.objects.get(pk=statement).text == "In the facilitator’s words"


def test_logged_points_of_notes_that_were_sent_are_blanked(area, who):
    workshop = build.delivered(area)
    logged = build.log_point(workshop, who, f"{MARK} as I heard it")
    build.write_up(area, workshop, ["In the facilitator’s words"], [logged])
    circulating.circulate(workshop, by=area.facilitator)
    gone(area, who)
    assert (places_of(MARK), LoggedPoint.objects.get(pk=logged.id).text) == ([], "")


def test_others_logged_points_stay(area, who):
    workshop = build.delivered(area)
    build.log_point(workshop, area.tso[1], f"{MARK} another’s")
    gone(area, who)
    assert places_of(MARK) == ["LoggedPoint.text"]


def test_what_was_suggested_and_added_goes_and_that_they_answered_stays(area, who):
    workshop = build.circulated(area)
    build.answer(workshop, who, build.CHANGE, numbers=[1], reason=f"{MARK} why", new_text=f"{MARK} words")
    build.answer(workshop, who, build.OUT, numbers=[3], ground="not_said", reason=f"{MARK} no")
    answering.add_view(workshop, build.shown(workshop)[1].point_id, text=f"{MARK} view", by=who)
    assert places_of(MARK) == ["Amendment.reason", "Amendment.text", "Answer.reason", "DifferingView.text"]
    gone(area, who)
    assert places_of(MARK) == []
    assert Answer.objects.filter(responder__seat=who).count() == 2
    assert set(Amendment.objects.values_list("outcome", flat=True)) == {"withdrawn"}


# What it does to notes that are being checked


def test_their_answers_no_longer_count_and_silence_is_no_reason_to_wait(area, who):
    workshop = build.circulated(area)
    for seat in [*area.la[:2], area.tso[1], who]:
        build.answer(workshop, seat, numbers=[1])
    assert agreed(workshop, 1, area)
    gone(area, who)
    # Two of the third sector are left, of whom both are needed, and one has answered.
    assert not agreed(workshop, 1, area)


def test_an_open_change_of_theirs_stops_nothing_any_more(area, who):
    workshop = build.circulated(area)
    build.answer(workshop, who, build.CHANGE, numbers=[1], reason="why", new_text="other words")
    for seat in area.la[:2] + area.tso[:2]:
        build.answer(workshop, seat, numbers=[1])
    assert not agreed(workshop, 1, area)
    gone(area, who)
    assert agreed(workshop, 1, area)


@pytest.mark.parametrize(
    ("ground", "stands"), [("own_words", True), ("identifies", True), ("not_said", False)]
)
def test_only_an_objection_about_themselves_outlives_their_consent(area, who, ground, stands):
    workshop = build.circulated(area)
    build.answer(workshop, who, build.OUT, numbers=[1], ground=ground, reason="because")
    for seat in area.la[:2] + area.tso[:2]:
        build.answer(workshop, seat, numbers=[1])
    gone(area, who)
    assert agreed(workshop, 1, area) is not stands


def test_facilitators_see_that_objection_without_a_name(area, who):
    workshop = build.circulated(area)
    build.answer(workshop, who, build.OUT, numbers=[1], ground="own_words", reason=f"{MARK} because")
    gone(area, who)
    reader = Client().as_(area.facilitator, may_see=area.words.uncleared)
    page = reader.get(f"/areas/{area.slug}/sessions/1/changes/").content.decode()
    assert "somebody who withdrew their consent" in page
    assert who.user.full_name not in page


def test_notes_sent_later_do_not_ask_them(area, who):
    workshop = build.note_at("drafting", area)
    gone(area, who)
    circulating.circulate(workshop, by=area.facilitator)
    assert not Responder.objects.filter(note__workshop=workshop, seat=who).exists()


def test_they_see_nothing_of_the_notes_any_more(area, who):
    build.circulated(area)
    address = f"/areas/{area.slug}/sessions/1/check/"
    assert Client().as_(who, may_see=area.words.uncleared).get(address).status_code == 200
    gone(area, who)
    assert Client().as_(who).get(address).status_code == 404


# Who acts on what they read before


def test_nobody_names_as_lead_who_has_left_meanwhile(area, who):
    stale = Seat.objects.get(pk=who.pk)
    gone(area, who)
    with pytest.raises(NotPossible, match="takes part"):
        naming_leads.name_lead(stale, by=area.facilitator)


def test_nobody_records_a_consent_for_who_has_left_meanwhile(area, who):
    stale = Seat.objects.get(pk=who.pk)
    gone(area, who)
    with pytest.raises(NotPossible, match="Only those who take part"):
        consenting.record(stale, Consent.Kind.RECORDING, agrees=True, channel="spoken", by=area.facilitator)
    assert not Consent.objects.filter(seat=who, withdrawn_at=None).exists()


@pytest.mark.parametrize("how", ["leaves", "takes consent back"])
def test_nobody_comes_in_the_place_of_who_takes_part_no_more(area, who, how):
    session = build.area_with_sessions(area)[0]
    stands_in = build.substitute(area, session, who)
    if how == "leaves":
        departing.leave(area.area, by=who)
    else:
        gone(area, who)
    assert not Attendance.objects.filter(workshop=session).exists()
    assert not Seat.objects.get(pk=stands_in.pk).is_live
    told = OutgoingMail.objects.filter(kind="substitute_not_needed", recipient=stands_in.user.pk)
    assert told.exists()
