"""The pages on which people tell how a session went."""

from __future__ import annotations

import re

import pytest

from tests import build
from tests.architecture import sources
from tests.workshops.test_feedback import comment
from tests.workshops.test_feedback_last import kinds
from tests.workshops.test_pages_area import at, text
from workshops import feedback, verify
from workshops.feedback import SESSION
from workshops.models import FeedbackComment, FeedbackGiven, FeedbackRating, Workshop


@pytest.fixture
def held(area) -> Workshop:
    return build.delivered(area)


@pytest.fixture
def first(area) -> Workshop:
    return build.area_with_sessions(area)[0]


# The pages of those who answer


def test_the_page_says_who_reads_it_and_keeps_what_was_typed_on_an_error(area, held, client):
    me = client.as_(area.la_lead)
    page = text(me.get(at(area, "feedback-give", 1)))
    assert "Your name is not kept with it." in page
    wrong = me.post(at(area, "feedback-give", 1), {"text": "", "show_sector": "on"})
    assert "Write a few words, or leave this page" in text(wrong)
    assert re.search(r'name="show_sector"[^>]*checked', wrong.content.decode())


def test_words_that_are_too_long_are_refused_and_kept_and_control_characters_never_stored(area, held, client):
    me = client.as_(area.la_lead)
    long = "many words " * 200
    wrong = me.post(at(area, "feedback-give", 1), {"text": long})
    assert "characters or fewer" in text(wrong)
    assert long.strip() in wrong.content.decode()
    me.post(at(area, "feedback-give", 1), {"text": "\x00It \u202ewent\x07 well"})
    assert [row.text for row in FeedbackComment.objects.all()] == ["It went well"]


def test_a_tampered_answer_is_refused(area, first, client):
    wrong = client.as_(area.la_lead).post(at(area, "feedback-before"), {"trust": "9", "understanding": "x"})
    assert "Choose one of the answers, or none" in text(wrong)
    assert FeedbackGiven.objects.count() == 0


def test_an_answer_is_kept_and_thanked_for_and_the_page_then_says_so(area, held, client):
    me = client.as_(area.la_lead)
    sent = me.post(at(area, "feedback-give", 1), {"text": "It went well", "quotable": "on"})
    assert sent.url == at(area, "session-detail", 1)
    assert list(FeedbackComment.objects.values_list("text", "sector", "quotable")) == [
        ("It went well", "", True)
    ]
    assert "You have answered already. Thank you." in text(me.get(at(area, "feedback-give", 1)))
    again = me.post(at(area, "feedback-give", 1), {"text": "Once more"})
    assert "You have answered already" in text(again)
    assert FeedbackComment.objects.count() == 1


def test_before_session_1_two_questions_are_asked_and_one_is_enough(area, first, client):
    me = client.as_(area.tso_officer)
    assert "Two questions before you begin" in text(me.get(at(area, "feedback-before")))
    assert "Answer one of the questions" in text(me.post(at(area, "feedback-before"), {}))
    me.post(at(area, "feedback-before"), {"trust": "2"})
    rows = FeedbackRating.objects.values_list("when", "sector", "trust", "understanding")
    assert list(rows) == [("before", "tso", 2, None)]


def test_after_session_4_the_questions_are_asked_once_more(area, client):
    last = build.delivered(area, 4)
    page = text(client.as_(area.la_lead).get(at(area, "feedback-give", 4)))
    assert "How much do the two sectors trust each other here?" in page
    client.as_(area.la_lead).post(at(area, "feedback-give", 4), {"trust": "4", "understanding": "5"})
    client.as_(area.tso_lead).post(at(area, "feedback-give", 4), {"text": "Only words"})
    assert list(FeedbackRating.objects.values_list("when", "trust", "understanding")) == [("after", 4, 5)]
    told = FeedbackGiven.objects.filter(workshop=last, occasion=SESSION).count()
    assert (FeedbackComment.objects.count(), told) == (1, 2)
    assert kinds(area.la_lead) == kinds(area.tso_lead) == []


def test_verify_names_more_said_than_answered(area, held):
    feedback.give(held, SESSION, comment(), by=area.la_lead)
    assert list(verify.verify()) == []
    FeedbackGiven.objects.all().delete()
    assert any("more feedback than people" in line for line in verify.verify())


def test_nobody_else_names_the_tables_of_feedback():
    """As with the working tables: what is kept without an author has one door."""
    names = ("FeedbackComment", "FeedbackGiven", "FeedbackRating")
    allowed = {
        "workshops/feedback.py",
        "workshops/feedback_reading.py",
        "workshops/models/feedback.py",
        "workshops/models/__init__.py",
    }
    found = {
        str(path) for path in sources.python_files() if any(name in sources.text_of(path) for name in names)
    }
    assert {f for f in found if not any(f.endswith(a) for a in allowed) and "migrations" not in f} == set()
