"""One facilitator hands over to another."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import Http404
from django.urls import reverse

from partnerships.access import AreaMixin
from partnerships.acting import FormAct
from partnerships.appointing import beside
from partnerships.forms.running import ReplaceForm
from partnerships.models import Seat
from partnerships.permissions import Permission
from workshops import handing_over
from workshops.models import Workshop
from workshops.places import AHEAD


class Replace(AreaMixin, FormAct):
    """Who facilitates instead of somebody from today on, and which sessions they take over."""

    permission = Permission.APPOINT_TO_AREA
    ends_with_area = True
    section = "people"
    template_name = "workshops/facilitator_replace.html"
    form_class = ReplaceForm

    @cached_property
    def person(self) -> Seat:
        rows = Seat.objects.live().facilitators().filter(area=self.area, pk=self.kwargs["seat"])
        found = rows.select_related("user").first()
        if found is None:
            raise Http404
        found.area = self.area
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        ahead = Workshop.objects.filter(area=self.area, state__in=AHEAD, facilitators=self.person)
        return super().get_context_data(
            person=self.person, ahead=list(ahead.order_by("number")), back=self.onward(), **kwargs
        )

    def act(self, form: ReplaceForm) -> str:
        after = handing_over.replace(self.person, by=self.seat, **form.cleaned_data)
        return f"{after.user} facilitates instead of {self.person.user} now. {beside(after)}".strip()

    def onward(self) -> str:
        return reverse("partnerships:area-staff", kwargs={"area": self.area.slug})
