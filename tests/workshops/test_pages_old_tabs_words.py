"""An old tab of the page for checking notes, whose words changed or were taken out meanwhile."""

from __future__ import annotations

import pytest

from tests import build
from tests.build import quotations
from tests.client import Client
from tests.workshops.tabs import CHECK_YOUR_ANSWERS, OUT, Tab, address, filled_in, other_words, verdicts
from workshops.clearance import quoting
from workshops.clearance.working import Answer, DifferingView


@pytest.fixture
def workshop(area: build.Group) -> build.Workshop:
    return build.circulated(area, texts=[f"{area.words.note} one", f"{area.words.note} two"])


@pytest.fixture
def me(area: build.Group) -> build.Seat:
    return area.la[2]


@pytest.fixture
def client(area: build.Group, me: build.Seat) -> Client:
    return Client().as_(me, may_see=area.words.uncleared)


# Words that changed


def test_a_view_is_not_put_beside_words_that_were_not_shown(area, workshop, me, client):
    tab = Tab(client)
    other_words(area, workshop)
    build.answer(workshop, me, numbers=[1])
    told = tab.send(view_1="Beside one I say so", verdict_2="fair")
    assert "the words changed meanwhile" in told
    assert "in quite other words" in told
    assert "Beside one I say so</textarea>" in told
    assert not DifferingView.objects.exists()
    tab.send()
    assert DifferingView.objects.get().digest == build.shown(workshop)[0].digest


def test_an_answer_to_words_that_changed_is_shown_again(area, workshop, me, client):
    tab = Tab(client)
    other_words(area, workshop)
    told = tab.send(**OUT, rest="1")
    assert "the words changed meanwhile" in told
    assert "It is me</textarea>" in told
    assert verdicts(me) == {}
    tab.send(verdict_1="out", verdict_2="fair")
    assert verdicts(me) == {1: "out", 2: "fair"}


def test_what_the_page_had_ticked_does_not_answer_words_that_changed(area, workshop, me, client):
    build.answer(workshop, me, numbers=[1])
    tab = Tab(client)
    other_words(area, workshop)
    told = tab.send(rest="1")
    assert "The words of statement 1 changed meanwhile" in told
    assert [a.digest for a in Answer.objects.filter(responder__seat=me, point__number=1)] != [
        build.shown(workshop)[0].digest
    ]
    assert verdicts(me)[2] == "fair"


def test_only_words_that_changed_say_so_and_are_asked_anew(area, workshop, me, client):
    build.answer(workshop, me)
    tab = Tab(client)
    other_words(area, workshop)
    told = tab.send()
    assert "Statement 1: the words changed meanwhile" in told
    tab.send(verdict_1="fair")
    standing = Answer.objects.get(responder__seat=me, point__number=1, superseded_at=None)
    assert standing.digest == build.shown(workshop)[0].digest


# Statements that were taken out


def test_what_was_said_of_a_statement_that_was_taken_out_is_told(area, workshop, me, client):
    tab = Tab(client)
    other_words(area, workshop, is_removal=True)
    told = tab.press(**OUT, view_1="We see it so", verdict_2="fair")
    assert CHECK_YOUR_ANSWERS in told
    assert "Statement 1 is not asked about any more" in told
    assert "It is me" in told
    assert "We see it so" in told
    assert "digest_1" not in filled_in(tab.page)
    assert "statements answered" in tab.press(step="send")
    assert verdicts(me) == {2: "fair"}


def test_what_is_taken_out_after_the_answers_were_checked_is_told_before_they_are_sent(
    area, workshop, me, client
):
    tab = Tab(client)
    assert "not asked about any more" not in tab.press(**OUT, verdict_2="fair")
    other_words(area, workshop, is_removal=True)
    told = tab.press(step="send")
    assert "Statement 1 is not asked about any more" in told
    assert "It is me" in told
    assert verdicts(me) == {}
    assert "statements answered" in tab.press(step="send")
    assert verdicts(me) == {2: "fair"}


def test_where_nothing_else_was_said_the_page_says_that_alone(area, workshop, client):
    tab = Tab(client)
    other_words(area, workshop, is_removal=True)
    told = tab.press(**OUT)
    assert "What was sent is not asked about any more" in told
    assert "It is me" in told
    assert "Answer at least one statement" not in told


def test_control_what_the_page_had_ticked_of_a_statement_that_was_taken_out_is_not_told(
    area, workshop, me, client
):
    build.answer(workshop, me, numbers=[1])
    tab = Tab(client)
    other_words(area, workshop, is_removal=True)
    assert "Statement 1 is not asked" not in tab.press(verdict_2="fair")


def test_a_facilitator_is_told_too_and_how_they_were_told_is_kept(area, workshop, me):
    place = address("answers-record", responder=build.responder(workshop, me).pk)
    tab = Tab(Client().as_(area.facilitator, may_see=area.words.uncleared), place)
    tab.press(**OUT, verdict_2="fair")
    other_words(area, workshop, is_removal=True)
    assert "Statement 1 is not asked about any more" in tab.press(step="send", channel="paper")
    assert filled_in(tab.page)["channel"] == "paper"
    tab.press(step="send")
    assert verdicts(me) == {2: "fair"}


def test_what_was_chosen_for_a_quotation_that_was_taken_back_is_told(area):
    speaker = area.tso[1]
    _, quotation = quotations.quoted(area, words=f"{area.words.quote} we wait", speaker=speaker)
    tab = Tab(Client().as_(area.la[2], may_see=area.words.uncleared))
    assert "quote_digest_1_1" in filled_in(tab.page)
    quoting.withdraw(area.area, quotation, by=speaker)
    told = tab.press(quote_1_1="identifies", verdict_1="fair")
    assert "A quotation beside statement 1 is not asked about any more" in told
    assert "statements answered" in tab.press(step="send")


def test_control_a_quotation_about_which_nothing_was_said_goes_without_a_word(area):
    speaker = area.tso[1]
    _, quotation = quotations.quoted(area, words=f"{area.words.quote} we wait", speaker=speaker)
    tab = Tab(Client().as_(area.la[2], may_see=area.words.uncleared))
    assert CHECK_YOUR_ANSWERS in tab.press(verdict_1="fair")
    quoting.withdraw(area.area, quotation, by=speaker)
    assert "statements answered" in tab.press(step="send")
