"""What is held about an applicant, to read and to take away; and its erasure. The mailed link opens these pages."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.generic import TemplateView, View

from partnerships import own_application
from partnerships.acting import PagePress
from partnerships.membership import NotPossible
from partnerships.models import Application
from partnerships.views.applying import ASKED, KEPT, next_page
from partnerships.views.applying_mine import MineMixin
from pipd.kit.held import as_file

FILE_NAME = "my-application.json"
DONE = "Your application is erased, and the mail about it. Nothing of what you wrote in it is held here any more."


class ApplyHeld(MineMixin, TemplateView):
    """Everything held about the applicant, why, and for how long."""

    template_name = "partnerships/apply_held.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sections = [one for one in own_application.sections(self.mine) if one.rows]
        goes_on = self.mine.state == Application.State.BEGUN and self.area.window.is_open
        told = {
            "sections": sections,
            "may_erase": own_application.may_erase(self.mine),
            "back": next_page(self.mine, self.area) if goes_on else self.address("apply-mine"),
        }
        return super().get_context_data(**told, **kwargs)


class ApplyHeldFile(MineMixin, View):
    """The same as a file."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest) -> HttpResponse:
        return as_file(own_application.sections(self.mine), FILE_NAME)


class ApplyErase(MineMixin, PagePress):
    """What goes and what stays; a press erases it at once, and nobody can undo that."""

    template_name = "partnerships/apply_erase.html"

    @property
    def elsewhere(self) -> str:
        is_theirs = self.application is None or own_application.may_erase(self.application)
        return super().elsewhere if is_theirs else self.address("apply-held")

    def act(self) -> str:
        own_application.erase_own(self.mine, seen=self.request.POST.get("seen", ""))
        for kept in (KEPT, ASKED):  # their address too is kept no longer than they want
            self.request.session.pop(kept, None)
        return DONE

    def refused(self, refusal: NotPossible) -> HttpResponse:
        del self.application  # read again: it is not as this page showed it
        return self.warned(refusal)

    def onward(self) -> str:
        return (
            self.address("apply-erase")
            if KEPT in self.request.session
            else reverse("partnerships:apply-list")
        )
