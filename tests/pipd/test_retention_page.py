"""The page of what was kept long enough takes as many queries for three areas as for one."""

from __future__ import annotations

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships import areas
from partnerships.models import Programme, StudyArea
from pipd.kit import clock
from tests import build
from tests.client import Client

MOST = 15


def end(group: build.Group) -> None:
    StudyArea.objects.filter(pk=group.area.pk).update(state="delivering")
    areas.advance(group.area, StudyArea.State.CLOSED, by=group.la_lead)


def queries(reader: Client) -> int:
    reader.get(reverse("retention"))
    with CaptureQueriesContext(connection) as seen:
        page = reader.get(reverse("retention"))
    assert page.status_code == 200
    return len(seen)


def test_queries_do_not_grow_with_areas(area, neighbour):
    reader = Client().as_(area.coordinator)
    build.note_at("cleared", area, quoted=True)
    end(area)
    Programme.objects.update(reported_on=date(2027, 3, 1))
    clock.set_to(clock.local(date(2027, 11, 1), 12))
    one = queries(reader)
    end(neighbour)
    third = build.group(name="Mirewold", number=3)
    end(third)
    clock.set_to(clock.local(date(2028, 6, 1), 12))
    assert queries(reader) == one
    assert one <= MOST
