"""How actions go: a word on one, one press for all that is on track, a challenge, and the story of one action."""

from __future__ import annotations

from typing import Any

from django.http import Http404

from actionplans import challenging, on_track, progress, story
from actionplans.forms.progress import ChallengeForm, ProgressForm
from actionplans.models import ProgressUpdate
from actionplans.views.base import PlanForm, PlanMixin, PlanPage
from actionplans.views.delivery import DeliveryMixin, OneAction
from partnerships.acting import PagePress
from partnerships.permissions import Permission
from pipd.kit.wording import count, listed


class ProgressAdd(OneAction, PlanForm):
    """Say how an action goes; below, what was said before."""

    permission = Permission.SET_DELIVERY
    template_name = "actionplans/progress.html"
    form_class = ProgressForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"row": self.row, "seat": self.seat}

    def get_initial(self) -> dict[str, Any]:
        return {"status": self.row.status, "rag": self.row.rag if self.row.rag_is_said else ""}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        updates = self.row.updates.select_related("told_by", "challenged_by")[:5]
        standing = challenging.challenged(self.plan).get(self.row.pk)
        return super().get_context_data(**{"updates": updates, "standing": standing, **kwargs})

    def act(self, form: Any) -> str:
        update = progress.tell(self.row, by=self.seat, **form.cleaned_data)
        if self.row.proposed_status:
            asked = f"The other sector’s lead is asked about “{update.get_status_display().lower()}”."
            return f"Your update is saved. {asked}"
        return f"{self.line.name}: your update is saved."


WHO_SEES = [
    ("Now and later", "The participants of both sectors, and the facilitators. Your name stands beside it."),
    ("In documents", "Never: neither in the plan that is printed, nor in anything published."),
]


class ProgressChallenge(OneAction, PlanForm):
    """Say that the latest word of the other sector is not how it looks."""

    permission = Permission.CHALLENGE_PROGRESS
    template_name = "actionplans/progress_challenge.html"
    form_class = ChallengeForm

    def get_initial(self) -> dict[str, Any]:
        newest = challenging.latest(self.row)
        return {"update": newest.pk if newest else ""}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        newest = challenging.latest(self.row)
        why_not = challenging.why_not(self.row, newest, by=self.seat)
        told = {"update": newest, "why_not": why_not, "who_sees": WHO_SEES, "run_by_shown": True}
        return super().get_context_data(**{**told, **kwargs})

    def act(self, form: Any) -> str:
        told = ProgressUpdate.objects.select_related("told_by").filter(delivery=self.row)
        update = told.filter(pk=form.cleaned_data["update"]).first()
        if update is None:
            raise Http404
        update.delivery = self.row
        challenging.challenge(update, words=form.cleaned_data["words"], by=self.seat)
        return f"{self.line.name}: both leads see your challenge, and a new word is awaited."


class ActionStory(OneAction, PlanPage):
    """Everything that became of one action."""

    permission = Permission.READ_PLAN
    template_name = "actionplans/delivery_story.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        in_group = self.may(Permission.SEE_DRAFT_PLAN)
        names = in_group and self.may(Permission.SEE_PEOPLE)
        events = story.events(self.row, names=names, challenges=in_group)
        may_challenge = self.may(Permission.CHALLENGE_PROGRESS) and not challenging.why_not(
            self.row, challenging.latest(self.row), by=self.seat
        )
        may_tell = self.may(Permission.SET_DELIVERY) and self.row.is_open and self.row.is_under_way
        told = {"events": events, "may_challenge": may_challenge, "may_tell": may_tell}
        return super().get_context_data(**{**told, **kwargs})


class OnTrack(DeliveryMixin, PlanMixin, PagePress):
    """One press covers every open action one leads, but for those that need words of their own."""

    permission = Permission.SET_DELIVERY
    template_name = "actionplans/on_track.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mine = on_track.mine(self.lines, self.seat)
        told = {"mine": mine, "started": self.under_way, "nothing": on_track.nothing_to_say(mine.left_out)}
        return super().get_context_data(**{**told, **kwargs})

    def act(self) -> str:
        told = on_track.all_on_track(self.plan, seen=self.request.POST.get("seen", ""), by=self.seat)
        said = (
            f"You have said that {count(len(told.covered), 'action')} {_is_are(len(told.covered))} on track."
        )
        names = listed(line.ref for line, _ in told.left_out)
        return (
            f"{said} Left out: {names}, which {_need(len(told.left_out))} words of their own."
            if names
            else said
        )

    def onward(self) -> str:
        return self.address("delivery-list")


def _is_are(number: int) -> str:
    return "is" if number == 1 else "are"


def _need(number: int) -> str:
    return "needs" if number == 1 else "need"
