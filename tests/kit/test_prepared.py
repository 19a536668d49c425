"""Queries that are written once: they give what the queryset gives, for whatever ids, and refuse what would not."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import Exists, OuterRef, Q
from django.test.utils import CaptureQueriesContext

from partnerships.models import Seat, StudyArea
from pipd.kit.prepared import Prepared


def seats(area: object) -> object:
    return Seat.objects.filter(area=area).select_related("organisation", "area__programme", "user")


def facts(area: object, user: object) -> object:
    mine = Seat.objects.filter(pk=OuterRef("pk"), user=user)
    rows = Seat.objects.filter(area=area).annotate(is_mine=Q(user=user), there=Exists(mine))
    return rows.order_by("pk").values_list("pk", "user", "organisation", "started_on", "is_mine", "there")


def test_objects_are_those_of_the_queryset_for_one_area_and_the_next(area, neighbour):
    ask = Prepared(seats)
    for group in (area, neighbour, area):
        wanted = list(seats(group.area.pk))
        found = ask(group.area.pk)
        assert found == wanted
        assert [vars(seat) | {"_state": 0} for seat in found] == [
            vars(seat) | {"_state": 0} for seat in wanted
        ]
        assert {seat.area for seat in found} == {group.area}
        assert not any(seat._state.adding for seat in found)


def test_rows_are_those_of_the_queryset(area, neighbour):
    ask = Prepared(facts)
    for group, seat in ((area, area.la[0]), (neighbour, neighbour.tso[1]), (area, neighbour.la[0])):
        wanted = list(facts(group.area.pk, seat.user_id))
        assert ask(group.area.pk, seat.user_id) == wanted
        assert [list(map(type, row)) for row in ask(group.area.pk, seat.user_id)] == [
            list(map(type, row)) for row in wanted
        ]


def test_it_is_asked_in_one_query_without_ids_of_earlier_pages(area, neighbour):
    ask = Prepared(seats)
    ask(area.area.pk)
    with CaptureQueriesContext(connection) as queries:
        found = ask(neighbour.area.pk)
        assert found[0].organisation is not None or found[0].area.programme.name
    assert len(queries) == 1
    assert area.area.pk.hex not in queries[0]["sql"].replace("-", "")
    assert neighbour.area.pk.hex in queries[0]["sql"].replace("-", "")


def test_nothing_is_found_for_an_id_of_nothing(area):
    ask = Prepared(seats)
    assert ask(uuid4()) == []
    assert len(ask(area.area.pk)) > 0


def test_the_queryset_is_built_once(area, neighbour):
    built = []

    def build(pk: object) -> object:
        built.append(pk)
        return StudyArea.objects.filter(pk=pk)

    ask = Prepared(build)
    assert (ask(area.area.pk), ask(neighbour.area.pk)) == ([area.area], [neighbour.area])
    assert len(built) == 1
    assert built[0] not in {area.area.pk, neighbour.area.pk}


def test_a_number_is_asked_for_as_an_id_is(area, neighbour):
    ask = Prepared(lambda programme, number: StudyArea.objects.filter(programme=programme, number=number))
    for group in (area, neighbour, area):
        assert ask(group.programme.pk, group.area.number) == [group.area]
    assert ask(area.programme.pk, 0) == []


def test_an_id_that_the_query_does_not_use_is_refused(area):
    ask = Prepared(lambda one, other: StudyArea.objects.filter(pk=one))
    with pytest.raises(TypeError):
        ask(area.area.pk, area.area.pk)


def test_columns_that_nobody_asked_for_are_refused(area):
    ask = Prepared(
        lambda pk: Seat.objects.filter(area=pk).order_by("started_on").values_list("role").distinct()
    )
    with pytest.raises(TypeError, match="columns"):
        ask(area.area.pk)


def test_an_id_that_is_nothing_is_read_as_nothing(area):
    ask = Prepared(lambda pk: Seat.objects.filter(area=pk).order_by("pk").values_list("pk", "replaces"))
    assert {replaced for _, replaced in ask(area.area.pk)} == {None}
