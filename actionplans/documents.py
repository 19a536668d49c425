"""The plan and its evidence sheet as documents: asked for as rows, rendered by a worker, retracted on withdrawal."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from actionplans.evidence_value import evidence_value
from actionplans.models import ActionPlan
from actionplans.plan_value import plan_value
from actionplans.versions import PAST
from partnerships.membership import NotPossible, system_seat
from partnerships.models import Seat
from partnerships.permissions import Permission, require
from pipd.kit import documents
from pipd.kit.models import Document
from workshops.models import ClearedPoint

PLAN, EVIDENCE = "plan", "evidence"
STYLES = ("document.css",)


def plan(document: Document) -> documents.Rendering:
    """The page of a plan, from the value frozen when it was asked for (settings.DOCUMENT_KINDS)."""
    value = document.value or {}
    styles = (*STYLES, "draft.css") if value["draft"] else STYLES
    html = documents.page(document, "documents/plan.html")
    return documents.Rendering(html, f"{value['reference']}.pdf", value["title"], styles)


def evidence(document: Document) -> documents.Rendering:
    """The page of an evidence sheet, from the cleared rows as they stand: nothing withdrawn can be in it."""
    stored = ActionPlan.objects.select_related("area__programme").get(pk=document.subject)
    value, _ = evidence_value(stored)
    styles = (*STYLES, "draft.css") if value.draft else STYLES
    html = documents.page(document, "documents/evidence.html", value)
    return documents.Rendering(html, f"{value.reference}.pdf", value.title, styles, value)


def ask(stored: ActionPlan, *, kind: str = PLAN, by: Seat) -> Document:
    """Ask for the document of the present state of a plan; the same content is rendered once (domain I-37).

    `kind` is PLAN or EVIDENCE. Raises PermissionDenied for whoever may not read it: a coordinator gets no draft.
    """
    require(by, Permission.DOWNLOAD_PLAN, area_id=stored.area_id)
    if stored.state in PAST:
        raise NotPossible("This version is over, so no more documents of it are made. Those there are stay.")
    if stored.is_draft:
        require(by, Permission.SEE_DRAFT_PLAN, area_id=stored.area_id)
    return _ask(stored, kind, by)


@transaction.atomic
def _ask(plan_asked: ActionPlan, kind: str, by: Seat) -> Document:
    # As it is stored, not as a page found it: the document says which edition it shows.
    stored = ActionPlan.objects.select_related("area__programme").get(pk=plan_asked.pk)
    if kind == EVIDENCE:
        value, uses = evidence_value(stored)
        # Held until this document is known: a withdrawal either comes before, or finds the document and retracts it.
        held = (
            ClearedPoint.objects.select_for_update()
            .filter(pk__in=uses)
            .order_by("pk")
            .values_list("pk", flat=True)
        )
        if set(held) != set(uses):
            value, uses = evidence_value(stored)
        return documents.request(
            kind=kind, subject=stored.pk, chain=stored.area.chain, value=value, uses=uses, by=by.pk
        )
    return documents.request(
        kind=PLAN, subject=stored.pk, chain=stored.area.chain, value=plan_value(stored), by=by.pk
    )


def readable(stored: ActionPlan, kind: str) -> list[Document]:
    """The documents of one kind to be shown for `stored`, newest first; drafts no longer once it is agreed.

    The newest in whatever state, so that its progress is seen, and below it those that can be opened.
    """
    rows = Document.objects.of(kind, stored.pk).exclude(state=Document.State.RETRACTED)
    if not stored.is_draft:
        # A draft tells of proposals that nobody agreed, which a coordinator never saw.
        rows = rows.filter(is_draft=False)
    every = list(rows.defer("value"))
    return every[:1] + [row for row in every[1:] if row.state in Document.OPENABLE]


def owing_anew() -> list[UUID]:
    """Plans in force, and closed ones, whose evidence sheet was taken back and not yet made again."""
    sheets = Document.objects.filter(kind=EVIDENCE)
    taken = sheets.filter(state=Document.State.RETRACTED).values("subject")
    lasting = ActionPlan.objects.filter(state__in=(*ActionPlan.IN_FORCE, ActionPlan.State.CLOSED))
    plans = lasting.filter(pk__in=taken).exclude(pk__in=sheets.live().values("subject"))
    return list(plans.values_list("pk", flat=True))


def make_anew(plan_id: UUID) -> Document:
    """Ask, as the system, for the evidence sheet that took the place of a retracted one (domain I-24)."""
    stored = ActionPlan.objects.select_related("area__programme").get(pk=plan_id)
    return _ask(stored, EVIDENCE, system_seat(stored.area.programme))


def outdate_superseded() -> int:
    """Documents that became ready after a new version took the place of their plan are no current copies."""
    old = ActionPlan.objects.filter(state=ActionPlan.State.SUPERSEDED).values_list("pk", flat=True)
    return documents.outdate(list(old))
