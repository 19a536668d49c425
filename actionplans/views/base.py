"""What the plan's pages share: the plan of the area, and the way back to it."""

from __future__ import annotations

from functools import cached_property
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import TemplateView

from actionplans.models import Action, ActionPlan, Objective
from actionplans.versions import DRAFTED, Versions, versions_of
from partnerships.access import AreaMixin
from partnerships.acting import FormAct, Press
from partnerships.permissions import Permission

PLAIN = {"plan": "plan-detail", "read": "plan-read", "documents": "document-list"}


class PlanMixin(AreaMixin):
    """A page about the plan of an area. A draft is as far from a coordinator as its words are (domain 3K).

    While a draft is written the version in force is read, delivered and printed as before.
    """

    section = "plan"

    of_delivery = False  # a page about the version in force, which goes on while a draft is written

    @cached_property
    def versions(self) -> Versions:
        return versions_of(self.area)

    @cached_property
    def newest(self) -> ActionPlan | None:
        """The version that the plan's own page shows this reader."""
        return self.versions.shown(drafts=self.may(Permission.SEE_DRAFT_PLAN))

    @property
    def asked(self) -> int | None:
        """The number of the version that the address names, if it names one."""
        return self.kwargs.get("version")

    @cached_property
    def chosen(self) -> ActionPlan | None:
        """The version this page is about. Raises Http404 for a number nobody used."""
        if self.asked is None:
            return (self.versions.in_force if self.of_delivery else None) or self.newest
        named = self.versions.numbered(self.asked)
        if named is None:
            raise Http404
        if named.state in DRAFTED and not self.may(Permission.SEE_DRAFT_PLAN):
            raise PermissionDenied
        return named

    @property
    def is_closed_to_reader(self) -> bool:
        """Whether there is nothing but a draft and the reader is not of the group."""
        return self.newest is None and self.versions.draft is not None

    @property
    def found(self) -> ActionPlan | None:
        if self.asked is None and self.is_closed_to_reader:
            raise PermissionDenied
        return self.chosen

    @property
    def shows_draft(self) -> bool:
        return self.found is not None and self.found.state in DRAFTED

    @property
    def plan(self) -> ActionPlan:
        if self.found is None:
            raise Http404
        return self.found

    def address(self, name: str = "plan-detail", **kwargs: Any) -> str:
        return reverse(f"actionplans:{name}", kwargs={"area": self.area.slug, **kwargs})

    def links(self, plan: ActionPlan) -> dict[str, str]:
        """The addresses of the pages of `plan`: plain for what a reader meets first, else with its version."""
        names = {"plan": "detail", "read": "read", "documents": "documents", "delivery": "delivery"}
        numbered = {key: self.address(f"version-{name}", version=plan.version) for key, name in names.items()}
        if plan == self.newest:
            numbered |= {key: self.address(name) for key, name in PLAIN.items()}
        if plan == (self.versions.in_force or self.newest):
            numbered["delivery"] = self.address("delivery-list")
        return numbered

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
        plan = self.found
        told = {"plan": plan, "versions": self.versions, "links": self.links(plan) if plan else {}}
        return super().get_context_data(**{**told, **kwargs})


class InForceMixin(PlanMixin):
    """A page about the version in force, also while a draft is written. Raises Http404 while there is none."""

    of_delivery = True

    @property
    def plan(self) -> ActionPlan:
        if self.versions.in_force is None:
            raise Http404
        return self.versions.in_force


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


class VersionPage(PlanPage):
    """A page of the version that its address names; the one a reader meets first keeps its plain address."""

    plainly = ""  # the key of that address among the links

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        plan = self.chosen
        if plan is not None and plan.state == plan.State.ABANDONED and self.plainly != "plan":
            raise Http404
        if plan is not None and self.asked is not None and self.links(plan)[self.plainly] != request.path:
            return redirect(self.links(plan)[self.plainly])
        return super().get(request, *args, **kwargs)
