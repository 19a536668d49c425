"""All versions of the plan, how the delivery of a past one stood, and opening the next."""

from __future__ import annotations

from typing import Any

from django.db.models import prefetch_related_objects
from django.http import Http404

from actionplans import amending, content
from actionplans import versions as of_area
from actionplans.views.base import InForceMixin, PlanPage, VersionPage
from partnerships.acting import PagePress
from partnerships.permissions import Permission
from partnerships.words import sectors_in_order


class VersionList(PlanPage):
    """Every version: its state, its dates, and who signed it for which sector."""

    permission = Permission.READ_PLAN
    template_name = "actionplans/versions.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        drafts = self.may(Permission.SEE_DRAFT_PLAN)
        lines = of_area.listed(self.versions.open_to(drafts=drafts))
        return super().get_context_data(
            rows=[(line, self.links(line.plan)) for line in lines],
            sectors=sectors_in_order(self.area.programme),
            **kwargs,
        )


class VersionOpen(InForceMixin, PagePress):
    """What opening the next version does, and the button that opens it."""

    permission = Permission.AMEND_PLAN
    template_name = "actionplans/version_open.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # Not what was found at first: a press that came second finds the draft that the first one opened.
        why_not, closing = amending.why_not(self.plan), amending.half_closed(self.plan)
        return super().get_context_data(plan=self.plan, why_not=why_not, closing=closing, **kwargs)

    def act(self) -> str:
        begun = amending.open_version(self.plan, by=self.seat)
        return f"Version {begun.version} is open. Version {self.plan.version} stays in force meanwhile."

    def onward(self) -> str:
        return self.address()


class VersionDelivery(VersionPage):
    """How the actions of a version stood when another took its place, with all that was said of them."""

    permission = Permission.READ_PLAN
    plainly = "delivery"
    template_name = "actionplans/version_delivery.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if self.plan.state in of_area.DRAFTED:
            raise Http404
        lines = content.agreed_lines(self.plan)
        actions = [action.action for line in lines for action in line.actions]
        prefetch_related_objects(actions, "delivery__updates")
        onward = of_area.carried_on(self.plan)
        rows = [(action, onward.get(action.action.pk)) for line in lines for action in line.actions]
        return super().get_context_data(rows=rows, **kwargs)
