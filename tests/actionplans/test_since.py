"""What changed since a moment: as it was and as it is, in words; what was only proposed is no change."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actionplans import delivery, progress
from actionplans.models import ActionPlan, Delivery
from actionplans.since import changes_since
from pipd.kit import clock
from pipd.kit.wording import short_date
from tests import build
from tests.actionplans import builders


def rows() -> list[Delivery]:
    return list(Delivery.objects.order_by("action__seq"))


def later(hours: int = 1) -> None:
    clock.set_to(clock.now() + timedelta(hours=hours))


def told(plan: ActionPlan, moment, **kwargs) -> list[tuple[str, str, str, str]]:
    return [(c.ref, c.kind, c.before, c.after) for c in changes_since(plan, moment, **kwargs)]


def test_a_status_and_its_colour_are_told_as_they_were_and_are(
    area: build.Group, started: ActionPlan
) -> None:
    start = clock.now()
    later()
    progress.tell(rows()[1], status="in_progress", by=area.la_officer)
    middle = clock.now()
    later()
    progress.tell(rows()[1], status="blocked", rag="red", note="No venue", by=area.tso_lead)
    assert told(started, start) == [
        ("1(b)", "status", "Not started", "Blocked"),
        ("1(b)", "colour", "No colour said", "Red: off track"),
    ]
    assert told(started, middle) == [
        ("1(b)", "status", "In progress", "Blocked"),
        ("1(b)", "colour", "Green: on track", "Red: off track"),
    ]
    assert told(started, start, until=middle)[0] == ("1(b)", "status", "Not started", "In progress")
    assert told(started, clock.now()) == []
    assert changes_since(started, start)[0].words == "Blocked, before: not started"


def test_there_and_back_is_no_change(area: build.Group, started: ActionPlan) -> None:
    builders.begun(rows()[0], area)
    start = clock.now()
    for status, kinds in (("blocked", ["status", "colour"]), ("in_progress", [])):
        later()
        progress.tell(rows()[0], status=status, note="No venue", by=area.la_officer)
        assert [kind for _, kind, _, _ in told(started, start)] == kinds


@pytest.mark.parametrize("agrees", [True, False])
def test_an_end_counts_from_the_other_sectors_word(
    area: build.Group, started: ActionPlan, agrees: bool
) -> None:
    start = clock.now()
    later()
    builders.proposed(rows()[0], area)
    assert told(started, start)[0][3] == "In progress"
    later()
    progress.answer(rows()[0], agrees=agrees, by=area.la_lead)
    found = [(kind, after) for _, kind, _, after in told(started, start)]
    going_on = [("status", "In progress"), ("colour", "Green: on track")]
    assert found == ([("status", "Complete")] if agrees else going_on)


@pytest.mark.parametrize("agrees", [True, False])
def test_putting_off_counts_from_the_other_sectors_word(
    area: build.Group, started: ActionPlan, agrees: bool
) -> None:
    builders.begun(rows()[0], area)
    start, row = clock.now(), rows()[0]
    later()
    due = row.due_on + timedelta(days=30)
    progress.tell(row, status="deferred", note="No venue", due_on=due, by=area.tso_lead)
    assert told(started, start) == []
    later()
    progress.answer(rows()[0], agrees=agrees, by=area.la_lead)
    put_off = [
        ("1(a)", "status", "In progress", "Deferred"),
        ("1(a)", "colour", "Green: on track", "No colour said"),
        ("1(a)", "date", f"Due on {short_date(row.due_on)}", f"Due on {short_date(due)}"),
    ]
    assert told(started, start) == (put_off if agrees else [])


def test_a_new_date_counts_once_it_stands(area: build.Group, started: ActionPlan) -> None:
    start, row = clock.now(), rows()[0]
    before, due = row.due_on, row.due_on + timedelta(days=30)
    later()
    delivery.fill_in(row, revision=row.revision, by=area.la_officer, due_on=due)
    assert told(started, start) == []
    later()
    progress.answer(rows()[0], agrees=True, by=area.tso_lead)
    assert told(started, start) == [
        ("1(a)", "date", f"Due on {short_date(before)}", f"Due on {short_date(due)}")
    ]
    middle, row = clock.now(), rows()[0]
    later()
    delivery.fill_in(row, revision=row.revision, by=area.la_officer, due_on=before)
    assert told(started, middle) == [
        ("1(a)", "date", f"Due on {short_date(due)}", f"Due on {short_date(before)}")
    ]
    assert told(started, start) == []


def test_it_takes_six_queries_for_one_change_and_for_many(area: build.Group, started: ActionPlan) -> None:
    start, found = clock.now(), []
    assert started.area.name == "Quillshire"  # at hand on every page
    for row in rows():
        later()
        progress.tell(row, status="in_progress", by=area.la_officer)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            changes_since(started, start)
        found.append(len(queries))
    assert found == [6, 6]


def test_what_changed_before_a_new_version_took_over_is_still_told(area: build.Group) -> None:
    """Else a date that one sector alone had moved would be lost from sight with the version it was moved in."""
    plan = builders.started(area)
    row = Delivery.objects.filter(action__objective__plan=plan).order_by("action__seq")[0]
    moment = clock.now()
    clock.set_to(moment + timedelta(days=1))
    assert row.due_on
    earlier = row.due_on - timedelta(days=7)
    delivery.fill_in(row, revision=row.revision, by=area.la_officer, due_on=earlier)
    before = [(one.ref, one.words) for one in changes_since(plan, moment)]
    assert before == [("1(a)", "Due on 23 April 2027, before: due on 30 April 2027")]
    made = builders.amend(plan, area)
    builders.sign(made, area.la_lead, area.tso_lead)
    assert [(one.ref, one.words) for one in changes_since(made, moment)] == before
    plan.refresh_from_db()
    assert [(one.ref, one.words) for one in changes_since(plan, moment)] == before
