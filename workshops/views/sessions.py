"""The page of one session, and recording who came to it."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import Http404, HttpResponse, QueryDict
from django.views.generic import TemplateView

from partnerships.acting import FormAct
from partnerships.models import Seat, Sector
from partnerships.permissions import Permission
from pipd.kit.conflicts import Wording
from pipd.kit.fields import Form
from workshops import agenda, arrangements, gaps, line, recordings, scheduling, standing_in, unevenness
from workshops.acts import acts
from workshops.clearance import desk, reading
from workshops.forms.sessions import AttendanceForm, places
from workshops.models import Workshop
from workshops.step import DRAFTING, SeatStep
from workshops.views.base import SessionMixin


class SessionDetail(SessionMixin, TemplateView):
    """One session: the facts, who came, where its notes stand, and what the reader can do about it."""

    permission = Permission.SEE_SESSION
    template_name = "workshops/session.html"

    @cached_property
    def steps(self) -> list[SeatStep]:
        return line.steps(self.area, self.seat)

    @cached_property
    def step(self) -> SeatStep:
        number = self.kwargs["number"]
        found = next((step for step in self.steps if step.number == number), None)
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
            may_name=self.may(Permission.RECORD_ATTENDANCE) and not standing_in.too_late(self.workshop),
            logged=desk.logged_count(self.workshop) if counted else None,
            agenda=agenda.of(self.step, self.steps),
            gaps=gaps.told(self.workshop),
            asks_why=self.may(Permission.EXPLAIN_UNEVEN) and self.asks_why(),
            may_correct=self.may(Permission.EXPLAIN_UNEVEN),
            may_consent=self.may(Permission.CONSENT_TO_RECORDING),
            sees_needs=self.may(Permission.SEE_ACCESS_NEEDS),
            needs=self.needs(),
            **recordings.facts(self.workshop, self.step.cleared_at),
            **kwargs,
        )

    def needs(self) -> list[arrangements.Need]:
        """What people need, for whoever arranges it; with names for those who meet the people (domain 3K)."""
        if not self.may(Permission.SEE_ACCESS_NEEDS):
            return []
        return arrangements.needs(self.workshop, names=self.may(Permission.RECORD_ATTENDANCE))

    def asks_why(self) -> bool:
        """Whether nobody has said yet why the sectors were not even again by this session (domain E1)."""
        asked = unevenness.of_sessions([step.workshop for step in self.steps])
        return self.workshop.pk in asked and not self.workshop.uneven_at


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
        return self.places_as(self.request.POST if self.request.method == "POST" else None)

    def places_as(self, data: QueryDict | None) -> list[Any]:
        """Who came, as posted in `data`; as stored without it."""
        stored = dict(self.workshop.attendances.values_list("seat", "presence"))
        return places(self.expected, self.named, stored, data)

    @cached_property
    def named(self) -> list[standing_in.Expected]:
        return standing_in.named_for(self.workshop)

    def get_initial(self) -> dict[str, Any]:
        short = bool(self.workshop.deviation)
        return {
            "facilitated_by": 1 if short else 2,
            "deviation": self.workshop.deviation,
            "revision": self.workshop.revision,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        unsaid = [
            {"href": f"#{place.name}_0", "text": place.error}
            for place in self.places
            if self.request.method == "POST" and place.error
        ]
        return super().get_context_data(
            sides=[(sector, [p for p in self.places if p.seat.sector == sector]) for sector in Sector.values],
            not_agreed=[one for one in self.named if not one.has_agreed],
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

    def wordings(self, form: AttendanceForm, stored: dict[str, Any]) -> list[Wording]:
        """With everybody of whom a colleague recorded something else."""
        both = zip(self.places_as(None), self.places, strict=True)
        people = [
            Wording(str(mine.seat.user), kept.chosen_words, mine.chosen_words)
            for kept, mine in both
            if kept.chosen != mine.chosen
        ]
        return people + super().wordings(form, stored)

    def onward(self) -> str:
        return self.address("session-detail")
