"""Everything cleared and agreed of an area, to take away: asked for, seen to become ready, downloaded."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.generic import TemplateView

from actionplans import everything
from actionplans.views.documents import Group, Paper
from partnerships.access import AreaMixin
from partnerships.acting import Press
from partnerships.papers import handed_out, one_of, rung_for
from partnerships.permissions import Permission
from pipd.kit.models import Document

ADDRESSES = {
    "state": "actionplans:everything-state",
    "download": "actionplans:everything-download",
    "ask": "actionplans:everything-ask",
}
FORMS = {everything.PRINTED: "One PDF", everything.ZIP: "Zip"}
WORDS = {everything.PRINTED: "Everything as one PDF", everything.ZIP: "Everything as a zip"}


class EverythingMixin(AreaMixin):
    """A page about what is there of an area. It is found through the area: another's is as unknown as none."""

    permission = Permission.DOWNLOAD_ALL
    section = "plan"

    @property
    def document(self) -> Document:
        return one_of(everything.shelf(self.area).values(), self.kwargs["document"])


class EverythingList(EverythingMixin, TemplateView):
    """The PDF and the zip, and how far each is."""

    template_name = "actionplans/everything.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        papers = [
            Paper(kind, FORMS[kind], WORDS[kind], rows) for kind, rows in everything.shelf(self.area).items()
        ]
        group = Group("Everything of this area", "", papers)
        return super().get_context_data(group=group, addresses=ADDRESSES, **kwargs)


class EverythingAsk(EverythingMixin, Press):
    """Ask for it as it stands; a worker is rung, and a sweep comes if it does not hear."""

    def act(self) -> str:
        kind = self.request.POST.get("kind", "")
        if kind not in everything.KINDS:
            raise Http404
        document = everything.ask(self.area, kind=kind, by=self.seat)
        return rung_for(document, WORDS[kind])

    def onward(self) -> str:
        return reverse("actionplans:everything-list", kwargs={"area": self.area.slug})


class EverythingState(EverythingMixin, TemplateView):
    """How far one of them is: the part of the page that asks again by itself until it is ready."""

    template_name = "actionplans/_document.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(document=self.document, addresses=ADDRESSES, **kwargs)


class EverythingDownload(EverythingMixin):
    """The file. Whether the reader may have it is asked at the moment of the download (trust X5)."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return handed_out(self.document)
