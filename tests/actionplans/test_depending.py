"""What waits for what: never in a circle, whatever is asked and in whichever order (domain I-33)."""

from __future__ import annotations

import graphlib
from itertools import pairwise

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import given
from hypothesis import strategies as st

from actionplans import depending, progress
from actionplans.models import ActionPlan, Delivery, Dependency
from actionplans.verify import verify
from partnerships import history
from partnerships.membership import NotPossible
from pipd.kit import revisions
from tests import build
from tests.actionplans import builders

PAIRS = st.tuples(st.integers(0, 6), st.integers(0, 6))


@pytest.fixture
def rows(area: build.Group) -> list[Delivery]:
    builders.started(area, actions=4)
    return list(Delivery.objects.order_by("action__seq"))


def wait(row: Delivery, by: build.Seat, *others: Delivery) -> None:
    row.refresh_from_db()
    depending.wait_for(row, needs=[other.action_id for other in others], revision=row.revision, by=by)


def has_circle(edges: list[tuple[int, int]]) -> bool:
    """Asked of the standard library, which knows nothing of our way of looking."""
    sorter: graphlib.TopologicalSorter[int] = graphlib.TopologicalSorter()
    for waits, needs in edges:
        sorter.add(waits, needs)
    try:
        sorter.prepare()
    except graphlib.CycleError:
        return True
    return False


@given(st.lists(PAIRS, max_size=25))
def test_circle_agrees_with_an_independent_check(edges: list[tuple[int, int]]) -> None:
    found = depending.circle(edges)
    assert bool(found) == has_circle(edges)
    if found:
        assert found[0] == found[-1]
        assert set(pairwise(found)) <= set(edges)


@given(st.lists(PAIRS, max_size=25), PAIRS)
def test_way_is_a_chain_of_edges_if_there_is_one(edges: list[tuple[int, int]], ends: tuple[int, int]) -> None:
    start, end = ends
    chain = depending.way(edges, start, end)
    reached, ahead = set(), [start]  # what can be reached, by brute force
    while ahead:
        here = ahead.pop()
        ahead += [b for a, b in edges if a == here and b not in reached]
        reached |= {b for a, b in edges if a == here}
    assert bool(chain) == (end in reached)
    if chain:
        assert (chain[0], chain[-1]) == (start, end)
        assert set(pairwise(chain)) <= set(edges)


@given(st.lists(PAIRS, max_size=25))
def test_edges_added_one_by_one_where_none_leads_back_never_make_a_circle(
    wanted: list[tuple[int, int]],
) -> None:
    """The rule that `wait_for` goes by, in whichever order things are asked."""
    edges: list[tuple[int, int]] = []
    for waits, needs in wanted:
        if waits != needs and not depending.way(edges, needs, waits):
            edges.append((waits, needs))
    assert not has_circle(edges)


def test_a_circle_is_refused_and_its_way_is_named(area: build.Group, rows: list[Delivery]) -> None:
    a, b, c, _ = rows
    wait(a, area.la_officer, b)
    wait(b, area.tso_officer, c)
    with pytest.raises(
        NotPossible, match=r"Action 1\(a\) waits for action 1\(c\) already, by way of action 1\(b\)"
    ):
        wait(c, area.la_officer, a)
    with pytest.raises(NotPossible, match="cannot wait for itself"):
        wait(c, area.la_officer, c)
    assert Dependency.objects.count() == 2
    assert list(verify()) == []


def test_the_list_is_written_whole_and_by_compare_and_swap(area: build.Group, rows: list[Delivery]) -> None:
    a, b, c, _ = rows
    seen = a.revision
    wait(a, area.la_officer, b)
    with pytest.raises(revisions.Conflict):
        depending.wait_for(a, needs=[c.action_id], revision=seen, by=area.tso_officer)
    assert Dependency.objects.get().needs_id == b.action_id
    wait(a, area.tso_officer, c)
    assert Dependency.objects.get().needs_id == c.action_id


def test_the_same_list_saved_again_is_nothing_to_tell_of(area: build.Group, rows: list[Delivery]) -> None:
    def told() -> int:
        return len(history.of([rows[0].action_id], ["dependencies set"], area=area.area.pk))

    wait(rows[0], area.la_lead)
    assert told() == 0
    for _ in range(2):
        wait(rows[0], area.la_lead, rows[1])
    assert told() == 1


@pytest.mark.parametrize("role", ["facilitator", "coordinator"])
def test_only_participants_say_what_waits(area: build.Group, rows: list[Delivery], role: str) -> None:
    with pytest.raises(PermissionDenied):
        wait(rows[0], getattr(area, role), rows[1])


def test_an_action_of_elsewhere_is_refused(
    area: build.Group, neighbour: build.Group, rows: list[Delivery]
) -> None:
    with pytest.raises(NotPossible, match="no action of this plan"):
        depending.wait_for(rows[0], needs=[neighbour.area.pk], revision=rows[0].revision, by=area.la_officer)


def test_what_has_ended_waits_for_nothing_more(area: build.Group, rows: list[Delivery]) -> None:
    builders.completed(rows[0], area)
    with pytest.raises(NotPossible, match="it waits for nothing more"):
        wait(rows[0], area.la_officer, rows[1])


def test_a_dependency_touches_no_signature(area: build.Group, agreed: ActionPlan) -> None:
    a, b = Delivery.objects.order_by("action__seq")
    builders.filled(agreed, area)
    before = agreed.agreements.get().digest
    wait(a, area.la_officer, b)
    assert agreed.agreements.get().digest == before
    assert list(verify()) == []


@pytest.mark.parametrize(
    ("broken", "sentence"),
    [
        ("circle", "some of its actions wait for each other."),
        ("early", "it is complete before what it waits for."),
    ],
)
def test_verify_names_what_is_broken(
    area: build.Group, rows: list[Delivery], broken: str, sentence: str
) -> None:
    a, b, *_ = rows
    wait(a, area.la_officer, b)
    assert list(verify()) == []
    if broken == "circle":
        Dependency.objects.create(action=b.action, needs=a.action)
    else:
        Delivery.objects.filter(pk=a.pk).update(status="complete")
    assert [found.split(": ", 1)[1] for found in verify()] == [sentence]


def test_unmet_names_each_with_where_it_stands(area: build.Group, rows: list[Delivery]) -> None:
    a, b, c, _ = rows
    wait(a, area.la_officer, b, c)
    progress.tell(b, status="in_progress", by=area.la_officer)
    assert depending.unmet(a) == ["action 1(b), which is in progress", "action 1(c), which is not started"]
