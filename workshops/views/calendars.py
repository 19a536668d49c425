"""Sessions as calendar files, for whoever may see the sessions; the files can be passed on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse

from partnerships.access import AreaMixin
from partnerships.permissions import Permission
from pipd.kit import calendars
from workshops import diary
from workshops.models import Workshop
from workshops.views.base import SessionMixin


def answer(workshops: Iterable[Workshop], name: str) -> HttpResponse:
    """A file to save, named after codes and numbers alone (trust X17)."""
    text = calendars.written(diary.session_entry(workshop) for workshop in workshops)
    response = HttpResponse(text, content_type=calendars.MIME)
    response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return response


class SessionFile(SessionMixin):
    """One session."""

    permission = Permission.SEE_SESSION

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return answer([self.workshop], f"{self.area.slug}-session-{self.workshop.number}")


class AreaFile(AreaMixin):
    """All sessions of the area."""

    permission = Permission.SEE_AREA

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        row = self.area.workshops.select_related("area").order_by("number")
        return answer(row, f"{self.area.slug}-sessions")
