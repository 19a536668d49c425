"""Feedback: asked once, kept without an author, shown late and never in small numbers (R42 to R44, I-31)."""

from __future__ import annotations

import itertools
import re
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
from tests.architecture import sources
from tests.workshops.test_pages_area import at, text
from workshops import feedback, owed, verify
from workshops.feedback import BEFORE, SESSION, Said
from workshops.models import FeedbackComment, FeedbackGiven, FeedbackRating, Workshop

CANARY = "PANGOLIN"


def comment(n: int = 1, **more: Any) -> Said:
    return Said(text=f"{CANARY} words {n}", **more)


def close(workshop: Workshop) -> None:
    clock.set_to(feedback.closes_at(workshop))


def answers(workshop: Workshop, seats: list[Seat], occasion: str = SESSION, **said: object) -> None:
    for n, seat in enumerate(seats):
        feedback.give(workshop, occasion, Said(text=f"{CANARY} {seat.sector}{n}", **said), by=seat)


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
        feedback.give(first, BEFORE, Said(trust=3), by=seat)


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
    feedback.give(first, BEFORE, Said(trust=2), by=area.la_officer)
    assert not offered()
    with pytest.raises(NotPossible):
        feedback.give(first, BEFORE, Said(trust=3), by=area.la_officer)


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


# Small numbers


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ([], None),
        ([3, 4], None),
        ([3, 4, None], None),
        ([3, 4, 4], (0, 0, 1, 2, 0)),
        ([1] * 4, (4, 0, 0, 0, 0)),
    ],
)
def test_i31_counts_from_three_answers_up(given, shown):
    assert feedback.counts_of(given) == shown


@pytest.mark.parametrize("la", range(6))
@pytest.mark.parametrize("tso", range(6))
def test_i31_no_count_tells_a_small_one_by_subtraction(la, tso):
    """Whatever is known of one sector and of the whole, a small number stays one of several."""
    words = feedback.in_words({"la": la, "tso": tso})
    same = [
        pair for pair in itertools.product(range(6), repeat=2)
        if feedback.in_words(dict(zip(("la", "tso"), pair, strict=True))) == words
    ]  # fmt: skip
    if min(la, tso) >= feedback.FEWEST:
        assert words == {"la": str(la), "tso": str(tso)}
    else:
        assert len({a for a, _ in same}) > 1
        assert len({b for _, b in same}) > 1
        assert not set("012") & set("".join(words.values()))


def _rate(first: Workshop, seats: list[Seat]) -> None:
    for n, seat in enumerate(seats):
        feedback.give(first, BEFORE, Said(trust=1 + n % 5, understanding=5), by=seat)


def test_i31_a_sector_with_two_answers_shows_nothing_and_no_total_gives_it_away(area, client):
    held = build.delivered(area)
    _rate(held, [*area.la[:4], *area.tso[:2]])
    answers(held, [*area.la[:3], *area.tso[:2]])
    close(held)
    trust = feedback.questions_read(area.area, area.facilitator)[0].figures
    assert [(f.sector, f.before, f.after) for f in trust] == [
        ("la", (1, 1, 1, 1, 0), None),
        ("tso", None, None),
    ]
    one = feedback.sessions_read(area.area, area.facilitator)[0]
    assert one.answered == {"la": "3 or more", "tso": "fewer than 3"}
    page = text(client.as_(area.facilitator).get(at(area, "feedback-read")))
    assert "fewer than 3" in page
    assert "6 answers" not in page
    assert "5 answers" not in page


def test_i31_sectors_stand_beside_comments_only_when_three_of_each_answered(area, held):
    for seat in area.la[:3] + area.tso[:2]:
        feedback.give(held, SESSION, comment(show_sector=True), by=seat)
    close(held)
    assert {c.sector for c in feedback.sessions_read(area.area, area.facilitator)[0].comments} == {""}
    clock.set_to(feedback.closes_at(held) - timedelta(hours=1))
    feedback.give(held, SESSION, comment(show_sector=True), by=area.tso[2])
    close(held)
    assert {c.sector for c in feedback.sessions_read(area.area, area.facilitator)[0].comments} == {
        "la",
        "tso",
    }


# Reading


def test_facilitators_read_it_once_the_time_is_over_and_not_before(area, held, client):
    feedback.give(held, SESSION, comment(), by=area.la_lead)
    reader = client.as_(area.facilitator)
    assert CANARY not in text(reader.get(at(area, "feedback-read")))
    close(held)
    assert f"{CANARY} words 1" in text(reader.get(at(area, "feedback-read")))


@pytest.mark.parametrize("who", ["la_lead", "la_officer", "tso_officer", "coordinator"])
def test_3k_nobody_but_the_facilitators_reads_feedback(area, held, client, who):
    feedback.give(held, SESSION, comment(), by=area.la_lead)
    close(held)
    reader = client.as_(getattr(area, who))
    assert reader.get(at(area, "feedback-read")).status_code == 403
    pages = [at(area, "area-detail"), at(area, "session-detail", 1), at(area, "record-detail"), "/"]
    pages += [at(area, "feedback-give", 1)] if who != "coordinator" else []
    for page in pages:
        assert CANARY not in reader.get(page, follow=True).content.decode()


def test_the_workflow_refuses_other_readers(area, neighbour, held):
    for seat in (area.la_lead, area.coordinator, neighbour.facilitator):
        for read in (feedback.sessions_read, feedback.questions_read):
            with pytest.raises(PermissionDenied):
                read(area.area, seat)


def test_the_page_of_facilitators_costs_the_same_at_one_and_three_rows(
    area, client, django_assert_num_queries
):
    counts, reader = [], client.as_(area.facilitator)
    for n in (1, 3):
        held = build.delivered(area, n)
        answers(held, area.la[:3])
        close(held)
        reader.get(at(area, "feedback-read"))
        with django_assert_num_queries(15, exact=False) as counted:
            assert text(reader.get(at(area, "feedback-read"))).count(CANARY) == (3 if n == 1 else 6)
        counts.append(len(counted))
    assert counts[0] == counts[1]


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
    assert (FeedbackComment.objects.count(), FeedbackGiven.objects.filter(workshop=last).count()) == (1, 2)


def test_verify_names_more_said_than_answered(area, held):
    feedback.give(held, SESSION, comment(), by=area.la_lead)
    assert list(verify.verify()) == []
    FeedbackGiven.objects.all().delete()
    assert any("more feedback than people" in line for line in verify.verify())


def test_nobody_else_names_the_tables_of_feedback():
    """As with the working tables: what is kept without an author has one door."""
    names = ("FeedbackComment", "FeedbackGiven", "FeedbackRating")
    allowed = {"workshops/feedback.py", "workshops/models/feedback.py", "workshops/models/__init__.py"}
    found = {
        str(path) for path in sources.python_files() if any(name in sources.text_of(path) for name in names)
    }
    assert {f for f in found if not any(f.endswith(a) for a in allowed) and "migrations" not in f} == set()
