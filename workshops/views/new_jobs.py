"""Entering the new job of somebody who takes part."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import Http404
from django.urls import reverse

from partnerships.access import AreaMixin
from partnerships.acting import FormAct
from partnerships.models import Organisation, Seat, Sector
from partnerships.permissions import Permission
from workshops import new_jobs
from workshops.forms.new_jobs import NewJobForm


class NewJob(AreaMixin, FormAct):
    """A coordinator enters where somebody works now: their seat ends, and another begins."""

    permission = Permission.ENTER_NEW_JOB
    section = "people"
    template_name = "workshops/new_job.html"
    form_class = NewJobForm

    @cached_property
    def person(self) -> Seat:
        rows = Seat.objects.live().participants().filter(area=self.area, pk=self.kwargs["seat"])
        found = rows.select_related("user", "organisation").first()
        if found is None:
            raise Http404
        found.area = self.area
        return found

    def get_form_kwargs(self) -> dict[str, Any]:
        kinds = [kind for sector in Sector for kind in self.area.programme.kinds_of(sector)]
        known = Organisation.objects.current().filter(kind__in=kinds)
        return {**super().get_form_kwargs(), "known": list(known)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(person=self.person, back=self.onward(), **kwargs)

    def act(self, form: NewJobForm) -> str:
        after = new_jobs.move(self.person, by=self.seat, **form.cleaned_data)
        return f"{after.user} takes part from {after.organisation} now. They are told by email, and consent anew."

    def onward(self) -> str:
        return reverse("partnerships:people-list", kwargs={"area": self.area.slug})
