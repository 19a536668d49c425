"""Long notes are checked in parts: each statement is asked once, and nothing is taken that a page has not shown."""

from __future__ import annotations

import re

import pytest

from partnerships import membership
from tests import build
from tests.build.quotations import quoted
from tests.client import Client
from tests.workshops.parts import MANY, REST, address, asks, numbers, read, send, texts, verdicts
from workshops.clearance import circulating
from workshops.clearance.parts import AT_ONCE
from workshops.clearance.working import DifferingView

JUMP = "Go to the first unanswered statement"


@pytest.fixture
def workshop(area: build.Group) -> build.Workshop:
    return build.circulated(area, texts=texts(area))


@pytest.fixture
def officer(area: build.Group, workshop: build.Workshop) -> Client:
    return Client().as_(area.la[2], may_see=area.words.uncleared)


# Rounds


def test_45_statements_are_answered_in_three_rounds_and_each_is_shown_once(area, workshop, officer):
    shown, told = [], []
    for _ in range(3):
        page = read(officer)
        shown.append(numbers(page))
        told.append(send(officer, page, **REST))
    assert [len(part) for part in shown] == [20, 20, 5]
    assert sorted(n for part in shown for n in part) == list(range(1, MANY + 1))
    assert [
        words in page
        for words, page in zip(
            ("25 statements are left", "5 statements are left", "left."), told, strict=True
        )
    ] == [
        True,
        True,
        False,
    ]
    assert "Answer the next 20" in told[0]
    assert "Answer the last 5" in told[1]
    assert "You’ve checked the notes" in told[2]
    assert "Answer the" not in told[2]
    assert set(verdicts(workshop, area.la[2]).values()) == {"fair"}
    assert len(verdicts(workshop, area.la[2])) == MANY


def test_a_part_says_which_statements_it_is_about_and_what_the_rest_means(workshop, officer):
    page = read(officer)
    assert "Part 1 of 3: 20 of the 45 statements to answer" in page
    assert "This is about the statements on this page only" in page
    assert "(part 1 of 3)" in page
    assert "Part 3 of 3: 5 of the 45 statements to answer" in read(officer, "?part=3")


def test_one_goes_to_every_part_without_answering(workshop, officer):
    seen: list[int] = []
    query = ""
    for _ in range(3):
        page = read(officer, query)
        seen += numbers(page)
        onward = re.search(r'href="(\?part=\d)" rel="next"', page)
        query = onward[1] if onward else ""
    assert seen == list(range(1, MANY + 1))
    assert query == ""
    assert re.search(r'href="\?part=2" rel="prev"', page)


@pytest.mark.parametrize(
    ("query", "first"), [("?part=99", 41), ("?part=0", 1), ("?part=x", 1), ("?part=²", 1)]
)
def test_a_part_that_is_not_there_is_the_nearest(workshop, officer, query, first):
    assert numbers(read(officer, query))[0] == first


def test_what_was_not_taken_up_and_what_changed_come_before_what_is_new(area, workshop, officer):
    for n, words in ((44, "Declined words"), (45, "Other words")):
        build.answer(workshop, area.la[2], build.CHANGE, numbers=[n], reason="so", new_text=words)
    declined, changed = sorted(build.amendments(workshop), key=lambda a: a.text)
    build.decide(area, declined, outcome="not_accepted")
    build.decide(area, changed)
    circulating.circulate_changes(workshop, by=area.facilitator)
    page = read(officer)
    assert numbers(page) == [*range(1, 19), 44, 45]
    order = [page.index(words) for words in ("not taken up", "Changed since", "New to you")]
    assert order == sorted(order)


def test_short_notes_look_as_they_do(area, client):
    workshop = build.circulated(area, texts=texts(area, AT_ONCE))
    officer = client.as_(area.la[2], may_see=area.words.uncleared)
    build.answer(workshop, area.la[2], numbers=[1, 2])
    page = read(officer)
    assert numbers(page) == list(range(1, AT_ONCE + 1))
    assert "Your 2 earlier answers, unchanged" in page
    assert "New to you: 18" in page
    for words in (
        "Without answering",
        "on this page only",
        "Part 1",
        "(part 1",
        "show=earlier",
        JUMP,
    ):
        assert words not in page
    told = send(officer, page, verdict_3="fair")
    assert "3 of 20 statements answered" in told
    assert "Answer the last 17" in told  # what is left is offered, also of short notes


def test_the_cost_of_a_part_is_the_same_whichever_it_is(workshop, officer, django_assert_num_queries):
    def cost(query: str) -> int:
        with django_assert_num_queries(15, exact=False) as counted:
            read(officer, query)
        return len(counted)

    read(officer)
    assert cost("?part=1") == cost("?part=3")


# Earlier answers


def test_earlier_answers_of_long_notes_have_pages_of_their_own_and_can_be_changed(area, workshop, officer):
    build.answer(workshop, area.la[2], numbers=range(1, 31))
    page = read(officer)
    assert numbers(page) == list(range(31, 46))
    assert "Your 30 earlier answers, unchanged" in page
    first, second = read(officer, "?show=earlier"), read(officer, "?show=earlier&part=2")
    assert numbers(first) + numbers(second) == list(range(1, 31))
    assert "Part 2 of 2: 10 of the 30 statements you answered earlier" in second
    assert "15 statements to answer" in second
    assert "left blank above" not in second
    told = send(
        officer, second, "?show=earlier&part=2", verdict_30="out", ground_30="not_said", out_30="It was not"
    )
    assert "30 of 45 statements answered" in told
    assert verdicts(workshop, area.la[2])[30] == "out"


def test_with_everything_answered_the_page_shows_the_answers(area, workshop, officer):
    build.answer(workshop, area.la[2])
    page = read(officer)
    assert "Your 45 earlier answers, unchanged" in page
    assert numbers(page) == list(range(1, 21))
    assert "to answer" not in page.split("<main")[1].split("<aside")[0].replace("Without answering", "")


def test_closed_notes_can_be_read_over_the_parts(area, workshop, officer):
    build.answer(workshop, area.la[2], numbers=range(1, 24))
    build.after_the_window(workshop)
    queries = ("", "?part=2", "?show=earlier", "?show=earlier&part=2")
    pages = [read(officer, query) for query in queries]
    assert sorted(n for page in pages for n in numbers(page)) == list(range(1, MANY + 1))
    for page in pages:
        assert "Continue</button>" not in page
        assert "You can go on without sending" not in page
    assert "Part 1 of 2: 20 of the 22 statements without an answer" in pages[0]


# Errors


def test_an_error_keeps_what_was_typed_and_links_to_it(workshop, officer):
    page = read(officer, "?part=2")
    typed = {"verdict_25": "change", "text_25": "Better words", "verdict_21": "fair"}
    again = officer.post(address(query="?part=2"), {**asks(page), **typed}).content.decode()
    assert "Statement 25: say why, in a few words" in again
    assert 'href="#reason_25"' in again
    assert 'id="reason_25"' in again
    assert "Better words</textarea>" in again
    assert re.search(r'name="verdict_21" type="radio" value="fair" checked', again)
    assert numbers(again) == list(range(21, 41))
    assert "Part 2 of 3: 20 of the 45 statements to answer" in again


def test_coming_back_leads_to_the_first_unanswered_statement(workshop, officer):
    page = read(officer)
    assert JUMP not in page
    back = {**asks(page), "step": "back"}
    again = officer.post(address(), {**back, "verdict_1": "fair", "verdict_2": "fair"}).content.decode()
    assert f'<a class="govuk-link" href="#p3">{JUMP}' in again
    assert JUMP not in officer.post(address(), {**back, "verdict_2": "fair"}).content.decode()
    every = {f"verdict_{n}": "fair" for n in range(1, 21)}
    assert JUMP not in officer.post(address(), {**back, **every}).content.decode()


# Whoever answers


def test_a_facilitator_records_long_notes_part_by_part(area, workshop):
    client = Client().as_(area.facilitator, may_see=area.words.uncleared)
    place = address("answers-record", responder=build.responder(workshop, area.tso[2]).pk)
    DifferingView.objects.create(
        point_id=build.shown(workshop)[0].point_id,
        responder=build.responder(workshop, area.tso[2]),
        sector="tso",
        digest=build.shown(workshop)[0].digest,
        text=f"{area.words.note} as we see it",
        added_at=build.clock.now(),
    )
    for left in (25, 5, 0):
        page = client.get(place).content.decode()
        name = area.tso[2].user.full_name
        assert f"{name} says that everything left blank above is a fair record" in page
        asked = client.post(place, {**asks(page), **REST}).content.decode()
        assert "Taken away" not in asked
        sent = {**asks(page), **REST, "channel": "phone", "step": "send"}
        told = client.post(place, sent, follow=True)
        assert told.redirect_chain[-1][0] == (place if left else address("note-changes"))
        page = told.content.decode()
        assert ("The statements below are not answered yet" in page) == bool(left)
        assert len(verdicts(workshop, area.tso[2])) == MANY - left
    assert DifferingView.objects.exists()


def test_somebody_who_left_answers_the_parts_until_answers_close(area, workshop, officer):
    membership.leave(area.la[2], by=area.la[2])
    send(officer, read(officer, "?part=2"), "?part=2", **REST)
    assert sorted(verdicts(workshop, area.la[2])) == list(range(21, 41))
    build.after_the_window(workshop)
    for query in ("", "?part=2", "?show=earlier"):
        assert officer.get(address(query=query)).status_code == 404


def test_own_words_that_wait_are_asked_after_everything_else_and_not_lost(area, client):
    said = f"{area.words.quote} in these very words"
    workshop, _ = quoted(area, words=said, speaker=area.tso[2], texts=tuple(texts(area, 30)))
    speaker = client.as_(area.tso[2], may_see=area.words.uncleared)
    build.answer(workshop, area.tso[2], numbers=range(1, 11))
    first, second = read(speaker), read(speaker, "?part=2")
    assert numbers(first) == list(range(11, 31))
    assert numbers(second) == [1]
    assert "May your own words be used: 1" in second
    assert "Your 9 earlier answers, unchanged" in second
    assert numbers(read(speaker, "?show=earlier")) == list(range(2, 11))
    told = send(speaker, first, **REST)
    assert "You are still asked about your own words, beside 1 statement." in told
    assert "Answer about your own words" in told
    page = read(speaker)
    assert numbers(page) == [1]
    digest = re.search(r'name="(quote_digest_1_1)" value="([0-9a-f]+)"', page)
    told = send(speaker, page, verdict_1="fair", quote_1_1="permits", **{digest[1]: digest[2]})
    assert "You’ve checked the notes" in told
    assert "Answer about" not in told
