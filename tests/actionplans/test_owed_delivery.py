"""What delivery asks of whom: reminders follow a lead who leaves, and never cross to the other sector (3J, E20)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from actionplans import delivery
from actionplans.models import ActionPlan, Delivery
from actionplans.owed import owed
from partnerships import membership
from partnerships.models import Seat
from pipd.kit import clock, workdays
from tests import build
from tests.actionplans import builders
from tests.actionplans.addresses import at


@pytest.fixture
def row(started: ActionPlan) -> Delivery:
    """Action 1(a): an officer of the third sector leads it; the local authority's lead has no account."""
    return Delivery.objects.order_by("action__seq")[0]


def kinds(seat: Seat) -> list[str]:
    return sorted({thing.kind for thing in owed([Seat.objects.get(pk=seat.pk)])})


def lead(row: Delivery, by: Seat, **values: object) -> None:
    row.refresh_from_db()
    delivery.fill_in(row, revision=row.revision, by=by, **values)


def test_action_leads_straight_to_the_act(area, row):
    clock.set_to(clock.local(row.due_on - timedelta(days=3), 9))
    assert owed([area.tso_officer])[0].url == at("progress-add", item=row.action_id)


def test_both_leads_are_asked_where_both_have_an_account(area, row):
    lead(row, area.la_officer, lead_la_seat=area.la_officer)
    clock.set_to(clock.local(row.due_on - timedelta(days=3), 9))
    assert [kinds(seat) for seat in (area.la_officer, area.tso_officer, area.la_lead)] == [
        ["action due"], ["action due"], [],
    ]  # fmt: skip


def test_without_any_account_each_sectors_own_leads_are_asked(area, row):
    Delivery.objects.update(lead_tso_seat=None)
    clock.set_to(clock.local(row.due_on - timedelta(days=3), 9))
    asked = [kinds(seat) for seat in (area.la_lead, area.la[1], area.tso_lead, area.tso_officer)]
    assert asked == [["action due"], ["action due"], ["action due"], []]


def test_who_leaves_is_followed_by_the_own_sectors_lead_who_is_asked_for_another(area, row):
    """Domain E20: reminders go elsewhere at once, and what was signed stands."""
    membership.leave(area.tso_officer, by=area.tso_officer)
    clock.set_to(clock.local(row.due_on - timedelta(days=3), 9))
    assert kinds(area.tso_officer) == []
    assert kinds(area.tso_lead) == ["action due", "action lead"]
    assert kinds(area.la_lead) == ["action due"]  # nobody else leads it now; a new lead is not theirs to name
    title = "Action 1(a) needs a new lead from your sector"
    found = [thing for thing in owed([area.tso_lead]) if thing.title == title]
    assert [thing.url for thing in found] == [at("delivery-edit", item=row.action_id)]
    digest = ActionPlan.objects.get().agreements.get().digest
    for one in Delivery.objects.all():
        lead(one, area.tso_lead, lead_tso="Manager", lead_tso_seat=area.tso[4])
    assert (kinds(area.tso_lead), kinds(area.tso[4])) == ([], ["action due"])
    act = ActionPlan.objects.get().agreements.get()
    assert (act.digest, act.completed_at is not None) == (digest, True)


@pytest.mark.parametrize(("days", "wanted"), [(19, []), (20, ["action long overdue"])])
def test_after_twenty_working_days_both_plan_leads_are_told(area, row, days, wanted):
    Delivery.objects.exclude(pk=row.pk).update(due_on=row.due_on + timedelta(days=90))
    clock.set_to(clock.local(workdays.add_wd(row.due_on, days), 9))
    both = [*wanted, "plan review"]  # the first review is due by then
    assert [kinds(seat) for seat in (area.la_lead, area.tso_lead)] == [both, both]
    assert kinds(area.la_officer) == []
    assert "action overdue" in kinds(area.tso_officer)


def test_nothing_is_asked_of_what_has_ended(area, row):
    builders.completed(row, area)
    Delivery.objects.exclude(pk=row.pk).update(due_on=row.due_on + timedelta(days=90))
    clock.set_to(clock.local(workdays.add_wd(row.due_on, 30), 9))
    assert "action overdue" not in kinds(area.tso_officer)


def test_no_words_and_no_names_are_in_it(area: build.Group, row: Delivery) -> None:
    builders.proposed(row, area)
    clock.set_to(clock.local(workdays.add_wd(row.due_on, 30), 9))
    told = str(
        [vars(thing) for seat in (area.la_lead, area.tso_lead, area.tso_officer) for thing in owed([seat])]
    )
    names = [str(seat.user) for seat in (*area.la, *area.tso)]
    assert [word for word in (builders.DEED, "Because it is so", *names) if word in told] == []
