"""Feedback: who is asked, when, and that nothing leads from what was said to whoever said it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, models

from partnerships.membership import NotPossible
from partnerships.models import Role, Seat
from pipd.kit import clock
from pipd.kit.models import LogEntry
from tests import build
from tests.workshops.test_pages_area import at, text
from workshops import feedback, owed
from workshops.feedback import BEFORE, SESSION, Feedback
from workshops.models import FeedbackComment, FeedbackGiven, FeedbackRating, Workshop

CANARY = "PANGOLIN"


def comment(n: int = 1, **more: Any) -> Feedback:
    return Feedback(text=f"{CANARY} words {n}", **more)


def close(workshop: Workshop) -> None:
    clock.set_to(feedback.closes_at(workshop))


def answers(workshop: Workshop, seats: list[Seat], occasion: str = SESSION, **said: object) -> None:
    for n, seat in enumerate(seats):
        feedback.give(workshop, occasion, Feedback(text=f"{CANARY} {seat.sector}{n}", **said), by=seat)


@pytest.fixture
def held(area) -> Workshop:
    return build.delivered(area)


@pytest.fixture
def first(area) -> Workshop:
    return build.area_with_sessions(area)[0]


# Who is asked, and once


def test_those_who_were_there_are_asked_once(area, held):
    feedback.give(held, SESSION, comment(), by=area.la_lead)
    with pytest.raises(NotPossible, match="answered already"):
        feedback.give(held, SESSION, comment(2), by=area.la_lead)
    assert (FeedbackComment.objects.count(), FeedbackGiven.objects.count()) == (1, 1)


def test_who_was_not_there_or_has_no_part_is_not_asked(area, neighbour, held):
    with pytest.raises(NotPossible, match="Only those who were at the session"):
        feedback.give(held, SESSION, comment(), by=area.la[5])
    for seat in (area.facilitator, area.coordinator, neighbour.la_lead):
        with pytest.raises(PermissionDenied):
            feedback.give(held, SESSION, comment(), by=seat)


def test_nothing_is_taken_before_the_session_is_held_nor_after_ten_working_days(area, first):
    with pytest.raises(NotPossible, match="opens once"):
        feedback.give(first, SESSION, comment(), by=area.la_lead)
    held = build.delivered(area)
    clock.set_to(feedback.closes_at(held) - timedelta(seconds=1))
    feedback.give(held, SESSION, comment(), by=area.la_lead)
    close(held)
    with pytest.raises(NotPossible, match="time for answers is over"):
        feedback.give(held, SESSION, comment(), by=area.tso_lead)


def test_a_substitute_who_came_is_asked_of_their_session(area, first):
    seat = build.substitute(area, first, area.la_officer)
    build.delivered(area, la=2)
    assert [one.workshop for one in feedback.asked([seat], [])] == [first]
    feedback.give(first, SESSION, comment(), by=seat)
    assert feedback.asked([seat], []) == []
    with pytest.raises(NotPossible):
        feedback.give(first, BEFORE, Feedback(trust=3), by=seat)


def test_the_offer_stands_until_it_is_taken_or_over_and_names_nobody(area, held):
    def offers(seat: Seat) -> list[str]:
        return [row.title for row in owed.owed([seat]) if row.kind == "feedback"]

    assert offers(area.la_lead) == offers(area.tso_lead) == ["Tell us how session 1 went"]
    assert offers(area.la[5]) == offers(area.facilitator) == []
    feedback.give(held, SESSION, comment(), by=area.la_lead)
    assert (offers(area.la_lead), len(offers(area.tso_lead))) == ([], 1)
    close(held)
    assert offers(area.tso_lead) == []


def test_the_page_of_the_session_offers_it_until_it_is_given(area, held, client):
    def page() -> str:
        return text(client.as_(area.la_lead).get(at(area, "session-detail", 1)))

    assert "Tell us how it went" in page()
    feedback.give(held, SESSION, comment(), by=area.la_lead)
    assert "Tell us how it went" not in page()


def test_the_two_questions_are_offered_before_session_1_and_soon_after(area, first):
    def offered() -> bool:
        return any(row.kind == "questions before" for row in owed.owed([area.la_officer]))

    assert not offered() or first.local_start.date() <= clock.today() + timedelta(days=14)
    clock.set_to(first.starts_at - timedelta(days=1))
    assert offered()
    feedback.give(first, BEFORE, Feedback(trust=2), by=area.la_officer)
    assert not offered()
    with pytest.raises(NotPossible):
        feedback.give(first, BEFORE, Feedback(trust=3), by=area.la_officer)


# Without an author


def test_no_column_leads_from_what_was_said_to_a_person_or_a_time():
    for model in (FeedbackComment, FeedbackRating):
        fields = model._meta.get_fields()
        to = {f.related_model.__name__ for f in fields if f.is_relation}
        assert to == {"Workshop"}
        assert [f.name for f in fields if isinstance(f, models.DateField)] == []
    assert [f.name for f in FeedbackGiven._meta.get_fields() if isinstance(f, models.DateField)] == []


def test_no_attribute_of_a_session_or_seat_leads_to_feedback():
    names = {f.name for model in (Workshop, Seat) for f in model._meta.get_fields()}
    assert [name for name in names if "feedback" in name] == []


def test_the_log_tells_of_an_answer_and_not_of_whose(area, held):
    before = set(LogEntry.objects.values_list("pk", flat=True))
    feedback.give(held, SESSION, comment(), by=area.la_lead)
    new = [entry for entry in LogEntry.objects.all() if entry.pk not in before]
    told = [entry for entry in new if entry.verb == "feedback received"]
    assert [(e.actor_role, e.subject, e.facts) for e in told] == [
        (Role.SYSTEM.value, held.pk, {"occasion": "session"})
    ]
    mine = {str(area.la_lead.pk), str(area.la_lead.user_id)}
    assert [e for e in new if mine & {str(e.actor), str(e.subject), *map(str, e.facts.values())}] == []


def test_rows_keep_neither_the_order_nor_the_ids_in_which_they_came(area, held):
    """Five answer in turn, many times over: the order in the table is that of none of them."""
    seats = [*area.la[:3], *area.tso[:2]]
    orders, ids = set(), set()
    for _ in range(8):
        FeedbackGiven.objects.all().delete()
        FeedbackComment.objects.all().delete()
        answers(held, seats)
        with connection.cursor() as cursor:
            cursor.execute("SELECT id, text FROM workshops_feedbackcomment")  # as the table has them
            rows = cursor.fetchall()
        orders.add(tuple(words for _, words in rows))
        ids |= {key for key, _ in rows}
    assert len(orders) > 1
    assert len(ids) == 40


def test_an_answer_gives_every_row_of_that_session_a_new_id(area, held):
    answers(held, area.la[:2])
    before = set(FeedbackComment.objects.values_list("pk", flat=True))
    feedback.give(held, SESSION, comment(), by=area.tso_lead)
    assert before & set(FeedbackComment.objects.values_list("pk", flat=True)) == set()
    assert FeedbackComment.objects.count() == 3


def test_a_sector_is_kept_only_where_it_may_be_shown(area, held):
    feedback.give(held, SESSION, comment(1, show_sector=True), by=area.la_lead)
    feedback.give(held, SESSION, comment(2), by=area.tso_lead)
    assert set(FeedbackComment.objects.values_list("sector", "quotable")) == {("la", False), ("", False)}
