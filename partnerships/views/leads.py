"""Participants name their sector's lead and deputy, and whoever is named says whether they will (domain I-7)."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from partnerships import naming_leads
from partnerships.access import AreaMixin
from partnerships.acting import FormAct, Press
from partnerships.forms.leads import LeadForm
from partnerships.models import Seat
from partnerships.naming_leads import Job, Naming
from partnerships.permissions import Permission
from partnerships.post_leads import CALLED, PAGES


class LeadMixin(AreaMixin):
    """A page of one job in the reader's own sector."""

    permission = Permission.NAME_OWN_LEAD
    section = "people"
    job = Job.LEAD.value

    def onward(self) -> str:
        return reverse(PAGES[Job(self.job)], kwargs={"area": self.area.slug})


class SectorLead(LeadMixin, FormAct):
    """Who does it now, what it means, how many name whom, and one's own choice."""

    template_name = "partnerships/sector_lead.html"
    form_class = LeadForm

    @cached_property
    def naming(self) -> Naming:
        return naming_leads.naming(self.area, self.job, by=self.seat)

    def get_form_kwargs(self) -> dict[str, Any]:
        told = {"people": self.naming.candidates, "called": CALLED[Job(self.job)], "own": self.seat}
        return {**super().get_form_kwargs(), **told}

    def get_initial(self) -> dict[str, Any]:
        return {"names": str(self.naming.mine.pk)} if self.naming.mine else {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            job=self.job,
            called=CALLED[Job(self.job)],
            naming=self.naming,
            is_named=self.naming.count_of(self.seat),
            is_asked=self.naming.is_enough_for(self.seat),
            **kwargs,
        )

    def act(self, form: LeadForm) -> str:
        pk = form.cleaned_data["names"]
        names = next((seat for seat in self.naming.candidates if str(seat.pk) == pk), None)
        after = naming_leads.say(self.area, self.job, names=names, by=self.seat)
        if names is None:
            return "You name nobody now."
        return self.said(names, after)

    def form_invalid(self, form: LeadForm) -> HttpResponse:
        self.__dict__.pop("naming", None)  # whoever was chosen may have been named, or have left, meanwhile
        return super().form_invalid(form)

    def said(self, names: Seat, after: Naming) -> str:
        """What came of it, in a sentence or two."""
        who = "You are" if names.pk == self.seat.pk else f"{names.user} is"
        if after.in_place is not None and after.in_place.pk == names.pk:
            return f"{who} {CALLED[Job(self.job)]} of your sector’s participants now."
        if after.is_enough_for(names):
            return f"Enough of you name {names.user}, who is asked whether they will do it."
        return (
            f"Your choice is kept. {after.count_of(names)} of the {after.needed} it takes have made the same."
        )


class LeadDecline(LeadMixin, Press):
    """Whoever is named will not do it."""

    @property
    def asked(self) -> str:
        return str(Job.DEPUTY if self.request.POST.get("job") == Job.DEPUTY else Job.LEAD)

    def act(self) -> str:
        naming_leads.decline(self.area, self.asked, by=self.seat)
        return "You will not do it. Those who named you are told by email, and name somebody else."

    def onward(self) -> str:
        return reverse(PAGES[Job(self.asked)], kwargs={"area": self.area.slug})
