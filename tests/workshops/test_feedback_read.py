"""Feedback as it is read: small numbers tell nothing, and facilitators alone read it (domain I-31, 3K)."""

from __future__ import annotations

import itertools
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from partnerships.models import Seat
from pipd.kit import clock
from tests import build
from tests.workshops.test_feedback import CANARY, answers, close, comment
from tests.workshops.test_pages_area import at, text
from workshops import feedback, feedback_reading
from workshops.feedback import BEFORE, SESSION, Feedback
from workshops.models import Workshop


@pytest.fixture
def held(area) -> Workshop:
    return build.delivered(area)


@pytest.fixture
def first(area) -> Workshop:
    return build.area_with_sessions(area)[0]


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
    assert feedback_reading.counts_of(given) == shown


@pytest.mark.parametrize("la", range(6))
@pytest.mark.parametrize("tso", range(6))
def test_i31_no_count_tells_a_small_one_by_subtraction(la, tso):
    """Whatever is known of one sector and of the whole, a small number stays one of several."""
    words = feedback_reading.in_words({"la": la, "tso": tso})
    same = [
        pair for pair in itertools.product(range(6), repeat=2)
        if feedback_reading.in_words(dict(zip(("la", "tso"), pair, strict=True))) == words
    ]  # fmt: skip
    if min(la, tso) >= feedback_reading.FEWEST:
        assert words == {"la": str(la), "tso": str(tso)}
    else:
        assert len({a for a, _ in same}) > 1
        assert len({b for _, b in same}) > 1
        assert not set("012") & set("".join(words.values()))


def _rate(first: Workshop, seats: list[Seat]) -> None:
    for n, seat in enumerate(seats):
        feedback.give(first, BEFORE, Feedback(trust=1 + n % 5, understanding=5), by=seat)


def test_i31_a_sector_with_two_answers_shows_nothing_and_no_total_gives_it_away(area, client):
    held = build.delivered(area)
    _rate(held, [*area.la[:4], *area.tso[:2]])
    answers(held, [*area.la[:3], *area.tso[:2]])
    close(held)
    trust = feedback_reading.questions_read(area.area, area.facilitator)[0].figures
    assert [(f.sector, f.before, f.after) for f in trust] == [
        ("la", (1, 1, 1, 1, 0), None),
        ("tso", None, None),
    ]
    one = feedback_reading.sessions_read(area.area, area.facilitator)[0]
    assert one.answered == {"la": "3 or more", "tso": "fewer than 3"}
    page = text(client.as_(area.facilitator).get(at(area, "feedback-read")))
    assert "fewer than 3" in page
    assert "6 answers" not in page
    assert "5 answers" not in page


def test_i31_sectors_stand_beside_comments_only_when_three_of_each_answered(area, held):
    for seat in area.la[:3] + area.tso[:2]:
        feedback.give(held, SESSION, comment(show_sector=True), by=seat)
    close(held)
    assert {c.sector for c in feedback_reading.sessions_read(area.area, area.facilitator)[0].comments} == {""}
    clock.set_to(feedback.closes_at(held) - timedelta(hours=1))
    feedback.give(held, SESSION, comment(show_sector=True), by=area.tso[2])
    close(held)
    assert {c.sector for c in feedback_reading.sessions_read(area.area, area.facilitator)[0].comments} == {
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
        for read in (feedback_reading.sessions_read, feedback_reading.questions_read):
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
