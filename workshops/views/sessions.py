"""Planning the four sessions, the page of one session, and recording who came to it."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.generic import TemplateView

from partnerships.access import AreaMixin
from partnerships.acting import FormAct
from partnerships.models import Seat, Sector
from partnerships.permissions import Permission
from pipd.kit import clock, workdays
from pipd.kit.fields import Form
from workshops import line, scheduling
from workshops.acts import acts
from workshops.clearance import desk, reading
from workshops.forms.sessions import AttendanceForm, PlanForm, places, slot_of
from workshops.models import Attendance, Workshop
from workshops.models.sessions import SESSIONS
from workshops.step import DRAFTING, SeatStep
from workshops.views.base import SessionMixin
from workshops.windows import windows

LEAD_TIME = 20  # working days until a first session that nobody has dated: our own choice


class SessionsPlan(AreaMixin, FormAct):
    """Four dates, halves and venues, and who facilitates; the deadlines that follow from them."""

    permission = Permission.PLAN_SESSIONS
    section = "sessions"
    template_name = "workshops/plan_sessions.html"

    @cached_property
    def planned(self) -> dict[int, Workshop]:
        found = self.area.workshops.prefetch_related("facilitators").order_by("number")
        return {workshop.number: workshop for workshop in found}

    @cached_property
    def facilitators(self) -> list[Seat]:
        people = Seat.objects.live().facilitators().filter(area=self.area).select_related("user")
        return list(people.order_by("user__full_name"))

    def get_form(self, form_class: Any = None) -> PlanForm:
        held = [workshop for workshop in self.planned.values() if workshop.is_delivered]
        return PlanForm(**self.get_form_kwargs(), area=self.area, held=held, facilitators=self.facilitators)

    def get_initial(self) -> dict[str, Any]:
        """What is planned already; for what is not, the usual gaps from four weeks on."""
        initial: dict[str, Any] = {"facilitators": self.usual_pair()}
        for number, day in enumerate(self.usual_days(), start=1):
            initial |= {f"day_{number}": day, f"half_{number}": scheduling.MORNING}
        for number, workshop in self.planned.items():
            slot = slot_of(workshop)
            initial |= {f"day_{number}": slot.day, f"half_{number}": slot.half, f"venue_{number}": slot.venue}
        return initial

    def usual_days(self) -> list[date]:
        first = self.planned.get(1)
        try:
            day = first.local_start.date() if first else workdays.add_wd(clock.today(), LEAD_TIME)
            return scheduling.usual_days(self.area, day)
        except workdays.CalendarRunsOut:
            return []

    def usual_pair(self) -> list[str]:
        """Those who facilitate the last session planned; before any is, the area's only two."""
        last = max(self.planned, default=0)
        people = self.planned[last].facilitators.all() if last else self.facilitators
        return [str(seat.pk) for seat in people] if last or len(people) == 2 else []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        form: PlanForm = context["form"]
        return context | {
            # Not from some of the dates: the last would seem to be followed by no session.
            "windows": windows(self.area, form.days) if len(form.days) == SESSIONS else [],
            "held": [workshop for workshop in self.planned.values() if workshop.is_delivered],
        }

    def form_valid(self, form: Form) -> HttpResponse:
        """A first button works the deadlines out and saves nothing."""
        if self.request.POST.get("act") == "look":
            return self.render_to_response(self.get_context_data(form=form, looked=True))
        return super().form_valid(form)

    def act(self, form: PlanForm) -> str:
        chosen = form.cleaned_data["facilitators"]
        scheduling.plan(self.area, form.slots(), facilitators=chosen, by=self.seat)
        return "The four sessions are planned."

    def onward(self) -> str:
        return reverse("workshops:area-detail", kwargs={"area": self.area.slug})


class SessionDetail(SessionMixin, TemplateView):
    """One session: the facts, who came, where its notes stand, and what the reader can do about it."""

    permission = Permission.SEE_AREA
    template_name = "workshops/session.html"

    @cached_property
    def step(self) -> SeatStep:
        number = self.kwargs["number"]
        found = next((step for step in line.steps(self.area, self.seat) if step.number == number), None)
        if found is None:
            raise Http404
        return found

    @property
    def workshop(self) -> Workshop:
        return self.step.workshop

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        counted = self.may(Permission.SEE_CIRCULATED) and self.step.note.state != DRAFTING
        return super().get_context_data(
            step=self.step,
            acts=acts(self.step, self.seat),
            came=self.workshop.attendances.all(),
            logged=desk.logged_count(self.workshop) if counted else None,
            **kwargs,
        )


class SessionAttendance(SessionMixin, FormAct):
    """Who came, person by person; correctable until the notes are sent for checking."""

    permission = Permission.RECORD_ATTENDANCE
    template_name = "workshops/attendance.html"
    form_class = AttendanceForm

    @cached_property
    def expected(self) -> list[Seat]:
        return scheduling.expected_at(self.workshop)

    @cached_property
    def places(self) -> list[Any]:
        stored = dict(self.workshop.attendances.values_list("seat", "presence"))
        return places(self.expected, stored, self.request.POST if self.request.method == "POST" else None)

    def get_initial(self) -> dict[str, Any]:
        short = bool(self.workshop.deviation)
        return {"facilitated_by": 1 if short else 2, "deviation": self.workshop.deviation}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        unsaid = [
            {"href": f"#{place.name}_0", "text": place.error}
            for place in self.places
            if self.request.method == "POST" and place.error
        ]
        return super().get_context_data(
            sides=[(sector, [p for p in self.places if p.seat.sector == sector]) for sector in Sector.values],
            presences=Attendance.Presence.choices,
            errors=unsaid,
            why_not=self.why_not(),
            **kwargs,
        )

    def why_not(self) -> str:
        if reading.state_of(self.workshop).state != DRAFTING:
            return "The notes have been sent for checking, so who came is fixed."
        return " ".join(scheduling.delivery_blockers(self.workshop))

    def form_valid(self, form: Form) -> HttpResponse:
        if any(place.error for place in self.places):
            return self.form_invalid(form)
        return super().form_valid(form)

    def act(self, form: AttendanceForm) -> str:
        presence = {place.seat: place.chosen for place in self.places}
        scheduling.deliver(self.workshop, presence=presence, by=self.seat, **form.cleaned_data)
        return f"Recorded who came to session {self.workshop.number}."

    def onward(self) -> str:
        return self.address("session-detail")
