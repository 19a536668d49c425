"""The cleared challenges, which objective answers each, and the reason where none does."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from actionplans import challenges, content
from actionplans.forms.drafting import NoResponseForm
from actionplans.views.base import PlanForm, PlanPage
from partnerships.permissions import Permission
from workshops.models import ClearedPoint

WHO_SEES = [
    ("Now", "The participants of both sectors, and the facilitators."),
    ("When both sectors have signed", "The coordinator too, on the evidence sheet. It is never published."),
]


class ChallengeList(PlanPage):
    """What nobody has answered first."""

    permission = Permission.SEE_DRAFT_PLAN
    template_name = "actionplans/challenges.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        every = content.lines(self.plan)
        shown = every if self.plan.is_draft else content.agreed_part(every)
        found = challenges.of_plan(self.plan, shown)
        told = {
            "left": [one for one in found if one.is_left],
            "reasoned": [one for one in found if one.reason],
            "answered": [one for one in found if one.answered_by],
            "may_draft": self.plan.is_draft and self.may(Permission.DRAFT_PLAN),
        }
        return super().get_context_data(**{**told, **kwargs})


class ChallengeReason(PlanForm):
    """Say why a challenge has no response, or take that back."""

    permission = Permission.DRAFT_PLAN
    template_name = "actionplans/challenge_reason.html"
    form_class = NoResponseForm

    @cached_property
    def point(self) -> ClearedPoint:
        return challenges.find(self.plan, self.kwargs["statement"])

    def get_form_kwargs(self) -> dict[str, Any]:
        said = challenges.reason_of(self.plan, self.point.pk) is not None
        return super().get_form_kwargs() | {"said": said}

    def get_initial(self) -> dict[str, Any]:
        given = challenges.reason_of(self.plan, self.point.pk)
        return {"reason": given.reason if given else "", "revision": given.revision if given else 0}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = {"point": self.point, "who_sees": WHO_SEES, "run_by_shown": True}
        return super().get_context_data(**{**told, **kwargs})

    def act(self, form: Any) -> str:
        challenges.say_why_none(self.plan, self.point.pk, by=self.seat, **form.cleaned_data)
        return "The reason is saved." if form.cleaned_data["reason"] else "The reason is taken back."

    def onward(self) -> str:
        return self.address("challenge-list")
