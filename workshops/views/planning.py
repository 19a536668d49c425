"""Planning the four sessions: dates, places, topics and facilitators, and the deadlines that follow from them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from partnerships.access import AreaMixin
from partnerships.acting import FormAct
from partnerships.models import Seat, StudyArea
from partnerships.permissions import Permission
from pipd.kit import clock, workdays
from pipd.kit.conflicts import Wording, differing, wordings
from pipd.kit.fields import Form
from workshops import scheduling, slots
from workshops.forms.planning import NUMBERS, ROOM, PlanForm, initial_of
from workshops.models import Workshop
from workshops.models.sessions import TOPICS
from workshops.windows import windows

LEAD_TIME = 20  # working days until a first session that nobody has dated (domain R28)


def facilitators_of(area: StudyArea) -> list[Seat]:
    """Who facilitates in `area` now, by name."""
    people = Seat.objects.live().facilitators().filter(area=area).select_related("user")
    return list(people.order_by("user__full_name"))


class SessionsPlan(AreaMixin, FormAct):
    """All four sessions at once. Two of its buttons only work something out, and save nothing."""

    permission = Permission.PLAN_SESSIONS
    section = "sessions"
    template_name = "workshops/plan_sessions.html"

    @cached_property
    def planned(self) -> dict[int, Workshop]:
        found = self.area.workshops.prefetch_related("facilitators").order_by("number")
        return {workshop.number: workshop for workshop in found}

    @cached_property
    def fixed(self) -> dict[int, Workshop]:
        """The sessions that this page leaves as they are."""
        return {n: w for n, w in self.planned.items() if w.is_delivered or w.is_halted}

    @cached_property
    def facilitators(self) -> list[Seat]:
        return facilitators_of(self.area)

    def get_form(self, form_class: Any = None) -> PlanForm:
        return self.made_from(**self.get_form_kwargs())

    def made_from(self, **kwargs: Any) -> PlanForm:
        return PlanForm(**kwargs, area=self.area, fixed=self.fixed, facilitators=self.facilitators)

    def get_initial(self) -> dict[str, Any]:
        """What is planned already; for what is not, the usual gaps from four weeks on, topics and pair."""
        initial: dict[str, Any] = {f"half_{n}": scheduling.MORNING for n in NUMBERS}
        initial |= {f"day_{n}": day for n, day in enumerate(self.usual_days(), start=1)}
        for number in NUMBERS:
            usual = {"where": ROOM, "topic": TOPICS[number], "revision": 0}
            usual |= {"facilitators": self.pair_at(number)}
            stored = self.planned.get(number)
            facts = usual | (initial_of(stored) if stored else {})
            initial |= {f"{part}_{number}": value for part, value in facts.items()}
        return initial

    def usual_days(self) -> list[date]:
        first = self.planned.get(1)
        try:
            day = first.local_start.date() if first else workdays.add_wd(clock.today(), LEAD_TIME)
            return scheduling.usual_days(self.area, day)
        except workdays.CalendarRunsOut:
            return []

    def pair_at(self, number: int) -> list[str]:
        """Who is down for a session, as far as they still facilitate; before anybody is, the area's only two."""
        now = {str(seat.pk) for seat in self.facilitators}
        stored = self.planned.get(number)
        down = {str(seat.pk) for seat in stored.facilitators.all()} & now if stored else set()
        return sorted(down or (now if len(now) == 2 else set()))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        days = context["form"].standing
        return context | {
            "windows": windows(self.area, list(days.values()), list(days)),
            "fixed": list(self.fixed.values()),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.work_out() if request.POST.get("act") == "dates" else super().post(request)

    def work_out(self) -> HttpResponse:
        """The same page with dates a gap apart, from the first that can be chosen; everything else as typed."""
        form = self.get_form()
        form.is_valid()
        first = f"day_{form.open[0]}" if form.open else "gap"
        for name in [name for name in form.errors if name not in (first, "gap")]:
            del form.errors[name]
        day, gap = form.cleaned_data.get(first), form.cleaned_data.get("gap") or slots.usual_gap(self.area)
        if form.errors or not isinstance(day, date):
            return self.form_invalid(form)
        try:
            days = slots.spread(day, len(form.open), gap)
        except workdays.CalendarRunsOut as unknown:
            form.add_error(first, str(unknown))
            return self.form_invalid(form)
        dates = {f"day_{n}": day for n, day in zip(form.open, days, strict=True)}
        fresh = self.made_from(initial=form.typed() | dates)
        return self.render_to_response(self.get_context_data(form=fresh, looked=True))

    def form_valid(self, form: Form) -> HttpResponse:
        """A first button works the deadlines out and saves nothing."""
        if self.request.POST.get("act") == "look":
            return self.render_to_response(self.get_context_data(form=form, looked=True))
        return super().form_valid(form)

    def act(self, form: PlanForm) -> str:
        scheduling.plan(self.area, form.slots(), by=self.seat)
        return "The four sessions are planned."

    def conflict(self, form: PlanForm) -> HttpResponse:
        """The form anew: it asks no more for what a colleague held or took off meanwhile."""
        self.read_again()
        fresh = self.get_form()
        fresh.is_valid()
        return super().conflict(fresh)

    def wordings(self, form: PlanForm, stored: dict[str, Any]) -> list[Wording]:
        """What differs, session by session, also of those that the form asks for no more."""
        still = {n: w for n, w in self.fixed.items() if n not in form.overtaken}
        typed = PlanForm(form.data, area=self.area, fixed=still, facilitators=self.facilitators)
        found = []
        for number in typed.open:
            if number in form.overtaken:
                found.append(Wording(f"Session {number}", self.fixed[number].get_state_display(), None))
            of_it = {name: value for name, value in stored.items() if name.endswith(f"_{number}")}
            for one in differing(wordings(typed, of_it)):
                found.append(replace(one, label=f"Session {number}: {one.label}"))
        return found

    def onward(self) -> str:
        return reverse("workshops:area-detail", kwargs={"area": self.area.slug})
