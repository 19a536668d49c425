"""Bringing in a summary written elsewhere: paste or upload, look at its paragraphs, then make statements of them."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.views.generic import TemplateView

from partnerships.acting import ActView
from partnerships.membership import NotPossible
from pipd.kit.wording import count
from workshops import pasting
from workshops.clearance import bringing, desk
from workshops.forms.bringing import PickForm, SummaryForm
from workshops.forms.logging import USUAL_KINDS
from workshops.views.desk import DeskMixin

PREVIEW = "workshops/desk_bring_preview.html"


class DeskBring(DeskMixin, ActView, TemplateView):
    """Three steps on one address; what was pasted goes from step to step in the form, and no file is kept."""

    template_name = "workshops/desk_bring.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        why_not = desk.why_not_from_memory(self.workshop, self.seat)
        return super().get_context_data(**{"form": SummaryForm(), "why_not": why_not, **kwargs})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = SummaryForm(request.POST, request.FILES)
        step = request.POST.get("step")
        if step == "back":
            form = SummaryForm(initial={"words": request.POST.get("words", "")})
            return self.render_to_response(self.get_context_data(form=form))
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        summary = pasting.read(form.cleaned_data["words"])
        return self.make(summary) if step == "make" else self.preview(summary, form.cleaned_data["words"])

    def preview(self, summary: pasting.Summary, words: str) -> HttpResponse:
        usual = {"kind": USUAL_KINDS[self.workshop.number], "pick": [str(p.index) for p in summary.usable]}
        initial = {**usual, "words": words, "token": uuid4()}
        form = PickForm(initial=initial, summary=summary, programme=self.area.programme)
        return self.show(form)

    def show(self, form: PickForm) -> HttpResponse:
        self.template_name = PREVIEW
        ticked = {str(index) for index in form["pick"].value() or []}
        picked = [p.index for p in form.summary.usable if str(p.index) in ticked]
        context = self.get_context_data(form=form, summary=form.summary, picked=picked)
        return self.render_to_response(context)

    def make(self, summary: pasting.Summary) -> HttpResponse:
        form = PickForm(self.request.POST, summary=summary, programme=self.area.programme)
        if not form.is_valid():
            return self.show(form)
        given = form.cleaned_data
        try:
            made = bringing.bring_in(
                self.workshop, paragraphs=form.picked, kind=given["kind"], token=given["token"], by=self.seat
            )
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
            return self.show(form)
        said = f"{count(len(made), 'statement')} added. Say for each who holds it." if made else ""
        return self.done(said)

    def onward(self) -> str:
        return f"{self.address('desk-detail')}#statements"
