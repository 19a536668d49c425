"""Cleared challenges: answered by an objective, left for a reason, or left with none (domain R54)."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from actionplans import amending, challenges, content, grounding
from actionplans.evidence_value import NO_REASON, evidence_value
from actionplans.models import ActionPlan, NoResponse
from partnerships.membership import NotPossible
from pipd.kit.revisions import Conflict
from tests import build
from tests.actionplans import builders
from workshops.clearance import withdrawing
from workshops.models import ClearedPoint

WHY = "Others are dealing with it"


def points(group: build.Group) -> list[ClearedPoint]:
    return list(build.cleared_note(group).points.order_by("number"))


def listed(plan: ActionPlan) -> list[tuple[int, list[str], str]]:
    found = challenges.of_plan(plan, content.lines(plan))
    return [(one.point.number, [line.name for line in one.answered_by], one.reason) for one in found]


def say(plan: ActionPlan, point: ClearedPoint, by: build.Seat, reason: str = WHY, revision: int = 0) -> None:
    challenges.say_why_none(plan, point.pk, reason=reason, revision=revision, by=by)


def test_what_nobody_has_answered_comes_first(area: build.Group, draft: ActionPlan) -> None:
    first, second, *rest = points(area)
    builders.objective(draft, area)
    assert listed(draft)[0] == (second.number, [], "")
    assert listed(draft)[-1] == (first.number, ["Objective 1"], "")
    for point in (second, *rest):
        say(draft, point, area.la_officer)
    assert [one.is_left for one in challenges.of_plan(draft, content.lines(draft))] == [False] * len(
        points(area)
    )


@pytest.mark.parametrize("role", ["la_officer", "tso_lead", "facilitator"])
def test_the_group_and_its_facilitators_say_why(area: build.Group, draft: ActionPlan, role: str) -> None:
    say(draft, points(area)[0], getattr(area, role))
    assert NoResponse.objects.get().reason == WHY


def test_nobody_else_does(area: build.Group, neighbour: build.Group, draft: ActionPlan) -> None:
    for seat in (area.coordinator, neighbour.la_lead):
        with pytest.raises(PermissionDenied):
            say(draft, points(area)[0], seat)


def test_statements_of_another_area_are_unknown(
    area: build.Group, neighbour: build.Group, draft: ActionPlan
) -> None:
    build.area_with_sessions(neighbour)
    theirs = build.cleared_note(neighbour).points.order_by("number")[0]
    with pytest.raises(Http404):
        say(draft, theirs, area.la_officer)
    assert NoResponse.objects.count() == 0


def test_a_reason_is_changed_and_taken_back(area: build.Group, draft: ActionPlan) -> None:
    point = points(area)[0]
    say(draft, point, area.la_officer)
    say(draft, point, area.tso_officer, reason="Other", revision=1)
    assert NoResponse.objects.values_list("reason", "revision", "given_by").get() == (
        "Other",
        2,
        area.tso_officer.pk,
    )
    with pytest.raises(Conflict):
        say(draft, point, area.la_officer, reason="", revision=1)
    say(draft, point, area.la_officer, reason="", revision=2)
    assert NoResponse.objects.count() == 0
    with pytest.raises(NotPossible, match="Say why"):
        say(draft, point, area.la_officer, reason="")


@pytest.mark.parametrize("revision", [0, 5])
def test_a_reason_that_was_not_read_is_not_overwritten(
    area: build.Group, draft: ActionPlan, revision: int
) -> None:
    """Of two who begin while there is none, the second is told."""
    point = points(area)[0]
    say(draft, point, area.la_officer)
    with pytest.raises(Conflict):
        say(draft, point, area.tso_officer, reason="Mine", revision=revision)
    assert NoResponse.objects.get().reason == WHY


def test_only_a_draft_is_written_in(area: build.Group, agreed: ActionPlan) -> None:
    with pytest.raises(NotPossible, match="signed"):
        say(agreed, points(area)[1], area.la_officer)


def test_the_evidence_sheet_says_the_reason_where_there_is_one(area: build.Group, draft: ActionPlan) -> None:
    builders.objective(draft, area)
    _, second, *rest = points(area)
    assert {part.why for part in evidence_value(draft)[0].unanswered} == {NO_REASON}
    say(draft, second, area.la_officer)
    told = {part.words: part.why for part in evidence_value(draft)[0].unanswered}
    assert told == {second.text: WHY} | {point.text: NO_REASON for point in rest}


def test_a_reason_stands_on_no_sheet_once_an_objective_answers(area: build.Group, draft: ActionPlan) -> None:
    objective = builders.objective(draft, area)
    second = points(area)[1]
    say(draft, second, area.la_officer)
    grounding.link(objective, [second.pk], by=area.la_officer)
    assert WHY not in repr(evidence_value(draft))
    assert WHY not in repr(listed(draft))


def test_a_reason_goes_with_its_statement(area: build.Group, draft: ActionPlan) -> None:
    point = points(area)[0]
    say(draft, point, area.la_officer)
    withdrawing.withdraw(area.area, point.pk, by=area.facilitator)
    assert NoResponse.objects.count() == 0


def test_what_a_draft_says_stands_on_no_sheet_of_the_version_in_force(area: build.Group) -> None:
    """A coordinator reads that sheet, and none of a draft (domain 3K)."""
    plan = builders.accepted(area)
    second = points(area)[1]
    say(plan, second, area.la_officer)
    builders.sign(plan, area.la_lead, area.tso_lead)
    made = amending.open_version(plan, by=area.tso_lead)
    assert WHY in repr(evidence_value(made))  # a new version begins with what was said
    for reason in ("Worded anew", ""):
        say(made, second, area.la_officer, reason=reason, revision=1 if reason else 2)
        assert (WHY in repr(evidence_value(plan)), "anew" in repr(evidence_value(plan))) == (True, False)
        assert (WHY in repr(evidence_value(made)), "anew" in repr(evidence_value(made))) == (
            False,
            bool(reason),
        )
