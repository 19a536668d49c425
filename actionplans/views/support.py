"""Asking the group whether it supports the draft, answering, and what came of it."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.generic import TemplateView

from actionplans import asking, content, supporting
from actionplans.content import item_of
from actionplans.forms.support import SupportForm
from actionplans.models import Asking, Support
from actionplans.views.base import PlanMixin, PlanPage
from partnerships.acting import PagePress
from partnerships.membership import NotPossible
from partnerships.models import Role, Seat
from partnerships.permissions import Permission
from pipd.kit.wording import listed

WHO_SEES = [
    ("Your answers, with your name", "You and the facilitators."),
    (
        "How many of each sector answer what",
        "The group, from three answers of a sector on. The figures change as people answer, and when somebody leaves.",
    ),
    ("Your reasons", "The group, without your name; with your sector once three of each have answered."),
]


class AskingMixin(PlanMixin):
    """A page about the round that runs, or the last one."""

    @cached_property
    def lines(self) -> list[content.ObjectiveLine]:
        return content.lines(self.plan)

    @cached_property
    def asking(self) -> Asking | None:
        return asking.latest(self.plan)

    @property
    def runs(self) -> bool:
        return asking.runs(self.asking, self.plan)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = {"asking": self.asking, "runs": self.runs, "who_sees": WHO_SEES}
        return super().get_context_data(**{**told, **kwargs})


class SupportAsk(AskingMixin, PagePress):
    """What asking does, and the button."""

    permission = Permission.ASK_SUPPORT
    template_name = "actionplans/support_ask.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        items = len(content.in_order(self.lines))
        return super().get_context_data(items=items, days=asking.ASKED_FOR, **kwargs)

    def act(self) -> str:
        asking.ask(self.plan, by=self.seat)
        return "The group is asked. It is on everybody’s list of what needs them."

    def onward(self) -> str:
        return self.address()


class SupportEnd(AskingMixin, PagePress):
    """End the round early, after one question."""

    permission = Permission.ASK_SUPPORT
    template_name = "actionplans/support_end.html"

    def act(self) -> str:
        asking.end(self.plan, by=self.seat)
        return "The group is not asked any more. What was answered stays."

    def onward(self) -> str:
        return self.address("support-detail")


class SupportGive(AskingMixin, TemplateView):
    """The questions, then *check your answers*, then the answers are kept. Nothing is kept in between."""

    permission = Permission.GIVE_SUPPORT
    template_name = "actionplans/support_give.html"

    def form(self, data: Any = None) -> SupportForm:
        answers = supporting.given_to(self.plan, [self.seat])
        mine: dict[Any, Support] = {item: row for (_, item), row in answers.items()}
        return SupportForm(content.in_order(self.lines), mine, data)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.pop("support", None) or self.form()
        told = {
            "support": form,
            "errors": form.errors,
            "choices": Support.Choice.choices,
            "run_by_shown": True,
        }
        return super().get_context_data(**{**told, **kwargs})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        step, form = request.POST.get("step", ""), self.form(request.POST)
        if not self.runs:
            # What was typed stays on the page, with the reason why it is not kept.
            form.errors = [{"href": "", "text": asking.OVER}]
        if step == "back":
            form.errors = []
        if form.errors or step == "back":
            return self.render_to_response(self.get_context_data(support=form))
        if step == "send":
            return self.send(form)
        return render(request, "actionplans/support_check.html", self.get_context_data(support=form))

    def send(self, form: SupportForm) -> HttpResponse:
        try:
            changed = asking.answer(self.plan, form.replies, by=self.seat)
        except NotPossible as refusal:
            form.errors = [{"href": "", "text": reason} for reason in refusal.reasons]
            return self.render_to_response(self.get_context_data(support=form))
        if changed:
            which = listed([name[:1].lower() + name[1:] for name in changed])
            messages.warning(self.request, f"The words of {which} changed meanwhile. Please answer again.")
            return redirect(self.address("support-give"))
        return redirect(self.address("support-sent"))


class SupportSent(AskingMixin, PlanPage):
    """What was answered, and what happens next."""

    permission = Permission.GIVE_SUPPORT
    template_name = "actionplans/support_sent.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lines = content.in_order(self.lines)
        mine = supporting.given_to(self.plan, [self.seat])
        answered = sum(bool(rows) for rows in supporting.standing(mine, lines).values())
        return super().get_context_data(answered=answered, total=len(lines), **kwargs)


class SupportDetail(AskingMixin, PlanPage):
    """What the group says of every item; facilitators see who has answered how much."""

    permission = Permission.SEE_DRAFT_PLAN
    template_name = "actionplans/support_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lines = content.in_order(self.lines)
        answers = supporting.given_to(self.plan)
        voices = supporting.voices(self.plan, self.lines, self.seat, answers)
        told = {
            "rows": [(line, voices[item_of(line).pk]) for line in lines],
            "people": self.people(answers) if self.may(Permission.SEE_SUPPORT) else [],
            "total": len(lines),
        }
        return super().get_context_data(**{**told, **kwargs})

    def people(self, answers: supporting.Answers) -> list[tuple[Seat, int]]:
        """Each participant with the number of items they have answered in their present words."""
        group = Seat.objects.live().filter(area=self.area, role=Role.PARTICIPANT).select_related("user")
        given = supporting.standing(answers, content.in_order(self.lines))
        rows = [row.seat_id for found in given.values() for row in found]
        return [(seat, rows.count(seat.pk)) for seat in group]
