"""Room mode: agreeing the notes of the last session together, one open statement at a time, on a projector."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.generic import TemplateView

from partnerships.acting import Press
from partnerships.permissions import Permission
from workshops.clearance import live, room
from workshops.views.base import ids
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


class RoomOnward(TableMixin):
    """An act of the room: it leads to what is next, and what was skipped stays skipped."""

    def onward(self) -> str:
        kept = skipping(self.request)
        return self.address("room") + (f"?{kept}" if kept else "")


class RoomPress(RoomOnward, RoomMixin, Press):
    """A button of room mode; it leads to the first page, which shows what is next."""


class RoomHere(RoomPress, TemplateView):
    """Say who is here."""

    template_name = "workshops/room_here.html"

    def act(self) -> str:
        room.say_who_is_here(self.workshop, here=self.named(), by=self.seat)
        return ""

    def named(self) -> list[UUID]:
        """Who is ticked; with the one press for all, everybody who is asked."""
        if "everybody" in self.request.POST:
            return [person.id for person in self.table.people]
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
    in_room = True
