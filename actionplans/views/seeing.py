"""How the plan is going, on one page to look at and to print."""

from __future__ import annotations

from typing import Any

from actionplans.seeing import Wanted, overview
from actionplans.views.base import PlanPage
from partnerships.permissions import Permission


class PlanProgress(PlanPage):
    """Timeline, objectives, load and changes; before there is an agreed plan, what will be here.

    Who leads how many actions is told by name to the group and its facilitators; to others as a distribution.
    """

    permission = Permission.READ_PLAN
    template_name = "actionplans/going.html"
    of_delivery = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        plan = self.found
        agreed = plan is not None and not plan.is_draft
        page = overview(plan, Wanted.read(self.request.GET)) if plan is not None and agreed else None
        return super().get_context_data(
            page=page,
            sees_names=self.may(Permission.SEE_DRAFT_PLAN),
            may_set=self.may(Permission.SET_DELIVERY) and plan is not None and plan.is_in_force,
            **kwargs,
        )
