"""What is shown to whom of the answers: counts from three on, reasons without names (domain 3K, I-31)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from actionplans import asking, content, planning, supporting
from actionplans.models import ActionPlan
from partnerships import membership
from partnerships.models import Seat
from pipd.kit import clock
from tests import build
from tests.actionplans.answers import C, give, items
from tests.actionplans.builders import WORDS

WHY = "It comes too soon"


@pytest.fixture
def asked(area: build.Group, accepted: ActionPlan) -> ActionPlan:
    asking.ask(accepted, by=area.la_lead)
    return accepted


def heard(plan: ActionPlan, seat: Seat, at: int = 0) -> supporting.Voice:
    every = content.lines(plan)
    voices = supporting.voices(plan, every, seat, supporting.given_to(plan))
    return voices[items(plan)[at].pk]


def figures(voice: supporting.Voice) -> dict[str, tuple[bool, int, int, int]]:
    return {s.sector.value: (s.shown, s.support, s.can_live_with, s.cannot) for s in voice.sides}


@pytest.mark.parametrize(("many", "shown"), [(2, (False, 0, 0, 0)), (3, (True, 3, 0, 0))])
def test_figures_of_a_sector_are_shown_from_three_answers(
    area: build.Group, asked: ActionPlan, many: int, shown: tuple[bool, int, int, int]
) -> None:
    give(asked, *area.tso[:many])
    told = figures(heard(asked, area.la_lead))
    assert told == {"la": (False, 0, 0, 0), "tso": shown}


def test_facilitators_see_figures_and_names_from_the_first(area: build.Group, asked: ActionPlan) -> None:
    give(asked, area.tso_officer, answer=C.CANNOT, reason=WHY, item=items(asked)[0])
    voice = heard(asked, area.facilitator)
    assert figures(voice)["tso"] == (True, 0, 0, 1)
    assert [row.seat for row in voice.given] == [area.tso_officer]


@pytest.mark.parametrize("role", ["la_lead", "tso_lead", "tso_officer"])
def test_nobody_else_sees_names_not_even_of_their_own_sector(
    area: build.Group, asked: ActionPlan, role: str
) -> None:
    give(asked, *area.tso)
    assert heard(asked, getattr(area, role)).given == ()


@pytest.mark.parametrize(("la", "sector"), [(2, ""), (3, "tso")])
def test_a_reason_bears_its_sector_once_three_of_each_have_answered(
    area: build.Group, asked: ActionPlan, la: int, sector: str
) -> None:
    """With two of the other sector, the reasons without a mark would be known to be theirs."""
    give(asked, *area.la[:la])
    give(asked, *area.tso[:3])
    give(asked, area.tso[0], answer=C.CANNOT, reason=WHY, item=items(asked)[0])
    voice = heard(asked, area.la_lead)
    assert voice.reasons == (supporting.Reason(WHY, sector, refuses=True),)
    assert voice.refused


def test_answers_to_former_words_count_no_more(area: build.Group, asked: ActionPlan) -> None:
    give(asked, *area.la)
    objective = items(asked)[0]
    planning.edit_objective(objective, by=area.tso_officer, revision=objective.revision, text="Other words")
    assert figures(heard(asked, area.facilitator))["la"] == (True, 0, 0, 0)
    assert figures(heard(asked, area.facilitator, at=1))["la"] == (True, 6, 0, 0)  # control: the rest stands
    planning.edit_objective(objective, by=area.tso_officer, revision=objective.revision, text=f"{WORDS} 1")
    assert figures(heard(asked, area.facilitator))["la"] == (True, 6, 0, 0)


def test_an_answer_lasts_over_the_next_round_as_long_as_its_words(
    area: build.Group, asked: ActionPlan
) -> None:
    give(asked, area.la_officer)
    asking.end(asked, by=area.la_lead)
    clock.set_to(clock.now() + timedelta(hours=1))  # of two answers at one moment neither would be the later
    asking.ask(asked, by=area.tso_lead)
    assert figures(heard(asked, area.facilitator))["la"] == (True, 1, 0, 0)
    give(asked, area.la_officer, answer=C.CAN_LIVE_WITH, item=items(asked)[0])
    assert figures(heard(asked, area.facilitator))["la"] == (True, 0, 1, 0)


def test_who_left_the_group_supports_nothing_any_more(area: build.Group, asked: ActionPlan) -> None:
    give(asked, area.la[4], answer=C.CANNOT, reason=WHY, item=items(asked)[0])
    assert heard(asked, area.la_lead).refused
    membership.leave(area.la[4], by=area.la[4])
    voice = heard(asked, area.la_lead)
    assert (voice.refused, voice.reasons) == (False, ())
