"""`verify` is silent on what the workflow made, and names each thing that was broken behind its back."""

from __future__ import annotations

import pytest

from actionplans import asking, comments, reviewing
from actionplans.demo_data import TABLE_ONE
from actionplans.models import (
    Action,
    ActionPlan,
    Comment,
    Delivery,
    Endorsement,
    NoResponse,
    Objective,
    PlanAgreed,
    PlanReview,
    PlanStarted,
    Support,
)
from actionplans.verify import verify
from pipd.kit import clock
from tests import build
from tests.actionplans import answers, builders

NAME = "Plan of Quillshire, version 1"


@pytest.mark.parametrize("state", ["draft", "accepted", "agreed", "started", "amended", "succeeded"])
def test_verify_is_silent_on_every_state(state: str, request: pytest.FixtureRequest) -> None:
    request.getfixturevalue(state)
    assert list(verify()) == []


def test_verify_names_answers_and_comments_from_elsewhere(
    area: build.Group, neighbour: build.Group, accepted: ActionPlan
) -> None:
    asking.ask(accepted, by=area.la_lead)
    answers.give(accepted, area.la_officer)
    comments.say(answers.items(accepted)[0], text="Is it?", by=area.la_officer)
    assert list(verify()) == []  # control
    Support.objects.update(seat=neighbour.la_officer)
    Comment.objects.update(said_by=neighbour.la_officer)
    told = {line.split(": ", 1)[1] for line in verify()}
    assert told == {
        "somebody of another area says whether they support it.",
        "somebody of another area commented on it.",
    }


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


def test_verify_names_two_versions_that_both_stand(succeeded: ActionPlan) -> None:
    ActionPlan.objects.filter(version=1).update(state="closed")
    second = NAME.replace("1", "2")
    told = [line for line in verify() if line.startswith(second)]
    assert told == [f"{second}: it is agreed, and the version before it is still closed."]


def test_verify_names_a_superseded_version_that_nothing_took_the_place_of(started: ActionPlan) -> None:
    ActionPlan.objects.update(state="superseded")
    assert list(verify()) == [f"{NAME}: it is superseded, and no signed version has taken its place."]


def test_verify_names_an_endorsement_of_a_draft(area: build.Group, accepted: ActionPlan) -> None:
    made = Endorsement.objects.create(
        plan=accepted,
        sector="tso",
        organisation=area.la_lead.organisation,
        body="Cabinet",
        endorsed_on=clock.today(),
        recorded_at=clock.now(),
        recorded_by=area.la_lead,
    )
    assert list(verify()) == [
        f"Endorsement {made.pk}: it is of words that both sectors have not signed.",
        f"Endorsement {made.pk}: it was recorded for another sector than that of whoever recorded it.",
    ]


def test_verify_names_a_review_that_one_person_stands_by_for_both(
    area: build.Group, started: ActionPlan
) -> None:
    builders.held(reviewing.coming(started), area)
    assert list(verify()) == []  # control
    now = builders.changed_sides(area.la_lead, area)
    PlanReview.objects.filter(written_by=area.la_lead).update(confirmed_by=now)
    assert [line.split(": ", 1)[1] for line in verify()] == ["it is not the record of both sectors."]


def test_verify_names_a_reason_about_a_statement_of_another_area(
    area: build.Group, neighbour: build.Group, draft: ActionPlan
) -> None:
    build.area_with_sessions(neighbour)
    theirs = build.cleared_note(neighbour).points.order_by("number")[0]
    told = {"reason": "Others do it", "given_at": clock.now(), "given_by": area.la_officer}
    NoResponse.objects.create(plan=draft, point=theirs, **told)
    assert [line.split(": ", 1)[1] for line in verify()] == ["it is about a statement of another area."]


def test_table_one_pairs_five_objectives_with_eight_actions() -> None:
    assert [len(aim.actions) for aim in TABLE_ONE] == [2, 2, 1, 2, 1]
