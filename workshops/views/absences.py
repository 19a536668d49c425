"""Apologies before a session, and the substitute who comes instead."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from partnerships import consent_words
from partnerships.acting import FormAct, PagePress, Press
from partnerships.models import Organisation, Role, Seat
from partnerships.permissions import Permission
from pipd.kit.wording import day_date
from workshops import standing_in
from workshops.forms.absences import AgreeForm, SubstituteForm
from workshops.models import Attendance
from workshops.views.base import SessionMixin


class Apologies(SessionMixin, PagePress):
    """Say that one cannot come; afterwards what was said, who comes instead, and the way back."""

    permission = Permission.SEND_APOLOGIES
    template_name = "workshops/apologies.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = self.workshop.attendances.select_related("seat__user", "seat__organisation")
        return super().get_context_data(
            sent=rows.filter(seat=self.seat).first(),
            substitute=rows.filter(stands_in_for=self.seat).first(),
            why_not=standing_in.too_late(self.workshop),
            **kwargs,
        )

    def act(self) -> str:
        standing_in.send_apologies(self.workshop, by=self.seat)
        return "Your apologies are sent. The group and its facilitators see them on the page of the session."

    def onward(self) -> str:
        return self.address("session-apologies")


class ApologiesTakeBack(SessionMixin, Press):
    """Come after all."""

    permission = Permission.SEND_APOLOGIES

    def act(self) -> str:
        standing_in.take_back(self.workshop, by=self.seat)
        return f"You are expected on {day_date(self.workshop.starts_at)}."

    def onward(self) -> str:
        return self.address("session-detail")


class SubstituteConfirm(SessionMixin, PagePress):
    """Whom a facilitator named in the reader's place: they come only if the reader says that it is right."""

    permission = Permission.SEND_APOLOGIES
    template_name = "workshops/substitute_confirm.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        places = self.workshop.attendances.filter(stands_in_for=self.seat)
        waiting = places.filter(presence=Attendance.Presence.PROPOSED)
        named = waiting.select_related("seat__user", "seat__organisation").first()
        return super().get_context_data(named=named, **kwargs)

    def act(self) -> str:
        if self.request.POST.get("act") == "refuse":
            standing_in.refuse(self.workshop, by=self.seat)
            return "Nobody comes instead of you. If you cannot come, you can name somebody yourself."
        standing_in.confirm(self.workshop, by=self.seat)
        return "Confirmed. They are asked by email whether they agree to stand in."

    def onward(self) -> str:
        return self.address("session-apologies")


class SubstituteMixin(SessionMixin):
    """About the place of one participant: one's own, or for a facilitator anybody's."""

    permission = Permission.NAME_SUBSTITUTE

    @cached_property
    def absent(self) -> Seat:
        seats = Seat.objects.live().participants().select_related("user", "organisation")
        found = get_object_or_404(seats, area=self.area, pk=self.kwargs["seat"])
        if self.seat.role == Role.PARTICIPANT and found.pk != self.seat.pk:
            raise Http404
        found.area = self.area
        return found

    def onward(self) -> str:
        own = self.seat.pk == self.absent.pk
        return self.address("session-apologies" if own else "session-detail")


class SubstituteName(SubstituteMixin, FormAct):
    """Name who comes instead. The sector is that of the place; it is not asked."""

    template_name = "workshops/substitute.html"

    def get_form(self, form_class: Any = None) -> SubstituteForm:
        known = Organisation.objects.filter(
            seats__area=self.area, seats__sector=self.absent.sector, seats__ended_on=None
        )
        kinds = self.area.programme.kinds_of(self.absent.sector)
        return SubstituteForm(**self.get_form_kwargs(), kinds=kinds, known=known.current().distinct())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        places = self.workshop.attendances.filter(stands_in_for=self.absent)
        return super().get_context_data(
            absent=self.absent,
            own=self.absent.pk == self.seat.pk,
            substitute=places.select_related("seat__user", "seat__organisation").first(),
            **kwargs,
        )

    def act(self, form: SubstituteForm) -> str:
        given = standing_in.name(self.workshop, self.absent, who=form.named(), by=self.seat)
        if self.absent.pk != self.seat.pk:
            return f"{self.absent.user} is asked to confirm this. {given.user} is asked once they have."
        return f"{given.user} is asked by email whether they agree to stand in."


class SubstituteRemove(SubstituteMixin, Press):
    """Whoever was named is not needed; the apologies stay."""

    def act(self) -> str:
        standing_in.remove(self.workshop, self.absent, by=self.seat)
        return "Nobody stands in now. Whoever was named is told."


class StandIn(SessionMixin, FormAct):
    """What the substitute is asked: whether they agree to take part in this one session."""

    permission = Permission.STAND_IN
    before_agreeing = True
    template_name = "workshops/stand_in.html"
    form_class = AgreeForm

    @cached_property
    def place(self) -> Attendance:
        places = self.workshop.attendances.select_related("stands_in_for__user")
        return get_object_or_404(places, seat=self.seat)

    def get_initial(self) -> dict[str, Any]:
        return {"read": AgreeForm.shown()}

    def form_invalid(self, form: Any) -> HttpResponse:
        """The page comes back in the words of today, whichever it had before."""
        form.data = form.data.copy()
        form.data["read"] = AgreeForm.shown()
        return super().form_invalid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            place=self.place,
            asked=self.place.presence == Attendance.Presence.ASKED,
            to_come=self.place.presence in Attendance.TO_COME,
            consents=self.seat.consents.filter(withdrawn_at=None),
            words=consent_words.WITHDRAWAL_WORDS,
            facilitators=self.workshop.facilitators.select_related("user"),
            **kwargs,
        )

    def act(self, form: AgreeForm) -> str:
        standing_in.agree(
            self.workshop, recording=form.cleaned_data["recording"], read=form.versions, by=self.seat
        )
        return f"Thank you. You are expected on {day_date(self.workshop.starts_at)}."

    def onward(self) -> str:
        late = self.workshop.is_delivered
        return reverse("home") if late else self.address("session-detail")


class StandInDecline(SessionMixin, Press):
    """The substitute cannot come."""

    permission = Permission.STAND_IN
    before_agreeing = True

    def act(self) -> str:
        standing_in.decline(self.workshop, by=self.seat)
        return "You do not stand in. Whoever named you is told, and no reason is asked."

    def onward(self) -> str:
        return reverse("home")
