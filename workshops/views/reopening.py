"""Opening cleared statements of one session again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404

from partnerships.acting import FormAct, Press
from partnerships.permissions import Permission
from workshops.clearance import reopening
from workshops.forms.settled import ReopenForm
from workshops.views.base import OfThoseAsked


class ReopenMixin(OfThoseAsked):
    """A page or press about opening cleared statements of one session again."""

    permission = Permission.REOPEN
    section = "record"
    done_with = False

    def onward(self) -> str:
        return self.address("session-detail" if self.done_with else "note-reopen")


class Reopen(ReopenMixin, FormAct):
    """Ask for it, or see what is asked: three must agree, a facilitator and one who was there of each sector."""

    template_name = "workshops/reopen.html"
    form_class = ReopenForm

    def get_form_kwargs(self) -> dict[str, Any]:
        statements = reopening.choices(self.workshop, self.seat)
        if not statements:
            raise Http404
        return super().get_form_kwargs() | {"statements": statements}

    def get_initial(self) -> dict[str, Any]:
        return {"points": self.request.GET.getlist("statement")}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = reopening.asked(self.workshop, self.seat)
        said = reopening.choices(self.workshop, self.seat) if asked else []
        words = [statement for statement in said if asked and statement.number in asked.numbers]
        return super().get_context_data(asked=asked, asked_words=words, **kwargs)

    def act(self, form: ReopenForm) -> str:
        points = [UUID(pk) for pk in form.cleaned_data["points"]]
        reopening.ask(self.workshop, points, reason=form.cleaned_data["reason"], by=self.seat)
        return "You have asked for it. The others are told, and the record stands until they agree."


class ReopenAgree(ReopenMixin, Press):
    """Agree for one's side; the last of the three opens the statements."""

    def act(self) -> str:
        self.done_with = reopening.agree(self.workshop, by=self.seat)
        if self.done_with:
            return "The statements left the record. Everybody who was there is asked about them again."
        return "You have agreed for your side."


class ReopenDrop(ReopenMixin, Press):
    """Take the request back."""

    def act(self) -> str:
        reopening.drop(self.workshop, by=self.seat)
        return "The request is taken back. The record stands."
