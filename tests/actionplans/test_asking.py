"""Asking the group: who asks, for how long, what an answer belongs to, and what ends it (domain 3G)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from actionplans import asking, planning
from actionplans.models import ActionPlan, Asking, Support
from partnerships import membership
from partnerships.membership import NotPossible
from partnerships.models import Seat
from pipd.kit import clock, workdays
from tests import build
from tests.actionplans import builders
from tests.actionplans.answers import C, give, items, reply


def test_a_lead_or_deputy_of_either_sector_asks_for_ten_working_days(
    area: build.Group, accepted: ActionPlan
) -> None:
    asked = asking.ask(accepted, by=area.tso[1])
    assert asked.closes_at == workdays.deadline_after(clock.now(), 10)
    assert asked.closes_at.astimezone(clock.LONDON).hour == 17


@pytest.mark.parametrize("role", ["la_officer", "facilitator", "coordinator"])
def test_nobody_else_asks_or_ends(area: build.Group, accepted: ActionPlan, role: str) -> None:
    with pytest.raises(PermissionDenied):
        asking.ask(accepted, by=getattr(area, role))
    asking.ask(accepted, by=area.la_lead)
    with pytest.raises(PermissionDenied):
        asking.end(accepted, by=getattr(area, role))
    assert Asking.objects.get().ended_at is None


@pytest.mark.parametrize("role", ["facilitator", "coordinator"])
def test_only_participants_answer(area: build.Group, accepted: ActionPlan, role: str) -> None:
    asking.ask(accepted, by=area.la_lead)
    with pytest.raises(PermissionDenied):
        give(accepted, getattr(area, role))
    give(accepted, area.la_officer)
    assert Support.objects.count() == len(items(accepted))


def test_an_empty_draft_is_not_asked_about(area: build.Group, draft: ActionPlan) -> None:
    with pytest.raises(NotPossible, match="no objective yet"):
        asking.ask(draft, by=area.la_lead)


def test_the_group_is_asked_once_at_a_time(area: build.Group, accepted: ActionPlan) -> None:
    asking.ask(accepted, by=area.la_lead)
    with pytest.raises(NotPossible, match="asked already"):
        asking.ask(accepted, by=area.tso_lead)


def test_answers_close_at_five_and_another_round_may_follow(area: build.Group, accepted: ActionPlan) -> None:
    first = asking.ask(accepted, by=area.la_lead)
    clock.set_to(first.closes_at)
    give(accepted, area.la_officer)
    clock.set_to(first.closes_at + timedelta(seconds=1))
    with pytest.raises(NotPossible, match="time for answers is over"):
        give(accepted, area.tso_officer)
    second = asking.ask(accepted, by=area.tso_lead)
    first.refresh_from_db()
    assert (first.ended_at, first.ended_by) == (first.closes_at, membership.system_seat(area.programme))
    assert asking.latest(accepted) == second


def test_a_lead_ends_it_early_and_nobody_answers_any_more(area: build.Group, accepted: ActionPlan) -> None:
    asking.ask(accepted, by=area.la_lead)
    asking.end(accepted, by=area.tso_lead)
    for act in (lambda: give(accepted, area.la_officer), lambda: asking.end(accepted, by=area.la_lead)):
        with pytest.raises(NotPossible, match="time for answers is over"):
            act()


def test_the_latest_answer_wins(area: build.Group, accepted: ActionPlan) -> None:
    asking.ask(accepted, by=area.la_lead)
    first = items(accepted)[0]
    give(accepted, area.la_officer, answer=C.CANNOT, reason="Too much at once", item=first)
    give(accepted, area.la_officer, item=first)
    row = Support.objects.get()
    assert (row.answer, row.reason) == ("support", "")


def test_who_cannot_support_says_why(area: build.Group, accepted: ActionPlan) -> None:
    asking.ask(accepted, by=area.la_lead)
    with pytest.raises(NotPossible, match="Say why"):
        give(accepted, area.la_officer, answer=C.CANNOT, item=items(accepted)[0])
    assert Support.objects.count() == 0


def _edited(plan: ActionPlan, by: Seat) -> list[str]:
    """Change each kind of content once; which of the first objective and action are still answered."""
    objective, action = items(plan)[:2]
    before = [asking.digest(objective), asking.digest(action)]
    planning.edit_action(action, by=by, revision=action.revision, kind="outreach_visit")
    assert [asking.digest(one) for one in items(plan)[:2]] == before  # the kind is no content
    planning.edit_action(action, by=by, revision=action.revision, mode="la_led")
    after = [asking.digest(one) for one in items(plan)[:2]]
    return ["same" if now == was else "changed" for now, was in zip(after, before, strict=True)]


def test_an_edit_ends_the_asking_for_that_item_alone(area: build.Group, accepted: ActionPlan) -> None:
    assert _edited(accepted, area.tso_officer) == ["same", "changed"]


@pytest.mark.parametrize("field", ["text", "concern_la", "concern_tso", "no_evidence_reason"])
def test_any_content_of_an_objective_counts(area: build.Group, accepted: ActionPlan, field: str) -> None:
    objective = items(accepted)[0]
    before = asking.digest(objective)
    planning.edit_objective(
        objective, by=area.la_officer, revision=objective.revision, **{field: "Other words"}
    )
    assert asking.digest(objective) != before


def test_an_answer_to_words_that_changed_meanwhile_is_not_kept(
    area: build.Group, accepted: ActionPlan
) -> None:
    asking.ask(accepted, by=area.la_lead)
    objective, action = items(accepted)[:2]
    stale = [reply(objective), reply(action)]
    planning.edit_action(action, by=area.tso_officer, revision=action.revision, text="Other words")
    assert asking.answer(accepted, stale, by=area.la_officer) == ["Action 1(a)"]
    assert [row.objective_id for row in Support.objects.all()] == [objective.pk]


def test_items_of_another_plan_are_not_answered(
    area: build.Group, neighbour: build.Group, accepted: ActionPlan
) -> None:
    build.area_with_sessions(neighbour)
    build.cleared_note(neighbour)
    other = planning.open_draft(neighbour.area, by=neighbour.la_lead)
    theirs = planning.add_objective(other, by=neighbour.la_officer, text="Theirs", priority="low")
    asking.ask(accepted, by=area.la_lead)
    assert asking.answer(accepted, [reply(theirs)], by=area.la_officer) == ["An item"]
    with pytest.raises(PermissionDenied):
        asking.answer(accepted, [], by=neighbour.la_officer)
    assert Support.objects.count() == 0


def test_signing_ends_the_answers(area: build.Group, accepted: ActionPlan) -> None:
    asking.ask(accepted, by=area.la_lead)
    builders.sign(accepted, area.la_lead, area.tso_lead)
    assert accepted.state == "agreed"
    with pytest.raises(NotPossible):
        give(accepted, area.la_officer)


def test_the_deadline_counts_working_days_over_christmas(area: build.Group, accepted: ActionPlan) -> None:
    clock.set_to(clock.local(date(2027, 12, 20), 10))
    asked = asking.ask(accepted, by=area.la_lead)
    assert asked.closes_at.astimezone(clock.LONDON).date() == workdays.add_wd(date(2027, 12, 20), 10)
