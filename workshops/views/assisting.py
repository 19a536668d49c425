"""Answers recorded for somebody else, and what that person says of them (domain I-22)."""

from __future__ import annotations

from functools import cached_property
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.generic import TemplateView

from partnerships.acting import Press
from partnerships.membership import NotPossible
from partnerships.models import Seat
from partnerships.permissions import Permission
from pipd.kit.wording import count, listed
from workshops.clearance import answering, assisting, checking
from workshops.forms.check_line import THEIR_GROUND_CHOICES
from workshops.forms.checking import CheckForm
from workshops.forms.settled import ChannelForm
from workshops.views.base import OfThoseAsked
from workshops.views.checking import CheckMixin, NoteCheck


class RecordAnswers(NoteCheck):
    """The questions as one person is asked them, filled in by a facilitator whom they told their answers."""

    permission = Permission.RECORD_ANSWER
    admits_leavers = False
    template_name = "workshops/record_answers.html"
    confirm_template = "workshops/record_answers_check.html"

    def choose_seat(self, seats: list[Seat], permission: Permission) -> Seat:
        return super(OfThoseAsked, self).choose_seat(seats, permission)

    @cached_property
    def person(self) -> Seat:
        return assisting.person(self.workshop, self.kwargs["responder"], self.seat)

    @cached_property
    def page(self) -> checking.CheckPage:
        page = checking.page_of(self.workshop, self.person, self.seat, self.wanted)
        if page is None or not page.open:
            raise Http404
        return page

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(person=self.person, grounds=THEIR_GROUND_CHOICES, **kwargs)

    def confirm(self, form: CheckForm, channel: ChannelForm | None = None) -> HttpResponse:
        told = channel or ChannelForm()
        # As `form` too: what is wrong with it stands in the summary of errors.
        context = self.confirm_context(form) | {"person": self.person, "channel": told, "form": told}
        return render(self.request, self.confirm_template, context)

    def send(self, form: CheckForm) -> HttpResponse:
        channel = ChannelForm(self.request.POST)
        if not channel.is_valid() or form.passed:
            return self.confirm(form, channel)
        try:
            received = assisting.record(
                self.workshop,
                self.kwargs["responder"],
                [line.reply() for line in form.answered],
                channel=channel.cleaned_data["channel"],
                by=self.seat,
            )
        except NotPossible as refusal:
            form.refusal = str(refusal)
            return self.render_to_response(self.get_context_data(form=form))
        return self.saved(received, form.changed)

    def saved(self, received: answering.Received, changed: list[int]) -> HttpResponse:
        if changed:
            messages.warning(
                self.request,
                f"The words of {listed(changed)} changed meanwhile. Ask again about them.",
            )
        name = self.person.user.full_name if self.person.user else ""
        said = f"{count(received.saved, 'answer')} of {name} recorded. They get an email that says so."
        if self.page.part.many > 1 and not self.page.part.earlier:
            messages.success(self.request, f"{said} The statements below are not answered yet.")
            return redirect(self.address("answers-record", responder=self.kwargs["responder"]))
        messages.success(self.request, said)
        return redirect(self.address("note-changes"))


class AnswersRecorded(CheckMixin, Press, TemplateView):
    """What others recorded for the reader. A press says "that was not my answer", and it stops counting."""

    template_name = "workshops/answers_recorded.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        recorded = assisting.recorded_for(self.workshop, self.seat)
        return super(CheckMixin, self).get_context_data(recorded=recorded, **kwargs)

    def act(self) -> str:
        try:
            wanted = UUID(self.request.POST.get("answer", ""))
        except ValueError:
            raise Http404 from None
        disputed = assisting.dispute(self.workshop, wanted, by=self.seat)
        if disputed.reopened:
            which = listed([str(number) for number in disputed.reopened])
            return f"It does not count any more. Statement {which} left the record, and is checked again."
        return "It does not count any more. You can answer on the page for checking."

    def onward(self) -> str:
        return self.address("answers-recorded")
