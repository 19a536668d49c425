"""Logging points: one's own, one at a time, until the notes are sent for checking."""

from __future__ import annotations

from functools import cached_property
from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import render

from partnerships.acting import FormAct, PagePress
from partnerships.models import Seat
from partnerships.permissions import Permission
from pipd.kit.device import CREATED, SentLater
from pipd.kit.wording import listed
from workshops import logbook
from workshops.clearance import desk
from workshops.forms.logging import USUAL_KINDS, PointEditForm, PointForm
from workshops.views.base import SessionMixin

JUST_SAVED = "point_just_saved"  # in the session, between the save and the page it leads to


class LoggingMixin(SessionMixin):
    """A page where points are written: who else reads them is said beside every box."""

    permission = Permission.LOG_POINT

    def onward(self) -> str:
        return self.address("points-log")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(who_sees=who_sees(self.seat), run_by_shown=True, **kwargs)


def who_sees(seat: Seat) -> list[tuple[str, str]]:
    """Who can read a logged point, now and later, in the words of the panel."""
    facilitators = Seat.objects.live().facilitators().filter(area=seat.area).exclude(pk=seat.pk)
    others = facilitators.select_related("user").order_by("user__full_name")
    names = ["You", *(str(other.user) for other in others)]
    now = f"{listed(names)}." if len(names) > 1 else "You alone."
    return [
        ("Now", now),
        ("When it is written up", "The group, as part of a summary. Nobody is told who logged it."),
        (
            "Beyond the group",
            "Nobody, unless both sectors clear the summary. The coordinator never sees this page.",
        ),
    ]


class PointsLog(LoggingMixin, SentLater, FormAct):
    """The box, and one's own list. A save leads back here, so that reloading repeats nothing.

    A script sends what waited on a device, and is told the list as it is then.
    """

    template_name = "workshops/log_points.html"
    form_class = PointForm

    @cached_property
    def points(self) -> list[logbook.Logged]:
        return logbook.own_points(self.workshop, self.seat)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"seat": self.seat}

    def get_initial(self) -> dict[str, Any]:
        """A new id for each page, and the reader's own last choices: a run of points is often of one kind."""
        last = self.points[0] if self.points else None
        usual = {"kind": USUAL_KINDS[self.workshop.number], "said_by": self.seat.sector}
        chosen = {"kind": last.kind, "said_by": last.said_by} if last else usual
        return {"client_id": uuid4(), **chosen}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sees_all = self.may(Permission.SEE_LOGGED)
        return super().get_context_data(
            points=self.points,
            saved=self.just_saved(),
            why_not=logbook.why_not(self.workshop, self.seat),
            logged=desk.logged_count(self.workshop)[0] if sees_all else None,
            **kwargs,
        )

    def act(self, form: PointForm) -> str:
        kept = logbook.log(self.workshop, by=self.seat, **form.cleaned_data)
        if not self.is_sent_later:
            self.request.session[JUST_SAVED] = str(kept.id)
        return ""  # the list beside the box says it

    def done(self, said: str) -> HttpResponse:
        return self.created() if self.is_sent_later else super().done(said)

    def created(self) -> HttpResponse:
        self.read_again()
        context = {
            "points": self.points,
            "area": self.area,
            "workshop": self.workshop,
            "programme": self.seat.programme,
        }
        return render(self.request, "workshops/_log_list.html", context, status=CREATED)

    def just_saved(self) -> logbook.Logged | None:
        """The point that led here by being saved. Asked once: whoever comes back later has saved nothing now."""
        kept = self.request.session.pop(JUST_SAVED, "")
        return next((point for point in self.points if str(point.id) == kept), None)


class PointMixin(LoggingMixin):
    """A page of one of one's own points; anybody else's is as unknown as none."""

    @cached_property
    def point(self) -> logbook.Logged:
        return logbook.own_point(self.workshop, self.kwargs["point"], self.seat)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        why_not = logbook.why_not(self.workshop, self.seat)
        return super().get_context_data(**{"point": self.point, "why_not": why_not, **kwargs})


class PointEdit(PointMixin, FormAct):
    """Change one's own point. When another tab saved first, both wordings are shown and nothing is lost."""

    template_name = "workshops/log_edit.html"
    form_class = PointEditForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"seat": self.seat}

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.point, name) for name in self.form_class.base_fields}

    def act(self, form: PointEditForm) -> str:
        logbook.edit(self.workshop, self.point.id, by=self.seat, **form.cleaned_data)
        return "Your point is changed."


class PointRemove(PointMixin, PagePress):
    """Take one's own point back, after one question."""

    template_name = "workshops/log_remove.html"

    def act(self) -> str:
        logbook.remove(self.workshop, self.point.id, by=self.seat)
        return "Your point is removed."
