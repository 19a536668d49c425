"""How a plan is going, in words: nothing late is called fine, and no colour stands without a word."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from actionplans import content, going
from actionplans import timeline_shapes as shapes
from actionplans.going import Going, Standing
from actionplans.models import Action, ActionPlan, Delivery
from actionplans.models.delivery import Rag, Status
from actionplans.seeing import Wanted
from partnerships.models import Sector
from pipd.kit import clock
from tests import build

DUE = date(2027, 3, 31)  # a Wednesday
FINE: dict[str, Any] = {"words": "", "anchor": "", "rag_words": "", "starts_on": None, "needs": ()}


def action(ref: str = "1", status: str = Status.IN_PROGRESS, rag: str = "", **more: Any) -> Going:
    told: dict[str, Any] = {"due_on": DUE, "sectors": ("la",), "overdue": False, "objective": 1}
    return Going(ref=ref, status=status, rag=rag, **{**FINE, **told, **more})


def test_every_status_has_a_shape() -> None:
    assert set(going.SHAPES) == set(Status)
    assert set(going.SHAPES.values()) == set(going.ORDER)
    assert {s for s in Status if going.SHAPES[s] in (shapes.DONE, shapes.LEFT)} == set(going.ENDED)


@pytest.mark.parametrize(
    ("given", "flag", "alarm"),
    [
        ({}, "", ""),
        ({"rag": Rag.GREEN}, "", ""),
        ({"status": Status.COMPLETE}, "", ""),
        ({"rag": Rag.AMBER}, "At risk", "wait"),
        ({"rag": Rag.RED}, "Off track", "stop"),
        ({"status": Status.BLOCKED, "rag": Rag.RED}, "Blocked, off track", "stop"),
        ({"rag": Rag.AMBER, "overdue": True}, "Overdue", "stop"),
        ({"status": Status.BLOCKED, "overdue": True}, "Overdue, blocked", "stop"),
        ({"status": Status.DEFERRED}, "Deferred", "wait"),
        ({"status": Status.STOPPED}, "Stopped", ""),
    ],
)
def test_what_needs_attention_is_said_and_marked(given: dict[str, Any], flag: str, alarm: str) -> None:
    one = action(**given)
    assert (one.flag, one.alarm) == (flag, alarm)
    assert bool(one.alarm) <= bool(one.flag)


def test_summary_names_the_one_that_needs_attention_and_when_it_is_due() -> None:
    every = [action(str(n), Status.COMPLETE) for n in (1, 2)] + [action("3"), action("4", rag=Rag.AMBER)]
    assert going.summary(every) == (
        "2 of 4 actions are complete and none is overdue. One is at risk: 4, due on Wednesday 31 March."
    )


def test_summary_counts_each_action_once_the_worst_first() -> None:
    late = [action(str(n), rag=Rag.AMBER, overdue=True) for n in (1, 2)]
    many = [action(str(n), rag=Rag.RED) for n in (3, 4, 5, 6)]
    assert going.summary([*late, *many]) == (
        "0 of 6 actions are complete and 2 are overdue: 1 and 2. 4 are off track."
    )


def test_summary_of_one_action() -> None:
    assert going.summary([action("1", Status.COMPLETE)]) == "1 of 1 action is complete and none is overdue."


def test_an_objective_is_told_by_what_its_actions_are() -> None:
    actions = (
        action("1(a)"),
        action("1(b)", Status.COMPLETE),
        action("1(c)", Status.NOT_STARTED, overdue=True),
    )
    one = Standing(1, "To meet", "", actions)
    assert one.told == "1 of 3 complete, 1 not started, 1 in progress, 1 overdue"
    assert [a.ref for a in one.in_order] == ["1(b)", "1(a)", "1(c)"]
    assert (one.complete, one.open, one.overdue) == (1, 2, 1)


def test_facts_come_from_the_rows(area: build.Group, started: ActionPlan) -> None:
    first = Action.objects.get(objective__plan=started, seq=1)
    Delivery.objects.filter(action=first).update(
        due_on=clock.today() - timedelta(days=1), status=Status.IN_PROGRESS, rag=Rag.GREEN
    )
    Action.objects.filter(objective__plan=started, seq=2).update(mode=Action.Mode.TSO_LED)
    lines = content.agreed_lines(started)
    [one] = going.standings(lines, {lines[0].actions[1].action.pk: [first.pk]}, list(Sector))
    late, other = one.actions
    assert (late.ref, late.overdue, late.rag, late.rag_words) == ("1(a)", True, "red", "Red: off track")
    assert late.sectors == ("la", "tso")
    assert (other.sectors, other.needs) == (("tso",), ("1(a)",))


def test_one_organisation_alone_is_of_the_sector_that_is_named(
    area: build.Group, started: ActionPlan
) -> None:
    row = Delivery.objects.select_related("action").filter(action__objective__plan=started).first()
    assert row is not None
    row.action.mode, row.lead_la = Action.Mode.SINGLE, ""
    assert going.led_by(row.action, row, list(Sector)) == ("tso",)


# Showing some


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({}, True),
        ({"objective": "1"}, True),
        ({"objective": "2"}, False),
        ({"sector": "la"}, True),
        ({"sector": "tso"}, False),
        ({"status": "in_progress"}, True),
        ({"status": "overdue"}, False),
        ({"objective": "1", "sector": "la", "status": "complete"}, False),
        ({"objective": "all", "sector": "x", "status": "y"}, True),
    ],
)
def test_what_is_asked_for_is_shown(asked: dict[str, str], shown: bool) -> None:
    assert Wanted.read(asked).shows(action()) is shown


def test_another_status_keeps_the_rest_of_the_choice() -> None:
    wanted = Wanted.read({"objective": "2", "sector": "tso", "status": "blocked"})
    assert wanted.address("overdue") == "?objective=2&sector=tso&status=overdue"
    assert wanted.address("") == "?objective=2&sector=tso"
