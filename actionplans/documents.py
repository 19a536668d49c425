"""The plan's documents: asked for as rows, rendered by a worker, retracted on withdrawal.

Each is made of one frozen value; the plan as PDF, Word file and spreadsheet of the very same one.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from actionplans import plan_sheets, plan_word
from actionplans.evidence_value import evidence_value
from actionplans.models import ActionPlan, PlanReview
from actionplans.plan_value import plan_value
from actionplans.review_value import review_value
from actionplans.summary_value import summary_value
from actionplans.versions import PAST
from partnerships.membership import NotPossible, system_seat
from partnerships.models import Seat
from partnerships.permissions import Permission, require
from pipd.kit import documents
from pipd.kit.models import Document
from workshops.documents import held
from workshops.models import ClearedPoint

PLAN, WORD, SHEETS = "plan", "plan-word", "plan-sheets"
SUMMARY, EVIDENCE, REVIEW = "summary", "evidence", "review"
STYLES = ("document.css",)
# Who may have which; a draft is for those alone who may see drafts.
NEEDED = {
    PLAN: Permission.DOWNLOAD_PLAN,
    WORD: Permission.DOWNLOAD_PLAN,
    SHEETS: Permission.DOWNLOAD_PLAN,
    SUMMARY: Permission.DOWNLOAD_PLAN,
    EVIDENCE: Permission.READ_EVIDENCE,
    REVIEW: Permission.DOWNLOAD_PLAN,
}
Shelf = dict[tuple[str, UUID], list[Document]]


# What a worker makes of a row (settings.DOCUMENT_KINDS)


def plan(document: Document) -> documents.Rendering:
    """The page of a plan, from the value frozen when it was asked for."""
    value = document.value or {}
    styles = (*STYLES, "draft.css") if value["draft"] else STYLES
    html = documents.page(document, "documents/plan.html")
    return documents.Rendering(html, f"{value['reference']}.pdf", value["title"], styles)


def word(document: Document) -> documents.Rendering:
    """The Word file of a plan."""
    return _file(document, "docx", plan_word.word_file)


def sheets(document: Document) -> documents.Rendering:
    """The spreadsheet of a plan."""
    return _file(document, "xlsx", plan_sheets.spreadsheet)


def _file(document: Document, form: str, write: Any) -> documents.Rendering:
    value = document.value or {}
    content = write(value, documents.fingerprint(document.content_digest))
    return documents.Rendering("", f"{value['reference']}.{form}", value["title"], content=content)


def summary(document: Document) -> documents.Rendering:
    """The page for elected members and trustees."""
    return _printed(document, "documents/summary.html", "summary.css")


def review(document: Document) -> documents.Rendering:
    """The report of one review."""
    return _printed(document, "documents/review.html", "review.css")


def _printed(document: Document, template: str, *more: str) -> documents.Rendering:
    value = document.value or {}
    html = documents.page(document, template)
    return documents.Rendering(html, f"{value['reference']}.pdf", value["title"], (*STYLES, *more))


def evidence(document: Document) -> documents.Rendering:
    """The page of an evidence sheet, from the cleared rows as they stand: nothing withdrawn can be in it."""
    stored = ActionPlan.objects.select_related("area__programme").get(pk=document.subject)
    value, _ = evidence_value(stored)
    styles = (*STYLES, "draft.css") if value.draft else STYLES
    html = documents.page(document, "documents/evidence.html", value)
    return documents.Rendering(html, f"{value.reference}.pdf", value.title, styles, value)


# Asking


def ask(stored: ActionPlan, *, kind: str = PLAN, review: UUID | None = None, by: Seat) -> Document:
    """Ask for the document of the present state of a plan; the same content is rendered once (domain I-37).

    `review` names the review whose report is asked for. Raises PermissionDenied for whoever may not read it: a
    coordinator gets no draft. Raises NotPossible for what there cannot be yet.
    """
    require(by, NEEDED[kind], area_id=stored.area_id)
    require(by, Permission.DOWNLOAD_PLAN, area_id=stored.area_id)
    if stored.state in PAST:
        raise NotPossible("This version is over, so no more documents of it are made. Those there are stay.")
    if stored.is_draft:
        require(by, Permission.SEE_DRAFT_PLAN, area_id=stored.area_id)
    return _ask(stored, kind, by, review)


@transaction.atomic
def _ask(plan_asked: ActionPlan, kind: str, by: Seat, review: UUID | None = None) -> Document:
    # As it is stored, not as a page found it: the document says which edition it shows.
    stored = ActionPlan.objects.select_related("area__programme").get(pk=plan_asked.pk)
    subject, uses = stored.pk, list[UUID]()
    value: Any
    if kind == EVIDENCE:
        value, uses = evidence_value(stored)
        # Held until this document is known: a withdrawal either comes before, or finds the document and retracts it.
        if set(held(ClearedPoint, uses)) != set(uses):
            value, uses = evidence_value(stored)
    elif kind == REVIEW:
        reported = confirmed_review(stored, review)
        subject, value = reported.pk, review_value(reported)
    elif kind == SUMMARY:
        if stored.is_draft:
            raise NotPossible("The summary speaks of a plan that both sectors agreed. This one is a draft.")
        value = summary_value(stored)
    else:
        value = plan_value(stored)
    return documents.request(
        kind=kind, subject=subject, chain=stored.area.chain, value=value, uses=uses, by=by.pk
    )


def reviews(stored: ActionPlan) -> list[PlanReview]:
    """The reviews that are the record of both sectors: only these have reports."""
    found = PlanReview.objects.filter(plan=stored, confirmed_at__isnull=False).order_by("-number")
    return list(found)


def confirmed_review(stored: ActionPlan, pk: UUID | None) -> PlanReview:
    """One of `reviews`. Raises NotPossible when there is none such."""
    found = next((one for one in reviews(stored) if one.pk == pk), None)
    if found is None:
        raise NotPossible("There is no review here that people of both sectors have confirmed.")
    found.plan = stored
    return found


# What is there


def shelf(stored: ActionPlan, kinds: Collection[str]) -> Shelf:
    """The documents of these `kinds` of `stored` by kind and subject, newest first; one query.

    The newest in whatever state, so that its progress is seen, and below it those that can be opened and those that
    were taken back, which nobody can open. Drafts are shown no longer once the plan is agreed: they tell of proposals
    that nobody agreed, which a coordinator never saw.
    """
    rows = Document.objects.filter(chain=stored.area.chain, kind__in=kinds)
    rows = rows.filter(Q(subject=stored.pk) | Q(subject__in=stored.reviews.values("pk")))
    if not stored.is_draft:
        rows = rows.filter(is_draft=False)
    found: Shelf = {}
    for row in rows.defer("value"):
        found.setdefault((row.kind, row.subject), []).append(row)
    return {key: shown(every) for key, every in found.items()}


def shown(every: list[Document]) -> list[Document]:
    """Of the documents of one kind about one thing those that a page shows."""
    kept = (*Document.OPENABLE, Document.State.RETRACTED)
    return every[:1] + [row for row in every[1:] if row.state in kept]


def readable(stored: ActionPlan, kind: str) -> list[Document]:
    """The documents of one kind to be opened or waited for, newest first."""
    rows = shelf(stored, [kind]).get((kind, stored.pk), [])
    return [row for row in rows if row.state != Document.State.RETRACTED]


def plan_about(document: Document) -> UUID | None:
    """The plan that a document is of: its subject, or that of the review it reports."""
    if document.kind != REVIEW:
        return document.subject
    return PlanReview.objects.filter(pk=document.subject).values_list("plan", flat=True).first()


def owing_anew() -> list[UUID]:
    """Plans in force, and closed ones, whose evidence sheet was taken back and not yet made again."""
    made = Document.objects.filter(kind=EVIDENCE)
    taken = made.filter(state=Document.State.RETRACTED).values("subject")
    lasting = ActionPlan.objects.filter(state__in=(*ActionPlan.IN_FORCE, ActionPlan.State.CLOSED))
    plans = lasting.filter(pk__in=taken).exclude(pk__in=made.live().values("subject"))
    return list(plans.values_list("pk", flat=True))


def make_anew(plan_id: UUID) -> Document:
    """Ask, as the system, for the evidence sheet that took the place of a retracted one (domain I-24)."""
    stored = ActionPlan.objects.select_related("area__programme").get(pk=plan_id)
    return _ask(stored, EVIDENCE, system_seat(stored.area.programme))


def outdate_superseded() -> int:
    """Documents that became ready after a new version took the place of their plan are no current copies."""
    old = ActionPlan.objects.filter(state=ActionPlan.State.SUPERSEDED).values_list("pk", flat=True)
    return documents.outdate(list(old))
