"""Both leads let the group stand still, or go on: one asks with a reason, the other answers (domain 3D)."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.urls import reverse

from partnerships import pausing
from partnerships.access import AreaMixin
from partnerships.acting import FormAct, Press
from partnerships.forms.running import PauseForm
from partnerships.models import AreaPaused
from partnerships.permissions import Permission


class TogetherMixin(AreaMixin):
    """A page of what one lead asks of the other."""

    permission = Permission.AGREE_PAUSE
    section = "people"

    def onward(self) -> str:
        return reverse("partnerships:pause-together", kwargs={"area": self.area.slug})


class PauseTogether(TogetherMixin, FormAct):
    """What is asked, whom it awaits, and the form to ask while nothing is."""

    template_name = "partnerships/pause_together.html"
    form_class = PauseForm

    @cached_property
    def asked(self) -> AreaPaused | None:
        found = pausing.asked(self.area)
        if found:
            found.area = self.area
        return found

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "asks": True, "paused": self.area.paused}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        act = self.asked
        return super().get_context_data(
            asked=act,
            own=bool(act and act.signed_at(self.seat.sector)),
            awaits=pausing.awaited(act) if act else "",
            missing=pausing.blockers(self.area, pauses=not self.area.paused),
            **kwargs,
        )

    def act(self, form: PauseForm) -> str:
        pausing.ask(self.area, reason=form.cleaned_data["reason"], by=self.seat)
        return "Asked. The other sector’s lead is told by email; it holds once they agree."


class PauseAgree(TogetherMixin, Press):
    """The other sector's lead agrees to what they read."""

    def act(self) -> str:
        if pausing.agree(self.area, digest=self.request.POST.get("digest", ""), by=self.seat):
            return "The group is paused. Nothing is cleared or signed until it goes on."
        return "The group goes on."


class PauseTurnDown(TogetherMixin, Press):
    """Whoever asked takes it back, or the other sector's lead does not agree."""

    def act(self) -> str:
        how = pausing.turn_down(self.area, digest=self.request.POST.get("digest", ""), by=self.seat)
        if how == AreaPaused.Void.TAKEN_BACK:
            return "You have taken it back. Nothing has changed."
        return "You did not agree. Nothing has changed, and whoever asked is told."
