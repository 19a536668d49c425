"""The documents' pages: what can be had, how far it is, what was taken back, what failed and who is told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from actionplans import documents, everything
from actionplans.models import ActionPlan
from partnerships.models import Role
from pipd.kit import clock
from pipd.kit import documents as kit
from pipd.kit.models import Document, OutgoingMail
from tests import build
from tests.actionplans import papers
from tests.actionplans.addresses import at, text_of
from tests.client import Client
from workshops.clearance import withdrawing

TYPES = {
    "plan": ("application/pdf", b"%PDF"),
    "plan-word": (kit.TYPES["docx"], b"PK"),
    "plan-sheets": (kit.TYPES["xlsx"], b"PK"),
    "summary": ("application/pdf", b"%PDF"),
    "evidence": ("application/pdf", b"%PDF"),
}


@pytest.mark.parametrize("kind", TYPES)
def test_each_kind_is_asked_for_made_and_downloaded(
    area: build.Group, started: ActionPlan, client: Client, kind: str
) -> None:
    reader = client.as_(area.coordinator)
    assert reader.post(at("document-ask"), {"kind": kind}).status_code == 302
    document = Document.objects.filter(kind=kind).latest("requested_at")
    papers.made(document)
    response = reader.get(at("document-download", document=document.pk))
    content_type, start = TYPES[kind]
    assert (response["Content-Type"], response.content[: len(start)]) == (content_type, start)
    assert response["Content-Disposition"] == f'attachment; filename="{document.filename}"'
    assert "Downloaded 2 times." in text_of(reader.get(at("document-list")))  # once by the test itself


def test_review_report_is_asked_for_by_its_review(
    area: build.Group, started: ActionPlan, client: Client
) -> None:
    held = papers.review(started, area)
    reader = client.as_(area.tso_officer)
    reader.post(at("document-ask"), {"kind": "review", "review": str(held.pk)})
    assert Document.objects.get(kind="review").subject == held.pk
    assert "Review 1, " in text_of(reader.get(at("document-list")))
    assert reader.post(at("document-ask"), {"kind": "review", "review": "x"}).status_code == 404


def test_a_document_that_is_being_made_is_not_offered_again_unless_the_plan_changed_since(
    area: build.Group, started: ActionPlan, client: Client
) -> None:
    reader = client.as_(area.coordinator)
    document = documents.ask(started, kind="plan", by=area.coordinator)
    again = 'Make it again as it is now<span class="govuk-visually-hidden">: the plan as PDF'
    lease = clock.now() + timedelta(minutes=1)
    states: list[tuple[dict[str, object], bool]] = [
        ({"state": "owed"}, False),
        ({"state": "rendering", "lease_until": lease}, False),
        ({"state": "failed", "lease_until": None}, False),
    ]
    for state, offered in states:
        Document.objects.filter(pk=document.pk).update(**state)
        assert (again in text_of(reader.get(at("document-list")))) is offered, state
    Document.objects.filter(pk=document.pk).update(state="owed")
    ActionPlan.objects.filter(pk=started.pk).update(changed_at=clock.now() + timedelta(minutes=1))
    assert again in text_of(reader.get(at("document-list")))
    papers.made(documents.ask(started, kind="plan", by=area.coordinator))
    assert again in text_of(reader.get(at("document-list")))


def test_draft_has_neither_summary_nor_reviews(area: build.Group, draft: ActionPlan, client: Client) -> None:
    page = text_of(client.as_(area.la_officer).get(at("document-list")))
    assert "The plan" in page
    assert "Summary on one page" not in page
    assert "Review reports" not in page


def test_list_takes_the_same_queries_however_many_documents(
    area: build.Group, started: ActionPlan, client: Client, django_assert_num_queries
) -> None:
    reader = client.as_(area.coordinator)
    reader.get(at("document-list"))
    with django_assert_num_queries(7):
        reader.get(at("document-list"))
    for kind in TYPES:
        papers.made(documents.ask(started, kind=kind, by=area.coordinator))
    papers.review(started, area)
    papers.review(started, area)
    with django_assert_num_queries(7):
        reader.get(at("document-list"))


@pytest.mark.parametrize("kind", everything.KINDS)
def test_everything_is_asked_for_made_and_downloaded(
    area: build.Group, started: ActionPlan, client: Client, kind: str
) -> None:
    reader = client.as_(area.tso_officer)
    assert "Nobody has asked for it yet." in text_of(reader.get(at("everything-list")))
    reader.post(at("everything-ask"), {"kind": kind})
    document = Document.objects.get(kind=kind)
    assert "Queued" in text_of(reader.get(at("everything-state", document=document.pk)))
    papers.made(document)
    response = reader.get(at("everything-download", document=document.pk))
    assert response["Content-Type"] == kit.TYPES["zip" if kind == everything.ZIP else "pdf"]
    assert reader.post(at("everything-ask"), {"kind": "plan"}).status_code == 404


def test_everything_of_another_area_is_unknown(
    area: build.Group, neighbour: build.Group, started: ActionPlan, client: Client
) -> None:
    document = everything.ask(area.area, by=area.coordinator)
    papers.made(document)
    reader = client.as_(neighbour.la_lead)
    own = {"area": neighbour.slug, "document": document.pk}
    assert reader.get(at("everything-download", document=document.pk)).status_code == 404
    assert reader.get(reverse("actionplans:everything-download", kwargs=own)).status_code == 404
    # The same document, for somebody of the area.
    assert client.as_(area.la_officer).get(at("everything-download", document=document.pk)).status_code == 200


def test_coordinator_takes_what_is_cleared_while_the_plan_is_a_draft(
    area: build.Group, draft: ActionPlan, client: Client
) -> None:
    reader = client.as_(area.coordinator)
    assert reader.get(at("document-list")).status_code == 403
    assert reader.get(at("everything-list")).status_code == 200
    assert at("everything-list") in text_of(reader.get(at("plan-detail")))


def test_part_n_of_m_is_shown(area: build.Group, started: ActionPlan, client: Client) -> None:
    document = everything.ask(area.area, kind=everything.ZIP, by=area.coordinator)
    making = {"state": "rendering", "lease_until": clock.now() + build.MINUTE, "parts": 8, "parts_done": 2}
    Document.objects.filter(pk=document.pk).update(**making)
    page = text_of(client.as_(area.coordinator).get(at("everything-state", document=document.pk)))
    assert "Part 3 of 8." in page
    assert 'hx-trigger="every 2s"' in page


def test_what_was_taken_back_says_how_many_copies_there_are(
    area: build.Group, started: ActionPlan, client: Client
) -> None:
    document = everything.ask(area.area, by=area.coordinator)
    papers.made(document)
    reader = client.as_(area.coordinator)
    for _ in range(2):
        assert reader.get(at("everything-download", document=document.pk)).status_code == 200
    withdrawing.withdraw(area.area, build.cleared_point(area).pk, by=area.facilitator)
    page = text_of(reader.get(at("everything-list")))
    assert "something it used was withdrawn. 3 copies had been downloaded" in page
    assert at("everything-download", document=document.pk) not in page
    assert reader.get(at("everything-download", document=document.pk)).status_code == 404


def test_failed_document_says_what_to_do_and_mails_whoever_asked(
    area: build.Group, started: ActionPlan, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper = build.programme_seat(Role.ADMINISTRATOR)
    document = documents.ask(started, kind="summary", by=area.tso_officer)
    monkeypatch.setattr(documents, "_printed", lambda *args: 1 / 0)
    for _ in range(3):
        Document.objects.filter(pk=document.pk).update(due_at=clock.now())
        kit.render_owed(document.pk)
    document.refresh_from_db()
    assert (document.state, document.failure) == ("failed", "ZeroDivisionError")
    mails = OutgoingMail.objects.filter(kind="document_failed").order_by("to")
    asked, keeps = area.tso_officer.user.email, keeper.user.email
    assert {row.to: row.subject_line for row in mails} == {
        asked: "Your document could not be made",
        keeps: "A document could not be made",
    }
    told = mails.get(to=asked).body_text
    assert at("document-list") in told
    assert "ZeroDivisionError" in told
    page = text_of(client.as_(area.tso_officer).get(at("document-list")))
    assert (
        "Ask for it again; if it fails again, tell the coordinator the reference ZeroDivisionError." in page
    )


def test_failure_is_mailed_once_for_each_time_it_was_asked_for(
    area: build.Group, started: ActionPlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "_printed", lambda *args: 1 / 0)
    for _ in range(2):
        document = documents.ask(started, kind="summary", by=area.tso_officer)
        for _ in range(4):
            Document.objects.filter(pk=document.pk).update(due_at=clock.now())
            kit.render_owed(document.pk)
        clock.set_to(clock.now() + build.MINUTE)
    assert OutgoingMail.objects.filter(kind="document_failed").count() == 2


def test_first_failures_that_are_tried_again_are_not_mailed(
    area: build.Group, started: ActionPlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = documents.ask(started, kind="summary", by=area.tso_officer)
    monkeypatch.setattr(documents, "_printed", lambda *args: 1 / 0)
    kit.render_owed(document.pk)
    assert not OutgoingMail.objects.filter(kind="document_failed").exists()
