"""Recording why the sectors were not even again by a session."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from partnerships.acting import FormAct
from partnerships.permissions import Permission
from partnerships.uneven import Uneven
from workshops import unevenness
from workshops.forms.uneven import UnevenForm
from workshops.models import Workshop
from workshops.views.base import SessionMixin


class SessionUneven(SessionMixin, FormAct):
    """A facilitator says once why nobody has taken the place of whoever left."""

    permission = Permission.EXPLAIN_UNEVEN
    template_name = "workshops/session_uneven.html"
    form_class = UnevenForm

    @cached_property
    def apart(self) -> Uneven | None:
        sessions = list(Workshop.objects.filter(area=self.area))
        for one in sessions:
            one.area = self.area
        return unevenness.of_sessions(sessions).get(self.workshop.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        said = unevenness.SAID if self.workshop.uneven_at else ""
        why_not = said or ("" if self.apart else unevenness.NOT_ASKED)
        return super().get_context_data(apart=self.apart, why_not=why_not, **kwargs)

    def act(self, form: UnevenForm) -> str:
        unevenness.explain(self.workshop, reason=form.cleaned_data["reason"], by=self.seat)
        return f"Recorded why the sectors were not even by session {self.workshop.number}."

    def onward(self) -> str:
        return self.address("session-detail")
