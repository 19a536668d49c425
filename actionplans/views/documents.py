"""The plan's documents: asked for, seen to become ready, downloaded; and the page with the same content."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.generic import TemplateView

from actionplans import documents
from actionplans.plan_value import plan_value
from actionplans.views.base import PlanAct, PlanMixin, PlanPage
from partnerships.papers import handed_out
from partnerships.permissions import Permission
from pipd.kit import documents as kit
from pipd.kit.models import Document
from pipd.kit.tasks import render_document

KINDS = {documents.PLAN: "The plan", documents.EVIDENCE: "The evidence sheet"}
NEEDED = {documents.PLAN: Permission.DOWNLOAD_PLAN, documents.EVIDENCE: Permission.READ_EVIDENCE}


class DocumentMixin(PlanMixin):
    """A page about one document. It is found through the plan, so another area's is as unknown as none."""

    permission = Permission.DOWNLOAD_PLAN

    @property
    def document(self) -> Document:
        kinds = [kind for kind, needed in NEEDED.items() if self.may(needed)]
        for kind in kinds:
            for document in documents.readable(self.plan, kind):
                if document.pk == self.kwargs["document"]:
                    return document
        raise Http404


class DocumentList(PlanPage):
    """Every document of the plan and how far it is."""

    permission = Permission.DOWNLOAD_PLAN
    template_name = "actionplans/documents.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        groups = []
        for kind, words in KINDS.items():
            if self.may(NEEDED[kind]):
                rows = documents.readable(self.plan, kind)
                changed = bool(rows) and rows[0].requested_at < self.plan.changed_at
                groups.append({"kind": kind, "words": words, "rows": rows, "changed": changed})
        return super().get_context_data(groups=groups, **kwargs)


class DocumentAsk(PlanAct):
    """Ask for the document of the present state; a worker is rung, and a sweep comes if it does not hear."""

    permission = Permission.DOWNLOAD_PLAN

    def act(self) -> str:
        kind = self.request.POST.get("kind", "")
        if kind not in NEEDED or not self.may(NEEDED[kind]):
            raise Http404
        document = documents.ask(self.plan, kind=kind, by=self.seat)
        if document.state == Document.State.OWED:
            render_document.delay_on_commit(str(document.pk))
            return ""  # the page shows how far it is
        return f"{KINDS[kind]} is there already: nothing has changed since it was made."

    def onward(self) -> str:
        return self.address("document-list")


class DocumentState(DocumentMixin, TemplateView):
    """How far one document is: the part of the page that asks again by itself until it is ready."""

    template_name = "actionplans/_document.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(document=self.document, **kwargs)


class DocumentDownload(DocumentMixin):
    """The file. Whether the reader may have it is asked at the moment of the download (trust X5)."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return handed_out(self.document)


class PlanRead(PlanPage):
    """The page with the same content as the PDF."""

    permission = Permission.READ_PLAN
    template_name = "actionplans/read.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        value = plan_value(self.plan)
        mark = kit.fingerprint(kit.digest_of(value))
        return super().get_context_data(document=kit.plain(value), fingerprint=mark, **kwargs)
