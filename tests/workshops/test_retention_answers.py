"""A year after the report answers are numbers; requests to withdraw go half a year after they were settled (3R)."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from partnerships import keeping
from partnerships.membership import NotPossible
from partnerships.models import Programme, Role, StudyArea
from pipd.kit import clock
from pipd.kit.models import LogEntry
from tests import build
from tests.client import Client
from tests.workshops.ended import (
    ANSWERS,
    COUNTED,
    DUE,
    REPORTED,
    REQUESTS,
    SETTLED,
    WORDS,
    at,
    cleared,
    confirm,
    left_of,
    make,
    numbers,
)  # fmt: skip
from tests.workshops.test_verifying import verified
from workshops import retention
from workshops.clearance import departing, quoting, withdrawing
from workshops.clearance.working import Amendment, Answer, Note, Quotation, Tally
from workshops.models import ClearedPoint, ClearedQuote, PointWithdrawal, RemovalRequest


@pytest.fixture
def ended(area: build.Group, neighbour: build.Group) -> build.Group:
    return make(area, neighbour)


def reported(on: date | None) -> Programme:
    Programme.objects.update(reported_on=on)
    return Programme.objects.get()


def due(programme: Programme) -> tuple[int, ...]:
    """How many notes may be reduced, and how many answers there are to them."""
    return tuple(numbers(retention.look_at_answers(programme).lots))


@pytest.mark.parametrize(
    ("report", "day", "number", "coming"),
    [
        (REPORTED, date(2028, 4, 13), (0, 0), date(2028, 4, 14)),
        (REPORTED, date(2028, 4, 14), (1, 10), date(2028, 5, 13)),
        (REPORTED, date(2028, 5, 26), (2, 13), COUNTED),
        (REPORTED, COUNTED, (3, 21), None),
        (date(2027, 9, 1), date(2028, 8, 31), (0, 0), date(2028, 9, 1)),
        (date(2027, 9, 1), date(2028, 9, 1), (3, 21), None),
        (None, date(2028, 9, 1), (0, 0), None),
    ],
)
def test_answers_are_due_a_year_after_their_notes_and_the_report_and_not_without_one(
    ended, report, day, number, coming
):
    at(day, hour=0)
    programme = reported(report)
    assert (due(programme), retention.look_at_answers(programme).coming) == (number, coming)


@pytest.mark.parametrize("state", StudyArea.State.values)
def test_only_a_group_that_is_over_has_its_answers_counted(ended, state):
    at(COUNTED)
    programme = reported(REPORTED)
    assert due(programme) == (3, 21)
    told = {
        "discontinued_at": clock.now(),
        "discontinued_by": ended.coordinator,
        "discontinued_reason": "Why",
    }
    StudyArea.objects.filter(pk=ended.area.pk).update(
        state=state, **(told if state == "discontinued" else {})
    )
    is_over = state in ("closed", "discontinued", "not_proceeded")
    assert due(programme) == ((3, 21) if is_over else (0, 0))
    if not is_over:
        with pytest.raises(NotPossible):
            confirm(ended, ANSWERS)


def reduce(group: build.Group) -> int:
    at(COUNTED)
    return keeping.confirm(reported(REPORTED), ANSWERS, by=group.coordinator)


@pytest.mark.parametrize("words_first", [True, False])
def test_answers_become_numbers_from_which_the_rule_can_be_followed(ended, words_first):
    at(DUE)
    if words_first:
        confirm(ended, WORDS)
    before, wrong, number = cleared(), verified(), sum(SETTLED.values())
    assert reduce(ended) == number + len(SETTLED)
    assert not Answer.objects.filter(point__note__workshop__area=ended.area).exists()
    assert (cleared(), verified()) == (before, wrong)
    by_answers = ClearedPoint.objects.filter(note__area=ended.area, note__workshop__number=1).first()
    assert told(by_answers) == {"la": (3, 2, 0, 0), "tso": (3, 2, 0, 0)}
    in_room = ClearedPoint.objects.filter(note__area=ended.area, note__workshop__number=3).first()
    assert told(in_room) == {"la": (3, 2, 2, 2), "tso": (3, 2, 2, 2)}
    assert LogEntry.objects.get(verb="answers reduced to counts").facts == {
        "notes": len(SETTLED),
        "answers": number,
    }


def told(point: ClearedPoint) -> dict[str, tuple[int, ...]]:
    rows = Tally.objects.filter(point=point.origin, digest=point.digest)
    return {row.sector: (row.eligible, row.fair, row.here, row.here_fair) for row in rows}


def test_numbers_that_do_not_reach_the_rule_are_named(ended):
    reduce(ended)
    wrong = verified()
    point = ClearedPoint.objects.filter(note__area=ended.area, note__workshop__number=1).first()
    Tally.objects.filter(point=point.origin, sector="tso").update(fair=1)
    assert [t for t in verified() if t not in wrong] == [
        f"{point.note}, statement {point.number}: the rule does not hold for it."
    ]


def test_what_was_left_out_is_counted_too(ended):
    reduce(ended)
    third = build.shown(build.area_with_sessions(ended)[0])[2]
    rows = Tally.objects.filter(point=third.point_id)
    assert sorted(rows.values_list("sector", "fair", "change", "out")) == [("la", 0, 0, 1), ("tso", 0, 1, 0)]


def reopened(group: build.Group) -> Note:
    """Raw: the first notes, as they are when a statement of them was opened again and nobody settled it."""
    note = build.note_of(build.area_with_sessions(group)[0])
    Note.objects.filter(pk=note.pk).update(state="circulated")
    return note


def test_answers_about_notes_that_are_being_checked_stay(ended):
    note = reopened(ended)
    reduce(ended)
    assert Answer.objects.filter(point__note=note).count() == SETTLED[date(2027, 4, 14)]


def test_notes_opened_again_whose_words_are_gone_are_counted_since_nobody_settles_them(ended):
    at(DUE)
    note = reopened(ended)
    confirm(ended, WORDS)
    reduce(ended)
    assert not Answer.objects.filter(point__note=note).exists()
    at(COUNTED)
    assert due(Programme.objects.get()) == (0, 0)


def test_what_is_left_without_an_answer_is_due_as_well(ended):
    notes = Note.objects.filter(workshop__area=ended.area)
    answers = Answer.objects.filter(point__note__in=notes)
    answers.update(replaces=None)
    answers.delete()
    assert Amendment.objects.filter(note__in=notes).exists()
    assert reduce(ended) == len(SETTLED)
    assert not Amendment.objects.filter(note__in=notes).exists()
    with pytest.raises(NotPossible):
        reduce(ended)


def test_a_group_that_goes_on_keeps_its_answers_and_a_permission_can_be_taken_back(ended, neighbour):
    answers = Answer.objects.filter(point__note__workshop__area=neighbour.area)
    before = answers.count()
    reduce(ended)
    assert answers.count() == before > 0
    assert not Note.objects.filter(workshop__area=neighbour.area).exclude(counted_at=None).exists()
    speaker = neighbour.tso[1]
    [mine] = Quotation.objects.filter(speaker=speaker)
    quoting.refuse(neighbour.area, mine.pk, by=speaker)
    assert not ClearedQuote.objects.filter(origin=mine.pk).exists()


def test_requests_to_withdraw_go_six_months_after_they_were_settled(ended):
    point = ClearedPoint.objects.filter(note__area=ended.area).order_by("number").first()
    for _ in range(2):
        withdrawing.withdraw_together(ended.area, point.pk, digest=point.digest, by=ended.la_lead)
        withdrawing.decline(ended.area, point.pk, by=ended.tso_lead)
    departing.withdraw_consent(ended.area, identifying=[point.pk], by=ended.tso[1])
    asked = RemovalRequest.objects.count()
    at(date(2028, 2, 28))
    assert numbers(retention.look_at_requests(ended.programme).lots) == [0, 0]
    at(DUE)
    assert numbers(retention.look_at_requests(ended.programme).lots) == [
        2,
        0,
    ]  # that of the other nobody has answered
    withdrawing.withdraw(ended.area, point.pk, by=ended.facilitator)
    at(date(2028, 8, 29))
    assert numbers(retention.look_at_requests(ended.programme).lots) == [2, asked]
    assert confirm(ended, REQUESTS) == 2 + asked
    assert (PointWithdrawal.objects.count(), RemovalRequest.objects.count()) == (0, 0)
    assert LogEntry.objects.filter(verb="statement withdrawn", subject=point.origin).exists()


@pytest.mark.parametrize("kinds", [WORDS, ANSWERS, REQUESTS])
def test_nobody_but_a_coordinator_confirms(ended, kinds):
    at(DUE)
    for seat in (ended.facilitator, ended.la_lead, build.programme_seat(Role.ADMINISTRATOR)):
        with pytest.raises(PermissionDenied):
            confirm(ended, kinds, by=seat)
    assert left_of(ended.words.secret) != []


def test_the_page_shows_numbers_and_until_when_the_record_is_kept(ended):
    at(DUE)
    page = Client().as_(ended.coordinator).get(reverse("retention")).content.decode()
    assert "Points that people logged: " in page
    assert ("31 August 2027" in page, "31 August 2033" in page) == (True, True)
    assert "No recording is kept anywhere" in page
