"""The log of an area as a page: facilitators read all of it, coordinators what is logistics, nobody else any (3K)."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships import history, logistics
from partnerships.models import Role, Seat
from partnerships.permissions import ROLE_PERMISSIONS, Permission
from pipd import area_log
from pipd.kit.models import LogEntry
from tests import build
from tests.client import Client
from workshops import feedback

pytestmark = pytest.mark.django_db
ROOT = Path(area_log.__file__).parents[1]
APPS = ("partnerships", "workshops", "actionplans", "pipd")


def address(area: build.Group) -> str:
    return reverse("area-log", kwargs={"area": area.slug})


def shown(area: build.Group, seat: Seat, query: str = "") -> list[str]:
    """What the page lists, row by row: what, by whom, when."""
    page = Client().as_(seat).get(address(area) + query).content.decode()
    rows = re.findall(r'<tr role="row" class="govuk-table__row">(.*?)</tr>', page, re.DOTALL)
    return [" ".join(unescape(re.sub(r"<[^>]+>", " ", row)).split()) for row in rows if "rowheader" in row]


def test_a_facilitator_reads_who_did_what_and_when(area):
    build.note_at("circulated", area)
    rows = shown(area, area.facilitator)
    assert any(row.startswith("Notes sent for checking: session 1 ") for row in rows)
    [first, *_] = [row for row in rows if row.startswith("Point logged: session 1")]
    assert re.search(r"session 1 \S.* (Local authority|Third sector|Facilitator) \d+ \w+ 20\d\d, ", first)
    assert len(rows) == LogEntry.objects.filter(chain=area.area.chain).count() <= area_log.PER_PAGE


def test_a_coordinator_reads_logistics_alone(area):
    build.note_at("circulated", area)
    rows = shown(area, area.coordinator)
    assert any(row.startswith("Notes sent for checking: session 1") for row in rows)
    assert not [row for row in rows if row.startswith(("Point logged", "Answered", "Statement"))]
    of_list = LogEntry.objects.filter(chain=area.area.chain, verb__in=logistics.LOGISTICS)
    assert len(rows) == of_list.count() > 0


def test_control_with_the_whole_log_a_coordinator_would_read_who_logged(area, monkeypatch):
    build.note_at("circulated", area)
    wider = {
        **ROLE_PERMISSIONS,
        Role.COORDINATOR: ROLE_PERMISSIONS[Role.COORDINATOR] | {Permission.SEE_LOG},
    }
    monkeypatch.setattr("partnerships.permissions.ROLE_PERMISSIONS", wider)
    rows = shown(area, area.coordinator)
    assert any(row.startswith("Point logged") for row in rows)


def test_participants_and_neighbours_read_none(area):
    neighbour = build.group(name="Nine Elders", number=2)
    assert Client().as_(area.la_lead).get(address(area)).status_code == 403
    assert Client().as_(neighbour.facilitator).get(address(area)).status_code == 404


def test_what_is_of_another_area_is_not_listed(area):
    neighbour = build.group(name="Nine Elders", number=2)
    history.record(neighbour.facilitator, "area paused", subject=neighbour.area.pk, area=neighbour.area)
    assert not [row for row in shown(area, area.facilitator) if row.startswith("Area paused")]
    assert [row for row in shown(neighbour, neighbour.facilitator) if row.startswith("Area paused")]


def test_nothing_on_the_list_tells_who_answered_or_signed():
    """Domain 3K: a coordinator learns no answers, support, suggestions or signatures by person."""
    words = {
        "answer",
        "answers",
        "answered",
        "support",
        "view",
        "comment",
        "signed",
        "point",
        "quotation",
        "feedback",
    }
    told = [verb for verb in logistics.LOGISTICS if words & set(verb.split())]
    assert sorted(told) == ["time for answers extended", "time for answers moved"]


def test_every_verb_on_the_list_is_one_that_the_log_gets():
    source = "".join(
        path.read_text() for app in APPS for path in (ROOT / app).rglob("*.py") if path.name != "logistics.py"
    )
    assert [verb for verb in sorted(logistics.LOGISTICS) if f'"{verb}"' not in source] == []


def test_long_logs_have_pages_of_the_same_cost(area):
    def cost(reader: Client) -> int:
        reader.get(address(area))
        with CaptureQueriesContext(connection) as seen:
            reader.get(address(area))
        return len(seen)

    reader = Client().as_(area.facilitator)
    few = cost(reader)
    build.note_at("circulated", area)
    for _ in range(area_log.PER_PAGE):
        history.record(area.facilitator, "area paused", subject=area.area.pk, area=area.area)
    assert cost(reader) == few <= 15
    assert len(shown(area, area.facilitator)) == area_log.PER_PAGE
    assert "Older" in reader.get(address(area)).content.decode()


def test_a_coordinator_reads_of_participants_what_they_did_about_themselves_alone(area):
    """Who asked to open statements again, or let one go, is for the group (3K)."""
    for seat, verb in ((area.tso[2], "plan agreed"), (area.tso[3], "new job confirmed")):
        history.record(seat, verb, subject=seat.pk)
    other, own = shown(area, area.coordinator)[1::-1]
    assert other.startswith("Plan agreed Somebody of the group")
    assert own.startswith(f"New job confirmed {area.tso[3].user}")
    assert any(f"Plan agreed {area.tso[2].user}" in row for row in shown(area, area.facilitator))


def test_when_feedback_came_in_is_shown_to_nobody(area):
    workshop = build.delivered(area, 1)
    feedback.give(workshop, feedback.SESSION, feedback.Feedback(text="It went well"), by=area.la[0])
    assert LogEntry.objects.filter(verb="feedback received").exists()
    assert not [row for row in shown(area, area.facilitator) if row.startswith("Feedback")]
