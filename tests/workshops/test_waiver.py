"""A group one apart starts by a recorded, visible waiver, and by nothing else (domain I-1, 3N 1)."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from partnerships.models import StudyArea
from pipd.kit import clock
from pipd.kit.models import LogEntry
from tests import build
from tests.refused import refused
from workshops import scheduling

REASON = "A twelfth person comes in spring."
UNEVEN = "The sectors are not even: 5 and 6."


@pytest.fixture
def uneven(db, base_moment) -> build.Group:
    """Five and six who consent, with four sessions planned."""
    group = build.group(la=5, tso=6)
    plan(group)
    return group


def plan(group: build.Group) -> None:
    days = scheduling.usual_days(group.area, build.FIRST_SESSION)
    slots = [scheduling.Slot(day, scheduling.AFTERNOON, "Library") for day in days]
    scheduling.plan(group.area, slots, facilitators=group.facilitators, by=group.coordinator)


def state(group: build.Group) -> str:
    return StudyArea.objects.get(pk=group.area.pk).state


def test_one_apart_starts_with_a_reason_and_not_without(uneven):
    assert refused(scheduling.launch, uneven.area, by=uneven.coordinator) == [UNEVEN]
    scheduling.launch(uneven.area, waiver=REASON, by=uneven.coordinator)
    stored = StudyArea.objects.get(pk=uneven.area.pk)
    assert (stored.state, stored.waiver_reason, stored.waived_by) == ("confirmed", REASON, uneven.coordinator)
    assert stored.waived_at == clock.now()
    assert LogEntry.objects.get(verb="parity waived").facts == {"la": 5, "tso": 6}


def test_two_apart_does_not_start_by_a_waiver(db, base_moment):
    group = build.group(la=5, tso=7)
    plan(group)
    assert refused(scheduling.launch, group.area, waiver=REASON, by=group.coordinator) == [
        "The sectors are not even: 5 and 7."
    ]
    assert state(group) == "recruiting"


def test_a_waiver_waives_nothing_else(db, base_moment):
    group = build.group(la=4, tso=5)
    plan(group)
    assert "The group has 9 people and needs at least 10." in refused(
        scheduling.launch, group.area, waiver=REASON, by=group.coordinator
    )


def test_an_even_group_records_no_waiver(area):
    plan(area)
    scheduling.launch(area.area, waiver=REASON, by=area.coordinator)
    assert StudyArea.objects.get(pk=area.area.pk).waived_at is None


def test_only_a_coordinator_waives(uneven):
    for by in (uneven.facilitator, uneven.la_lead):
        with pytest.raises(PermissionDenied):
            scheduling.launch(uneven.area, waiver=REASON, by=by)


def test_the_page_asks_for_the_reason_and_the_group_reads_it(uneven, client):
    reader = client.as_(uneven.coordinator)
    at = {"area": uneven.slug}
    assert "Start one apart" in reader.get(reverse("workshops:area-start", kwargs=at)).text
    page = reverse("workshops:area-waive", kwargs=at)
    assert "Say why the group starts one apart" in reader.post(page, {"reason": ""}).text
    assert "characters or fewer" in reader.post(page, {"reason": "many words " * 90}).text
    assert state(uneven) == "recruiting"
    assert "has started, one apart" in reader.post(page, {"reason": f"\x00{REASON}\u202e"}, follow=True).text
    people = client.as_(uneven.la_lead).get(reverse("partnerships:people-list", kwargs=at)).text
    assert REASON in people
    assert uneven.coordinator.user.full_name in people


def test_an_even_group_is_not_offered_it(area, client):
    plan(area)
    page = client.as_(area.coordinator).get(reverse("workshops:area-start", kwargs={"area": area.slug}))
    assert "Start one apart" not in page.text
