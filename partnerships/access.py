"""From a request to the seat that acts. Another area is as unknown as one that does not exist."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar, cast

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.generic import TemplateView
from django.views.generic.base import ContextMixin

from partnerships import over
from partnerships.models import Programme, Seat, StudyArea, User
from partnerships.models.seats import RUNS, Role
from partnerships.permissions import Permission, allows
from partnerships.readers import Readers, readers
from pipd.kit.access import AccessMixin
from pipd.kit.prepared import Prepared


def who_may_act(seats: list[Seat], *, leavers: bool) -> list[Seat]:
    """The live ones of a reader's `seats`; with `leavers`, those ended too.

    Who takes part no more but runs the group or the programme keeps no way to its notes (domain I-5, I-15). Whoever
    only keeps a register, analyses or sponsors keeps it: nobody loses their say by being named to that.
    """
    live = [seat for seat in seats if seat.is_live]
    runs_it = any(seat.role in RUNS for seat in live)
    return seats if leavers and not runs_it else live


def best_seat(seats: list[Seat], permission: Permission) -> Seat:
    """The seat that allows `permission`, else the first. Raises Http404 when there is none at all."""
    if not seats:
        raise Http404
    return next((seat for seat in seats if allows(seat, permission)), seats[0])


# Every page asks it. Which of several seats acts must not depend on the database's mood.
seats_of = Prepared(
    lambda user: (
        Seat.objects.filter(user=user)
        .with_consent()
        .select_related("organisation", "area__programme")
        .order_by("-started_on", "role", "id")
    )
)


class SeatMixin(ContextMixin, AccessMixin):
    """A page that is opened from a seat."""

    actor: Seat
    permission: ClassVar[Permission | None] = None

    @property
    def seat(self) -> Seat:
        return self.actor

    def actor_may(self, actor: Seat, permission: Permission) -> bool:
        return allows(actor, permission)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(seat=self.seat, programme=self.seat.programme, **kwargs)

    def may(self, permission: Permission) -> bool:
        """For buttons: whether the reader may do `permission`."""
        return allows(self.seat, permission)

    def readers(self) -> Readers:
        """Whom this page is for, as it says at its foot."""
        return readers(self.needed("GET"), in_area=False)


# What whoever has a place may open before they have said that they take part.
BEFORE_CONSENT = frozenset(
    {
        Permission.CONSENT, Permission.LEAVE, Permission.CONFIRM_NEW_JOB,
        Permission.SEE_AREA, Permission.SEE_SESSION, Permission.SEE_PEOPLE,
    }
)  # fmt: skip


class AreaIsOver(Exception):
    """The reader could do this until the area was discontinued."""


class AreaMixin(SeatMixin):
    """A page of one study area, named by `area` in its address."""

    section = ""
    ends_with_area = False  # it only begins something, though its permission is of use after the end
    admits_leavers = False
    admits_substitutes = False  # to what is their own, beside the one session they stand in at
    of_one_session = False

    @property
    def shows_draft(self) -> bool:
        """Whether it holds words of a plan that is still drafted."""
        return False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return super().dispatch(request, *args, **kwargs)
        except AreaIsOver:
            return render(request, "403.html", self.said_of_the_end, status=403)

    @property
    def said_of_the_end(self) -> dict[str, Any]:
        """What the page says to whoever would write in an area that was discontinued."""
        return {
            "title": f"{self.area.name} was discontinued",
            "lines": [over.words(self.area)],
            "who_can": f"The reason given: {self.area.discontinued_reason} What you could read, you can still read.",
        }

    @cached_property
    def area(self) -> StudyArea:
        """The area that the address names: mostly one the reader has a seat in, and so at hand already."""
        mine = [seat.area for seat in self.held if seat.area and seat.area.slug == self.kwargs["area"]]
        if mine:
            return mine[0]
        try:
            return StudyArea.objects.chosen().select_related("programme").get(slug=self.kwargs["area"])
        except StudyArea.DoesNotExist:
            raise Http404 from None

    @cached_property
    def held(self) -> list[Seat]:
        """All seats of the reader, ended ones too: one query for who acts and for the way to other areas."""
        return seats_of(self.request.user.pk) if self.request.user.pk else []

    def find_actor(self, permission: Permission) -> Seat:
        area = self.area
        here = [
            seat
            for seat in self.held
            if seat.area_id == area.pk or (seat.area_id is None and seat.programme_id == area.programme_id)
        ]
        here = [seat for seat in here if self.admits(seat)]
        seat = self.choose_seat(who_may_act(here, leavers=self.admits_leavers), permission)
        # Somebody who has seats is signed in.
        seat.programme, seat.user = area.programme, cast(User, self.request.user)
        if seat.area_id:
            seat.area = area
        return seat

    def actor_may(self, actor: Seat, permission: Permission) -> bool:
        """Nobody reads or says anything in a group they have not agreed to take part in (domain I-1)."""
        if not super().actor_may(actor, permission):
            return False
        newcomer = actor.role == Role.PARTICIPANT and actor.is_live and not actor.consents_to_take_part
        if newcomer and permission not in BEFORE_CONSENT:
            return False
        if not over.lasts(self.area, permission) or (self.ends_with_area and self.area.is_discontinued):
            raise AreaIsOver
        return True

    def may(self, permission: Permission) -> bool:
        return super().may(permission) and over.lasts(self.area, permission)

    def admits(self, seat: Seat) -> bool:
        """Whether `seat` of this area counts on this page at all: a substitute's does on few but one session's."""
        return self.admits_substitutes or not seat.stands_in

    def choose_seat(self, seats: list[Seat], permission: Permission) -> Seat:
        """Which of the reader's seats here acts. Raises Http404 when there is none."""
        return best_seat(seats, permission)

    @property
    def my_areas(self) -> list[StudyArea]:
        """The areas in which the reader has a live seat, by name, for the switcher."""
        found = {
            seat.area_id: seat.area for seat in self.held if seat.area and seat.is_live and seat.is_of_group
        }
        return sorted(found.values(), key=lambda area: area.name)

    def readers(self) -> Readers:
        return readers(
            self.needed("GET"),
            in_area=True,
            leavers=self.admits_leavers,
            substitutes=self.admits_substitutes or self.of_one_session,
            drafts=self.shows_draft,
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        facts = {"area": self.area, "section": self.section, "my_areas": self.my_areas}
        return super().get_context_data(**{**facts, **kwargs})


class ProgrammeMixin(SeatMixin):
    """A page across the programme. Who holds no programme-wide seat is refused, not sent away."""

    def find_actor(self, permission: Permission) -> Seat:
        seats = Seat.objects.live().filter(user=self.request.user).select_related("programme", "area", "user")
        return best_seat(list(seats.order_by("role", "id")), permission)

    @property
    def programme(self) -> Programme:
        return self.seat.programme


class InArea:
    """A page about one study area, and the way to others about it."""

    area: Any  # of the address; unknown where it names none
    first_page = "people-list"

    def address(self, name: str = "", **kwargs: Any) -> str:
        """The address of a page about people of this area; its first page without a name."""
        return reverse(f"partnerships:{name or self.first_page}", kwargs={"area": self.area.slug, **kwargs})


class PeopleMixin(InArea, AreaMixin):
    """A page from which one goes on to the people of the area."""

    section = "people"

    def onward(self) -> str:
        return self.address("people-list")


class AreaPage(AreaMixin, TemplateView):
    """A page of an area that is only read."""


class ProgrammePage(ProgrammeMixin, TemplateView):
    """A page of the programme that is only read."""
