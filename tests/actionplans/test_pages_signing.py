"""Signing, delivery and documents by pages."""

from __future__ import annotations

from typing import Any

import pytest

from actionplans import content, delivery, documents
from actionplans.models import ActionPlan, Delivery, PlanAgreed
from pipd.kit import documents as kit
from pipd.kit.models import Document
from tests import build
from tests.actionplans import builders
from tests.actionplans.addresses import at, text_of
from tests.client import Client

# Signing


def test_lead_checks_signs_and_sees_what_happens_next(
    area: build.Group, accepted: ActionPlan, client: Client
) -> None:
    lead = client.as_(area.la_lead)
    page = text_of(lead.get(at("plan-sign")))
    digest = content.content_digest(accepted)
    assert "Check before you sign" in page
    assert f'name="digest" value="{digest}"' in page
    assert "Sign for the local authority participants</button>" in page
    response = lead.post(at("plan-sign"), {"digest": digest}, follow=True)
    assert "Signed by one sector" in text_of(response)
    other = client.as_(area.tso_lead)
    response = other.post(at("plan-sign"), {"digest": digest}, follow=True)
    assert "The plan is agreed by both sectors" in text_of(response)
    assert ActionPlan.objects.get().state == "agreed"


def test_sign_of_words_that_changed_shows_the_new_ones_and_signs_nothing(
    area: build.Group, accepted: ActionPlan, client: Client
) -> None:
    response = client.as_(area.la_lead).post(at("plan-sign"), {"digest": "0" * 64})
    assert response.status_code == 409
    assert "The words changed after you read them" in text_of(response)
    assert PlanAgreed.objects.count() == 0


def test_sign_page_lists_what_stops_it(area: build.Group, draft: ActionPlan, client: Client) -> None:
    page = text_of(client.as_(area.la_lead).get(at("plan-sign")))
    assert "No objective is accepted by both sectors yet." in page
    assert "</button>" not in page.split("What still stops signing")[1].split("</main>")[0]


# Delivery


def delivery_form(row: Delivery, **values: Any) -> dict[str, Any]:
    day = {"due_on_day": "31", "due_on_month": "March", "due_on_year": "2028"}
    return {
        "lead_la": "Head of Communities",
        "measure": "Twelve pairs",
        "revision": row.revision,
        **day,
        **values,
    }


def test_delivery_is_filled_in_by_a_page(area: build.Group, agreed: ActionPlan, client: Client) -> None:
    row = Delivery.objects.order_by("action__seq")[0]
    address = at("delivery-edit", item=row.action_id)
    officer = client.as_(area.la_officer)
    assert officer.get(address).status_code == 200
    officer.post(address, delivery_form(row, lead_tso_seat=str(area.tso_officer.pk)))
    row.refresh_from_db()
    assert (str(row.due_on), row.lead_la, row.lead_tso_seat) == (
        "2028-03-31",
        "Head of Communities",
        area.tso_officer,
    )
    assert row.lead_tso == "Officer 3, Quillshire Together"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"due_on_month": ""}, "The due date must include a month"),
        ({"due_on_day": "32"}, "The due date must be a real date"),
        (
            {"starts_on_day": "1", "starts_on_month": "4", "starts_on_year": "2028"},
            "must be on or after the start",
        ),
        ({"lead_la_seat": "00000000-0000-0000-0000-000000000000"}, "Choose somebody from the list"),
    ],
)
def test_wrong_delivery_keeps_what_was_typed(
    area: build.Group, agreed: ActionPlan, client: Client, values: dict[str, str], said: str
) -> None:
    row = Delivery.objects.order_by("action__seq")[0]
    response = client.as_(area.la_officer).post(
        at("delivery-edit", item=row.action_id), delivery_form(row, **values)
    )
    page = text_of(response)
    assert said in page
    assert "Twelve pairs" in page
    row.refresh_from_db()
    assert row.measure == ""


def test_delivery_from_a_stale_page_shows_both(area: build.Group, agreed: ActionPlan, client: Client) -> None:
    row = Delivery.objects.order_by("action__seq")[0]
    form = delivery_form(row)
    delivery.fill_in(row, revision=row.revision, by=area.tso_officer, measure="Their measure")
    response = client.as_(area.la_officer).post(at("delivery-edit", item=row.action_id), form)
    assert response.status_code == 409
    assert "Their measure" in text_of(response)
    assert "Twelve pairs" in text_of(response)


def test_start_by_pages(area: build.Group, agreed: ActionPlan, client: Client) -> None:
    builders.filled(agreed, area)
    for lead in (area.la_lead, area.tso_lead):
        seat = client.as_(lead)
        page = seat.get(at("plan-start"))
        assert "Sign the start for" in text_of(page)
        for unread in ("another", ""):
            assert "changed" in text_of(seat.post(at("plan-start"), {"seen": unread}))
        done = seat.post(at("plan-start"), {"seen": page.context["seen"]}, follow=True)
        first = lead == area.la_lead
        said = "You have signed the start" if first else "Both sectors have signed the start"
        assert said in text_of(done)
        assert "Start delivery" not in text_of(done)
        waits = "The start is signed for one sector, and waits for the third sector participants."
        assert (waits in text_of(done)) is first
    assert ActionPlan.objects.get().state == "in_progress"


def test_progress_and_answer_by_pages(area: build.Group, started: ActionPlan, client: Client) -> None:
    row = Delivery.objects.order_by("action__seq")[0]
    officer = client.as_(area.tso_officer)
    address = at("progress-add", item=row.action_id)
    page = text_of(officer.post(address, {"status": "in_progress", "rag": "red", "note": ""}))
    assert "Say in the note why you set the colour yourself" in page
    officer.post(address, {"status": "in_progress", "rag": "", "note": ""})
    officer.post(address, {"status": "complete", "rag": "", "note": "Done"})
    row.refresh_from_db()
    assert row.proposed_status == "complete"
    assert "Awaiting an answer" in text_of(officer.get(at("delivery-list")))
    assert row.proposed_at
    read = {"answer": "agree", "proposed_at": row.proposed_at.isoformat()}
    assert officer.post(at("proposal-answer", item=row.action_id), read).status_code == 403
    client.as_(area.la_lead).post(at("proposal-answer", item=row.action_id), read)
    row.refresh_from_db()
    assert row.status == "complete"


@pytest.mark.parametrize(
    ("status", "told"),
    [
        ("stopped", "Say why, so that the other sector can answer"),
        ("blocked", "Say what it is blocked by, so that the others can help"),
    ],
)
def test_a_note_that_is_missing_is_said_at_the_note(
    area: build.Group, started: ActionPlan, client: Client, status: str, told: str
) -> None:
    row = Delivery.objects.order_by("action__seq")[0]
    builders.begun(row, area)
    address = at("progress-add", item=row.action_id)
    page = client.as_(area.tso_lead).post(address, {"status": status, "rag": "", "note": ""})
    assert page.context["form"].errors == {"note": [told]}
    assert f'<a href="#id_note">{told}</a>' in text_of(page)


def test_a_colour_that_stands_asks_for_no_reason_when_an_end_is_proposed(
    area: build.Group, started: ActionPlan, client: Client
) -> None:
    row = Delivery.objects.order_by("action__seq")[0]
    builders.begun(row, area)
    lead, address = client.as_(area.tso_lead), at("progress-add", item=row.action_id)
    lead.post(address, {"status": "in_progress", "rag": "red", "note": "No money"})
    page = lead.post(address, {"status": "complete", "rag": "red", "note": ""}, follow=True)
    row.refresh_from_db()
    assert row.proposed_status == "complete"
    assert f'href="#a-{row.action_id}">Back to where you were</a>' in text_of(page)


# Documents


def test_document_shows_queued_then_ready_and_is_downloaded_by_a_coordinator(
    area: build.Group, agreed: ActionPlan, client: Client
) -> None:
    coordinator = client.as_(area.coordinator)
    document = Document.objects.get(kind="plan")
    state = at("document-state", document=document.pk)
    assert "Queued" in text_of(coordinator.get(state))
    assert "hx-get" in text_of(coordinator.get(state))
    kit.render_owed(document.pk)
    assert "Ready" in text_of(coordinator.get(state))
    assert "hx-get" not in text_of(coordinator.get(state))
    response = coordinator.get(at("document-download", document=document.pk))
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f'attachment; filename="A01-PLAN-V1-R{agreed.edition}.pdf"'
    assert response.content.startswith(b"%PDF")
    document.refresh_from_db()
    assert document.downloads == 1


def test_draft_document_is_out_of_reach_of_a_coordinator(
    area: build.Group, accepted: ActionPlan, client: Client
) -> None:
    document = documents.ask(accepted, by=area.la_officer)
    coordinator = client.as_(area.coordinator)
    address = at("document-download", document=document.pk)
    assert coordinator.get(address).status_code == 403
    builders.sign(accepted, area.la_lead, area.tso_lead)
    assert coordinator.get(address).status_code == 404


def test_document_is_asked_for_again_by_a_press(
    area: build.Group, agreed: ActionPlan, client: Client
) -> None:
    officer = client.as_(area.tso_officer)
    response = officer.post(at("document-ask"), {"kind": "evidence"}, follow=True)
    assert "Queued" in text_of(response)
    assert Document.objects.filter(kind="evidence").count() == 1
    assert officer.post(at("document-ask"), {"kind": "secret"}).status_code == 404


def test_web_page_says_what_the_pdf_says(area: build.Group, started: ActionPlan, client: Client) -> None:
    page = text_of(client.as_(area.coordinator).get(at("plan-read")))
    document = documents.ask(started, by=area.coordinator)
    printed = " ".join(documents.plan(document).html.split())
    for words in (
        f"{builders.WORDS} 1",
        f"{builders.DEED} 2",
        "Twelve pairs have swapped",
        "Local objective",
    ):
        assert words in page
        assert words in printed
    assert kit.fingerprint(document.content_digest) in page
