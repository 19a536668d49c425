"""Leaving a group, with or without taking back the consent to take part (domain R20, E7)."""

from __future__ import annotations

from functools import cached_property
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.views.generic import TemplateView

from partnerships import consenting, membership
from partnerships.access import AreaMixin
from partnerships.acting import FormAct, PagePress
from partnerships.permissions import Permission
from pipd.kit.wording import count, listed
from workshops.clearance import departing
from workshops.clearance.departing import Farewell
from workshops.forms.leaving import ConsentForm
from workshops.views.withdrawing import issued


class LeavingMixin(AreaMixin):
    """A page about one's own part. Who has left, or stood in once, may still take their consent back."""

    permission = Permission.LEAVE
    section = "people"
    admits_leavers = True
    admits_substitutes = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            consents=departing.stands(self.area, self.seat),
            may_leave=self.seat.is_live and not self.seat.stands_in,
            words=consenting.WITHDRAWAL_WORDS,
            **kwargs,
        )

    def onward(self) -> str:
        return reverse("home")


class Leaving(LeavingMixin, TemplateView):
    """The two ways, and what each means."""

    template_name = "workshops/leaving.html"


class Leave(LeavingMixin, PagePress):
    """Leave, and go on answering for the sessions one was at."""

    template_name = "workshops/leave.html"

    def act(self) -> str:
        membership.leave(self.seat, by=self.seat)
        return f"You have left {self.area.name}. You can still answer for the sessions you were at."


class ConsentWithdraw(LeavingMixin, FormAct):
    """Take back the consent to take part: what goes and what stays is said before, with numbers."""

    template_name = "workshops/consent_withdraw.html"
    form_class = ConsentForm

    @cached_property
    def own(self) -> departing.Own:
        return departing.own(self.area, self.seat)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"statements": self.own.statements}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(own=self.own, **kwargs)

    def act(self, form: ConsentForm) -> str:
        chosen = [UUID(pk) for pk in form.cleaned_data["statements"]]
        gone = departing.withdraw_consent(self.area, identifying=chosen, by=self.seat)
        return f"Your consent to take part in {self.area.name} is withdrawn. {told(gone)}"


def told(gone: Farewell) -> str:
    """What happened, in sentences, for somebody who cannot look it up any more."""
    went = [
        count(number, one)
        for number, one in ((gone.logged, "logged point"), (gone.quotations, "quotation"))
        if number
    ]
    said = (
        [f"{listed(went)} of yours {'is' if gone.logged + gone.quotations == 1 else 'are'} gone."]
        if went
        else []
    )
    if gone.quotations:
        said.append(issued(gone.copies))
    if gone.asked:
        said.append(f"The facilitators are asked to take out {count(gone.asked, 'statement')}.")
    return " ".join(said)
