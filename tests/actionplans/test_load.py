"""Who carries what: every lead counts once for each action, with an account or without."""

from __future__ import annotations

from collections import Counter
from uuid import UUID, uuid4

import pytest

from actionplans import content, load
from actionplans.load import Load, Part, load_of
from actionplans.models import Action, ActionPlan, Delivery
from actionplans.models.delivery import Status
from partnerships.models import Sector
from tests import build

ONE = uuid4()


def part(name: str, seat: UUID | None = None, *, open_: bool = True, late: bool = False) -> Part:
    return Part("la", name, seat, "1", open_, late)


def names(found: Load) -> list[tuple[str, int]]:
    return [(one.name, len(one.parts)) for one in found.carriers]


def test_the_busiest_come_first_and_equals_by_name() -> None:
    found = load_of("la", [part("Bo"), part("Al"), part("Cy"), part("Cy")])
    assert names(found) == [("Cy", 2), ("Al", 1), ("Bo", 1)]
    assert found.told == "4 actions are led by 3 people."


def test_a_name_typed_in_two_ways_is_one_person() -> None:
    assert names(load_of("la", [part("Head of Law"), part("head of law")])) == [("Head of Law", 2)]


def test_an_account_and_the_same_words_typed_elsewhere_are_one_person() -> None:
    found = load_of("la", [part("Head of Law"), part("Head of Law", ONE), part("H. Law", ONE)])
    assert names(found) == [("Head of Law", 3)]


def test_control_two_accounts_with_one_name_are_two_people() -> None:
    assert len(load_of("la", [part("Jo Day", ONE), part("Jo Day", uuid4())]).carriers) == 2


def test_share_of_the_few_is_told_where_some_have_more_than_others() -> None:
    parts = [part("A")] * 4 + [part("B")] * 2 + [part(name) for name in "CDEF"]
    assert load_of("la", parts).concentration == "The 3 who lead most have 7 of 10 between them (70%)."


@pytest.mark.parametrize("parts", [[part(n) for n in "ABCDE"], [part("A")] * 3 + [part("B")], []])
def test_control_no_share_is_told_where_it_says_nothing(parts: list[Part]) -> None:
    assert load_of("la", parts).concentration == ""


def test_spread_is_told_without_names() -> None:
    found = load_of("la", [part("A")] * 3 + [part("B"), part("C")])
    assert found.spread_told == ["1 person leads 3 actions", "2 people lead 1 action each"]
    assert not any(name in " ".join(found.spread_told) for name in ("A ", "B ", "C "))


def test_what_has_ended_is_no_longer_open() -> None:
    [one] = load_of("la", [part("A"), part("A", open_=False), part("A", late=True)]).carriers
    assert (one.open, one.overdue, one.overdue_told) == (2, 1, "1 overdue")


def test_nobody_named_yet() -> None:
    assert load_of("la", []).told == "Nobody is named as a lead yet."


def test_a_joint_action_counts_for_both_sectors(area: build.Group, started: ActionPlan) -> None:
    lines = content.agreed_lines(started)
    la, tso = load.loads(lines, [Sector.LA, Sector.TSO])
    assert names(la) == [("Head of Communities", 2)]
    assert names(tso) == [(area.tso_officer.user.full_name, 2)]
    assert (la.unled, tso.unled) == (0, 0)


def test_actions_that_wait_for_a_lead_are_counted_for_the_sector_that_leads(
    area: build.Group, agreed: ActionPlan
) -> None:
    Action.objects.filter(objective__plan=agreed, seq=2).update(mode=Action.Mode.LA_LED)
    lines = content.agreed_lines(agreed)
    assert load.unled(lines) == Counter({"la": 2, "tso": 1})


def test_parts_know_what_is_open(area: build.Group, started: ActionPlan) -> None:
    Delivery.objects.filter(action__seq=1).update(status=Status.TRANSFERRED)
    lines = content.agreed_lines(started)
    assert {(p.ref, p.sector, p.is_open) for p in load.parts_of(lines)} == {
        ("1(a)", "la", False),
        ("1(a)", "tso", False),
        ("1(b)", "la", True),
        ("1(b)", "tso", True),
    }
