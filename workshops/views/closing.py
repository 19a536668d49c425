"""More time for answers by email, and the closing meeting of session 4."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import Http404
from django.utils import timezone

from partnerships.acting import FormAct, Press
from partnerships.permissions import Permission
from pipd.kit.wording import deadline, when
from workshops.clearance import closing
from workshops.forms.closing import MeetingForm
from workshops.views.base import SessionMixin


class ClosingMixin(SessionMixin):
    """The page that says how these notes end, and the acts on it."""

    permission = Permission.DECIDE_CHANGE

    @cached_property
    def closing(self) -> closing.Closing:
        found = closing.closing_page(self.workshop, self.seat)
        if found is None:
            raise Http404
        return found

    def onward(self) -> str:
        return self.address("note-closing")


class NoteClosing(ClosingMixin, FormAct):
    """Until when answers are taken; a form for the closing meeting."""

    template_name = "workshops/closing.html"
    form_class = MeetingForm

    def get_initial(self) -> dict[str, Any]:
        """What is set already, so that a meeting is moved by changing what is different."""
        at = self.closing.meeting_at
        return {"day": timezone.localtime(at).date(), "at": when(at)} if at else {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(closing=self.closing, **kwargs)

    def act(self, form: MeetingForm) -> str:
        closing.set_meeting(self.workshop, at=form.moment, by=self.seat)
        return (
            f"The closing meeting is at {deadline(form.moment)}. Those who were at the session get an email."
        )


class NoteExtend(ClosingMixin, Press):
    """Extend the time for answers, once."""

    def act(self) -> str:
        until = closing.extend(self.workshop, by=self.seat)
        return f"Answers are taken until {deadline(until)} now."


class MeetingOff(ClosingMixin, Press):
    """Call the closing meeting off."""

    def act(self) -> str:
        closing.call_off(self.workshop, by=self.seat)
        return "There is no closing meeting. Those who were at the session get an email."
