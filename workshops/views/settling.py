"""Dealing with suggested changes, and approving what those who were there have cleared."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.generic import TemplateView

from partnerships.acting import FormAct, PagePress, Press
from partnerships.membership import NotPossible
from partnerships.permissions import Permission
from pipd.kit.conflicts import Wording
from pipd.kit.wording import count
from workshops.clearance import approving, circulating, contesting, live, reminding, settling, table
from workshops.forms.settling import DecideForm
from workshops.models import Kind, Position
from workshops.views.base import SessionMixin

ACCEPTED, NOT_ACCEPTED = "accepted", "not_accepted"


class TableMixin(SessionMixin):
    """A page that shows facilitators the whole state of the clearing."""

    permission = Permission.DECIDE_CHANGE

    @cached_property
    def table(self) -> table.Table:
        found = table.table(self.workshop, self.seat)
        if found is None:
            raise Http404
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(table=self.table, **kwargs)


class Changes(TableMixin, Press, TemplateView):
    """What is suggested, what is objected to, who has not answered; and sending the decided changes."""

    template_name = "workshops/changes.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # Before the table is read: what comes in between is shown once more.
        mark = live.mark(self.workshop, self.seat)
        silent = [person.id for person in self.table.silent]
        return super().get_context_data(mark=mark, reminded=reminding.reminded_today(silent), **kwargs)

    def act(self) -> str:
        version = circulating.circulate_changes(self.workshop, by=self.seat)
        return f"Version {version.number} is sent. Unchanged statements keep their answers."

    def onward(self) -> str:
        return self.address("note-changes")


class KeepBoth(SessionMixin, Press, TemplateView):
    """Where nobody chooses between wordings: what the statement will be, then that each stands as its sector's view."""

    permission = Permission.DECIDE_CHANGE
    template_name = "workshops/keep_both.html"
    in_room = False
    done_page = "note-changes"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().get(request, *args, **kwargs)
        except NotPossible as refusal:
            return self.warned(refusal)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = contesting.both(self.workshop, self.kwargs["point"], self.seat)
        return super().get_context_data(both=found, **kwargs)

    def act(self) -> str:
        seen, point = self.request.POST.get("seen", "none"), self.kwargs["point"]
        contesting.keep_both(self.workshop, point, seen=seen, by=self.seat, in_room=self.in_room)
        if self.in_room:
            return ""
        return "Saved. Every wording stands beside the statement under its sector, once you send the changed notes."

    def onward(self) -> str:
        return self.address(self.done_page)


class DecideChange(TableMixin, FormAct):
    """Decide one suggested change: as suggested, in other words, or not."""

    template_name = "workshops/decide.html"
    form_class = DecideForm
    in_room = False
    done_page = "note-changes"

    @cached_property
    def change(self) -> table.Change:
        wanted = self.kwargs["change"]
        found = next((change for change in self.table.changes if change.id == wanted), None)
        if found is None:
            raise Http404
        return found

    def get_initial(self) -> dict[str, Any]:
        return {
            "text": self.change.before if self.change.is_removal else self.change.text,
            "revision": self.change.revision,
            "kind": self.change.kind or Kind.FACT,
            "position_la": self.change.position_la or Position.NOT_DISCUSSED,
            "position_tso": self.change.position_tso or Position.NOT_DISCUSSED,
            "label": self.change.label,
        }

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"change": self.change, "programme": self.seat.programme}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(change=self.change, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().post(request, *args, **kwargs)
        except Http404:
            return self.warned(NotPossible("This change is settled already."))

    def act(self, form: DecideForm) -> str:
        settling.decide(self.workshop, self.change.id, by=self.seat, in_room=self.in_room, **form.decision())
        # In the room the new words on the wall say it.
        if self.in_room:
            return ""
        if form.cleaned_data["outcome"] == NOT_ACCEPTED:
            return "Saved. The words stay as they were, and whoever suggested the change is asked again."
        if self.change.is_removal and form.cleaned_data["outcome"] == ACCEPTED:
            return "Saved. The statement is out of the notes once you send them."
        return "Saved. People answer the new words once you send the changed notes."

    def onward(self) -> str:
        return self.address(self.done_page)

    def conflict(self, form: Any) -> HttpResponse:
        """With the words of a button that sends none: the box holds what another press would use."""
        form.data = form.data.copy()
        form.data.setdefault("text", form.words)
        return super().conflict(form)

    def wordings(self, form: DecideForm, stored: dict[str, Any]) -> list[Wording]:
        """The statement as a colleague worded it, beside the words that were decided on."""
        return [Wording("The statement", self.change.before, form.words, is_said=True)]


class Approve(TableMixin, PagePress):
    """Approve the cleared summary, where the rule holds; else the page lists exactly what is missing."""

    permission = Permission.APPROVE
    template_name = "workshops/approve.html"

    def act(self) -> str:
        seen = self.request.POST.get("seen", "none")
        kept = approving.approve(self.workshop, seen=seen, by=self.seat).points.count()
        return f"Cleared: {count(kept, 'statement')} {'is' if kept == 1 else 'are'} in the record now."

    def onward(self) -> str:
        return self.address("record-session")
