"""Saying that a view beside a statement would tell people who one is, and taking that back."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from partnerships.acting import PagePress
from workshops.clearance import identifying
from workshops.views.checking import CheckMixin


class ViewObject(CheckMixin, PagePress):
    """One view, and a button that holds it back, or that takes this back."""

    template_name = "workshops/view_object.html"

    @cached_property
    def held_view(self) -> identifying.HeldView:
        return identifying.view_page(self.workshop, self.kwargs["view"], self.seat)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(held=self.held_view, **kwargs)

    def act(self) -> str:
        if self.request.POST.get("act") == "back":
            identifying.take_back(self.workshop, self.kwargs["view"], by=self.seat)
            return (
                "Taken back. The view stands beside the statement again, unless somebody else holds it back."
            )
        identifying.hold_back(self.workshop, self.kwargs["view"], by=self.seat)
        return "The view is held back. Only whoever wrote it and the two facilitators see it now."

    def onward(self) -> str:
        return self.address("note-check")
