"""The plan's documents: asked for, seen to become ready, downloaded; and the pages with the same content."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.views.generic import TemplateView

from actionplans import documents
from actionplans.models import ActionPlan
from actionplans.plan_value import plan_value
from actionplans.summary_value import summary_value
from actionplans.versions import PAST
from actionplans.views.base import PlanAct, PlanMixin, PlanPage, VersionPage
from partnerships.papers import handed_out, one_of, rung_for
from partnerships.permissions import Permission
from pipd.kit import documents as kit
from pipd.kit.models import Document
from pipd.kit.wording import short_date

NEEDED = documents.NEEDED
FORMS = {documents.WORD: "Word", documents.SHEETS: "Excel"}
GROUPS = (
    ("The plan", "", (documents.PLAN, documents.WORD, documents.SHEETS)),
    (
        "Summary on one page",
        "For elected members and trustees: what the plan is for, how it goes, what is late. It names nobody.",
        (documents.SUMMARY,),
    ),
    (
        "Evidence sheet",
        "The cleared statements behind each objective. For the group and the coordinator only.",
        (documents.EVIDENCE,),
    ),
)
WORDS = {
    documents.PLAN: "The plan as PDF",
    documents.WORD: "The plan for Word",
    documents.SHEETS: "The plan for Excel",
    documents.SUMMARY: "The summary",
    documents.EVIDENCE: "The evidence sheet",
    documents.REVIEW: "The review report",
}
ADDRESSES = {
    "state": "actionplans:document-state",
    "download": "actionplans:document-download",
    "ask": "actionplans:document-ask",
}


@dataclass(frozen=True)
class Paper:
    """One line of the page: a kind of document in one form, and the copies there are."""

    kind: str
    form: str
    words: str
    rows: Sequence[Document]
    changed: bool = False
    review: UUID | None = None

    @property
    def may_be_asked(self) -> bool:
        """Whether the row offers to make it: not while the same is being made, or its own line offers another try."""
        return not self.rows or self.changed or self.rows[0].state not in kit.UNMADE


@dataclass(frozen=True)
class Group:
    words: str
    about: str
    papers: Sequence[Paper]


def review_asked(typed: str) -> UUID | None:
    """The review that a form names, if it names one."""
    try:
        return UUID(typed) if typed else None
    except ValueError:
        raise Http404 from None


class DocumentMixin(PlanMixin):
    """A page about one document. It is found through the plans, so another area's is as unknown as none."""

    permission = Permission.DOWNLOAD_PLAN

    @cached_property
    def chosen(self) -> ActionPlan:
        """The version that the document is of, if the reader may open it."""
        if self.is_closed_to_reader:
            raise PermissionDenied
        row = Document.objects.filter(pk=self.kwargs["document"], kind__in=self.kinds).first()
        about = documents.plan_about(row) if row else None
        for plan in self.versions.open_to(drafts=self.may(Permission.SEE_DRAFT_PLAN)):
            if plan.pk == about:
                return plan
        raise Http404

    @property
    def kinds(self) -> list[str]:
        return [kind for kind, needed in NEEDED.items() if self.may(needed)]

    @property
    def document(self) -> Document:
        return one_of(documents.shelf(self.chosen, self.kinds).values(), self.kwargs["document"])


class DocumentList(VersionPage):
    """Every document of one version of the plan and how far it is."""

    plainly = "documents"

    permission = Permission.DOWNLOAD_PLAN
    template_name = "actionplans/documents.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            groups=self.groups(self.plan),
            addresses=ADDRESSES,
            may_download_all=self.may(Permission.DOWNLOAD_ALL),
            is_past=self.plan.state in PAST,
            has_summary=self.plan == self.versions.shown(drafts=False),
            **kwargs,
        )

    def groups(self, plan: ActionPlan) -> list[Group]:
        """What the reader may have of `plan`; a draft has neither summary nor reviews."""
        kinds = [kind for kind, needed in NEEDED.items() if self.may(needed)]
        kinds = [kind for kind in kinds if not (plan.is_draft and kind == documents.SUMMARY)]
        shelf = documents.shelf(plan, kinds)

        def paper(kind: str, subject: UUID, form: str, review: UUID | None = None) -> Paper:
            rows = shelf.get((kind, subject), [])
            changed = bool(rows) and not review and rows[0].requested_at < plan.changed_at
            return Paper(kind, form, WORDS[kind], rows, changed, review)

        found = [
            Group(
                words, about, [paper(kind, plan.pk, FORMS.get(kind, "PDF")) for kind in of if kind in kinds]
            )
            for words, about, of in GROUPS
        ]
        held = [] if plan.is_draft else documents.reviews(plan)
        reports = [
            paper(documents.REVIEW, one.pk, f"Review {one.number}, {short_date(one.held_on)}", one.pk)
            for one in held
        ]
        return [group for group in [*found, Group("Review reports", "", reports)] if group.papers]


class DocumentAsk(PlanAct):
    """Ask for the document of the present state; a worker is rung, and a sweep comes if it does not hear."""

    permission = Permission.DOWNLOAD_PLAN

    @property
    def asked(self) -> int | None:
        """The version whose page was open."""
        typed = self.request.POST.get("version", "")
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 5 else None

    def act(self) -> str:
        kind = self.request.POST.get("kind", "")
        if kind not in NEEDED or not self.may(NEEDED[kind]):
            raise Http404
        review = review_asked(self.request.POST.get("review", ""))
        document = documents.ask(self.plan, kind=kind, review=review, by=self.seat)
        return rung_for(document, WORDS[kind])

    def onward(self) -> str:
        return self.links(self.plan)["documents"]


class DocumentState(DocumentMixin, TemplateView):
    """How far one document is: the part of the page that asks again by itself until it is ready."""

    template_name = "actionplans/_document.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(document=self.document, addresses=ADDRESSES, **kwargs)


class DocumentDownload(DocumentMixin):
    """The file. Whether the reader may have it is asked at the moment of the download (trust X5)."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return handed_out(self.document)


class PlanRead(VersionPage):
    """The page with the same content as the PDF."""

    plainly = "read"
    permission = Permission.READ_PLAN
    template_name = "actionplans/read.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        value = plan_value(self.plan)
        mark = kit.fingerprint(kit.digest_of(value))
        return super().get_context_data(document=kit.plain(value), fingerprint=mark, **kwargs)


class PlanSummary(PlanPage):
    """The page with the same content as the summary. Of a plan that both sectors agreed."""

    of_delivery = True
    permission = Permission.READ_PLAN
    template_name = "actionplans/summary.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if self.plan.is_draft:
            raise Http404
        value = summary_value(self.plan)
        mark = kit.fingerprint(kit.digest_of(value))
        return super().get_context_data(document=kit.plain(value), fingerprint=mark, **kwargs)
