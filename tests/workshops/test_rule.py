"""The clearance rule as a pure function: every sentence of domain I-16 and I-17, and what must hold for any input."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshops.clearance import rule
from workshops.clearance.rule import Given, Standing
from workshops.models import Commonality, Position, commonality

FAIR, CHANGE, OUT = rule.FAIR, rule.Answer.Verdict.CHANGE, rule.OUT
GROUNDS = rule.Answer.Ground.values
ROOM, ONLINE = rule.ROOM, rule.Answer.Channel.ONLINE


def people(la: int, tso: int) -> dict[str, frozenset]:
    """`la` and `tso` eligible responders, named la1, la2 … and tso1, tso2 …"""
    return {
        "la": frozenset(f"la{n}" for n in range(1, la + 1)),
        "tso": frozenset(f"tso{n}" for n in range(1, tso + 1)),
    }


def said(verdict: str, *who: str, ground: str = "", channel: str = ONLINE) -> dict[object, Given]:
    return {name: Given(verdict, ground, channel) for name in who}


def agreed(la: int, tso: int, answers: dict[object, Given], **more: object) -> bool:
    return rule.judge(Standing(eligible=people(la, tso), answers=answers, **more)).agreed


@pytest.mark.parametrize(
    ("eligible", "needed"), [(1, 1), (2, 2), (3, 2), (4, 2), (5, 3), (6, 3), (7, 4), (12, 6)]
)
def test_needed_of_each_size(eligible, needed):
    assert rule.needed_of(eligible) == needed


@pytest.mark.parametrize("eligible", range(1, 15))
def test_needed_of_everyone(eligible):
    assert rule.needed_of(eligible, everyone=True) == eligible


@pytest.mark.parametrize(
    ("la", "tso", "expected"), [(2, 2, True), (2, 1, False), (1, 2, False), (3, 3, True)]
)
def test_answers_of_three_and_three(la, tso, expected):
    answers = said(FAIR, *sorted(people(la, 0)["la"]), *sorted(people(0, tso)["tso"]))
    assert agreed(3, 3, answers) is expected


def test_3n_03_one_sector_short_is_not_agreed():
    answers = said(FAIR, "la1", "la2", "la3", "la4", "la5", "la6", "tso1")
    found = rule.judge(Standing(eligible=people(6, 6), answers=answers))
    assert (found.agreed, found.missing) == (
        False,
        ("Third sector: 1 of the 3 needed call it a fair record.",),
    )


@pytest.mark.parametrize(("la", "tso", "who"), [(0, 3, "Local authority"), (3, 0, "Third sector")])
def test_a_sector_that_was_not_there_keeps_everything_out(la, tso, who):
    answers = said(FAIR, *sorted(people(la, tso)["la"]), *sorted(people(la, tso)["tso"]))
    found = rule.judge(Standing(eligible=people(la, tso), answers=answers))
    assert found.missing == (f"{who}: nobody was at the session, so nothing can be cleared.",)


def test_a_suggested_change_does_not_count_as_agreement():
    answers = said(FAIR, "la1", "la2", "tso1") | said(CHANGE, "tso2", "tso3")
    assert not agreed(3, 3, answers)


def test_an_open_amendment_stops_what_all_call_fair():
    assert not agreed(2, 2, said(FAIR, "la1", "la2", "tso1", "tso2"), open_amendments=1)


def test_an_unsent_change_stops_what_all_call_fair():
    assert not agreed(2, 2, said(FAIR, "la1", "la2", "tso1", "tso2"), unsent_change=True)


@pytest.mark.parametrize(
    ("ground", "expected"), [("own_words", False), ("identifies", False), ("not_said", True)]
)
def test_an_objection_against_enough_of_both_sectors(ground, expected):
    answers = said(FAIR, "la1", "la2", "la3", "tso1", "tso2") | said(OUT, "tso3", ground=ground)
    assert agreed(3, 3, answers) is expected


@pytest.mark.parametrize(
    ("ground", "expected"), [("own_words", False), ("identifies", False), ("not_said", True)]
)
def test_an_objection_in_the_room_against_all_others(ground, expected):
    answers = said(FAIR, "la1", "la2", "tso1", "tso2", channel=ROOM) | said(OUT, "tso3", ground=ground)
    present = frozenset({"la1", "la2", "tso1", "tso2", "tso3"})
    found = rule.judge(Standing(eligible=people(6, 6), answers=answers, present=present))
    assert (found.agreed, found.route) == (expected, ROOM if expected else "")


def test_3n_21_two_of_each_in_the_room_clear_though_others_are_silent():
    answers = said(FAIR, "la1", "la2", "tso1", "tso2", channel=ROOM)
    present = frozenset({"la1", "la2", "tso1", "tso2"})
    found = rule.judge(Standing(eligible=people(6, 6), answers=answers, present=present))
    assert (found.agreed, found.route) == (True, ROOM)


def test_the_room_needs_each_one_of_those_present():
    answers = said(FAIR, "la1", "la2", "tso1", "tso2", channel=ROOM)
    present = frozenset({"la1", "la2", "tso1", "tso2", "tso3"})
    assert not agreed(6, 6, answers, present=present)


def test_the_room_needs_two_of_each_sector():
    answers = said(FAIR, "la1", "la2", "tso1", channel=ROOM)
    assert not agreed(6, 6, answers, present=frozenset({"la1", "la2", "tso1"}))


def test_the_room_is_content_with_the_only_one_of_a_sector():
    answers = said(FAIR, "la1", "la2", "tso1", channel=ROOM)
    assert agreed(6, 1, answers, present=frozenset({"la1", "la2", "tso1"}))


def test_answers_given_online_are_not_agreement_in_the_room():
    answers = said(FAIR, "la1", "la2", "tso1", "tso2")
    assert not agreed(6, 6, answers, present=frozenset({"la1", "la2", "tso1", "tso2"}))


def test_everyone_mode_waits_for_the_last_one():
    answers = said(FAIR, "la1", "la2", "la3", "tso1", "tso2")
    assert not agreed(3, 3, answers, everyone=True)
    assert agreed(3, 3, answers | said(FAIR, "tso3"), everyone=True)


def test_everyone_mode_in_the_room_wants_all_who_were_there():
    answers = said(FAIR, "la1", "la2", "tso1", "tso2", channel=ROOM)
    present = frozenset({"la1", "la2", "tso1", "tso2"})
    assert not agreed(3, 2, answers, present=present, everyone=True)
    assert agreed(2, 2, answers, present=present, everyone=True)


def test_commonality_of_every_pair_of_positions():
    order = [Position.HOLDS, Position.DOES_NOT_HOLD, Position.MIXED, Position.NOT_DISCUSSED]
    consensus, contested, neither = Commonality.CONSENSUS, Commonality.CONTESTED, Commonality.NEITHER
    table = [
        [consensus, contested, contested, Commonality.LA_VIEW],
        [contested, neither, contested, neither],
        [contested, contested, contested, contested],
        [Commonality.TSO_VIEW, neither, contested, Commonality.NOT_RECORDED],
    ]
    assert [[commonality(la, tso) for tso in order] for la in order] == table
    assert set(order) == set(Position)


# Whatever people answer


@st.composite
def standings(draw: st.DrawFn) -> Standing:
    eligible = people(draw(st.integers(0, 7)), draw(st.integers(0, 7)))
    everybody = sorted(eligible["la"] | eligible["tso"])
    verdicts = st.one_of(
        st.builds(Given, st.just(FAIR), st.just(""), st.sampled_from([ROOM, ONLINE])),
        st.builds(Given, st.just(CHANGE)),
        st.builds(Given, st.just(OUT), st.sampled_from(GROUNDS)),
    )
    some = st.sets(st.sampled_from(everybody)) if everybody else st.just(set())
    answers = {who: draw(verdicts) for who in sorted(draw(some))}
    return Standing(
        eligible=eligible,
        answers=answers,
        present=frozenset(draw(some)),
        open_amendments=draw(st.sampled_from([0, 0, 0, 1])),
        unsent_change=draw(st.sampled_from([False, False, False, True])),
        everyone=draw(st.booleans()),
    )


def fairly(standing: Standing, sector: str) -> int:
    ids = standing.eligible[sector]
    return sum(who in ids and a.verdict == FAIR for who, a in standing.answers.items())


@given(standings())
def test_whoever_suggests_a_change_is_counted_as_if_they_had_said_nothing(standing):
    """The page for checking does not read what others suggest to judge a statement by it (clearance.overview)."""
    others = {who: answer for who, answer in standing.answers.items() if answer.verdict != CHANGE}
    assert rule.judge(replace(standing, answers=others)) == rule.judge(standing)


@given(standings())
def test_agreed_means_that_nobody_was_passed_over(standing):
    found = rule.judge(standing)
    if not found.agreed:
        return
    assert not standing.open_amendments
    assert not standing.unsent_change
    grounds = {a.ground for a in standing.answers.values() if a.verdict == OUT}
    assert grounds <= {"not_said"}
    for sector, ids in standing.eligible.items():
        assert ids
        assert fairly(standing, sector) >= (len(ids) if standing.everyone else min(2, len(ids)))


@given(standings())
def test_not_agreed_says_what_is_missing_and_agreed_nothing(standing):
    found = rule.judge(standing)
    assert found.agreed == (found.missing == ())
    assert found.agreed == (found.route != "")


@given(standings())
def test_silence_is_never_agreement(standing):
    silent = replace(standing, answers={})
    assert not rule.judge(silent).agreed


@given(standings(), st.data())
def test_taking_a_fair_answer_back_never_makes_agreement(standing, data):
    fair = sorted(str(who) for who, a in standing.answers.items() if a.verdict == FAIR)
    if not fair:
        return
    gone = data.draw(st.sampled_from(fair))
    less = replace(standing, answers={w: a for w, a in standing.answers.items() if w != gone})
    assert rule.judge(standing).agreed or not rule.judge(less).agreed


@given(standings(), st.data())
def test_a_standing_objection_always_keeps_it_out(standing, data):
    everybody = sorted(standing.eligible["la"] | standing.eligible["tso"])
    if not everybody:
        return
    who = data.draw(st.sampled_from(everybody))
    ground = data.draw(st.sampled_from(sorted(rule.ALWAYS_STANDS)))
    objected = replace(standing, answers=standing.answers | said(OUT, who, ground=ground))
    assert not rule.judge(objected).agreed


@given(standings())
def test_everyone_is_never_easier_than_enough(standing):
    strict, lenient = replace(standing, everyone=True), replace(standing, everyone=False)
    assert rule.judge(lenient).agreed or not rule.judge(strict).agreed


@given(standings())
def test_neither_sector_is_worth_more(standing):
    def other(name: object) -> str:
        text = str(name)
        return text.replace("tso", "la") if text.startswith("tso") else text.replace("la", "tso")

    swapped = replace(
        standing,
        eligible={
            "la": frozenset(map(other, standing.eligible["tso"])),
            "tso": frozenset(map(other, standing.eligible["la"])),
        },
        answers={other(who): a for who, a in standing.answers.items()},
        present=frozenset(map(other, standing.present)),
    )
    assert rule.judge(standing).agreed == rule.judge(swapped).agreed
