"""The acceptance tests of domain 3N that the draft decides, as people meet them: through the pages."""

from __future__ import annotations

from datetime import timedelta

from actionplans import content
from actionplans.models import ActionPlan, Delivery, PlanAgreed
from pipd.kit import clock
from pipd.kit.models import OutgoingMail
from tests import build
from tests.actionplans import builders
from tests.actionplans.addresses import at, text_of
from tests.client import Client


def test_3n_09_an_objective_without_an_action_refuses_agreement_and_is_named(
    area: build.Group, client: Client
) -> None:
    plan = builders.accepted(area)
    bare = builders.objective(plan, area, text="To do one thing more", actions=0)
    builders.accept_all(plan, area.la_lead, area.tso_lead)
    lead = client.as_(area.la_lead)
    assert f'#o-{bare.pk}">Objective 2</a> has no action.' in text_of(lead.get(at("plan-sign")))
    refused = lead.post(at("plan-sign"), {"digest": content.content_digest(plan)})
    assert refused.status_code == 409
    assert "Objective 2 has no action. Add one, or remove the objective." in text_of(refused)
    assert PlanAgreed.objects.count() == 0
    # Control: with an action that both accept, the same press signs.
    builders.action(bare, area)
    builders.accept_all(plan, area.la_lead, area.tso_lead)
    lead.post(at("plan-sign"), {"digest": content.content_digest(plan)})
    assert PlanAgreed.objects.get().la_by == area.la_lead


def test_3n_10_an_edit_of_an_action_voids_the_first_signature_and_its_giver_is_told_what_changed(
    area: build.Group, accepted: ActionPlan, client: Client
) -> None:
    client.as_(area.la_lead).post(at("plan-sign"), {"digest": content.content_digest(accepted)})
    action = content.lines(accepted)[0].actions[0].action
    form = {"text": "Swap jobs for a fortnight", "mode": action.mode, "kind": action.kind, "revision": 0}
    client.as_(area.tso_officer).post(at("action-edit", item=action.pk), form)
    assert PlanAgreed.objects.get().void_reason == "changed"
    told = OutgoingMail.objects.get(kind="plan_signature_voided")
    assert told.to == area.la_lead.user.email
    assert "Action 1(a) was changed." in told.body_text
    assert "fortnight" not in told.body_text


def test_3n_10_a_due_date_edited_after_both_signed_changes_no_signature(
    area: build.Group, agreed: ActionPlan, client: Client
) -> None:
    builders.filled(agreed, area)
    before = PlanAgreed.objects.values().get()
    row = Delivery.objects.filter(action__objective__plan=agreed).order_by("action__seq")[0]
    sooner = clock.today() + timedelta(days=30)
    form = {
        "lead_la": row.lead_la, "lead_tso": row.lead_tso, "lead_tso_seat": row.lead_tso_seat_id or "",
        "lead_la_seat": "", "due_on_day": sooner.day, "due_on_month": sooner.month, "due_on_year": sooner.year,
        "measure": row.measure, "resources": "", "revision": row.revision,
    }  # fmt: skip
    response = client.as_(area.la_officer).post(at("delivery-edit", item=row.action_id), form)
    row.refresh_from_db()
    assert (response.status_code, row.due_on) == (302, sooner)
    assert PlanAgreed.objects.values().get() == before
    assert agreed.state == "agreed"
