"""Closing the plan, and choosing who may read it: what stops it, the two signatures, taking back and declining."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from actionplans import closing, content, publishing, stops
from actionplans.forms.reviews import CloseForm, PublicationForm
from actionplans.models import ActionPlan, PlanClosed, PlanPublished
from actionplans.public_value import code_of
from actionplans.views.base import PlanAct, PlanForm
from partnerships.permissions import Permission

Level = ActionPlan.Publication
SURE = "sure"  # the step of whoever has read what their choice does


class PlanClose(PlanForm):
    """How every action ended, the reason, and the button that signs exactly this."""

    of_delivery = True
    permission = Permission.CLOSE_PLAN
    template_name = "actionplans/close.html"
    form_class = CloseForm

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.plan.state != self.plan.State.IN_PROGRESS:
            return redirect(self.address())
        return super().get(request, *args, **kwargs)

    @cached_property
    def lines(self) -> list[Any]:
        return content.agreed_lines(self.plan) if not self.plan.is_draft else []

    @cached_property
    def act_open(self) -> PlanClosed | None:
        return closing.open_closing(self.plan)

    def get_initial(self) -> dict[str, Any]:
        return {
            "seen": closing.final_digest(self.lines) if self.plan.is_in_force else "",
            "reason": self.act_open.reason if self.act_open else "",
        }

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"button": "Sign for closing"}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        act = self.act_open
        in_force = self.plan.is_in_force
        blockers = closing.blockers(self.plan, self.lines) if in_force else []
        told = {
            "lines": self.lines,
            "blockers": blockers,
            "stops": stops.grouped(blockers),
            "act": act,
            "signed": act is not None and act.signed_at(self.seat.sector) is not None,
            "seen": closing.final_digest(self.lines) if in_force else "",
        }
        return super().get_context_data(**{**told, **kwargs})

    def act(self, form: Any) -> str:
        act = closing.close(self.plan, by=self.seat, **form.cleaned_data)
        return (
            "The plan is closed."
            if act.completed_at
            else "You have signed for closing. The other lead is asked."
        )


class PlanCloseEnd(PlanAct):
    """Take one's signature for closing back, or decline the other sector's."""

    of_delivery = True
    permission = Permission.CLOSE_PLAN

    def act(self) -> str:
        ended = closing.turn_down(self.plan, seen=self.request.POST.get("seen", ""), by=self.seat)
        return _said(ended)


class PlanPublish(PlanForm):
    """Who may read the plan now, and choosing otherwise: a page says what a choice does before it is done."""

    of_delivery = True
    permission = Permission.PUBLISH_PLAN
    template_name = "actionplans/publish.html"
    check_name = "actionplans/publish_check.html"
    form_class = PublicationForm

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.plan.state not in publishing.STATES:
            return redirect(self.address())
        return super().get(request, *args, **kwargs)

    @cached_property
    def open_act(self) -> PlanPublished | None:
        return publishing.open_choice(self.plan)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"beside": self.open_act is not None}

    def get_initial(self) -> dict[str, Any]:
        return {"level": self.plan.publication}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        act = self.open_act
        lines = content.agreed_lines(self.plan)
        told = {
            "act": act,
            "signed": act is not None and act.signed_at(self.seat.sector) is not None,
            "blockers": publishing.blockers(self.plan, lines),
            "is_public": self.plan.publication == Level.PUBLIC,
            "code": code_of(self.area),
        }
        return super().get_context_data(**{**told, **kwargs})

    def form_valid(self, form: Any) -> HttpResponse:
        if self.request.POST.get("step") == SURE:
            return super().form_valid(form)
        level = form.cleaned_data["level"]
        if reasons := publishing.why_not(self.plan, level):
            for reason in reasons:
                form.add_error("level", reason)
            return self.form_invalid(form)
        told = {
            "level": Level(level),
            "wider": publishing.is_wider(level, self.plan.publication),
            "sure": SURE,
        }
        return render(self.request, self.check_name, self.get_context_data(form=form, **told))

    def act(self, form: Any) -> str:
        level, was = form.cleaned_data["level"], self.request.POST.get("was", "")
        act: PlanPublished | None = publishing.choose(self.plan, level=level, was=was, by=self.seat)
        if act is None or act.completed_at:
            return f"It counts from now on: {Level(level).label.lower()}."
        return "You have signed. It counts when the other sector’s lead signs too."

    def onward(self) -> str:
        return self.address("plan-publish")


class PlanPublishEnd(PlanAct):
    """Take one's signature for a wider circle back, or decline the other sector's."""

    of_delivery = True
    permission = Permission.PUBLISH_PLAN

    def act(self) -> str:
        ended = publishing.turn_down(self.plan, seen=self.request.POST.get("seen", ""), by=self.seat)
        return _said(ended)

    def onward(self) -> str:
        return self.address("plan-publish")


def _said(ended: str) -> str:
    taken_back = ended == PlanClosed.Void.TAKEN_BACK
    return (
        "Your signature is taken back." if taken_back else "It is declined, and whoever had signed is told."
    )
