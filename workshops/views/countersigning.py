"""Signing for one's sector in the facilitator's place, when nobody approves."""

from __future__ import annotations

from typing import Any

from django.http import Http404

from partnerships.acting import PagePress
from partnerships.permissions import Permission
from workshops.clearance import countersigning
from workshops.views.base import OfThoseAsked


class Countersign(OfThoseAsked, PagePress):
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
