"""The pages of one's own application, which the mailed link has opened: questions, check, and what became of it."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import Http404
from django.urls import reverse
from django.views.generic import TemplateView

from partnerships import applying
from partnerships.acting import FormAct, PagePress
from partnerships.applications import decided_by, is_outside, outside
from partnerships.forms.applying import STEPS, StepForm, steps_for, typed
from partnerships.models import Application
from partnerships.reading_applications import lines_of
from partnerships.signing_in.sessions import KEPT
from partnerships.views.applying import ApplyMixin, missing, next_page
from partnerships.waiting import place_of

CHECKING = "check"
OUTSIDE = (
    "That is kept. It is outside the usual terms: you may apply all the same, and the coordinator decides."
)
NO_PLACE = (
    "That is kept. But an organisation that does not work in the area is given no place there, so the coordinator will "
    "decline your application. If that is a mistake, go back and change the answer."
)


class MineMixin(ApplyMixin):
    """A page of the application that this session opened. Without one it leads to the start."""

    @property
    def elsewhere(self) -> str:
        return "" if self.application else reverse("partnerships:apply-list")

    @cached_property
    def application(self) -> Application | None:
        pk, mark = self.request.session.get(KEPT) or ("", "")
        return Application.objects.filter(area=self.area, pk=pk, link_mark=mark).first() if pk else None

    @property
    def mine(self) -> Application:
        """The application, which `dispatch` has found."""
        if self.application is None:
            raise Http404
        self.application.area = self.area
        return self.application

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(application=self.application, **kwargs)


class BegunMixin(MineMixin):
    """A page of an application that is not sent yet; afterwards it leads to what was sent."""

    needs_window = True

    @property
    def elsewhere(self) -> str:
        is_sent = self.application is not None and self.application.state != Application.State.BEGUN
        return self.address("apply-mine") if is_sent else super().elsewhere


class ApplyStep(BegunMixin, FormAct):
    """One question, or a few that belong together. What is answered is kept at once."""

    template_name = "partnerships/apply_step.html"

    @cached_property
    def order(self) -> list[str]:
        return steps_for(self.mine.sector)

    @cached_property
    def step(self) -> str:
        name: str = self.kwargs["step"]
        if name not in self.order:
            raise Http404
        return name

    def get_form_class(self) -> type[StepForm]:
        return STEPS[self.step]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "sector": self.mine.sector, "programme": self.programme}

    def get_initial(self) -> dict[str, Any]:
        return typed(self.mine, STEPS[self.step])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        at = self.order.index(self.step)
        before = self.address("apply-step", step=self.order[at - 1]) if at else ""
        back = self.address("apply-check") if self.is_checked else before
        return super().get_context_data(back=back, number=at + 1, steps=len(self.order), **kwargs)

    @property
    def is_checked(self) -> bool:
        """Whether they came from checking their answers, and go back there."""
        return CHECKING in self.request.GET

    def act(self, form: StepForm) -> str:
        mine = self.mine
        applying.answer(mine, form.cleaned_data)
        mine.refresh_from_db()
        if is_outside(mine, self.step):
            messages.warning(self.request, NO_PLACE if self.step == "place" else OUTSIDE)
        return ""

    def onward(self) -> str:
        at = self.order.index(self.step) + 1
        if self.is_checked or at == len(self.order):
            return self.address("apply-check")
        return self.address("apply-step", step=self.order[at])


class ApplyCheck(BegunMixin, PagePress):
    """Check your answers, then send them."""

    template_name = "partnerships/apply_check.html"

    @property
    def elsewhere(self) -> str:
        if (away := super().elsewhere) or not missing(self.mine):
            return away
        return next_page(self.mine, self.area)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        last = self.address("apply-step", step=steps_for(self.mine.sector)[-1])
        told = {"back": last, "outside": outside(self.mine), "gets_no_place": is_outside(self.mine, "place")}
        return super().get_context_data(lines=lines_of(self.mine, own=True), **told, **kwargs)

    def act(self) -> str:
        applying.send(self.mine)
        return ""

    def onward(self) -> str:
        return self.address("apply-mine")


class ApplyMine(MineMixin, TemplateView):
    """What was sent, where it stands, and the way to take it back."""

    template_name = "partnerships/apply_mine.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = {"lines": lines_of(self.mine, own=True), "may_withdraw": applying.may_withdraw(self.mine)}
        window = self.area.window
        told |= {"may_say_funding": applying.may_say_funding(self.mine)}
        told |= {"decided_by": decided_by(window), "is_open": window.is_open, "queue": place_of(self.mine)}
        return super().get_context_data(**told, **kwargs)


class ApplyWithdraw(MineMixin, PagePress):
    """Take one's application back, or give a place back: said once more before it is done, since nobody undoes it."""

    template_name = "partnerships/apply_withdraw.html"

    @property
    def elsewhere(self) -> str:
        over = self.application is not None and not applying.may_withdraw(self.mine)
        return self.address("apply-mine") if over and self.request.method == "GET" else super().elsewhere

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(is_open=self.area.window.is_open, **kwargs)

    def act(self) -> str:
        applying.withdraw(self.mine)
        return "Your application is withdrawn."

    def onward(self) -> str:
        return self.address("apply-mine")


class ApplyFunding(MineMixin, FormAct):
    """What no file says of an application that the coordinator entered: its applicant may, for the facilitators."""

    template_name = "partnerships/apply_step.html"
    form_class = STEPS["funding"]

    @property
    def elsewhere(self) -> str:
        is_theirs = self.application is None or applying.may_say_funding(self.application)
        return super().elsewhere if is_theirs else self.address("apply-mine")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "sector": self.mine.sector, "programme": self.programme}

    def get_initial(self) -> dict[str, Any]:
        return typed(self.mine, STEPS["funding"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back=self.onward(), number=1, steps=1, **kwargs)

    def act(self, form: StepForm) -> str:
        applying.say_funding(self.mine, form.cleaned_data["funding_link"])
        return "Kept. The facilitators of the area read it."

    def onward(self) -> str:
        return self.address("apply-mine")
