"""`verify` is silent on what the workflow made, and names each thing that was broken behind its back."""

from __future__ import annotations

import pytest

from actionplans.demo_data import TABLE_ONE
from actionplans.models import Action, ActionPlan, Delivery, Objective, PlanAgreed, PlanStarted
from actionplans.verify import verify
from tests import build
from tests.actionplans import builders

NAME = "Plan of Quillshire, version 1"


@pytest.mark.parametrize("state", ["draft", "accepted", "agreed", "started"])
def test_verify_is_silent_on_every_state(state: str, request: pytest.FixtureRequest) -> None:
    request.getfixturevalue(state)
    assert list(verify()) == []


def test_verify_names_words_that_are_not_the_signed_ones(agreed: ActionPlan) -> None:
    Action.objects.filter(seq=1).update(text="Other words")
    assert list(verify()) == [f"{NAME}: its words are not the ones that were signed."]


def test_verify_names_an_agreed_plan_without_signatures(agreed: ActionPlan) -> None:
    PlanAgreed.objects.all().delete()
    assert list(verify()) == [f"{NAME}: it is agreed without both signatures."]


def test_verify_names_a_draft_that_both_signed(agreed: ActionPlan) -> None:
    Delivery.objects.all().delete()
    ActionPlan.objects.update(state="draft")
    assert list(verify()) == [f"{NAME}: both sectors signed, and it is still draft."]


def test_verify_names_a_plan_that_started_alone(started: ActionPlan) -> None:
    PlanStarted.objects.all().delete()
    assert list(verify()) == [f"{NAME}: it is in progress without both signatures of the start."]


def test_verify_names_a_lone_signature_for_changed_words(area: build.Group, accepted: ActionPlan) -> None:
    builders.sign(accepted, area.la_lead)
    Objective.objects.update(text="Other words")
    assert list(verify()) == [f"{NAME}: a lone signature stands for words that have changed."]


def test_verify_names_a_signature_of_the_wrong_sector(area: build.Group, accepted: ActionPlan) -> None:
    builders.sign(accepted, area.la_lead)
    PlanAgreed.objects.update(la_by=area.tso_officer)
    assert list(verify()) == [f"{NAME}: somebody signed for a sector or an area that is not theirs."]


def test_table_one_pairs_five_objectives_with_eight_actions() -> None:
    assert [len(aim.actions) for aim in TABLE_ONE] == [2, 2, 1, 2, 1]
