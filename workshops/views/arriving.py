"""Points that arrive while a facilitator writes up: asked for by the page every few seconds, and mostly nothing."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from partnerships.permissions import Permission
from workshops.clearance import arriving, desk
from workshops.views.base import SessionMixin


class DeskArrived(SessionMixin):
    """The points logged since the page was drawn, to be added at the end of its list; 204 when there is none."""

    permission = Permission.SEE_LOGGED
    is_background = True  # nobody is at the keyboard for it

    def get(self, request: HttpRequest) -> HttpResponse:
        after = request.GET.get("after", "")
        points = arriving.since(self.workshop, after, by=self.seat)
        if not points:
            return HttpResponse(status=204)
        everything, unused = desk.logged_count(self.workshop)
        place = {"area": self.area, "workshop": self.workshop, "programme": self.seat.programme}
        counts = {"everything": everything, "unused": unused, "first": not after}
        arrived = {"points": points, "mark": arriving.mark(points, after), **counts}
        return render(request, "workshops/_desk_arrived.html", {**place, **arrived})
