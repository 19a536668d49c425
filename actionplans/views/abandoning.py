"""Giving a draft up: ask with a reason; the other sector agrees or declines; whoever asked takes it back."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from actionplans import abandoning
from actionplans.forms.drafting import GiveUpForm
from actionplans.models import PlanAbandoned
from actionplans.views.base import PlanAct, PlanForm
from partnerships.membership import NotPossible
from partnerships.permissions import Permission

WHO_SEES = [
    ("Now", "The participants of both sectors, and the facilitators."),
    ("Who asked", "Shown as the sector’s participants."),
]


class PlanAbandon(PlanForm):
    """The form; once it is asked, the reason and the answers one may give."""

    permission = Permission.SIGN_PLAN
    template_name = "actionplans/abandon.html"
    form_class = GiveUpForm

    @cached_property
    def standing(self) -> PlanAbandoned | None:
        return abandoning.open_act(self.plan)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        act = self.standing
        told = {
            "act": act,
            "asked_by": abandoning.asked_by(act) if act else None,
            "who_sees": WHO_SEES,
            "run_by_shown": True,
        }
        return super().get_context_data(**{**told, **kwargs})

    def act(self, form: Any) -> str:
        abandoning.ask(self.plan, by=self.seat, **form.cleaned_data)
        return "The other sector’s lead is asked by email. The draft lives on until they agree."


class PlanAbandonAnswer(PlanAct):
    """Agree, decline or take back."""

    permission = Permission.SIGN_PLAN

    def act(self) -> str:
        chosen = self.request.POST.get("answer", "")
        if chosen == "agree":
            abandoning.agree(self.plan, digest=self.request.POST.get("digest", ""), by=self.seat)
            return "The draft is given up. Another can be started at any time."
        if chosen == "take_back":
            abandoning.take_back(self.plan, by=self.seat)
            return "Taken back. The draft lives on."
        if chosen == "decline":
            abandoning.decline(self.plan, by=self.seat)
            return "Declined. The draft lives on, and whoever asked is told."
        raise NotPossible("Choose one of the answers.")
