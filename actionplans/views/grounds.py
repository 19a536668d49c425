"""Where an objective came from: picking cleared statements, or giving the reason why there is none."""

from __future__ import annotations

from functools import cached_property
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from actionplans import grounding
from actionplans.forms.items import ReasonForm
from actionplans.views.base import PlanForm
from actionplans.views.items import ItemMixin
from partnerships.membership import NotPossible
from partnerships.permissions import Permission
from pipd.kit.conflicts import Wording


class ObjectiveEvidence(ItemMixin, PlanForm):
    """The cleared statements of the area, consensus first, with those that are linked ticked; below, the reason."""

    permission = Permission.DRAFT_PLAN
    template_name = "actionplans/evidence.html"
    form_class = ReasonForm

    @cached_property
    def linked(self) -> set[UUID]:
        return set(self.item.evidence.values_list("point_id", flat=True))

    def get_initial(self) -> dict[str, Any]:
        return {"reason": self.item.no_evidence_reason, "revision": self.item.revision}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        statements = grounding.statements(self.area)
        told = {"item": self.item, "name": self.name, "statements": statements, "linked": self.linked}
        return super().get_context_data(**{**told, **kwargs})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().post(request, *args, **kwargs) if "revision" in request.POST else self.pick()

    def pick(self) -> HttpResponse:
        """Write the difference between what was ticked on the page and what is ticked now: others' picks stay."""
        had, ticked = (self.keys(name) for name in ("had", "point"))
        try:
            grounding.pick(self.item, had=had, ticked=ticked, by=self.seat)
        except NotPossible as refusal:
            return self.warned(refusal)
        return self.done(f"Where {self.name.lower()} came from is saved.")

    def keys(self, name: str) -> set[UUID]:
        """The ids posted under `name`. What is no id at all is as unknown as an id of nothing."""
        known = {str(point.pk): point.pk for point in grounding.statements(self.area)}
        return {known[typed] for typed in self.request.POST.getlist(name) if typed in known}

    def act(self, form: Any) -> str:
        voided = grounding.give_reason(self.item, by=self.seat, **form.cleaned_data)
        told = "The reason is saved. Both sectors are asked to accept the objective with it."
        return f"{told} Somebody had signed, and has been told." if voided else told

    def onward(self) -> str:
        return self.address() + self.anchor

    def wordings(self, form: Any, stored: dict[str, Any]) -> list[Wording]:
        """With the objective: when its words were what changed, the reason may no longer fit them."""
        return [
            Wording("Local objective", self.item.text, None, is_said=True),
            *super().wordings(form, stored),
        ]
