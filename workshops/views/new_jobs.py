"""The new job of somebody who takes part: entered by a coordinator, confirmed by its person."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import Http404
from django.urls import reverse

from partnerships import new_jobs as rules
from partnerships.access import AreaMixin
from partnerships.acting import FormAct, PagePress
from partnerships.models import Organisation, Seat, Sector
from partnerships.permissions import Permission
from workshops import new_jobs
from workshops.forms.new_jobs import NewJobForm


class NewJob(AreaMixin, FormAct):
    """A coordinator enters where somebody works now; it awaits their word."""

    permission = Permission.ENTER_NEW_JOB
    section = "people"
    template_name = "workshops/new_job.html"
    form_class = NewJobForm

    @cached_property
    def person(self) -> Seat:
        rows = Seat.objects.live().participants().filter(area=self.area, pk=self.kwargs["seat"])
        found = rows.select_related("user", "organisation", "next_organisation").first()
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
        user = self.person.user
        if rules.enter(self.person, by=self.seat, **form.cleaned_data):
            return f"Entered. {user} is asked by email; nothing changes until they confirm it."
        return f"The job title of {user} is put right."

    def onward(self) -> str:
        return reverse("partnerships:people-list", kwargs={"area": self.area.slug})


class NewJobConfirm(AreaMixin, PagePress):
    """Its person reads what was entered, and confirms it or says that it is not so."""

    permission = Permission.CONFIRM_NEW_JOB
    section = "people"
    template_name = "workshops/new_job_confirm.html"

    @cached_property
    def job(self) -> Seat:
        return Seat.objects.select_related("organisation", "next_organisation").get(pk=self.seat.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        job = self.job
        to = Sector(job.next_organisation.sector or job.sector) if job.next_organisation else None
        return super().get_context_data(job=job, read=rules.mark_of(job), to=to, **kwargs)

    def act(self) -> str:
        read = self.request.POST.get("read", "")
        if self.request.POST.get("answer") == "no":
            rules.decline(self.seat, read=read, by=self.seat)
            return "Nothing has changed. Whoever entered it is told by email."
        after = new_jobs.confirm(self.seat, read=read, by=self.seat)
        return f"You take part from {after.organisation} now. Say what you agree to."

    def onward(self) -> str:
        name = "people-list" if self.request.POST.get("answer") == "no" else "consents"
        return reverse(f"partnerships:{name}", kwargs={"area": self.area.slug})
