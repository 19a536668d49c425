"""Recording why the sectors were not even again by a session, and putting that right."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from partnerships.acting import FormAct
from partnerships.permissions import Permission
from partnerships.uneven import Uneven
from workshops import unevenness
from workshops.forms.uneven import CorrectForm, UnevenForm
from workshops.models import Workshop
from workshops.views.base import SessionMixin


class SessionUneven(SessionMixin, FormAct):
    """A facilitator says once why nobody has taken the place of whoever left; each of them can correct it later."""

    permission = Permission.EXPLAIN_UNEVEN
    template_name = "workshops/session_uneven.html"

    @property
    def corrects(self) -> bool:
        """Whether it is recorded, and the page was opened then: what was typed before that replaces nothing."""
        was_said = self.request.method != "POST" or "revision" in self.request.POST
        return was_said and self.workshop.uneven_at is not None

    def get_form_class(self) -> type[UnevenForm]:
        return CorrectForm if self.corrects else UnevenForm

    def get_initial(self) -> dict[str, Any]:
        stored = self.workshop
        return (
            {"reason": stored.uneven_reason, "revision": stored.uneven_corrections}
            if stored.uneven_at
            else {}
        )

    @cached_property
    def apart(self) -> Uneven | None:
        sessions = list(Workshop.objects.filter(area=self.area))
        for one in sessions:
            one.area = self.area
        return unevenness.of_sessions(sessions).get(self.workshop.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        said = self.workshop.uneven_at is not None
        why_not = (
            "" if self.corrects else unevenness.SAID if said else "" if self.apart else unevenness.NOT_ASKED
        )
        told: dict[str, Any] = {"apart": self.apart, "why_not": why_not, "corrects": self.corrects}
        if said:
            told["earlier"] = unevenness.earlier(self.workshop, by=self.seat)
        return super().get_context_data(**told, **kwargs)

    def act(self, form: UnevenForm) -> str:
        if self.corrects:
            unevenness.correct(self.workshop, by=self.seat, **form.cleaned_data)
            return f"Corrected why the sectors were not even by session {self.workshop.number}."
        unevenness.explain(self.workshop, reason=form.cleaned_data["reason"], by=self.seat)
        return f"Recorded why the sectors were not even by session {self.workshop.number}."

    def onward(self) -> str:
        return self.address("session-detail")
