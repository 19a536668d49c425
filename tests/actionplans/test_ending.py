"""What of plans ends with an area that is discontinued: drafts are given up, what both sectors signed stands."""

from __future__ import annotations

import pytest
from django.urls import reverse

from actionplans import abandoning, asking, delivery, diary, ending, planning, verify
from actionplans.models import ActionPlan, Asking, PlanAgreed, PlanStarted
from partnerships import ending as of_area
from partnerships import over
from partnerships.membership import NotPossible
from partnerships.models import Role
from pipd.kit import mail
from pipd.kit.models import OutgoingMail
from tests import build
from tests.actionplans import builders
from tests.refused import refused

REASON = "The council is abolished"


def discontinue(group: build.Group) -> None:
    of_area.discontinue(group.area, reason=REASON, by=build.programme_seat(Role.ADMINISTRATOR))
    group.area.refresh_from_db()


def test_a_draft_is_given_up_and_still_read(area, client):
    plan = builders.accepted(area)
    asking.ask(plan, by=area.la_lead)
    builders.sign(plan, area.la_lead)
    assert ending.numbers(area.area) == [
        "1 draft of the plan: given up.",
        "1 signature that the other sector has not matched: void.",
    ]
    queued = OutgoingMail.objects.get(kind="plan_signature_awaited")
    discontinue(area)
    plan.refresh_from_db()
    assert plan.state == "abandoned"
    assert PlanAgreed.objects.get().void_reason == "otherwise"
    assert not mail.still_due(queued)
    assert Asking.objects.get().ended_at is not None
    assert list(verify.verify()) == []
    address = reverse("actionplans:version-detail", kwargs={"area": area.slug, "version": plan.version})
    page = client.as_(area.la_officer, may_see=area.words.uncleared).get(address)
    assert (page.status_code, builders.WORDS in page.content.decode()) == (200, True)


def test_control_a_draft_given_up_by_one_sector_alone_is_found(area):
    plan = builders.draft(area)
    ActionPlan.objects.filter(pk=plan.pk).update(state="abandoned")
    assert list(verify.verify()) != []


def test_a_signed_plan_stands_and_nothing_more_is_reported(area):
    plan = builders.started(area)
    row = builders.filled(plan, area)[0]
    assert diary.entries([area.la_lead, area.coordinator])
    discontinue(area)
    plan.refresh_from_db()
    assert plan.state == "in_progress"
    told = {name: getattr(row, name) for name in delivery.FIELDS}
    row.refresh_from_db()
    assert refused(delivery.fill_in, row, revision=row.revision, by=area.la_officer, **told) == [
        over.words(area.area)
    ]
    assert diary.entries([build.Seat.objects.get(pk=area.la_lead.pk), area.coordinator]) == []
    assert list(verify.verify()) == []


def test_the_start_that_one_sector_signed_is_void(area):
    plan = builders.agreed(area)
    builders.filled(plan, area)
    plan.refresh_from_db()
    delivery.start(plan, by=area.la_lead)
    discontinue(area)
    assert PlanStarted.objects.get().void_reason == "otherwise"


def test_nobody_opens_another_plan(area):
    build.note_at("cleared", area)
    discontinue(area)
    with pytest.raises(NotPossible, match="was discontinued"):
        planning.open_draft(area.area, by=area.la_lead)
    assert not ActionPlan.objects.exists()


def test_the_page_of_a_plan_given_up_so_opens(area, client):
    builders.draft(area)
    discontinue(area)
    assert abandoning.last_given_up(area.area) is None
    address = reverse("actionplans:plan-detail", kwargs={"area": area.slug})
    for seat, reads in ((area.la_lead, True), (area.facilitator, True), (area.coordinator, False)):
        page = client.as_(seat, may_see=area.words.uncleared).get(address)
        assert (page.status_code, "Read what was drafted" in page.content.decode()) == (200, reads)
