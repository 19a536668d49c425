"""A year after the report answers are numbers; requests to withdraw go half a year after they were settled (3R)."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from partnerships import keeping
from partnerships.models import Programme, Role
from pipd.kit.models import LogEntry
from tests import build
from tests.client import Client
from tests.workshops.ended import ANSWERS, DUE, REQUESTS, WORDS, at, cleared, confirm, left_of, make, numbers
from tests.workshops.test_verifying import verified
from workshops import retention
from workshops.clearance import departing, quoting, withdrawing
from workshops.clearance.working import Answer, Quotation, Tally
from workshops.models import ClearedPoint, ClearedQuote, PointWithdrawal, RemovalRequest


@pytest.fixture
def ended(area: build.Group, neighbour: build.Group) -> build.Group:
    return make(area, neighbour)


@pytest.mark.parametrize(("day", "due"), [(date(2028, 1, 31), False), (date(2028, 2, 1), True)])
def test_answers_are_due_a_year_after_the_report_and_not_without_one(ended, day, due):
    at(day)
    assert numbers(retention.look_at_answers(ended.programme).lots) == [0]
    assert retention.look_at_answers(ended.programme).coming is None
    Programme.objects.update(reported_on=date(2027, 2, 1))
    programme = Programme.objects.get()
    assert any(numbers(retention.look_at_answers(programme).lots)) == due
    assert retention.look_at_answers(programme).coming == (None if due else date(2028, 2, 1))


def reduce(group: build.Group) -> int:
    at(DUE)
    Programme.objects.update(reported_on=date(2027, 2, 1))
    return keeping.confirm(Programme.objects.get(), ANSWERS, by=group.coordinator)


@pytest.mark.parametrize("words_first", [True, False])
def test_answers_become_numbers_from_which_the_rule_can_be_followed(ended, words_first):
    at(DUE)
    if words_first:
        confirm(ended, WORDS)
    before, wrong, number = cleared(), verified(), Answer.objects.count()
    assert reduce(ended) == number
    assert (Answer.objects.count(), cleared(), verified()) == (0, before, wrong)
    by_answers = ClearedPoint.objects.filter(note__area=ended.area, note__workshop__number=1).first()
    assert told(by_answers) == {"la": (3, 2, 0, 0), "tso": (3, 2, 0, 0)}
    in_room = ClearedPoint.objects.filter(note__area=ended.area, note__workshop__number=3).first()
    assert told(in_room) == {"la": (3, 2, 2, 2), "tso": (3, 2, 2, 2)}
    assert LogEntry.objects.get(verb="answers reduced to counts").facts == {"answers": number}


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


def test_answers_about_notes_that_are_being_checked_stay(ended, neighbour):
    workshop = build.circulated(neighbour, 2)
    build.answer(workshop, neighbour.la_officer)
    reduce(ended)
    assert Answer.objects.exists()
    assert set(Answer.objects.values_list("point__note__workshop", flat=True)) == {workshop.pk}


def test_a_permission_still_stands_and_can_be_taken_back_while_the_area_goes_on(ended, neighbour):
    reduce(ended)
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
