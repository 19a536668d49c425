"""One session is moved, postponed, cancelled or put back; the page says what follows."""

from __future__ import annotations

from typing import Any

from partnerships.acting import FormAct
from partnerships.permissions import Permission
from pipd.kit.conflicts import Wording, differing
from pipd.kit.wording import day_date
from workshops import cycle, gaps
from workshops.clearance import windowing
from workshops.forms.planning import ChangeForm, ReasonForm, initial_of
from workshops.models import Workshop
from workshops.views.base import SessionMixin, day_named
from workshops.views.planning import facilitators_of


class SessionChange(SessionMixin, FormAct):
    """Another date, place, agenda or pair; a postponed or cancelled session gets its date back here."""

    permission = Permission.MOVE_SESSION
    template_name = "workshops/session_change.html"

    def get_form(self, form_class: Any = None) -> ChangeForm:
        people = facilitators_of(self.area)
        kwargs = self.get_form_kwargs()
        return ChangeForm(**kwargs, named="the session", facilitators=people)

    def get_initial(self) -> dict[str, Any]:
        initial = initial_of(self.workshop)
        if self.workshop.is_halted:
            del initial["day"]  # the old date is off: nobody should save it again unseen
        if day := day_named(self.request):
            initial["day"] = day
        pair = self.workshop.facilitators.values_list("pk", flat=True)
        return initial | {"facilitators": [str(pk) for pk in pair]}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            missing=cycle.change_blockers(self.workshop),
            told=consequences(self.workshop),
            **kwargs,
            **self.closer(kwargs.get("form")),
        )

    def closer(self, form: ChangeForm | None) -> dict[str, Any]:
        """Where a date was refused that both leads could agree to: that date, for the way there."""
        day = form.cleaned_data.get("day") if form and form.is_bound else None
        if day is None or not self.may(Permission.ASK_SHORTER_GAP):
            return {}
        return {"too_close": day.isoformat()} if gaps.close_pair(self.workshop, day) else {}

    def act(self, form: ChangeForm) -> str:
        was_off = self.workshop.is_halted
        changed = cycle.change(self.workshop, form.slot(), by=self.seat)
        if was_off:
            return f"Session {changed.number} is on again, on {day_date(changed.starts_at)}."
        return f"Session {changed.number} is changed."

    def wordings(self, form: ChangeForm, stored: dict[str, Any]) -> list[Wording]:
        """What differs; and that the session is off, where a colleague postponed or cancelled it."""
        w = self.workshop
        off = [Wording(f"Session {w.number}", w.get_state_display(), None)] if w.is_halted else []
        return off + differing(super().wordings(form, stored))

    def onward(self) -> str:
        return self.address("session-detail")


class Halt(SessionMixin, FormAct):
    """What postponing and cancelling share: the reason, and what follows."""

    permission = Permission.MOVE_SESSION
    template_name = "workshops/session_halt.html"
    form_class = ReasonForm
    to = ""
    heading = ""
    button = ""

    def get_initial(self) -> dict[str, Any]:
        return {"reason": "", "revision": self.workshop.revision}

    def wordings(self, form: ReasonForm, stored: dict[str, Any]) -> list[Wording]:
        """The reason that a colleague gave meanwhile, which the one that was typed would take the place of."""
        off = Wording(f"Session {self.workshop.number}", self.workshop.get_state_display(), None)
        return [off, *super().wordings(form, {"reason": self.workshop.halt_reason})]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            heading=self.heading,
            button=self.button,
            missing=cycle.blockers(self.workshop, self.to),
            told=consequences(self.workshop, self.to),
            **kwargs,
        )

    def onward(self) -> str:
        return self.address("session-detail")


class SessionPostpone(Halt):
    """The session keeps its place in the row and loses its date."""

    to = Workshop.State.POSTPONED
    heading, button = "Postpone session", "Postpone the session"

    def act(self, form: ReasonForm) -> str:
        cycle.postpone(self.workshop, reason=form.cleaned_data["reason"], by=self.seat)
        return f"Session {self.workshop.number} is postponed. Give it a new date as soon as one is found."


class SessionCancel(Halt):
    """The session is given up."""

    to = Workshop.State.CANCELLED
    heading, button = "Cancel session", "Cancel the session"

    def act(self, form: ReasonForm) -> str:
        cycle.cancel(self.workshop, by=self.seat, **form.cleaned_data)
        return f"Session {self.workshop.number} is cancelled."


def consequences(workshop: Workshop, to: str = "") -> list[str]:
    """What follows when `workshop` goes to state `to`, or gets another date without one, in sentences."""
    found = []
    note = windowing.noted_before(workshop)
    if note:
        number = note.workshop.number
        found.append(
            f"The notes of session {number} were to be agreed in it. "
            + (
                "People go on answering them online, and nobody has less time than they were told."
                if to
                else "They are agreed on the new date; nobody has less time to answer than they were told."
            )
        )
    if workshop.area.state not in cycle.NOT_BEGUN:
        found.append(
            "Everybody in the group is told at once by email, with a file that corrects their calendar."
        )
    if to == Workshop.State.POSTPONED:
        found.append("It keeps its place in the row: sessions after it cannot be held before it.")
    if to == Workshop.State.CANCELLED:
        found.append("The sessions after it go ahead without it. It can be put back while the others go on.")
        if cycle.is_last_open(workshop):
            found.append(
                "It is the last one to come: the group goes on to its plan, and this cannot be undone."
            )
    return found
