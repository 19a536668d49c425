"""Room mode: agreeing the notes of the last session together, one open statement at a time, on a projector."""

from __future__ import annotations

from functools import cached_property
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.generic import TemplateView

from partnerships.acting import Press
from partnerships.membership import NotPossible
from partnerships.models import Sector
from partnerships.permissions import Permission
from workshops.clearance import expecting, live, room
from workshops.views.base import SessionMixin, ids
from workshops.views.settling import DecideChange, KeepBoth, TableMixin

MOST_SKIPPED = 100


class RoomMixin(TableMixin):
    """A page of room mode. Refusals come back as a sentence on the first page."""

    permission = Permission.RUN_ROOM

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = {"closed": room.why_not(self.workshop), "opens_later": room.opens_later(self.workshop)}
        return super().get_context_data(**told, **kwargs)


def skipping(request: HttpRequest) -> str:
    """The statements that are skipped for later, as the end of an address; each once, and no more than notes have."""
    skipped = list(dict.fromkeys(ids(request.GET.getlist("skip"))))[:MOST_SKIPPED]
    return urlencode([("skip", pk) for pk in skipped])


class RoomOnward(SessionMixin):
    """An act of the room: it leads to what is next, and what was skipped stays skipped."""

    def onward(self) -> str:
        kept = skipping(self.request)
        return self.address("room") + (f"?{kept}" if kept else "")


class RoomPress(RoomOnward, RoomMixin, Press):
    """A button of room mode; it leads to the first page, which shows what is next."""


class RoomHere(RoomOnward, Press, TemplateView):
    """Say who is here."""

    permission = Permission.RUN_ROOM
    template_name = "workshops/room_here.html"

    @cached_property
    def people(self) -> list[expecting.Person]:
        if found := expecting.people(self.workshop, self.seat):
            return found
        raise Http404

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sides = [(s.value, [p for p in self.people if p.sector == s]) for s in Sector]
        return super().get_context_data(
            closed=room.why_not(self.workshop),
            sides=sides,
            some_here=any(p.here for p in self.people),
            some_away=any(p.away for p in self.people),
            some_expected=any(not p.away for p in self.people),
            **kwargs,
        )

    def act(self) -> str:
        room.say_who_is_here(self.workshop, here=self.named(), by=self.seat)
        return ""

    def named(self) -> list[UUID]:
        """Who is ticked; with the one press for all, everybody who is expected."""
        if "everybody" in self.request.POST:
            return [person.id for person in self.people if not person.away]
        return ids(self.request.POST.getlist("here"))


class Room(RoomMixin, TemplateView):
    """The next open statement: its words if a change is suggested, then whether all agree; at the end, what is next."""

    template_name = "workshops/room.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mark = live.mark(self.workshop, self.seat)
        context = super().get_context_data(mark=mark, **kwargs)
        table = context["table"]
        skipped = ids(self.request.GET.getlist("skip"))
        row = next((r for r in table.unsettled if r.statement.id not in skipped), None)
        contest = next(
            (c for c in table.contests if c.point_id == (row.statement.id if row else None)),
            None,
        )
        kept = skipping(self.request)
        context |= {
            "row": row,
            "contest": contest,
            "change": contest.changes[0] if contest else None,
            "open": len(table.unsettled),
            "skipped": sum(r.statement.id in skipped for r in table.unsettled),
            "kept": kept,
            "skip": "&".join(filter(None, [kept, urlencode({"skip": row.statement.id}) if row else ""])),
            "present": table.present,
        }
        return context

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        context = self.get_context_data(**kwargs)
        if not context["present"] and not context["closed"]:
            return redirect(self.address("room-here"))
        return self.render_to_response(context)


class RoomAgree(RoomPress):
    """All present agree, or those ticked."""

    def act(self) -> str:
        everyone = self.request.POST.get("who") == "all"
        agreeing = None if everyone else ids(self.request.POST.getlist("agree"))
        digest = str(self.request.POST.get("digest", ""))
        room.agree(self.workshop, self.kwargs["point"], digest=digest, agreeing=agreeing, by=self.seat)
        return ""


class RoomLeaveOut(RoomPress):
    """The room leaves a statement out."""

    def act(self) -> str:
        room.leave_out(self.workshop, self.kwargs["point"], by=self.seat)
        return ""


class RoomDecide(RoomOnward, DecideChange):
    """Decide a change in the room: the new words are a version at once, and the room is asked."""

    permission = Permission.RUN_ROOM
    template_name = "workshops/room_decide.html"
    in_room = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(room_address=self.onward(), **kwargs)


class RoomKeepBoth(RoomOnward, KeepBoth):
    """The room chooses neither: both stand as views of their sectors, and the room is asked about that."""

    permission = Permission.RUN_ROOM
    template_name = "workshops/room_keep_both.html"
    in_room = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(room_address=self.onward(), **kwargs)
        if closed := room.why_not(self.workshop):
            raise NotPossible(closed)
        return context
