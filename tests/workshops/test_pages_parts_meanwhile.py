"""Parts of long notes: only what a page has shown is taken, and what changed meanwhile is told."""

from __future__ import annotations

import pytest

from tests import build
from tests.client import Client
from tests.workshops.parts import REST, address, asks, numbers, read, send, texts, verdicts
from workshops.clearance import answering, circulating
from workshops.clearance.parts import AT_ONCE
from workshops.clearance.working import DifferingView


@pytest.fixture
def workshop(area: build.Group) -> build.Workshop:
    return build.circulated(area, texts=texts(area))


@pytest.fixture
def officer(area: build.Group, workshop: build.Workshop) -> Client:
    return Client().as_(area.la[2], may_see=area.words.uncleared)


# Only what was shown, and what changed meanwhile


def test_an_answer_to_a_statement_that_the_page_has_not_shown_is_not_taken(area, workshop, officer):
    page = read(officer)
    send(officer, page, **REST, verdict_30="out", ground_30="own_words")
    assert 30 not in verdicts(workshop, area.la[2])
    refused = officer.post(address(), {**REST, "verdict_1": "fair", "step": "send"}).content.decode()
    assert "Answer at least one statement" in refused
    assert len(verdicts(workshop, area.la[2])) == AT_ONCE


def test_what_was_answered_in_another_tab_is_not_called_fair_here(area, workshop, officer):
    page = read(officer)
    build.answer(workshop, area.la[2], build.OUT, numbers=[3], ground="not_said", reason="It was not")
    build.answer(workshop, area.la[2], numbers=[4])
    answering.add_view(
        workshop, build.shown(workshop)[2].point_id, text=f"{area.words.note} ours", by=area.la[2]
    )
    assert numbers(read(officer)) == [1, 2, *range(5, 23)]
    told = send(officer, page, **REST, view_3="")
    assert "20 of 45 statements answered" in told
    assert DifferingView.objects.exists()
    said = verdicts(workshop, area.la[2])
    assert said.pop(3) == "out"
    assert sorted(said) == [1, 2, *range(4, 21)]
    assert set(said.values()) == {"fair"}


def test_a_form_with_a_statement_answered_elsewhere_still_shows_it_after_an_error(area, workshop, officer):
    page = read(officer, "?part=2")
    build.answer(workshop, area.la[2], numbers=[22])
    again = officer.post(address(query="?part=2"), {**asks(page), "verdict_21": "out"}).content.decode()
    assert numbers(again) == list(range(21, 41))
    assert "Part 2 of" not in again
    assert "Your 1 earlier answer, unchanged" in again


def test_words_that_changed_after_the_page_was_shown_are_not_answered(area, workshop, officer):
    page = read(officer)
    build.answer(workshop, area.tso[2], build.CHANGE, numbers=[5, 30], reason="so", new_text="Other words")
    for change in build.amendments(workshop):
        build.decide(area, change)
    circulating.circulate_changes(workshop, by=area.facilitator)
    told = send(officer, page, **REST)
    assert "The words of statement 5 changed meanwhile" in told
    said = verdicts(workshop, area.la[2])
    assert sorted(said) == [n for n in range(1, 21) if n != 5]
    assert numbers(told)[0] == 5


def test_a_statement_taken_out_meanwhile_is_passed_over_and_told_of_once(area, workshop, officer):
    build.answer(workshop, area.la[2], numbers=[1, 2])
    page = read(officer)
    build.answer(workshop, area.tso[2], build.CHANGE, numbers=[2, 7], reason="so", is_removal=True)
    for change in build.amendments(workshop):
        build.decide(area, change)
    circulating.circulate_changes(workshop, by=area.facilitator)
    assert ["Taken out of the notes since" in read(officer, f"?part={n}") for n in (1, 2, 3)] == [
        True,
        False,
        False,
    ]
    assert "Taken out of the notes since" not in read(officer, "?show=earlier")
    told = send(officer, page, **REST)
    assert "20 of 43 statements answered" in told
    assert 7 not in verdicts(workshop, area.la[2])


def test_how_we_see_it_can_be_taken_away_again(area, workshop, officer):
    send(officer, read(officer), verdict_1="fair", view_1=f"{area.words.note} ours")
    assert DifferingView.objects.exists()
    send(officer, read(officer, "?show=earlier"), "?show=earlier", verdict_1="fair", view_1="")
    assert not DifferingView.objects.exists()
