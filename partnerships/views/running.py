"""Who runs a group and the programme; and a group that stands still for a time."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar

from django.http import Http404
from django.urls import reverse

from partnerships import appointing, pausing
from partnerships.access import AreaMixin, PeopleMixin, ProgrammeMixin, SeatMixin
from partnerships.acting import FormAct, PagePress
from partnerships.forms.running import AppointForm, PauseForm
from partnerships.models import Role, Seat
from partnerships.models.seats import SeatQuerySet
from partnerships.permissions import Permission


class StaffMixin(SeatMixin):
    """Seats that stand for no sector: of one area, or of the programme."""

    roles: ClassVar[tuple[Role, ...]]

    @property
    def staff(self) -> SeatQuerySet:
        """All that there were, the present ones too. OfArea and OfProgramme say which."""
        raise NotImplementedError

    def named(self, name: str, **kwargs: Any) -> str:
        """The address of the page `name` of theirs, as OfArea and OfProgramme have it."""
        raise NotImplementedError

    def onward(self) -> str:
        return self.named("staff")


class OfArea(AreaMixin, StaffMixin):
    """Of one area."""

    permission = Permission.APPOINT_TO_AREA
    section = "people"
    roles = appointing.OF_AREA

    @property
    def staff(self) -> SeatQuerySet:
        return Seat.objects.filter(area=self.area, role__in=self.roles).select_related("user", "area")

    def named(self, name: str, **kwargs: Any) -> str:
        return reverse(f"partnerships:area-{name}", kwargs={"area": self.area.slug, **kwargs})


class OfProgramme(ProgrammeMixin, StaffMixin):
    """Of the programme."""

    permission = Permission.APPOINT_TO_PROGRAMME
    section = "staff"
    roles = appointing.OF_PROGRAMME

    @property
    def staff(self) -> SeatQuerySet:
        return Seat.objects.filter(programme=self.programme, role__in=self.roles).select_related("user")

    def named(self, name: str, **kwargs: Any) -> str:
        return reverse(f"partnerships:programme-{name}", kwargs=kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(section=self.section, **kwargs)


class Staff(StaffMixin, FormAct):
    """Who they are, now and before, and naming another."""

    template_name = "partnerships/staff.html"
    form_class = AppointForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "roles": self.roles}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        seats = list(self.staff.order_by("role", "user__full_name", "-started_on"))
        now = [(seat, *self.ways(seat)) for seat in seats if seat.is_live]
        before = [seat for seat in seats if not seat.is_live]
        return super().get_context_data(now=now, before=before, roles=[r.label for r in self.roles], **kwargs)

    def ways(self, seat: Seat) -> tuple[str, str]:
        """Where the seat is ended, and where a facilitator hands over to another."""
        area = {"area": seat.area.slug, "seat": seat.pk} if seat.area else None
        hands_over = seat.role == Role.FACILITATOR and seat.area and not seat.area.is_discontinued
        over = reverse("workshops:facilitator-replace", kwargs=area) if hands_over else ""
        return self.named("staff-end", seat=seat.pk), over

    def act(self, form: AppointForm) -> str:
        told = form.cleaned_data
        role = Role(told.pop("role"))
        area = getattr(self, "area", None)
        seat = appointing.appoint(self.seat.programme, role=role, area=area, by=self.seat, **told)
        # As it was typed: whose name an address belongs to is not told to whoever types one.
        return f"{told['full_name']} is {role.label.lower()} now. {appointing.beside(seat)}".strip()


class StaffEnd(StaffMixin, PagePress):
    """Ending a seat: what was done from it stays."""

    template_name = "partnerships/staff_end.html"

    @cached_property
    def found(self) -> Seat:
        seat = self.staff.live().filter(pk=self.kwargs["seat"]).first()
        if seat is None:
            raise Http404
        return seat

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(person=self.found, back=self.onward(), **kwargs)

    def act(self) -> str:
        appointing.end(self.found, by=self.seat)
        return f"{self.found.user} is {self.found.get_role_display().lower()} no more."


class AreaStaff(OfArea, Staff):
    """Facilitators and register officers of an area."""


class AreaStaffEnd(OfArea, StaffEnd):
    """Ending one of their seats."""


class ProgrammeStaff(OfProgramme, Staff):
    """Coordinators, administrators and analysts."""


class ProgrammeStaffEnd(OfProgramme, StaffEnd):
    """Ending one of their seats."""


class Pause(PeopleMixin, FormAct):
    """Letting a group stand still."""

    permission = Permission.PAUSE_AREA
    template_name = "partnerships/pause.html"
    form_class = PauseForm

    def act(self, form: PauseForm) -> str:
        pausing.pause(self.area, reason=form.cleaned_data["reason"], by=self.seat)
        return "The group is paused. Nothing is cleared or signed until it goes on."


class Resume(PeopleMixin, PagePress):
    """Letting it go on."""

    permission = Permission.PAUSE_AREA
    template_name = "partnerships/resume.html"

    def act(self) -> str:
        pausing.resume(self.area, by=self.seat)
        return "The group goes on."
