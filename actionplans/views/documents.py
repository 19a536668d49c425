"""The plan's documents: asked for, seen to become ready, downloaded; and the page with the same content."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.views.generic import TemplateView

from actionplans import documents
from actionplans.models import ActionPlan
from actionplans.plan_value import plan_value
from actionplans.views.base import PlanAct, PlanMixin, VersionPage
from partnerships.papers import handed_out
from partnerships.permissions import Permission
from pipd.kit import documents as kit
from pipd.kit.models import Document
from pipd.kit.tasks import render_document

KINDS = {documents.PLAN: "The plan", documents.EVIDENCE: "The evidence sheet"}
NEEDED = {documents.PLAN: Permission.DOWNLOAD_PLAN, documents.EVIDENCE: Permission.READ_EVIDENCE}


class DocumentMixin(PlanMixin):
    """A page about one document. It is found through the plans, so another area's is as unknown as none."""

    permission = Permission.DOWNLOAD_PLAN

    @cached_property
    def chosen(self) -> ActionPlan:
        """The version that the document is of, if the reader may open it."""
        if self.is_closed_to_reader:
            raise PermissionDenied
        kinds = [kind for kind, needed in NEEDED.items() if self.may(needed)]
        row = Document.objects.filter(pk=self.kwargs["document"], kind__in=kinds).first()
        for plan in self.versions.open_to(drafts=self.may(Permission.SEE_DRAFT_PLAN)):
            if row is not None and row.subject == plan.pk:
                return plan
        raise Http404

    @property
    def document(self) -> Document:
        plan = self.chosen
        for kind, needed in NEEDED.items():
            for document in documents.readable(plan, kind) if self.may(needed) else []:
                if document.pk == self.kwargs["document"]:
                    return document
        raise Http404


class DocumentList(VersionPage):
    """Every document of one version of the plan and how far it is."""

    plainly = "documents"

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

    @property
    def asked(self) -> int | None:
        """The version whose page was open."""
        typed = self.request.POST.get("version", "")
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 5 else None

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
        return self.links(self.plan)["documents"]


class DocumentState(DocumentMixin, TemplateView):
    """How far one document is: the part of the page that asks again by itself until it is ready."""

    template_name = "actionplans/_document.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(document=self.document, **kwargs)


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
