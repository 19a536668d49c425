"""What the plan's pages share: the plan of the area, and the way back to it."""

from __future__ import annotations

from functools import cached_property
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.views.generic import TemplateView

from actionplans.models import Action, ActionPlan, Objective
from actionplans.page import current_plan
from partnerships.access import AreaMixin
from partnerships.acting import FormAct, Press
from partnerships.permissions import Permission


class PlanMixin(AreaMixin):
    """A page about the plan of an area. A draft is as far from a coordinator as its words are (domain 3K)."""

    section = "plan"

    @cached_property
    def newest(self) -> ActionPlan | None:
        return current_plan(self.area)

    @property
    def is_closed_to_reader(self) -> bool:
        """Whether the plan is a draft and the reader is not of the group."""
        return bool(self.newest and self.newest.is_draft and not self.may(Permission.SEE_DRAFT_PLAN))

    @property
    def found(self) -> ActionPlan | None:
        if self.is_closed_to_reader:
            raise PermissionDenied
        return self.newest

    @property
    def plan(self) -> ActionPlan:
        if self.found is None:
            raise Http404
        return self.found

    def address(self, name: str = "plan-detail", **kwargs: Any) -> str:
        return reverse(f"actionplans:{name}", kwargs={"area": self.area.slug, **kwargs})

    def objective(self, key: UUID) -> Objective:
        """An objective of this plan. Raises Http404 for any other: unknown and elsewhere are not told apart."""
        found = self.plan.objectives.filter(pk=key).first()
        if found is None:
            raise Http404
        found.plan = self.plan
        return found

    def action(self, key: UUID) -> Action:
        """An action of this plan, likewise."""
        actions = Action.objects.filter(objective__plan=self.plan).select_related("objective")
        found = actions.filter(pk=key).first()
        if found is None:
            raise Http404
        found.objective.plan = self.plan
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"plan": self.found, **kwargs})


class PlanPage(PlanMixin, TemplateView):
    """A page about the plan that is only read."""


class PlanAct(PlanMixin, Press):
    """A button of the plan's pages; it leads back to the plan."""

    def onward(self) -> str:
        return self.address()


class PlanForm(PlanMixin, FormAct):
    """A form of the plan's pages; it leads back to the plan."""

    def onward(self) -> str:
        return self.address()
