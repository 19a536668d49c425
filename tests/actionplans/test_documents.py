"""The plan and its evidence sheet: what they say, what they never say, and that one content is one document."""

from __future__ import annotations

from pathlib import Path

import outloud
import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command

from actionplans import content, documents, planning, tasks
from actionplans.evidence_value import evidence_value
from actionplans.models import ActionPlan
from actionplans.plan_value import plan_value
from partnerships.models import Consent
from pipd.kit import clock
from pipd.kit import documents as kit
from pipd.kit.models import Document
from tests import build
from tests.actionplans import builders
from workshops.clearance import withdrawing

HEADS = '<th scope="col">Local objective</th><th scope="col">Local partnership improvement action</th>'


def page(document: Document) -> str:
    return getattr(documents, document.kind)(document).html


def consent_to_be_named(seat: build.Seat) -> None:
    Consent.objects.create(
        seat=seat, kind="be_named", wording_version="1", channel="online", given_at=clock.now()
    )


# The plan


def test_agreed_plan_is_asked_for_at_once(area: build.Group, agreed: ActionPlan) -> None:
    document = Document.objects.get()
    assert (document.kind, document.subject, document.chain) == ("plan", agreed.pk, area.area.chain)
    html = page(document)
    assert HEADS in html
    assert f"{builders.WORDS} 1" in html
    assert f"{builders.DEED} 2" in html
    assert kit.fingerprint(content.content_digest(agreed)) in html


def test_plan_holds_no_cleared_words(area: build.Group, agreed: ActionPlan) -> None:
    assert area.words.cleared in build.cleared_point(area).text
    assert area.words.cleared not in page(Document.objects.get())


def test_plan_names_whoever_signed_only_with_consent(area: build.Group, accepted: ActionPlan) -> None:
    consent_to_be_named(area.la_lead)
    builders.sign(accepted, area.la_lead, area.tso_lead)
    told = [(s.name, s.job_title, s.organisation) for s in plan_value(accepted).signatures]
    assert told == [
        (area.la_lead.user.full_name, "Officer 1", "Quillshire Council"),
        ("", "Officer 1", "Quillshire Together"),
    ]


def test_plan_shows_proposals_in_a_draft_and_not_once_agreed(area: build.Group, accepted: ActionPlan) -> None:
    builders.objective(accepted, area, text="To do one thing more")
    assert [o.words for o in plan_value(accepted).objectives] == [
        f"{builders.WORDS} 1",
        "To do one thing more",
    ]
    assert plan_value(accepted).objectives[1].priority == (
        "high; not yet accepted for the local authority and the third sector"
    )
    builders.sign(accepted, area.la_lead, area.tso_lead)
    assert [o.words for o in plan_value(accepted).objectives] == [f"{builders.WORDS} 1"]


def test_plan_in_progress_has_the_delivery_table(area: build.Group, agreed: ActionPlan) -> None:
    assert plan_value(agreed).delivery is False
    builders.filled(agreed, area)
    for seat in (area.la_lead, area.tso_lead):
        builders.delivery.start(agreed, by=seat)
    agreed.refresh_from_db()
    value = plan_value(agreed)
    first = value.objectives[0].actions[0]
    assert value.delivery is True
    assert (first.number, first.measure, first.progress) == (
        "1(a)",
        "Twelve pairs have swapped",
        "Not started",
    )


def test_draft_is_watermarked_and_not_for_coordinators(area: build.Group, draft: ActionPlan) -> None:
    with pytest.raises(PermissionDenied):
        documents.ask(draft, by=area.coordinator)
    rendering = documents.plan(documents.ask(draft, by=area.la_officer))
    assert rendering.styles == ("document.css", "draft.css")
    assert rendering.filename == f"A01-PLAN-V1-D{draft.edition}.pdf"
    assert "DRAFT: not agreed by both sectors" in rendering.html


def test_same_plan_on_another_day_is_the_same_document(area: build.Group, agreed: ActionPlan) -> None:
    first = documents.ask(agreed, by=area.la_officer)
    clock.set_to(clock.now() + 90 * 1440 * build.MINUTE)
    assert documents.ask(agreed, by=area.coordinator) == first


def test_draft_document_is_not_shown_once_the_plan_is_agreed(area: build.Group, accepted: ActionPlan) -> None:
    documents.ask(accepted, by=area.la_officer)
    builders.sign(accepted, area.la_lead, area.tso_lead)
    assert Document.objects.of("plan", accepted.pk).count() == 2
    assert [d.value["draft"] for d in documents.readable(accepted, "plan")] == [False]


def test_3n_20_pdf_task_run_twice_makes_one_document(area: build.Group, agreed: ActionPlan) -> None:
    document = documents.ask(agreed, by=area.coordinator)
    again = documents.ask(agreed, by=area.la_officer)
    for pk in (document.pk, again.pk):
        kit.render_owed(pk)
    rows = Document.objects.of("plan", agreed.pk)
    assert [(row.pk, row.state, row.attempts, row.failure) for row in rows] == [(document.pk, "ready", 0, "")]
    assert kit.open_file(rows[0]).filename == f"A01-PLAN-V1-R{agreed.edition}.pdf"


# The evidence sheet


def test_evidence_sheet_lists_cleared_statements_and_is_never_kept(
    area: build.Group, agreed: ActionPlan
) -> None:
    document = documents.ask(agreed, kind="evidence", by=area.coordinator)
    point = build.cleared_point(area)
    assert document.value is None
    assert point.text in page(document)
    value, uses = evidence_value(agreed)
    assert [(p.ref, p.label) for p in value.objectives[0].points] == [("1.1", "Consensus")]
    assert [(p.ref, p.label) for p in value.unanswered] == [("1.2", "Local authority view")]
    assert set(document.uses.values_list("source", flat=True)) == set(uses)


def test_3n_24_withdrawn_point_replaces_the_evidence_sheet_and_not_the_plan(
    area: build.Group, agreed: ActionPlan
) -> None:
    plan = Document.objects.get(kind="plan")
    sheet = documents.ask(agreed, kind="evidence", by=area.coordinator)
    point = build.cleared_point(area)
    words = point.text
    withdrawing.withdraw(area.area, point.pk, by=area.facilitator)
    sheet.refresh_from_db()
    plan.refresh_from_db()
    assert (sheet.state, plan.state) == ("retracted", "owed")
    assert documents.owing_anew() == [agreed.pk]
    tasks.make_evidence_anew(str(agreed.pk))
    assert documents.owing_anew() == []
    fresh = Document.objects.live().get(kind="evidence")
    assert words not in page(fresh)


# The command


def test_render_plan_writes_the_pdf(area: build.Group, agreed: ActionPlan, tmp_path: Path) -> None:
    call_command("render_plan", "quillshire", output=tmp_path / "plan.pdf")
    assert (tmp_path / "plan.pdf").read_bytes() == kit.open_file(
        Document.objects.of("plan", agreed.pk).get()
    ).content


def test_render_plan_without_a_plan_says_so(area: build.Group, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="has no plan in force"):
        call_command("render_plan", "quillshire", output=tmp_path / "plan.pdf")


def test_remove_leaves_numbers_without_gaps(area: build.Group) -> None:
    plan = builders.accepted(area, objectives=3)
    planning.remove(content.lines(plan)[1].objective, by=area.la_officer)
    assert [o.number for o in plan_value(plan).objectives] == ["1", "2"]


def test_all_that_is_signed_is_printed(area: build.Group, draft: ActionPlan) -> None:
    objective = builders.objective(draft, area, evidence=True)
    planning.edit_objective(
        objective, by=area.la_officer, revision=0, concern_la="Who answers", concern_tso="Who pays"
    )
    builders.accept_all(draft, area.la_lead, area.tso_lead)
    builders.sign(draft, area.la_lead, area.tso_lead)
    signed = content.content_of(content.agreed_lines(draft))[0]
    html = page(Document.objects.get(kind="plan"))
    words = [signed["text"], *signed["concerns"], signed["priority"], *(a["text"] for a in signed["actions"])]
    assert [word for word in words if word not in html] == []


def test_records_of_the_agreed_plan_are_counted_from_one(area: build.Group, agreed: ActionPlan) -> None:
    assert plan_value(agreed).reference == "A01-PLAN-V1-R1"


def test_evidence_sheet_is_a_sound_document(area: build.Group, agreed: ActionPlan, tmp_path: Path) -> None:
    document = documents.ask(agreed, kind="evidence", by=area.coordinator)
    kit.render_owed(document.pk)
    path = tmp_path / "sheet.pdf"
    path.write_bytes(kit.open_file(document).content)
    found = outloud.check(str(path)).findings
    assert [(f.rule, f.evidence) for f in found if f.severity in {"error", "warning"}] == []
