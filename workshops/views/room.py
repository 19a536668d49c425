"""Room mode: agreeing the notes of the last session together, one open statement at a time, on a projector."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.generic import TemplateView

from partnerships.acting import Press
from partnerships.permissions import Permission
from workshops.clearance import room
from workshops.views.base import ids
from workshops.views.settling import DecideChange, KeepBoth, TableMixin


class RoomMixin(TableMixin):
    """A page of room mode. Refusals come back as a sentence on the first page."""

    permission = Permission.RUN_ROOM

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = {"closed": room.why_not(self.workshop), "opens_later": room.opens_later(self.workshop)}
        return super().get_context_data(**told, **kwargs)


class RoomPress(RoomMixin, Press):
    """A button of room mode; it leads to the first page, which shows what is next."""

    def onward(self) -> str:
        return self.address("room")


class RoomHere(RoomPress, TemplateView):
    """Say who is here."""

    template_name = "workshops/room_here.html"

    def act(self) -> str:
        room.say_who_is_here(self.workshop, here=ids(self.request.POST.getlist("here")), by=self.seat)
        return ""


class Room(RoomMixin, TemplateView):
    """The next open statement: its words if a change is suggested, then whether all agree; at the end, what is next."""

    template_name = "workshops/room.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        table = context["table"]
        skipped = ids(self.request.GET.getlist("skip"))
        row = next((r for r in table.unsettled if r.statement.id not in skipped), None)
        change = next((c for c in table.changes if row is None or c.point_id == row.statement.id), None)
        onward = [*skipped, row.statement.id] if row else skipped
        context |= {
            "row": row,
            "change": change,
            "open": len(table.unsettled),
            "skip": "&".join(f"skip={pk}" for pk in onward),
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


class RoomDecide(DecideChange):
    """Decide a change in the room: the new words are a version at once, and the room is asked."""

    permission = Permission.RUN_ROOM
    template_name = "workshops/room_decide.html"
    in_room = True
    done_page = "room"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(room_address=self.onward(), **kwargs)


class RoomKeepBoth(KeepBoth):
    """The room chooses neither: both stand as views of their sectors, and the room is asked about that."""

    permission = Permission.RUN_ROOM
    in_room = True
    done_page = "room"
