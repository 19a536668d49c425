"""The list of what stops signing stays short however much is missing, and each line leads to its rows."""

from __future__ import annotations

from actionplans import closing, content, delivery, people, planning, signing, stops
from actionplans.models import ActionPlan
from tests import build
from tests.actionplans import builders
from tests.actionplans.addresses import at, text_of
from tests.client import Client


def _bare(plan: ActionPlan, group: build.Group, many: int) -> list[str]:
    """`many` objectives without an action or a statement, accepted by both; the anchors of their rows."""
    made = [
        builders.objective(plan, group, text=f"To do {n}", actions=0, evidence=False) for n in range(many)
    ]
    builders.accept_all(plan, group.la_lead, group.tso_lead)
    return [f"o-{one.pk}" for one in made]


def _lines(plan: ActionPlan) -> list[stops.Stop]:
    return stops.grouped(signing.blockers(plan, content.lines(plan), people.leads_of(plan.area)))


def test_things_of_one_kind_stand_in_one_line(area: build.Group, draft: ActionPlan) -> None:
    anchors = _bare(draft, area, 5)
    found = _lines(draft)
    assert [stop.text.split(".")[0] for stop in found] == ["have no action", "have no statement behind them"]
    assert [[link.anchor for link in stop.links] for stop in found] == [anchors, anchors]


def test_what_stops_the_start_or_the_end_is_said_once_for_all_that_lack_the_same(
    area: build.Group, agreed: ActionPlan
) -> None:
    lines = content.agreed_lines(agreed)
    anchors = [action.anchor for line in lines for action in line.actions]
    assert len(anchors) > 1
    (start,) = stops.grouped(delivery.start_blockers(agreed, lines))
    assert start.text.startswith("each need a local authority lead")
    (end,) = stops.grouped(closing.blockers(agreed, lines))
    assert end.text == "are not started. Each has to be complete, stopped or transferred."
    assert [link.anchor for link in start.links] == [link.anchor for link in end.links] == anchors


def test_one_alone_is_told_in_the_singular(area: build.Group, draft: ActionPlan) -> None:
    _bare(draft, area, 1)
    assert [stop.text.split(".")[0] for stop in _lines(draft)] == [
        "has no action",
        "has no statement behind it",
    ]


def test_what_concerns_the_whole_plan_has_no_item(area: build.Group, draft: ActionPlan) -> None:
    [stop] = _lines(draft)
    assert (stop.links, stop.text) == ((), "No objective is accepted by both sectors yet.")


def test_every_line_of_plan_and_sign_page_leads_to_its_rows(
    area: build.Group, draft: ActionPlan, client: Client
) -> None:
    anchors = _bare(draft, area, 2)
    page = text_of(client.as_(area.tso_lead).get(at("plan-detail")))
    assert "What still stops signing: 2" in page
    sign = text_of(client.as_(area.tso_lead).get(at("plan-sign")))
    for n, anchor in enumerate(anchors, start=1):
        assert page.count(f'href="#{anchor}">Objective {n}</a>') == 2
        assert f'id="{anchor}"' in page
        assert sign.count(f'href="/areas/quillshire/plan/#{anchor}">Objective {n}</a>') == 2


def test_what_would_stay_behind_is_told_by_whose_acceptance_is_missing(
    area: build.Group, accepted: ActionPlan, client: Client
) -> None:
    for line in content.lines(accepted)[0].actions:
        planning.edit_action(line.action, by=area.tso_officer, revision=0, mode="la_led")
    builders.accept_all(accepted, area.la_lead)
    page = text_of(client.as_(area.tso_lead).get(at("plan-detail")))
    assert "Not accepted by both sectors yet: 2" in page
    assert page.count("to be accepted for the third sector participants") == 1
    assert "need to be accepted for the third sector participants. You or your deputy" in page
