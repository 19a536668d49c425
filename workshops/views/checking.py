"""Checking notes: those who were there say, statement by statement, whether it is a fair record."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.generic import TemplateView

from partnerships.acting import FormAct
from partnerships.membership import NotPossible
from partnerships.permissions import Permission
from pipd.kit.late import Late, LateResponse
from pipd.kit.wording import listed
from workshops.clearance import answering, checking, parts, whole
from workshops.clearance.overview import ANSWERED, TO_ANSWER
from workshops.forms.check_line import GROUND_CHOICES, VERDICT_CHOICES, Line
from workshops.forms.checking import LABEL_CHOICES, CheckForm
from workshops.forms.missing import MissingForm
from workshops.forms.passed import shown_in
from workshops.views.base import OfThoseAsked, SessionMixin


class CheckMixin(OfThoseAsked):
    """A page for somebody who was at the session, and may have left the group since (domain I-15)."""

    permission = Permission.ANSWER
    admits_leavers = True

    @cached_property
    def wanted(self) -> parts.Wanted:
        return parts.NOTHING

    @cached_property
    def page(self) -> checking.CheckPage:
        page = checking.check_page(self.workshop, self.seat, self.wanted)
        if page is None:
            raise Http404
        return page

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(page=self.page, progress=self.page.progress, **kwargs)


class NoteCheck(CheckMixin, TemplateView):
    """The questions, then *check your answers*, then the answers are sent. Nothing is kept in between."""

    template_name = "workshops/check.html"
    response_class = LateResponse

    @cached_property
    def wanted(self) -> parts.Wanted:
        """The part the address names; of a form that was sent, the statements it showed, wherever they are now."""
        asked = self.request.GET.get("part", "")
        return parts.Wanted(
            part=int(asked) if re.fullmatch("[0-9]{1,4}", asked) else 1,
            earlier=self.request.GET.get("show") == "earlier",
            numbers=shown_in(self.request.POST) or None,
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.pop("form", None) or CheckForm(self.page.asked)
        answered = form.in_group(ANSWERED)
        earlier = [line for line in answered if not line.waits]
        groups = [(group, lines) for group in TO_ANSWER if (lines := form.in_group(group))]
        context = super().get_context_data(
            groups=groups,
            first_blank=_first_blank([line for _, lines in groups for line in lines]),
            asks_more=len(form.lines) > len(answered),
            waiting=[line for line in answered if line.waits],
            earlier=earlier,
            errors=form.errors if form.posted else [],
            earlier_faulty=any(line.faults for line in earlier),
            rest=form.rest_is_ticked,
            passed=form.passed,
            verdicts=VERDICT_CHOICES,
            grounds=GROUND_CHOICES,
            labels=LABEL_CHOICES,
            late=Late(),
        )
        return {**context, **kwargs}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Nobody answers or decides between reading what is kept and keeping what was sent (domain I-17, I-25)."""
        if request.POST.get("step") != "send":
            return self.take(request)
        with answering.held(self.workshop):
            return self.take(request)

    def take(self, request: HttpRequest) -> HttpResponse:
        form = CheckForm(self.page.asked, request.POST)
        if not form.is_valid() or request.POST.get("step") == "back":
            return self.render_to_response(self.get_context_data(form=form))
        if request.POST.get("step") != "send":
            return self.confirm(form)
        return self.send(form)

    def confirm(self, form: CheckForm) -> HttpResponse:
        """*Check your answers*: what will be sent, carried in hidden fields."""
        return render(self.request, "workshops/check_answers.html", self.confirm_context(form))

    def confirm_context(self, form: CheckForm) -> dict[str, Any]:
        context = super().get_context_data(
            answered=form.answered,
            views=form.changed_views,
            quotes=form.answered_quotes,
            blank=form.blank,
            rest=form.rest_is_fair,
            passed=form.passed,
        )
        return {**context, "hidden": [pair for line in form.lines for pair in line.hidden()]}

    def views_of(self, form: CheckForm) -> dict[UUID, answering.View]:
        """How the side of whoever answers sees it, as far as that is new."""
        changed = form.changed_views
        return {line.asked.statement.id: answering.View(line.digest, line.view) for line in changed}

    def quotes_of(self, form: CheckForm) -> dict[UUID, tuple[str, str]]:
        """What is said of quotations: whether they may be used, and the digest of the words that were read."""
        return {quote.quoted.id: (quote.stance, quote.quoted.digest) for quote in form.answered_quotes}

    def send(self, form: CheckForm) -> HttpResponse:
        if form.passed:
            return self.confirm(form)
        try:
            replies = [line.reply() for line in form.answered]
            answering.give(
                self.workshop, replies, views=self.views_of(form), quotes=self.quotes_of(form), by=self.seat
            )
        except NotPossible as refusal:
            form.refusal = str(refusal)
            return self.render_to_response(self.get_context_data(form=form))
        if form.changed:
            which = f"statement{'s' if len(form.changed) > 1 else ''} {listed(form.changed)}"
            messages.warning(self.request, f"The words of {which} changed meanwhile. Please answer again.")
            return redirect(self.address("note-check"))
        return redirect(self.address("note-checked"))


def _first_blank(lines: list[Line]) -> Line | None:
    """The first of `lines` without an answer, where one with an answer stands above it: otherwise it is in sight."""
    at = next((n for n, line in enumerate(lines) if not line.chosen), 0)
    return lines[at] if at else None


class NoteChecked(CheckMixin, TemplateView):
    """What was answered, and what happens next."""

    template_name = "workshops/checked.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(onward=self.onward, **kwargs)

    @property
    def onward(self) -> str:
        """What the button to what is left says; empty where nothing is."""
        left, at_once = self.page.to_answer, parts.AT_ONCE
        if not (self.page.open and left):
            return ""
        if left == self.page.waiting:
            return "Answer about your own words"
        return f"Answer the {f'next {at_once}' if left > at_once else f'last {left}' if left > 1 else 'last one'}"


class NoteMissing(CheckMixin, FormAct):
    """Suggest a statement that the notes lack."""

    template_name = "workshops/missing.html"
    form_class = MissingForm

    def act(self, form: MissingForm) -> str:
        answering.suggest_missing(self.workshop, by=self.seat, **form.cleaned_data)
        return "Your statement is with the facilitators."

    def onward(self) -> str:
        return self.address("note-check")


class NoteRead(SessionMixin, TemplateView):
    """The notes as the group may read them while they are checked."""

    permission = Permission.SEE_CIRCULATED
    template_name = "workshops/read.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = whole.read_page(self.workshop, self.seat)
        if found is None:
            raise Http404
        return super().get_context_data(notes=found, **kwargs)
