"""Discontinuing an area: what will happen, in numbers, and the reason that everybody concerned is told."""

from __future__ import annotations

from typing import Any

from partnerships import ending
from partnerships.acting import FormAct
from partnerships.forms.ending import DiscontinueForm
from partnerships.permissions import Permission
from partnerships.views.sampling import CandidateMixin


class AreaDiscontinue(CandidateMixin, FormAct):
    """The check page: numbers and no content, for who ends an area reads nothing of it (domain 3K)."""

    permission = Permission.DISCONTINUE_AREA
    template_name = "partnerships/discontinue.html"
    form_class = DiscontinueForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "name": self.candidate.name}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        missing = ending.blockers(self.candidate)
        numbers = [] if missing else ending.numbers(self.candidate)
        return super().get_context_data(missing=missing, numbers=numbers, back=self.onward(), **kwargs)

    def act(self, form: DiscontinueForm) -> str:
        ending.discontinue(self.candidate, reason=form.cleaned_data["reason"], by=self.seat)
        return f"{self.candidate.name} is discontinued. Everybody concerned is told by email."
