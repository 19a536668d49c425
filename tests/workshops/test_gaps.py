"""Sessions closer than the setting: the leads of both sectors agree to the dates, or nobody can set them (I-9)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from partnerships.membership import NotPossible
from partnerships.permissions import Permission, allows
from pipd.kit import clock
from tests import build
from tests.permissions.test_moves import ROLES, seat_of
from tests.workshops.sooner import (
    KEPT,
    SOONER,
    SOONEST,
    TERMS,
    agree,
    agreed,
    asked,
    due,
    mailed,
    move,
    refusal,
    session,
)
from workshops import cycle, gaps, gaps_asked, scheduling, slots, verify
from workshops.models import GapWaiver, Workshop


def test_until_both_agree_the_date_is_refused_and_says_whom_it_awaits(area):
    assert "not agreed yet" not in refusal(area)
    waiver = asked(area)
    asks = f"asked about {TERMS}, for 5 March 2027: the local authority lead"
    assert f"{asks} and the third sector lead have not agreed yet." in refusal(area)
    assert agree(area, waiver, area.la[1]) == [False]
    assert "the third sector lead has not agreed yet." in refusal(area)
    assert "local authority" not in refusal(area)
    assert agree(area, waiver, area.tso_lead) == [True]
    assert move(area, SOONER).local_start.date() == SOONER
    assert list(verify.verify()) == []


def test_planning_all_four_asks_for_it_too(area):
    row = [replace(slots.slot_of(w), facilitators=()) for w in build.area_with_sessions(area)]
    row[2] = replace(row[2], day=SOONER)

    def plan() -> None:
        scheduling.plan(area.area, row, facilitators=area.facilitators, by=area.coordinator)

    with pytest.raises(NotPossible, match="at least 15 working days"):
        plan()
    agreed(area)
    plan()
    assert session(area).local_start.date() == SOONER


def test_only_the_pair_that_was_agreed_and_no_shorter_gap(area):
    agreed(area)
    assert "at least 15 working days" in refusal(area, SOONEST)
    with pytest.raises(NotPossible, match="at least 15 working days"):
        move(area, date(2027, 4, 1), number=4)
    assert move(area, SOONER).local_start.date() == SOONER


def test_the_pair_may_move_together(area):
    """No shorter than agreed: both a week later is what the leads agreed to."""
    agreed(area)
    move(area, date(2027, 2, 16), number=2)
    assert move(area, date(2027, 3, 8)).local_start.date() == date(2027, 3, 8)


def test_the_later_session_is_asked_about_when_the_earlier_one_moves(area):
    fourth = session(area, 4).local_start.date()
    late = date(2027, 4, 1)
    waiver = asked(area, day=late)
    assert (waiver.earlier.number, waiver.later.number) == (3, 4)
    assert (waiver.earlier_on, waiver.later_on) == (late, fourth)
    agree(area, waiver, area.la_lead, area.tso_lead)
    assert move(area, late).local_start.date() == late


def test_a_lead_who_asks_agrees_for_their_sector(area):
    waiver = asked(area, by=area.tso_lead)
    assert "the local authority lead has not agreed yet." in refusal(area)
    assert mailed("shorter_gap_asked") == {area.la_lead.user_id, area.la[1].user_id}
    assert agree(area, waiver, area.la_lead) == [True]


def test_one_sector_alone_agrees_to_nothing(area):
    waiver = asked(area, by=area.la_lead)
    for seat in (area.la_lead, area.la[1]):
        with pytest.raises(NotPossible, match="signed already"):
            agree(area, waiver, seat)
    assert not GapWaiver.objects.complete().exists()


def test_sessions_that_move_apart_again_need_another_agreement(area):
    waiver = agreed(area)
    move(area, KEPT)  # never used: the agreement waits
    move(area, SOONER)
    waiver.refresh_from_db()
    assert (waiver.used_at is not None, waiver.over_at) == (True, None)
    move(area, KEPT)
    assert GapWaiver.objects.get(pk=waiver.pk).over_at
    assert "at least 15 working days" in refusal(area)
    agreed(area)
    assert move(area, SOONER).local_start.date() == SOONER
    assert GapWaiver.objects.complete().count() == 2


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (KEPT, "no two sessions are too close"),
        (date(2027, 3, 6), "Choose a working day"),
        (date(2026, 12, 1), "Choose a working day"),
        (date(2027, 2, 15), "no two sessions are too close"),
    ],
)
def test_what_needs_no_agreement_or_cannot_be_is_not_asked(area, day, reason):
    with pytest.raises(NotPossible, match=reason):
        asked(area, day=day)


def test_nothing_is_asked_of_a_session_that_was_held_or_given_up(area):
    build.delivered(area)
    with pytest.raises(NotPossible, match="is held"):
        gaps_asked.ask(session(area, 1), SOONER, by=area.facilitator)
    cycle.cancel(session(area), reason="Snow", by=area.facilitator)
    with pytest.raises(NotPossible, match="is cancelled"):
        asked(area)


def test_one_request_at_a_time_and_another_once_its_date_is_past(area):
    first = asked(area, day=SOONEST)
    with pytest.raises(NotPossible, match="another date already"):
        asked(area)
    clock.set_to(clock.local(SOONER, 9))
    assert due(area.la_lead) == []
    asked(area)
    assert GapWaiver.objects.get(pk=first.pk).void_reason == "otherwise"
    assert due(area.la_lead) != []


def test_words_that_were_not_read_are_not_agreed_to(area):
    asked(area)
    with pytest.raises(NotPossible, match="any more"):
        gaps_asked.agree(session(area), digest="0" * 64, by=area.la_lead)


def test_who_asked_takes_it_back_and_who_had_agreed_is_told(area):
    waiver = asked(area)
    agree(area, waiver, area.la_lead)
    gaps_asked.leave(session(area), digest=waiver.digest, by=area.facilitator)
    assert GapWaiver.objects.get().void_reason == "taken_back"
    assert mailed("shorter_gap_left") == {area.la_lead.user_id}
    with pytest.raises(NotPossible, match="any more"):
        agree(area, waiver, area.tso_lead)


def test_a_lead_who_does_not_agree_ends_it_and_who_asked_is_told(area):
    waiver = asked(area)
    gaps_asked.leave(session(area), digest=waiver.digest, by=area.tso_lead)
    assert GapWaiver.objects.get().void_reason == "otherwise"
    assert mailed("shorter_gap_left") == {area.facilitator.user_id}


def test_what_both_agreed_is_left_by_nobody(area):
    waiver = agreed(area)
    with pytest.raises(NotPossible, match="any more"):
        gaps_asked.leave(session(area), digest=waiver.digest, by=area.la_lead)


def test_nobody_else_ends_what_another_asked(area):
    """Control: the leads are asked, so a lead or deputy ends it, and whoever asked."""
    waiver = asked(area)
    for seat in (area.coordinator, area.other_facilitator):
        with pytest.raises(NotPossible, match="Whoever asked takes it back"):
            gaps_asked.leave(session(area), digest=waiver.digest, by=seat)
    assert GapWaiver.objects.open().get() == waiver
    assert mailed("shorter_gap_left") == set()
    gaps_asked.leave(session(area), digest=waiver.digest, by=area.la[1])
    again = asked(area, by=area.coordinator)
    gaps_asked.leave(session(area), digest=again.digest, by=area.coordinator)
    assert not GapWaiver.objects.standing().exists()


# What is agreed


def test_what_is_signed_names_the_working_days_and_the_dates_proposed(area):
    """The same number on other dates, and another number, are other words."""
    second, third = session(area, 2), session(area)
    days = date(2027, 2, 15), date(2027, 2, 16)
    pairs = [gaps.Pair(second, third, earlier, later) for earlier in days for later in (SOONEST, SOONER)]
    assert [pair.gap for pair in pairs] == [13, 14, 12, 13]
    assert len({pair.digest for pair in pairs}) == 4
    assert asked(area).digest == pairs[1].digest


@pytest.mark.parametrize(
    ("later", "than_agreed", "than_the_setting"),
    [
        (KEPT, False, False),
        (SOONER, False, True),
        (SOONEST, True, True),
        (date(2027, 2, 15), True, True),
        (date(2027, 2, 10), True, True),
    ],
)
def test_short_is_less_than_both_leads_agreed_to(area, later, than_agreed, than_the_setting):
    agreed(area)
    before = date(2027, 2, 15)
    assert gaps.short(area.area, (2, before), (3, later)) is than_agreed
    assert gaps.short(area.area, (2, before), (3, later), {}) is than_the_setting
    assert gaps.short(area.area, (3, before), (4, later)) is than_the_setting  # agreed for others


# Who may


ACTS = {
    Permission.ASK_SHORTER_GAP: lambda area, seat: asked(area, by=seat),
    Permission.AGREE_SHORTER_GAP: lambda area, seat: agree(area, asked(area), seat),
}


@pytest.mark.parametrize("permission", ACTS, ids=str)
@pytest.mark.parametrize("role", ROLES)
def test_who_may_ask_and_who_may_agree(area, neighbour, role, permission):
    seat = seat_of(role, area, neighbour)
    session(area)
    here = seat.area_id in (None, area.area.pk) and seat.is_live
    if allows(seat, permission) and here:
        ACTS[permission](area, seat)
    else:
        with pytest.raises(PermissionDenied):
            ACTS[permission](area, seat)


def test_nobody_but_those_who_may_ask_leaves_it(area):
    waiver = asked(area)
    for seat in (area.la_officer, build.programme_seat(build.Role.ANALYST)):
        with pytest.raises(PermissionDenied):
            gaps_asked.leave(session(area), digest=waiver.digest, by=seat)


# What must be true


def test_verify_names_sessions_nobody_agreed_to(area):
    third = session(area)
    day = clock.local(SOONER, 10)
    Workshop.objects.filter(pk=third.pk).update(starts_at=day, ends_at=day + timedelta(hours=3))
    assert [line for line in verify.verify() if "the leads did not agree to it" in line] != []
    agreed_to = GapWaiver(
        earlier=session(area, 2), later=third, earlier_on=date(2027, 2, 15), later_on=SOONER, digest="d",
        asked_at=clock.now(), asked_by=area.facilitator,
        la_at=clock.now(), la_by=area.la_lead, tso_at=clock.now(), tso_by=area.tso_lead,
    )  # fmt: skip
    agreed_to.save()
    assert list(verify.verify()) == []


@pytest.mark.parametrize(
    "wrong",
    [{"used_at": True}, {"over_at": True}, {"later_on": date(2027, 2, 15)}, {"earlier": 3}],
    ids=["used before both agreed", "over before use", "dates out of order", "one session alone"],
)
def test_the_database_refuses(area, wrong):
    waiver = asked(area)
    wrong = {name: session(area) if name == "earlier" else value for name, value in wrong.items()}
    values = {name: clock.now() if value is True else value for name, value in wrong.items()}
    with pytest.raises(IntegrityError), transaction.atomic():
        GapWaiver.objects.filter(pk=waiver.pk).update(**values)
