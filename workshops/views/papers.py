"""The record as documents: PDFs asked for, seen to become ready and downloaded; Word and a table made at once."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.generic import TemplateView

from partnerships.access import AreaMixin
from partnerships.acting import ActView, Press
from partnerships.membership import NotPossible
from partnerships.papers import attached, handed_out, one_of, rung_for
from partnerships.permissions import Permission
from pipd.kit.models import Document
from workshops import documents
from workshops.record_value import cleared_notes

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "csv": "text/csv; charset=utf-8",
}


class PaperMixin(AreaMixin):
    """A page about the documents of the record. Nobody outside the area and its coordinators has any (domain 3K)."""

    permission = Permission.READ_RECORD
    section = "record"

    @property
    def number(self) -> int | None:
        """The session asked for; None for all of them. Raises Http404 for what is none."""
        typed = self.request.POST.get("session", "")
        if typed and not (typed.isascii() and typed.isdigit() and len(typed) == 1):
            raise Http404
        return int(typed) if typed else None

    @property
    def document(self) -> Document:
        return one_of(documents.readable(self.area).values(), self.kwargs["document"])

    def onward(self) -> str:
        return reverse("workshops:document-list", kwargs={"area": self.area.slug})


class DocumentList(PaperMixin, TemplateView):
    """Every document of the record and how far it is: of all sessions first, then of each."""

    template_name = "workshops/documents.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = documents.readable(self.area)
        notes = cleared_notes(self.area)
        groups = (
            [{"number": "", "words": "All sessions", "rows": rows.get(self.area.pk, [])}] if notes else []
        )
        groups += [
            {
                "number": str(note.workshop.number),
                "words": f"Session {note.workshop.number}: {note.workshop.topic}",
                "rows": rows.get(note.workshop_id, []),
            }
            for note in notes
        ]
        return super().get_context_data(groups=groups, **kwargs)


class DocumentAsk(PaperMixin, Press):
    """Ask for the PDF of the record as it stands; a worker is rung, and a sweep comes if it does not hear."""

    def act(self) -> str:
        document = documents.ask(self.area, self.number, by=self.seat)
        return rung_for(document)


class DocumentState(PaperMixin, TemplateView):
    """How far one document is: the part of the page that asks again by itself until it is ready."""

    template_name = "workshops/_document.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(document=self.document, **kwargs)


class DocumentDownload(PaperMixin, TemplateView):
    """The file. Whether the reader may have it is asked at the moment of the download (trust X5)."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return handed_out(self.document)


class CopyDownload(PaperMixin, ActView):
    """A file made now and kept nowhere. By a button, because the log counts it as a copy handed out (domain E7)."""

    http_method_names = ["post", "options"]
    form = ""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            content, name = documents.copy(self.area, self.number, form=self.form, by=self.seat)
        except NotPossible as refusal:
            return self.warned(refusal)
        return attached(content, name, TYPES[self.form])


class WordDownload(CopyDownload):
    """The record as a Word file."""

    form = "docx"


class TableDownload(CopyDownload):
    """The record as a table."""

    form = "csv"
