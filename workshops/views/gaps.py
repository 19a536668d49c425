"""A session closer to the one before than the setting says: asked for, and agreed by the leads of both sectors."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from partnerships.acting import FormAct, Press
from partnerships.permissions import Permission
from pipd.kit.wording import short_date
from workshops import gaps, gaps_asked
from workshops.forms.planning import CloserForm
from workshops.models import GapWaiver
from workshops.views.base import SessionMixin, day_named


class SessionCloser(SessionMixin, FormAct):
    """What is asked and what is agreed about this session; a form for a date that would be too close."""

    permission = Permission.ASK_SHORTER_GAP
    template_name = "workshops/session_closer.html"
    form_class = CloserForm

    @cached_property
    def told(self) -> list[GapWaiver]:
        return gaps.told(self.workshop)

    def get_initial(self) -> dict[str, Any]:
        """The date that was refused, when the reader comes from there."""
        day = day_named(self.request)
        return {"day": day} if day else {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        missing = {waiver.pk: gaps.missing_of(waiver, self.area) for waiver in self.told}
        return super().get_context_data(
            asked=[(w, missing[w.pk], *self.may_say(w)) for w in self.told if missing[w.pk]],
            agreed=[w for w in self.told if not missing[w.pk]],
            leads=self.may(Permission.AGREE_SHORTER_GAP),
            may_move=self.may(Permission.MOVE_SESSION),
            **kwargs,
        )

    def may_say(self, waiver: GapWaiver) -> tuple[bool, bool, bool]:
        """Whether the reader may agree to it or end it, and whether they asked."""
        agrees = self.may(Permission.AGREE_SHORTER_GAP) and not waiver.signed_at(self.seat.sector)
        return agrees, gaps_asked.may_leave(waiver, self.seat), waiver.asked_by_id == self.seat.pk

    def act(self, form: CloserForm) -> str:
        waiver = gaps_asked.ask(self.workshop, form.cleaned_data["day"], by=self.seat)
        who = (
            "other sector’s lead is"
            if self.may(Permission.AGREE_SHORTER_GAP)
            else "leads of both sectors are"
        )
        return (
            f"Asked. The {who} told by email; until they agree, {short_date(waiver.later_on)} cannot be set."
        )

    def onward(self) -> str:
        return self.address("session-closer")


class CloserAgree(SessionMixin, Press):
    """A lead agrees to what they read."""

    permission = Permission.AGREE_SHORTER_GAP

    def act(self) -> str:
        if gaps_asked.agree(self.workshop, digest=self.request.POST.get("digest", ""), by=self.seat):
            return "Both sectors have agreed. The facilitators are told, and can set the date."
        return "You have agreed. It counts once the other sector’s lead agrees too."

    def onward(self) -> str:
        return self.address("session-closer")


class CloserLeave(SessionMixin, Press):
    """Whoever asked takes it back, or a lead does not agree."""

    permission = Permission.ASK_SHORTER_GAP

    def act(self) -> str:
        gaps_asked.leave(self.workshop, digest=self.request.POST.get("digest", ""), by=self.seat)
        return "Left. The dates stay as far apart as usual."

    def onward(self) -> str:
        return self.address("session-closer")
