"""What keeps itself up to date on facilitators' pages, and reminding those who have not answered."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.generic import TemplateView

from partnerships.acting import Press
from workshops.clearance import live, reminding
from workshops.views.settling import TableMixin

UNCHANGED = 204  # htmx leaves the page as it is


class Live(TableMixin, TemplateView):
    """A part of a page, made anew only when something changed since the reader's `seen`."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        mark = live.mark(self.workshop, self.seat)
        if mark and mark == request.GET.get("seen"):
            return HttpResponse(status=UNCHANGED)
        return self.render_to_response(self.get_context_data(mark=mark))


class StillMissing(Live):
    """What is still missing, on the page of changes."""

    template_name = "workshops/_still_missing.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        silent = [person.id for person in self.table.silent]
        return super().get_context_data(reminded=reminding.reminded_today(silent), **kwargs)


class RoomProgress(Live):
    """How many statements are settled, in the bar of room mode."""

    template_name = "workshops/_room_progress.html"


class Remind(TableMixin, Press):
    """Remind those who have not answered."""

    def act(self) -> str:
        people = reminding.remind(self.workshop, by=self.seat)
        return (
            "1 person gets a reminder by email."
            if people == 1
            else f"{people} people get a reminder by email."
        )

    def onward(self) -> str:
        return self.address("note-changes")
