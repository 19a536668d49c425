"""Agreed plans of all areas, for analysts: what the public page of a plan would say, published or not (domain 3K).

Areas go by their numbers alone, also where they may be named (decision 0027).
"""

from __future__ import annotations

from typing import Any

from django.http import Http404

from actionplans import content, people, public_value, publishing
from partnerships.access import ProgrammePage
from partnerships.permissions import Permission


class PlanList(ProgrammePage):
    """Which plans are agreed, area by area."""

    permission = Permission.READ_ACROSS
    template_name = "across/plans.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            section="plans", plans=public_value.agreed_in(self.programme), **kwargs
        )


class PlanDetail(ProgrammePage):
    """One plan: numbers, agreed words, dates and states. No person, organisation or job title (I-26).

    What the leads would be asked before publishing it nobody asked yet of one that is not published: words that name
    somebody are kept back here.
    """

    permission = Permission.READ_ACROSS
    template_name = "across/plan.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = public_value.agreed_in(self.programme)
        plan = next((one for one in found if one.area.number == self.kwargs["number"]), None)
        if plan is None:
            raise Http404
        every, seats = content.lines(plan), people.seats_of(plan.area)
        names = publishing.blockers(plan, content.agreed_part(every), coded=True, seats=seats)
        value = None if names else public_value.public_plan(plan, every, seats)
        return super().get_context_data(section="plans", plan=plan, value=value, **kwargs)
