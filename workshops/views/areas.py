"""The page of one study area: its line of four sessions, who came, how far clearing is, and what is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.module_loading import import_string

from partnerships import starting
from partnerships.access import AreaMixin, AreaPage
from partnerships.acting import FormAct, PagePress
from partnerships.models import Role, Seat, StudyArea
from partnerships.parity import launch_parity, parity_of
from partnerships.permissions import Permission
from partnerships.uneven import uneven
from pipd.kit import clock
from pipd.kit.wording import count
from workshops import joining_late, line, scheduling
from workshops.clearance import reading
from workshops.forms.waiving import WaiverForm
from workshops.step import CIRCULATED, DRAFTING, Link, SeatStep


@dataclass(frozen=True)
class Due:
    """What the reader is asked to do here, and by when."""

    until: datetime | None
    text: str
    link: Link

    @property
    def is_late(self) -> bool:
        return self.until is not None and self.until < clock.now()

    @property
    def is_today(self) -> bool:
        return self.until is not None and self.until.astimezone(clock.LONDON).date() == clock.today()


class AreaDetail(AreaPage):
    """The area as its people see it."""

    permission = Permission.SEE_AREA
    section = "sessions"
    template_name = "workshops/area.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        steps = line.steps(self.area, self.seat)
        checked = next((step for step in steps if step.note.state == CIRCULATED), None)
        seats = Seat.objects.live().participants().filter(area=self.area)
        return super().get_context_data(
            steps=steps,
            held=[step for step in steps if step.held],
            informal=[step for step in steps if step.held and not step.quorate],
            parity=parity_of(self.area.programme, seats),
            uneven=uneven(self.area),
            joined_late=joining_late.joined_late(self.seat, [step.workshop for step in steps]),
            checked=checked,
            progress=reading.progress(checked.workshop, self.seat) if checked else None,
            due=due(steps, self.seat),
            may_plan=self.may(Permission.PLAN_SESSIONS),
            may_start=self.may(Permission.PLAN_SESSIONS) and self.area.state == StudyArea.State.RECRUITING,
            planners=[] if steps else coordinators(self.area),
            beside=import_string(settings.PLAN_BESIDE)(self.area, self.seat),
            **kwargs,
        )


def coordinators(area: StudyArea) -> list[str]:
    """Who plans the sessions, by name."""
    seats = Seat.objects.live().filter(programme=area.programme, area=None, role=Role.COORDINATOR)
    return [str(seat.user) for seat in seats.select_related("user")]


def due(steps: list[SeatStep], seat: Seat) -> Due | None:
    """The first thing that waits for `seat` on this page; one banner at most."""
    ask = {Role.PARTICIPANT: _to_check, Role.FACILITATOR: _to_facilitate}.get(Role(seat.role))
    return next(filter(None, (ask(step) for step in steps)), None) if ask else None


def _to_check(step: SeatStep) -> Due | None:
    if not step.waits_for_me or step.link is None:
        return None
    asked = count(step.waits_for_me, "statement")
    return Due(
        step.note.answer_by,
        f"The notes of session {step.number} wait for your answer: {asked}.",
        step.link,
    )


def _to_facilitate(step: SeatStep) -> Due | None:
    if step.link is None:
        return None
    if step.held and step.note.state == DRAFTING:
        return Due(
            step.send_by, f"Session {step.number} is to be written up and sent for checking.", step.link
        )
    if step.is_over and not step.held:
        return Due(None, f"Nobody has recorded who came to session {step.number}.", step.link)
    if step.settles_today:
        return Due(step.note.answer_by, f"Agree the notes of session {step.number} in the room.", step.link)
    if step.note.state == CIRCULATED and not step.is_open:
        return Due(None, f"The notes of session {step.number} wait for approval.", step.link)
    return None


class AreaStart(AreaMixin, PagePress):
    """Starting the group: what is missing, and the button once nothing is (domain I-1)."""

    permission = Permission.PLAN_SESSIONS
    section = "sessions"
    template_name = "workshops/area_start.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        places, parity = (
            Seat.objects.live().participants().filter(area=self.area).count(),
            launch_parity(self.area),
        )
        return super().get_context_data(
            missing=scheduling.launch_blockers(self.area),
            parity=parity,
            places=places,
            lacking=places - parity.total,
            still_open=starting.still_open(self.area),
            steps=line.steps(self.area, self.seat),
            **kwargs,
        )

    def act(self) -> str:
        scheduling.launch(self.area, by=self.seat)
        return f"{self.area.name} has started. Its four sessions are confirmed."

    def onward(self) -> str:
        return reverse("workshops:area-detail", kwargs={"area": self.area.slug})


class AreaWaive(AreaMixin, FormAct):
    """Starting a group whose sectors are one apart, for a reason that everybody reads (domain I-1)."""

    permission = Permission.PLAN_SESSIONS
    section = "sessions"
    template_name = "workshops/area_waive.html"
    form_class = WaiverForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(parity=launch_parity(self.area), **kwargs)

    def act(self, form: WaiverForm) -> str:
        scheduling.launch(self.area, waiver=form.cleaned_data["reason"], by=self.seat)
        return f"{self.area.name} has started, one apart. Its four sessions are confirmed."

    def onward(self) -> str:
        return reverse("workshops:area-detail", kwargs={"area": self.area.slug})
