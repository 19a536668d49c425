"""Drafting Table 1: who may, in which words, and what a change does to acceptances."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from actionplans import accepting, content, grounding, planning
from actionplans.models import ActionPlan, Evidence, Item, Objective
from partnerships import naming_leads
from partnerships.membership import NotPossible
from partnerships.models import Seat
from pipd.kit import revisions
from pipd.kit.models import LogEntry
from tests import build
from tests.actionplans import builders


def accepted_by(item: Item) -> tuple[bool, bool]:
    item.refresh_from_db()
    return item.is_accepted_for("la"), item.is_accepted_for("tso")


# Opening


def test_draft_before_anything_is_cleared_is_refused(area: build.Group) -> None:
    with pytest.raises(NotPossible, match="cleared first"):
        planning.open_draft(area.area, by=area.la_lead)


def test_draft_by_a_lead_is_version_1_and_logged(area: build.Group) -> None:
    plan = builders.draft(area)
    assert (plan.version, plan.state, plan.opened_by) == (1, "draft", area.tso_lead)
    assert LogEntry.objects.filter(subject=plan.pk).values_list("verb", flat=True).get() == "plan opened"


def test_draft_by_a_facilitator(area: build.Group) -> None:
    build.cleared_note(area)
    assert planning.open_draft(area.area, by=area.facilitator).opened_by == area.facilitator


def test_draft_by_an_officer_who_leads_nothing_is_refused(area: build.Group) -> None:
    build.cleared_note(area)
    with pytest.raises(NotPossible, match="lead or a facilitator"):
        planning.open_draft(area.area, by=area.la_officer)


def test_second_draft_is_refused(area: build.Group, draft: ActionPlan) -> None:
    with pytest.raises(NotPossible, match="has a plan already"):
        planning.open_draft(area.area, by=area.la_lead)


@pytest.mark.parametrize("who", ["coordinator", "neighbour"])
def test_draft_by_an_outsider_is_refused(
    who: str, area: build.Group, neighbour: build.Group, draft: ActionPlan
) -> None:
    seat = area.coordinator if who == "coordinator" else neighbour.la_lead
    for act in (
        lambda: planning.open_draft(area.area, by=seat),
        lambda: planning.add_objective(draft, by=seat, text="Words", priority="high"),
    ):
        with pytest.raises(PermissionDenied):
            act()


# Writing


def test_items_are_numbered_in_order(area: build.Group, draft: ActionPlan) -> None:
    builders.objective(draft, area, text="First", actions=2)
    builders.objective(draft, area, text="Second", actions=1)
    told = [
        (line.name, line.objective.text, [(a.name, a.letter, a.ref) for a in line.actions])
        for line in content.lines(draft)
    ]
    assert told == [
        ("Objective 1", "First", [("Action 1(a)", "(a)", "1(a)"), ("Action 1(b)", "(b)", "1(b)")]),
        ("Objective 2", "Second", [("Action 2", "", "2")]),
    ]


def test_edit_from_a_stale_page_is_a_conflict_with_the_stored_words(
    area: build.Group, draft: ActionPlan
) -> None:
    objective = builders.objective(draft, area)
    planning.edit_objective(objective, by=area.la_officer, revision=0, text="Theirs")
    with pytest.raises(revisions.Conflict) as found:
        planning.edit_objective(objective, by=area.tso_officer, revision=0, text="Mine")
    assert found.value.stored.text == "Theirs"
    assert Objective.objects.get(pk=objective.pk).text == "Theirs"


def test_edit_of_words_lifts_both_acceptances_of_that_item_only(
    area: build.Group, accepted: ActionPlan
) -> None:
    line = content.lines(accepted)[0]
    first, second = (a.action for a in line.actions)
    planning.edit_action(first, by=area.tso_officer, revision=first.revision, text="Other words")
    assert accepted_by(first) == (False, False)
    assert accepted_by(second) == (True, True)
    assert accepted_by(line.objective) == (True, True)


@pytest.mark.parametrize(
    ("values", "stands"),
    [
        ({"kind": "outreach_visit"}, True),
        ({"mode": "la_led"}, False),
        ({"text": "Swap jobs for a week 1"}, True),
    ],
)
def test_edit_of_an_action_lifts_only_for_what_is_signed(
    area: build.Group, accepted: ActionPlan, values: dict[str, str], stands: bool
) -> None:
    action = content.lines(accepted)[0].actions[0].action
    planning.edit_action(action, by=area.tso_officer, revision=action.revision, **values)
    assert accepted_by(action) == (stands, stands)


def test_move_changes_places_and_lifts_acceptance_of_what_moved(area: build.Group) -> None:
    plan = builders.accepted(area, objectives=3)
    second = content.lines(plan)[1].objective
    planning.move(second, up=True, by=area.facilitator)
    assert [line.objective.text[-1] for line in content.lines(plan)] == ["2", "1", "3"]
    assert accepted_by(second) == (False, False)


def test_move_beyond_the_end_changes_nothing(area: build.Group, accepted: ActionPlan) -> None:
    only = content.lines(accepted)[0].objective
    assert planning.move(only, up=False, by=area.la_officer) is False
    assert accepted_by(only) == (True, True)


def test_edit_of_something_removed_meanwhile_says_so(area: build.Group, draft: ActionPlan) -> None:
    objective = builders.objective(draft, area)
    stale = Objective.objects.select_related("plan").get(pk=objective.pk)
    planning.remove(objective, by=area.tso_officer)
    with pytest.raises(NotPossible, match="removed this"):
        planning.edit_objective(stale, by=area.la_officer, revision=0, text="Mine")


def test_more_objectives_than_any_plan_has_are_refused(area: build.Group, draft: ActionPlan) -> None:
    for n in range(planning.MOST):
        planning.add_objective(draft, by=area.la_officer, text=f"Words {n}", priority="low")
    with pytest.raises(NotPossible, match="20 already"):
        planning.add_objective(draft, by=area.la_officer, text="One more", priority="low")


# Accepting


def test_accept_is_for_ones_own_sector(area: build.Group, draft: ActionPlan) -> None:
    objective = builders.objective(draft, area)
    accepting.accept(objective, revision=0, by=area.tso[1])
    assert accepted_by(objective) == (False, True)
    assert objective.accepted_tso_by == area.tso[1]


@pytest.mark.parametrize("role", ["la_officer", "facilitator", "coordinator"])
def test_accept_by_anybody_but_a_lead_is_refused(area: build.Group, draft: ActionPlan, role: str) -> None:
    objective = builders.objective(draft, area)
    with pytest.raises(PermissionDenied):
        accepting.accept(objective, revision=0, by=getattr(area, role))


def test_accept_of_words_that_changed_since_is_a_conflict(area: build.Group, draft: ActionPlan) -> None:
    objective = builders.objective(draft, area)
    planning.edit_objective(objective, by=area.la_officer, revision=0, text="Other words")
    with pytest.raises(revisions.Conflict):
        accepting.accept(objective, revision=0, by=area.tso_lead)
    assert accepted_by(objective) == (False, False)


def test_accept_all_after_a_change_accepts_nothing(area: build.Group, draft: ActionPlan) -> None:
    objective = builders.objective(draft, area, actions=2)
    seen = content.seen_digest(content.lines(draft))
    planning.edit_objective(objective, by=area.la_officer, revision=0, text="Other words")
    with pytest.raises(NotPossible, match="nothing was accepted"):
        accepting.accept_all(draft, seen=seen, by=area.tso_lead)
    assert accepted_by(objective) == (False, False)


def test_accept_all_counts_what_was_not_accepted_before(area: build.Group, draft: ActionPlan) -> None:
    objective = builders.objective(draft, area, actions=2)
    accepting.accept(objective, revision=0, by=area.la_lead)
    seen = content.seen_digest(content.lines(draft))
    assert accepting.accept_all(draft, seen=seen, by=area.la_lead) == 2
    assert accepting.accept_all(draft, seen=seen, by=area.la_lead) == 0


def test_take_back_lifts_ones_own_sector_only(area: build.Group, accepted: ActionPlan) -> None:
    objective = content.lines(accepted)[0].objective
    accepting.take_back(objective, by=area.la_lead)
    assert accepted_by(objective) == (False, True)


# Where it came from


def test_link_names_cleared_statements_once(area: build.Group, draft: ActionPlan) -> None:
    objective = builders.objective(draft, area, evidence=False)
    point = build.cleared_point(area)
    assert grounding.link(objective, [point.pk], by=area.facilitator) == 1
    assert grounding.link(objective, [point.pk], by=area.facilitator) == 0
    assert [link.point for link in objective.evidence.all()] == [point]


def test_link_to_another_areas_statement_is_as_unknown_as_none(
    area: build.Group, neighbour: build.Group
) -> None:
    build.area_with_sessions(area)
    theirs = build.cleared_point(neighbour)
    objective = builders.objective(builders.draft(area), area, evidence=False)
    with pytest.raises(Http404):
        grounding.link(objective, [build.cleared_point(area).pk, theirs.pk], by=area.la_officer)
    assert list(Evidence.objects.filter(objective=objective)) == []


def test_reason_for_no_statement_is_put_to_both_sectors(area: build.Group, accepted: ActionPlan) -> None:
    objective = content.lines(accepted)[0].objective
    grounding.give_reason(objective, reason="It follows from the law", revision=0, by=area.la_officer)
    assert accepted_by(objective) == (False, False)


def test_statements_come_consensus_first(area: build.Group) -> None:
    build.cleared_note(area)
    assert [str(point.commonality) for point in grounding.statements(area.area)] == ["consensus", "la_view"]


def test_who_stepped_back_while_their_press_was_under_way_accepts_nothing(
    area: build.Group, draft: ActionPlan
) -> None:
    objective = builders.objective(draft, area)
    found = Seat.objects.select_related("area", "user").get(pk=area.la_lead.pk)  # as the request read it
    naming_leads.name_lead(area.la[3], by=area.facilitator)
    assert found.may_sign  # control: what was read before would let them
    with pytest.raises(PermissionDenied):
        accepting.accept(objective, revision=0, by=found)
    assert accepted_by(objective) == (False, False)
