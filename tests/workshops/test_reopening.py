"""Cleared statements are opened again by three: a facilitator and one who was there of each sector (domain 3F)."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404

from partnerships.membership import NotPossible
from pipd.kit.models import LogEntry
from tests import build
from tests.workshops.acts import approve, cleared_numbers
from workshops.clearance import (
    answering,
    approving,
    checking,
    overview,
    reading,
    reopening,
    verifying,
    withdrawing,
)
from workshops.clearance.standings import in_question
from workshops.clearance.working import Answer, Note, Reopening
from workshops.models import Approval, ClearedNote, ClearedPoint, Workshop


@pytest.fixture
def cleared(area: build.Group) -> Workshop:
    """Statements 1 and 2 are cleared, the third is left out."""
    return build.note_at("cleared", area)


def origin(workshop: Workshop, number: int = 1) -> object:
    return ClearedPoint.objects.get(note__workshop=workshop, number=number).origin


def ask(area: build.Group, workshop: Workshop, *numbers: int) -> None:
    chosen = [origin(workshop, n) for n in numbers or (1,)]
    reopening.ask(workshop, chosen, reason=f"{area.words.reason} not so", by=area.la_lead)


def opened(area: build.Group, workshop: Workshop, *numbers: int) -> None:
    ask(area, workshop, *numbers)
    reopening.agree(workshop, by=area.tso_lead)
    reopening.agree(workshop, by=area.facilitator)


def test_two_of_the_three_open_nothing(area, cleared):
    ask(area, cleared)
    assert reopening.agree(cleared, by=area.tso_lead) is False
    assert cleared_numbers(cleared) == [1, 2]
    assert build.note_of(cleared).state == Note.State.CLEARED


def test_a_second_voice_of_the_same_side_is_refused(area, cleared):
    ask(area, cleared)
    with pytest.raises(NotPossible, match="Your side has agreed already"):
        reopening.agree(cleared, by=area.la_officer)


@pytest.mark.parametrize("last", ["facilitator", "la_lead", "tso_lead"])
def test_the_third_opens_the_statement_at_once_whoever_it_is(area, cleared, last):
    voices = [
        seat
        for name in ("facilitator", "la_lead", "tso_lead")
        if name != last
        for seat in [getattr(area, name)]
    ]
    reopening.ask(cleared, [origin(cleared)], reason="Not so", by=voices[0])
    reopening.agree(cleared, by=voices[1])
    assert reopening.agree(cleared, by=getattr(area, last)) is True
    assert cleared_numbers(cleared) == [2]
    assert build.note_of(cleared).state == Note.State.CIRCULATED
    assert list(verifying.verify()) == []


def test_answers_to_what_was_opened_are_past_and_everybody_is_asked_again(area, cleared):
    opened(area, cleared)
    point = build.shown(cleared)[0].point_id
    assert not Answer.objects.filter(point=point, superseded_at=None).exists()
    page = checking.check_page(cleared, area.la_lead)
    assert [(a.statement.number, a.group) for a in page.asked] == [(1, overview.NEW)]


def test_the_rest_of_the_record_stands_and_cannot_be_answered(area, cleared):
    kept = ClearedPoint.objects.get(note__workshop=cleared, number=2).pk
    opened(area, cleared)
    second = build.shown(cleared)[1]
    with pytest.raises(Http404):
        answering.give(cleared, [answering.Reply(second.point_id, second.digest, build.OUT, ground="own_words")],
                       by=area.la_lead)  # fmt: skip
    assert ClearedPoint.objects.filter(pk=kept).exists()


def test_what_was_opened_is_cleared_again_by_a_second_approval(area, cleared):
    opened(area, cleared)
    for seat in area.la[:2] + area.tso[:2]:
        build.answer(cleared, seat, numbers=[1])
    approve(area, cleared)
    assert cleared_numbers(cleared) == [1, 2]
    assert ClearedNote.objects.filter(workshop=cleared).count() == 1
    assert list(Approval.objects.values_list("left_out", flat=True)) == [1, 1]
    assert list(verifying.verify()) == []


def test_what_was_opened_is_cleared_in_new_words(area, cleared):
    opened(area, cleared)
    build.answer(
        cleared,
        area.tso_officer,
        build.CHANGE,
        numbers=[1],
        reason="To be clear",
        new_text="HOOPOE as it was",
    )
    build.decide(area, build.amendments(cleared)[-1])
    build.circulating.circulate_changes(cleared, by=area.facilitator)
    for seat in area.la[:2] + area.tso[:2]:
        build.answer(cleared, seat, numbers=[1])
    approve(area, cleared)
    assert ClearedPoint.objects.get(note__workshop=cleared, number=1).text == "HOOPOE as it was"
    assert list(verifying.verify()) == []


def test_what_nobody_agrees_again_stays_out_once_the_time_is_over(area, cleared):
    opened(area, cleared)
    with pytest.raises(NotPossible, match="No statement is agreed yet"):
        approve(area, cleared)
    build.after_the_window(cleared)
    approve(area, cleared)
    assert cleared_numbers(cleared) == [2]
    assert reading.states(area.area)[cleared.pk].left_out == 2
    assert list(verifying.verify()) == []


def test_the_clock_parks_no_notes_that_have_a_record(area, cleared):
    opened(area, cleared, 1, 2)
    build.after_the_window(cleared)
    assert approving.overdue() == []
    assert approving.park_if_nothing_agreed(cleared, by=build.membership.system_seat(area.programme)) is False


def test_who_was_not_at_the_session_opens_nothing(area, cleared):
    with pytest.raises(NotPossible, match="You were not at this session"):
        reopening.ask(cleared, [origin(cleared)], reason="Not so", by=area.la[5])


@pytest.mark.parametrize("who", ["coordinator", "neighbour"])
def test_nobody_outside_the_group_asks_or_sees_it(area, neighbour, cleared, who):
    ask(area, cleared)
    seat = area.coordinator if who == "coordinator" else neighbour.facilitator
    for act in (
        lambda: reopening.ask(cleared, [origin(cleared)], reason="x", by=seat),
        lambda: reopening.agree(cleared, by=seat),
        lambda: reopening.drop(cleared, by=seat),
        lambda: reopening.asked(cleared, seat),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_a_statement_that_is_not_among_the_cleared_is_unknown(area, cleared):
    for unknown in (uuid4(), build.shown(cleared)[2].point_id):
        with pytest.raises(Http404):
            reopening.ask(cleared, [unknown], reason="x", by=area.la_lead)


def test_a_request_is_taken_back_by_who_asked_or_a_facilitator_alone(area, cleared):
    ask(area, cleared)
    with pytest.raises(NotPossible, match="Whoever asked"):
        reopening.drop(cleared, by=area.tso_lead)
    reopening.drop(cleared, by=area.la_lead)
    assert reopening.asked(cleared, area.tso_lead) is None
    ask(area, cleared)
    reopening.drop(cleared, by=area.facilitator)
    assert cleared_numbers(cleared) == [1, 2]


def test_a_second_request_waits_for_the_first(area, cleared):
    ask(area, cleared)
    with pytest.raises(NotPossible, match="already"):
        ask(area, cleared, 2)


def test_the_database_opens_nothing_without_all_three(area, cleared):
    ask(area, cleared)
    with pytest.raises(IntegrityError), transaction.atomic():
        Reopening.objects.update(done_at=build.clock.now())


def test_the_log_tells_of_each_voice_without_the_reason(area, cleared):
    opened(area, cleared)
    told = LogEntry.objects.filter(verb__startswith="re-opening")
    assert list(told.order_by("number").values_list("verb", flat=True)) == [
        "re-opening asked", "re-opening agreed", "re-opening agreed", "re-opening agreed",
    ]  # fmt: skip
    assert "QUAGGA" not in str(list(LogEntry.objects.values()))


def test_withdrawing_a_statement_takes_the_reason_of_its_reopening(area, cleared):
    ask(area, cleared)
    point = ClearedPoint.objects.get(note__workshop=cleared, number=1)
    withdrawing.withdraw(area.area, point.pk, by=area.facilitator)
    assert Reopening.objects.get().reason == ""
    assert list(verifying.verify()) == []


def test_one_person_is_one_voice_whatever_their_seats(area, cleared):
    """Who was there and runs the group since speaks for no second side."""
    ask(area, cleared)
    leaver = area.la_lead
    build.membership.leave(leaver, by=leaver)
    build.clock.set_to(build.clock.now() + timedelta(days=1))
    runs_it = build.membership.appoint(
        area.programme, user=leaver.user, role=build.Role.FACILITATOR, area=area.area
    )
    with pytest.raises(NotPossible, match="took part in this session"):
        reopening.agree(cleared, by=runs_it)


def test_a_request_about_a_withdrawn_statement_alone_ends(area, cleared):
    ask(area, cleared)
    point = ClearedPoint.objects.get(note__workshop=cleared, number=1)
    withdrawing.withdraw(area.area, point.pk, by=area.facilitator)
    assert reopening.asked(cleared, area.tso_lead) is None


def test_what_is_not_in_question_is_not_told_to_be_taken_out(area, cleared):
    opened(area, cleared)
    page = checking.check_page(cleared, area.la_lead)
    assert page.gone == ()


def test_what_was_withdrawn_since_is_not_opened(area, cleared):
    """Two are asked for, one is withdrawn meanwhile: the other alone is opened."""
    ask(area, cleared, 1, 2)
    point = ClearedPoint.objects.get(note__workshop=cleared, number=1)
    withdrawing.withdraw(area.area, point.pk, by=area.facilitator)
    assert reopening.asked(cleared, area.tso_lead).numbers == (2,)
    reopening.agree(cleared, by=area.tso_lead)
    assert reopening.agree(cleared, by=area.facilitator) is True
    assert [cp.number for cp in in_question(build.version_of(cleared))] == [2]


def test_verify_names_an_opening_agreed_to_for_the_other_side(area, cleared):
    opened(area, cleared)
    assert list(verifying.verify()) == []
    Reopening.objects.update(la_by=area.tso_lead)
    assert [told for told in verifying.verify() if "for the other side" in told] != []
