"""The questions after the last session follow whichever session turns out to be the last."""

from __future__ import annotations

from datetime import timedelta

import pytest

from partnerships.membership import NotPossible
from partnerships.models import Seat
from pipd.kit import clock, workdays
from tests import build
from tests.workshops.test_feedback import close, comment
from tests.workshops.test_pages_area import at, text
from workshops import cycle, feedback, feedback_reading, owed, verify
from workshops.feedback import AFTER, SESSION, Feedback
from workshops.models import FeedbackRating, Workshop


def kinds(seat: Seat) -> list[str]:
    return [row.title for row in owed.owed([seat]) if row.kind == "feedback"]


LAST = "Two questions after the last session"
QUESTION = "How much do the two sectors trust each other here?"


def cancelled(area: build.Group, number: int = 4) -> None:
    cycle.cancel(Workshop.objects.get(area=area.area, number=number), reason="Snow", by=area.facilitator)


def test_without_session_4_the_questions_are_asked_after_session_3(area, client):
    build.area_with_sessions(area)
    cancelled(area)
    third = build.delivered(area, 3)
    page = at(area, "feedback-give", 3)
    assert QUESTION in text(client.as_(area.la_lead).get(page))
    client.as_(area.la_lead).post(page, {"trust": "4", "text": "It went well"})
    row = FeedbackRating.objects.get()
    assert (row.workshop, row.when, row.trust) == (third, "after", 4)
    assert LAST not in kinds(area.la_lead)


def test_control_while_session_4_is_to_come_they_are_not_asked_after_session_3(area, client):
    third = build.delivered(area, 3)
    cycle.postpone(Workshop.objects.get(number=4), reason="Snow", by=area.facilitator)  # still to come
    assert QUESTION not in text(client.as_(area.la_lead).get(at(area, "feedback-give", 3)))
    with pytest.raises(NotPossible, match="after the last session"):
        feedback.give(third, SESSION, comment(trust=3), by=area.la_lead)
    with pytest.raises(NotPossible, match="after the last session"):
        feedback.give(third, AFTER, Feedback(trust=3), by=area.la_lead)


def test_a_session_4_that_is_cancelled_later_asks_those_who_had_told_how_session_3_went(area, client):
    third = build.delivered(area, 3)
    feedback.give(third, SESSION, comment(), by=area.la_lead)
    clock.set_to(feedback.closes_at(third) + timedelta(days=1))  # and the others' time is over too
    assert kinds(area.la_lead) == kinds(area.tso_lead) == []
    cancelled(area)
    for seat in (area.la_lead, area.tso_lead):
        assert kinds(seat) == [LAST]
        me, page = client.as_(seat), at(area, "feedback-give", 3)
        assert LAST in text(me.get(at(area, "session-detail", 3)))
        assert QUESTION in text(me.get(page))
        assert "How did it go?" not in text(me.get(page))
        me.post(page, {"trust": "4"})
        assert kinds(seat) == []
        with pytest.raises(NotPossible, match="answered already"):
            feedback.give(third, AFTER, Feedback(trust=3), by=seat)
    assert FeedbackRating.objects.filter(workshop=third, when="after").count() == 2
    assert kinds(area.la[5]) == []  # was not at session 3
    assert list(verify.verify()) == []


def test_the_questions_after_a_late_cancellation_have_ten_working_days_too(area):
    third = build.delivered(area, 3)
    clock.set_to(feedback.closes_at(third) + timedelta(days=1))
    cancelled(area)
    until = feedback.closes_at(third, AFTER)
    assert until == workdays.deadline(workdays.add_wd(clock.today(), 10))
    clock.set_to(until - timedelta(seconds=1))
    assert kinds(area.la_lead) == [LAST]
    clock.set_to(until)
    assert kinds(area.la_lead) == []
    with pytest.raises(NotPossible, match="time for answers is over"):
        feedback.give(third, AFTER, Feedback(trust=3), by=area.la_lead)


def test_facilitators_read_them_of_whichever_session_was_the_last(area):
    build.area_with_sessions(area)
    cancelled(area)
    third = build.delivered(area, 3)
    for seat in area.la[:3] + area.tso[:3]:
        feedback.give(third, SESSION, Feedback(trust=4), by=seat)
    close(third)
    trust = feedback_reading.questions_read(area.area, area.facilitator)[0].figures
    assert [f.after for f in trust] == [(0, 0, 0, 3, 0)] * 2
