"""Recording that an organisation's own body endorsed the plan, and taking that off again after one question."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar

from django.http import Http404
from django.views.generic import TemplateView

from actionplans import endorsing
from actionplans.forms.endorsements import EndorsementForm
from actionplans.models import Endorsement
from actionplans.views.base import InForceMixin, PlanAct, PlanForm
from partnerships.permissions import Permission


class EndorsementMixin(InForceMixin):
    """Endorsements are of agreed words: of the version in force."""

    permission: ClassVar[Permission | None] = Permission.RECORD_ENDORSEMENT

    def onward(self) -> str:
        return f"{self.links(self.plan)['plan']}#endorsed"


class EndorsementAdd(EndorsementMixin, PlanForm):
    template_name = "actionplans/endorsement_add.html"
    form_class = EndorsementForm

    def get_form_kwargs(self) -> dict[str, Any]:
        told = {"plan": self.plan, "of": list(endorsing.organisations(self.seat))}
        return super().get_form_kwargs() | told

    def act(self, form: Any) -> str:
        endorsing.record(self.plan, by=self.seat, **form.cleaned_data)
        return "The endorsement is recorded. It is printed in the plan from now on."


class EndorsementRemove(EndorsementMixin, PlanAct, TemplateView):
    template_name = "actionplans/endorsement_remove.html"

    @cached_property
    def endorsement(self) -> Endorsement:
        rows = self.plan.endorsements.select_related("organisation")
        found = rows.filter(pk=self.kwargs["endorsement"]).first()
        if found is None:
            raise Http404
        found.plan = self.plan
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = self.endorsement.sector == self.seat.sector
        return super().get_context_data(endorsement=self.endorsement, own=own, **kwargs)

    def act(self) -> str:
        endorsing.remove(self.endorsement, by=self.seat)
        return "The endorsement is removed."
