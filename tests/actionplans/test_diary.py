"""Dates of the plan in people's own calendars: whose, under which id, and that a change replaces (trust X15)."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from actionplans import delivery, progress, reviewing
from actionplans.diary import entries
from actionplans.models import ActionPlan, Delivery
from pipd.kit import clock, workdays
from pipd.kit.calendars import Entry
from tests import build
from tests.actionplans import builders
from tests.client import Client
from tests.pipd.test_calendar import feed_of, read


def found(seat: build.Seat) -> dict[str, Entry]:
    return {entry.uid: entry for entry in entries([seat])}


def test_actions_stand_in_the_calendar_of_whoever_leads_them(area: build.Group, started: ActionPlan) -> None:
    rows = list(Delivery.objects.order_by("action__seq"))
    mine = found(area.tso_officer)
    assert set(mine) == {f"action-{row.action_id}@pipd" for row in rows}
    assert {e.ends_at for e in mine.values()} == {workdays.deadline(row.due_on) for row in rows}
    assert mine[f"action-{rows[0].action_id}@pipd"].summary.startswith(
        "Action 1(a) of the plan is due by 5pm on "
    )
    assert found(area.la_officer) == {}


def test_a_later_date_keeps_the_id_and_raises_the_sequence(area: build.Group, started: ActionPlan) -> None:
    row = Delivery.objects.order_by("action__seq")[0]
    before = found(area.tso_officer)[f"action-{row.action_id}@pipd"]
    later = row.due_on + timedelta(days=30)
    delivery.fill_in(row, revision=row.revision, by=area.tso_officer, due_on=later)
    same = found(area.tso_officer)[f"action-{row.action_id}@pipd"]
    assert same.ends_at == before.ends_at  # it is proposed, and waits for the other sector
    row.refresh_from_db()
    progress.answer(row, agrees=True, by=area.la_lead)
    after = found(area.tso_officer)[f"action-{row.action_id}@pipd"]
    assert (after.ends_at, after.sequence > before.sequence) == (workdays.deadline(later), True)


def test_what_has_ended_is_no_longer_there(area: build.Group, started: ActionPlan) -> None:
    builders.completed(Delivery.objects.order_by("action__seq")[0], area)
    assert len(found(area.tso_officer)) == 1


def test_a_signature_awaited_is_dated_for_the_other_lead_alone(
    area: build.Group, accepted: ActionPlan
) -> None:
    builders.sign(accepted, area.la_lead)
    [entry] = found(area.tso_lead).values()
    assert entry.summary.startswith("Sign the plan by 5pm on ")
    assert entry.uid.startswith("sign-")
    assert [found(seat) for seat in (area.la_lead, area.tso_officer, area.facilitator)] == [{}, {}, {}]


def test_a_review_is_dated_for_leads_and_coordinator(area: build.Group, started: ActionPlan) -> None:
    review, due = started.reviews.get(), workdays.add_wd(clock.today(), 30)
    reviewing.move_date(review, due_on=due, revision=review.revision, by=area.la_lead)
    for seat in (area.la_lead, area.tso_lead, area.coordinator):
        assert found(seat)[f"review-{review.pk}@pipd"].ends_at == workdays.deadline(due)
    assert f"review-{review.pk}@pipd" not in found(area.tso_officer)
    review.held_on = due
    review.save()
    assert f"review-{review.pk}@pipd" not in found(area.la_lead)


def test_the_feed_holds_them_without_a_word_of_the_plan(
    area: build.Group, started: ActionPlan, client: Client
) -> None:
    address = feed_of(area.tso_officer)
    assert [uid for uid in read(client, address) if uid.startswith("action-")] != []
    text = client.get(address).content.decode().replace("\r\n ", "")
    for words in (
        builders.WORDS,
        builders.DEED,
        "Twelve pairs",
        "Head of Communities",
        str(area.la_lead.user),
    ):
        assert words not in text


def test_queries_do_not_grow_with_the_actions(area: build.Group, neighbour: build.Group) -> None:
    builders.started(area, actions=1, lead=area.tso_lead)
    builders.started(neighbour, actions=3, lead=neighbour.tso_lead)
    counted = []
    for seat in (area.tso_lead, neighbour.tso_lead):
        with CaptureQueriesContext(connection) as seen:
            entries([seat])
        counted.append((len(seen), sum(uid.startswith("action-") for uid in found(seat))))
    assert counted == [(5, 1), (5, 3)]
