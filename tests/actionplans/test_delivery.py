"""Who leads what by when, and how it goes: outside the signature, and never decided alone when it matters."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from actionplans import delivery, progress
from actionplans.models import ActionPlan, Delivery
from pipd.kit import clock, revisions
from tests import build

WEEK = timedelta(days=7)


@pytest.fixture
def row(started: ActionPlan) -> Delivery:
    return Delivery.objects.order_by("action__seq")[0]


def fill_in(row: Delivery, by: object, **values: object) -> bool:
    row.refresh_from_db()
    return delivery.fill_in(row, revision=row.revision, by=by, **values)


def test_fill_in_from_a_stale_page_is_a_conflict(area: build.Group, row: Delivery) -> None:
    seen = row.revision
    fill_in(row, area.la_officer, measure="Theirs")
    with pytest.raises(revisions.Conflict):
        delivery.fill_in(row, revision=seen, by=area.tso_officer, measure="Mine")
    row.refresh_from_db()
    assert row.measure == "Theirs"


@pytest.mark.parametrize("role", ["facilitator", "coordinator"])
def test_fill_in_by_somebody_outside_the_sectors_is_refused(
    area: build.Group, row: Delivery, role: str
) -> None:
    with pytest.raises(PermissionDenied):
        fill_in(row, getattr(area, role), measure="Mine")


def test_fill_in_of_signed_words_is_a_mistake(area: build.Group, row: Delivery) -> None:
    with pytest.raises(TypeError):
        fill_in(row, area.la_officer, text="Other words")


def test_later_due_date_awaits_the_other_sectors_lead(area: build.Group, row: Delivery) -> None:
    due, later = row.due_on, row.due_on + WEEK
    assert fill_in(row, area.la_officer, due_on=later, measure="As before") is True
    assert (row.due_on, row.proposed_due_on, row.measure) == (due, later, "As before")
    progress.answer(row, agrees=True, by=area.tso_officer)  # the action's own third sector lead
    assert (row.due_on, row.proposed_due_on, row.proposed_at) == (later, None, None)


def test_later_due_date_declined_leaves_the_date(area: build.Group, row: Delivery) -> None:
    due = row.due_on
    fill_in(row, area.la_officer, due_on=due + WEEK)
    progress.answer(row, agrees=False, by=area.tso_lead)
    assert (row.due_on, row.proposed_at) == (due, None)


@pytest.mark.parametrize("who", ["la_lead", "la_officer"])
def test_later_due_date_cannot_be_answered_by_ones_own_sector(
    area: build.Group, row: Delivery, who: str
) -> None:
    fill_in(row, area.la_officer, due_on=row.due_on + WEEK)
    with pytest.raises(PermissionDenied):
        progress.answer(row, agrees=True, by=getattr(area, who))


def test_earlier_due_date_stands_at_once(area: build.Group, row: Delivery) -> None:
    earlier = row.due_on - WEEK
    assert fill_in(row, area.la_officer, due_on=earlier) is False
    assert (row.due_on, row.proposed_at) == (earlier, None)


def test_later_due_date_before_the_start_stands_at_once(area: build.Group, agreed: ActionPlan) -> None:
    row = Delivery.objects.order_by("action__seq")[0]
    for days in (10, 40):
        fill_in(row, area.la_officer, due_on=clock.today() + timedelta(days=days))
    assert row.due_on == clock.today() + timedelta(days=40)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("delivery_due_after_start", {"starts_on": "2030-01-01"}),
        ("delivery_rag_only_while_open", {"status": "complete", "rag": "green"}),
        ("delivery_amber_and_red_say_why", {"rag": "red", "rag_note": ""}),
        ("delivery_proposed_at_and_by", {"proposed_status": "complete"}),
    ],
)
def test_database_refuses(row: Delivery, name: str, values: dict[str, str]) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Delivery.objects.filter(pk=row.pk).update(**values)


def test_contacts_and_a_cost_are_kept_beside_leads_and_resources(area: build.Group, row: Delivery) -> None:
    told = {"contact_la": "housing@pipd.example", "contact_tso": "01632 960123", "cost": Decimal("4000.50")}
    fill_in(row, area.tso_officer, **told)
    assert {name: getattr(row, name) for name in told} == told


def test_a_cost_below_nothing_is_refused_by_the_database(row: Delivery) -> None:
    with pytest.raises(IntegrityError, match="delivery_cost_not_negative"), transaction.atomic():
        Delivery.objects.filter(pk=row.pk).update(cost=-1)


def test_due_soon_counts_working_days(row: Delivery) -> None:
    clock.set_to(clock.local(row.due_on - timedelta(days=30), 9))
    assert row.is_due_soon is False
    clock.set_to(clock.local(row.due_on - timedelta(days=10), 9))
    assert (row.is_due_soon, row.is_overdue) == (True, False)
