"""An old tab of the page for checking notes overwrites nothing that was said elsewhere meanwhile, and loses nothing."""

from __future__ import annotations

import pytest

from tests import build
from tests.build import quotations
from tests.client import Client
from tests.workshops.tabs import (
    ASKED_AGAIN,
    CHANGE,
    CHECK_YOUR_ANSWERS,
    Tab,
    address,
    filled_in,
    point,
    verdicts,
)
from tests.workshops.test_assisting import answer_of, record
from workshops.clearance import answering, assisting, quoting
from workshops.clearance.working import Amendment, DifferingView, QuotationAnswer
from workshops.forms import meanwhile, seen
from workshops.models import ClearedQuote


@pytest.fixture
def workshop(area: build.Group) -> build.Workshop:
    return build.circulated(area, texts=[f"{area.words.note} one", f"{area.words.note} two"])


@pytest.fixture
def me(area: build.Group) -> build.Seat:
    return area.la[2]


@pytest.fixture
def client(area: build.Group, me: build.Seat) -> Client:
    return Client().as_(me, may_see=area.words.uncleared)


# What the page had ticked already was not said


def test_an_old_tab_does_not_take_back_an_objection(workshop, me, client):
    build.answer(workshop, me, numbers=[1])
    tab = Tab(client)
    build.answer(workshop, me, build.OUT, numbers=[1], ground="identifies", reason="me")
    told = tab.send(verdict_2="fair")
    assert "2 of 2 statements answered" in told
    assert verdicts(me) == {1: "out", 2: "fair"}


def test_control_without_the_mark_the_old_tab_takes_it_back(workshop, me, client, monkeypatch):
    monkeypatch.setattr(meanwhile.Sent, "_answer_moved", False)
    build.answer(workshop, me, numbers=[1])
    tab = Tab(client)
    build.answer(workshop, me, build.OUT, numbers=[1], ground="identifies", reason="me")
    tab.send(verdict_2="fair")
    assert verdicts(me) == {1: "fair", 2: "fair"}


def test_an_answer_that_is_changed_on_a_page_that_is_not_old_is_simply_taken(workshop, me, client):
    build.answer(workshop, me, build.OUT, numbers=[1], ground="identifies", reason="me")
    assert "statements answered" in Tab(client).send(verdict_1="fair")
    assert verdicts(me) == {1: "fair"}


def test_an_old_tab_does_not_give_back_a_permission_that_was_refused(area):
    speaker = area.tso[1]
    workshop, quotation = quotations.quoted(area, words=f"{area.words.quote} we wait", speaker=speaker)
    quoting.permit(area.area, quotation, by=speaker)
    tab = Tab(Client().as_(speaker, may_see=area.words.uncleared))
    quoting.refuse(area.area, quotation, by=speaker)
    assert "1 of 2 statements answered" in tab.send(verdict_2="fair")
    assert QuotationAnswer.objects.get().stance == "refuses"
    quotations.approved(area, workshop)
    assert not ClearedQuote.objects.exists()


def test_control_a_permission_that_is_chosen_is_kept(area):
    speaker = area.tso[1]
    workshop, quotation = quotations.quoted(area, words=f"{area.words.quote} we wait", speaker=speaker)
    quoting.refuse(area.area, quotation, by=speaker)
    Tab(Client().as_(speaker, may_see=area.words.uncleared)).send(quote_1_1="permits")
    assert QuotationAnswer.objects.get().stance == "permits"
    quotations.approved(area, workshop)
    assert ClearedQuote.objects.exists()


def test_an_old_tab_does_not_take_a_view_away(workshop, me, client):
    build.answer(workshop, me, numbers=[1])
    tab = Tab(client)
    answering.add_view(workshop, point(workshop), text="As we see it", by=me)
    assert "2 of 2 statements answered" in tab.send(verdict_2="fair")
    assert DifferingView.objects.get().text == "As we see it"


def test_control_a_view_that_the_page_showed_is_taken_away(workshop, me, client):
    answering.add_view(workshop, point(workshop), text="As we see it", by=me)
    Tab(client).send(verdict_2="fair", view_1="")
    assert not DifferingView.objects.exists()


def test_the_rest_is_not_what_stopped_counting_elsewhere(area, workshop, me, client):
    record(area, workshop, me)
    tab = Tab(client)
    assisting.dispute(workshop, answer_of(workshop, me).pk, by=me)
    tab.send(rest="1", verdict_2="fair")
    assert verdicts(me) == {2: "fair"}


def test_it_is_not_ticked_again_where_it_would_then_speak_for_that(area, workshop, me, client):
    record(area, workshop, me)
    tab = Tab(client)
    assert filled_in(page_with_rest(tab))["rest"] == "1"
    assisting.dispute(workshop, answer_of(workshop, me).pk, by=me)
    assert "rest" not in filled_in(page_with_rest(tab))


def page_with_rest(tab: Tab) -> str:
    """The page as it is shown again after *check your answers*, where everything left blank was called fair."""
    return tab.press(rest="1", step="back")


# Something was said here, and something else there


def test_two_answers_meet_and_both_are_shown(workshop, me, client):
    build.answer(workshop, me, numbers=[1])
    tab = Tab(client)
    build.answer(workshop, me, build.OUT, numbers=[1], ground="identifies", reason="me")
    told = tab.send(**CHANGE, verdict_2="fair")
    assert ASKED_AGAIN in told
    assert "My other words</textarea>" in told
    both = told.split("Saved now", 1)[1].split("</dl>", 1)[0]
    assert "tell people who I am" in both.split("Sent from here")[0]
    assert "My other words" in both.split("Sent from here")[1]
    assert verdicts(me) == {1: "out"}
    assert "verdict_1" not in filled_in(tab.page)
    assert filled_in(tab.page)["verdict_2"] == "fair"


def test_what_is_chosen_then_counts(workshop, me, client):
    tab = Tab(client)
    build.answer(workshop, me, build.OUT, numbers=[1], ground="identifies", reason="me")
    assert ASKED_AGAIN in tab.send(**CHANGE)
    tab.send(verdict_1="change")
    assert verdicts(me) == {1: "change"}
    assert Amendment.objects.get().text == "My other words"


def test_choosing_nothing_then_leaves_what_is_saved(workshop, me, client):
    tab = Tab(client)
    build.answer(workshop, me, build.OUT, numbers=[1], ground="identifies", reason="me")
    assert ASKED_AGAIN in tab.send(**CHANGE, rest="1")
    assert "rest" not in filled_in(tab.page)
    tab.send(rest="1")
    assert verdicts(me) == {1: "out", 2: "fair"}


def test_what_came_in_after_the_answers_were_checked_is_not_overwritten(workshop, me, client):
    tab = Tab(client)
    assert CHECK_YOUR_ANSWERS in tab.press(**CHANGE)
    build.answer(workshop, me, build.OUT, numbers=[1], ground="identifies", reason="me")
    assert ASKED_AGAIN in tab.press(step="send")
    assert verdicts(me) == {1: "out"}


def test_the_mark_goes_through_the_pages_between(workshop, me, client):
    build.answer(workshop, me, numbers=[1])
    tab = Tab(client)
    shown = filled_in(tab.page)["was_1"]
    assert CHECK_YOUR_ANSWERS in tab.press(verdict_2="fair")
    assert filled_in(tab.page)["was_1"] == shown
    tab.press(step="back")
    assert filled_in(tab.page)["was_1"] == shown
    assert "say why" in tab.press(verdict_2="change", text_2="Other")
    assert filled_in(tab.page)["was_1"] == shown
    build.answer(workshop, me, build.OUT, numbers=[1], ground="identifies", reason="me")
    tab.send(verdict_2="fair")
    assert verdicts(me) == {1: "out", 2: "fair"}


def test_the_same_answer_in_both_tabs_is_no_question(workshop, me, client):
    tab = Tab(client)
    build.answer(workshop, me, numbers=[1])
    assert "2 of 2 statements answered" in tab.send(verdict_1="fair", verdict_2="fair")


def test_two_views_meet_and_both_are_shown(workshop, me, client):
    tab = Tab(client)
    answering.add_view(workshop, point(workshop), text="Said there", by=me)
    told = tab.send(view_1="Said here", verdict_2="fair")
    assert "Said there" in told
    assert "Said here</textarea>" in told
    assert DifferingView.objects.get().text == "Said there"
    tab.send()
    assert DifferingView.objects.get().text == "Said here"


def test_two_answers_about_a_quotation_meet_and_it_is_asked_again(area):
    speaker = area.tso[1]
    _, quotation = quotations.quoted(area, words=f"{area.words.quote} we wait", speaker=speaker)
    tab = Tab(Client().as_(speaker, may_see=area.words.uncleared))
    quoting.refuse(area.area, quotation, by=speaker)
    told = tab.send(quote_1_1="permits", verdict_1="fair")
    assert "Saved now: “No, do not use it”" in told
    assert 'href="#quote_1_1_0"' in told
    assert 'id="quote_1_1_0"' in told
    assert "quote_1_1" not in filled_in(tab.page)
    tab.send()
    assert QuotationAnswer.objects.get().stance == "refuses"
    tab.send(quote_1_1="permits")


# Whoever records for somebody else


def test_a_facilitators_old_tab_does_not_overwrite_their_own_answer(area, workshop, me):
    build.answer(workshop, me, numbers=[1])
    place = address("answers-record", responder=build.responder(workshop, me).pk)
    tab = Tab(Client().as_(area.facilitator, may_see=area.words.uncleared), place)
    build.answer(workshop, me, build.CHANGE, numbers=[1], reason="so", new_text="My other words")
    tab.send(verdict_2="fair")
    assert verdicts(me) == {1: "change", 2: "fair"}
    assert Amendment.objects.get().outcome == "open"


def test_a_facilitator_reads_what_they_said_themselves_before_anything_replaces_it(area, workshop, me):
    place = address("answers-record", responder=build.responder(workshop, me).pk)
    tab = Tab(Client().as_(area.facilitator, may_see=area.words.uncleared), place)
    assert "How were you told" in tab.press(verdict_1="fair")
    build.answer(workshop, me, build.CHANGE, numbers=[1], reason="so", new_text="My other words")
    told = tab.press(step="send", channel="phone")
    assert ASKED_AGAIN in told
    assert "My other words" in told
    assert verdicts(me) == {1: "change"}
    tab.send(verdict_1="fair")
    assert verdicts(me) == {1: "fair"}


# The mark


def test_a_mark_tells_no_words_and_nothing_is_no_mark():
    assert str(seen.Seen.of((), "", beside_these_words=False)) == ""
    one = seen.Seen.of(("fair",), "As we see it", beside_these_words=True)
    assert seen.Seen.read(str(one)) == one
    assert "see" not in str(one)
    other = seen.Seen.of(("fair",), "As we see it", beside_these_words=False)
    assert (other != one, other.box) == (True, one.box)
