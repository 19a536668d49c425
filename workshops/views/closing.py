"""What the group may do with notes as a whole: sign in the facilitator's place, open cleared statements again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404

from partnerships.acting import FormAct, PagePress, Press
from partnerships.permissions import Permission
from workshops.clearance import countersigning, reopening
from workshops.forms.settled import ReopenForm
from workshops.views.base import SessionMixin


class Countersign(SessionMixin, PagePress):
    """Read what would be cleared, then sign for one's sector; the second sector's signature clears it."""

    permission = Permission.COUNTERSIGN
    template_name = "workshops/countersign.html"
    cleared = False

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = countersigning.page(self.workshop, self.seat)
        if page is None:
            raise Http404
        return super().get_context_data(page=page, **kwargs)

    def act(self) -> str:
        seen = self.request.POST.get("seen", "none")
        self.cleared = countersigning.countersign(self.workshop, seen=seen, by=self.seat) is not None
        if self.cleared:
            return "Both sectors have signed. The notes are cleared."
        return "You have signed for your sector. The other sector signs next."

    def onward(self) -> str:
        return self.address("record-session" if self.cleared else "note-countersign")


class ReopenMixin(SessionMixin):
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
        return super().get_context_data(asked=reopening.asked(self.workshop, self.seat), **kwargs)

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
