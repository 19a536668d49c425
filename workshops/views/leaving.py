"""Leaving a group, with or without taking back the consent to take part (domain R20, E7)."""

from __future__ import annotations

from functools import cached_property
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.views.generic import TemplateView

from partnerships import consent_words
from partnerships.access import AreaMixin
from partnerships.acting import FormAct, PagePress
from partnerships.models import Seat
from partnerships.models.seats import TAKE_PART
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

    def choose_seat(self, seats: list[Seat], permission: Permission) -> Seat:
        """A seat from which they take or took part, also of who runs or oversees the group by now."""
        mine = [seat for seat in self.held if seat.area_id == self.area.pk and seat.role in TAKE_PART]
        live = [seat for seat in mine if seat.is_live]
        return super().choose_seat(live or mine or seats, permission)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        stands = departing.stands(self.area, self.seat)
        return super().get_context_data(
            consents=stands,
            never_gave=not stands and not departing.ever_gave(self.area, self.seat),
            may_leave=self.seat.is_live and not self.seat.stands_in,
            words=consent_words.WITHDRAWAL_WORDS,
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
        departing.leave(self.area, by=self.seat)
        return f"You have left {self.area.name}. While notes of sessions you were at are checked, you can still answer."


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
        facilitators = Seat.objects.live().facilitators().filter(area=self.area).select_related("user")
        return super().get_context_data(own=self.own, facilitators=facilitators, **kwargs)

    def act(self, form: ConsentForm) -> str:
        chosen = [UUID(pk) for pk in form.cleaned_data["statements"]]
        gone = departing.withdraw_consent(self.area, identifying=chosen, by=self.seat)
        return f"Your consent to take part in {self.area.name} is withdrawn. {told(gone)}"


def told(gone: Farewell) -> str:
    """What happened, in sentences, for somebody who cannot look it up any more."""
    went = [
        f"{'your' if number == 1 else f'your {number}'} {one}{'' if number == 1 else 's'}"
        for number, one in ((gone.logged, "logged point"), (gone.quotations, "quotation"))
        if number
    ]
    said = []
    if went:
        one = len(went) == 1 and gone.logged + gone.quotations == 1
        words = listed(went)
        said.append(f"{words[:1].upper()}{words[1:]} {'is' if one else 'are'} deleted.")
    if gone.quotations:
        said.append(issued(gone.copies))
    if gone.asked:
        said.append(f"The facilitators are asked to take out {count(gone.asked, 'statement')}.")
    return " ".join(said)
