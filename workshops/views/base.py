"""What the pages of a session share: the session that the address names, and who reaches it."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from partnerships.access import AreaMixin
from partnerships.models import Seat
from partnerships.permissions import Permission
from pipd.kit.prepared import Prepared
from workshops import reach
from workshops.clearance import answering
from workshops.models import Attendance, Workshop
from workshops.models.sessions import SESSIONS


def ids(values: list[str]) -> list[UUID]:
    """Those of `values` that are ids; what is none was not made by our page."""
    found = []
    for value in values:
        try:
            found.append(UUID(value))
        except ValueError:
            continue
    return found


def day_named(request: HttpRequest) -> date | None:
    """The day that the link named by which somebody came, to fill a form in with; None for what is none."""
    try:
        return date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return None


session_of = Prepared(lambda area, number: Workshop.objects.filter(area=area, number=number))


class AgreeFirst(Exception):
    """A substitute who has not agreed to take part asked for a page of their session."""


class OneSession(AreaMixin):
    """A page of one session, by its `number`. It is all that a substitute's seat opens, at their session alone.

    Any other session of the area is as unknown to them as one that does not exist. Before they agree to take part,
    every page they may open leads to the one where they do.
    """

    before_agreeing = False
    of_one_session = True

    @cached_property
    def tied(self) -> dict[UUID, Attendance | None]:
        """By seat, the place at this session that a substitute of the reader's was named for."""
        return {}

    def admits(self, seat: Seat) -> bool:
        if seat.stands_in and seat.pk not in self.tied:
            self.tied[seat.pk] = reach.place_at(seat, self.kwargs["number"])
        return super().admits(seat) or self.tied[seat.pk] is not None

    def actor_may(self, actor: Seat, permission: Permission) -> bool:
        may = super().actor_may(actor, permission)
        if may and actor.stands_in and not self.before_agreeing:
            place = self.tied[actor.pk]
            if place and place.presence == Attendance.Presence.ASKED:
                raise AgreeFirst
        return may

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return super().dispatch(request, *args, **kwargs)
        except AgreeFirst:
            return redirect(self.address("stand-in"))

    def address(self, page: str, **more: Any) -> str:
        named = {"area": self.kwargs["area"], "number": self.kwargs["number"]}
        return reverse(f"workshops:{page}", kwargs={**named, **more})


class SessionMixin(OneSession):
    """The same with the session at hand."""

    section = "sessions"

    @cached_property
    def workshop(self) -> Workshop:
        known = next((place.workshop for place in self.tied.values() if place), None)
        number = self.kwargs["number"]
        found = session_of(self.area.pk, number) if known is None and number <= SESSIONS else []
        workshop = known or next(iter(found), None)
        if workshop is None:
            raise Http404
        workshop.area = self.area
        return workshop

    def address(self, page: str, **more: Any) -> str:
        """Of a page of this session. Raises Http404 where there is none to go on to."""
        return super().address(page, number=self.workshop.number, **more)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(workshop=self.workshop, **kwargs)


class OfThoseAsked(SessionMixin):
    """A page for somebody who was at the session, and is asked about its notes for where they sat then.

    They may have changed sides since, or have joined the group after they stood in.
    """

    def choose_seat(self, seats: list[Seat], permission: Permission) -> Seat:
        asked = answering.asked_among(self.workshop, seats) if len(seats) > 1 else None
        return asked or super().choose_seat(seats, permission)
