"""A person's calendar over all their areas, at an address that programs read without signing in.

What spans apps is asked of each app's `diary`: dates and places, never uncleared words, never another's name (X15).
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.views.generic import TemplateView, View

from partnerships import calendars as addresses
from partnerships.acting import Press
from partnerships.membership import NotPossible
from partnerships.models import CalendarFeed, Seat
from pipd.each_app import ask_each_app
from pipd.home import seats_of
from pipd.kit import calendars, mail

NAME = "Partnership Improvement"


def calendar_of(seats: list[Seat]) -> str:
    """All that one person's seats put into their calendar, as the text of a file."""
    entries = [entry for app in ask_each_app("diary") for entry in app.entries(seats)]
    return calendars.written(entries, name=NAME)


@method_decorator(login_not_required, name="dispatch")
class Feed(View):
    """Read by programs: the address itself is the key. An unknown or an old one is as unknown as any page."""

    permission: ClassVar[None] = None
    public: ClassVar[bool] = True

    def get(self, request: HttpRequest, secret: str) -> HttpResponse:
        user = addresses.holder(secret)
        if user is None:
            raise Http404
        response = HttpResponse(calendar_of(seats_of(user)), content_type=calendars.MIME)
        response["Cache-Control"] = "no-store, private"
        response["X-Robots-Tag"] = "noindex"
        return response


class CalendarPage(TemplateView):
    """The reader's own calendar address: to see, copy and reset."""

    template_name = "home/calendar.html"
    permission = None
    public = False
    signed_in_only = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        feed = CalendarFeed.objects.filter(user=self.request.user.pk).first()
        address = mail.link(reverse("calendar-feed", args=[addresses.secret_of(feed)])) if feed else ""
        seat = Seat.objects.live().filter(user=self.request.user.pk).select_related("programme").first()
        return super().get_context_data(
            address=address,
            subscribe="webcal" + address.removeprefix("https").removeprefix("http") if address else "",
            made_at=feed.made_at if feed else None,
            has_seat=seat is not None,
            **({"programme": seat.programme} if seat else {}),
            **kwargs,
        )


class CalendarReset(Press):
    """A first address, or another one in its place."""

    permission = None
    public = False
    signed_in_only = True

    def act(self) -> str:
        user: Any = self.request.user
        seat = Seat.objects.live().filter(user=user.pk).first()
        if seat is None:
            raise NotPossible(
                "You have no seat in an area at present, so there is nothing to put into a calendar."
            )
        addresses.reset(user, by=seat)
        return "This is your calendar address. An older one, if you had one, works no more."

    def onward(self) -> str:
        return reverse("calendar")


urlpatterns = [
    path("calendar/", CalendarPage.as_view(), name="calendar"),
    path("calendar/reset/", CalendarReset.as_view(), name="calendar-reset"),
    path("calendar/<slug:secret>.ics", Feed.as_view(), name="calendar-feed"),
]
