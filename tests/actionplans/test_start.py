"""The start of delivery is bound to dates and measures: one sector sets none behind the other's signature (I-30)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from actionplans import content, delivery
from actionplans.models import ActionPlan, Delivery, PlanStarted
from actionplans.verify import verify
from partnerships.membership import NotPossible
from pipd.kit import clock
from pipd.kit.models import OutgoingMail
from tests import build
from tests.actionplans import builders


@pytest.fixture
def half(area: build.Group, agreed: ActionPlan) -> ActionPlan:
    """Every action is filled in, and the LA lead has signed the start."""
    builders.filled(agreed, area)
    delivery.start(agreed, by=area.la_lead)
    return agreed


def change(group: build.Group, **values: object) -> None:
    row = Delivery.objects.order_by("action__seq")[0]
    delivery.fill_in(row, revision=row.revision, by=group.tso_officer, **values)


@pytest.mark.parametrize("what", [{"due_on": clock.today() + timedelta(days=3000)}, {"measure": "None"}])
def test_a_date_or_measure_changed_voids_a_lone_start_and_tells_its_giver(area, half, what):
    change(area, **what)
    act = PlanStarted.objects.get()
    assert act.voided_at is not None
    told = OutgoingMail.objects.filter(kind="plan_start_voided").values_list("to", flat=True)
    assert list(told) == [area.la_lead.user.email]
    delivery.start(half, by=area.tso_lead)
    half.refresh_from_db()
    assert half.state == "agreed"


def test_verify_names_a_lone_start_whose_dates_were_moved_behind_it(area, half):
    assert list(verify()) == []
    Delivery.objects.update(measure="None")
    assert [sentence.split(": ", 1)[1] for sentence in verify()] == [
        "a lone signature of the start stands for other dates or measures."
    ]


def test_leads_and_resources_change_without_it(area, half):
    change(area, resources="A room", lead_tso="Somebody else")
    assert PlanStarted.objects.get().voided_at is None
    delivery.start(half, by=area.tso_lead)
    half.refresh_from_db()
    assert half.state == "in_progress"


def test_an_old_page_signs_no_dates_it_never_showed(area, agreed):
    builders.filled(agreed, area)
    seen = delivery.start_digest(content.agreed_lines(agreed))
    change(area, measure="None")
    with pytest.raises(NotPossible):
        delivery.start(agreed, seen=seen, by=area.la_lead)
    assert not PlanStarted.objects.exists()
