"""Recordings: who may be recorded, what was made of it, and each participant's own consent."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.views.generic import TemplateView

from partnerships import consent_words, consenting
from partnerships.access import AreaMixin
from partnerships.acting import FormAct, Press
from partnerships.models import Consent
from partnerships.permissions import Permission
from pipd.kit import clock, workdays
from pipd.kit.conflicts import Wording
from workshops import recordings
from workshops.forms.recordings import NO, YES, ConsentForm, RecordingForm
from workshops.models import Recording
from workshops.views.base import SessionMixin

VERSION = consent_words.IN_FORCE[Consent.Kind.RECORDING]


class SessionRecording(SessionMixin, FormAct):
    """For the two facilitators: before the session who has agreed, after it what was made."""

    permission = Permission.KEEP_RECORDING
    template_name = "workshops/recording.html"
    form_class = RecordingForm

    @cached_property
    def recording(self) -> Recording | None:
        return Recording.objects.filter(workshop=self.workshop).first()

    def get_initial(self) -> dict[str, Any]:
        said = self.recording
        kept = {"made": YES if said.made else NO, "held_by": said.held_by} if said else {}
        return {"revision": said.revision if said else 0, "destroy_on": self.usual_day(), **kept}

    def usual_day(self) -> date | None:
        """The day that is suggested, as far as bank holidays are known."""
        try:
            return max(recordings.last_day(self.workshop), clock.today())
        except workdays.CalendarRunsOut:
            return None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            recording=self.recording,
            agreed=recordings.agreed(self.workshop),
            missing=recordings.blockers(self.workshop),
            taken_back=recordings.is_taken_back(self.recording) if self.recording else False,
            **kwargs,
        )

    def act(self, form: RecordingForm) -> str:
        made = form.cleaned_data["made"] == YES
        recordings.note(
            self.workshop,
            made=made,
            held_by=form.cleaned_data.get("held_by", ""),
            destroy_on=form.cleaned_data.get("destroy_on"),
            revision=form.cleaned_data["revision"],
            by=self.seat,
        )
        return "The recording is noted." if made else "Noted: there is no recording, notes only."

    def wordings(self, form: RecordingForm, stored: dict[str, Any]) -> list[Wording]:
        """With the day that was said, which is not the one that is suggested."""
        said = self.recording.destroy_on if self.recording else None
        return super().wordings(form, stored | {"destroy_on": said})

    def why_not_again(self) -> str:
        return " ".join(recordings.blockers(self.workshop))

    def onward(self) -> str:
        return self.address("session-recording")


class ConsentRecord(SessionMixin, FormAct):
    """What people said of being recorded in the room or on paper: each gets a receipt, and can say it was not so."""

    permission = Permission.RECORD_CONSENT
    template_name = "workshops/consent_record.html"

    @cached_property
    def agreed(self) -> recordings.Agreed:
        return recordings.agreed(self.workshop)

    def get_form(self, form_class: Any = None) -> ConsentForm:
        over = self.area.is_discontinued
        people = [*([] if over else self.agreed.missing), *(seat for seat, _ in self.agreed.given)]
        return ConsentForm(**self.get_form_kwargs(), people=people, only_back=over)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_save = not self.area.is_discontinued or bool(self.agreed.given)
        told = {"words": consent_words.RECORDING_WORDS, "version": VERSION, "may_save": may_save}
        return super().get_context_data(**told, **kwargs)

    def act(self, form: ConsentForm) -> str:
        changed = recordings.record_consents(
            self.workshop,
            [UUID(pk) for pk in form.cleaned_data["people"]],
            agrees=form.cleaned_data["said"] == YES,
            channel=form.cleaned_data["channel"],
            read=self.request.POST.get("read", ""),
            by=self.seat,
        )
        if not changed:
            return "Nothing was to be changed: it is recorded so already."
        who = "1 person. They get" if changed == 1 else f"{changed} people. Each gets"
        return f"Recorded for {who} an email."

    def onward(self) -> str:
        return self.address("session-recording")


class RecordingDestroyed(SessionMixin, Press):
    """One press: the recording is gone."""

    permission = Permission.KEEP_RECORDING

    def act(self) -> str:
        recordings.confirm_destroyed(self.workshop, by=self.seat)
        return f"Noted: the recording of session {self.workshop.number} is destroyed."

    def onward(self) -> str:
        return self.address("session-recording")


class RecordingConsent(AreaMixin, Press, TemplateView):
    """One's own consent to be recorded, in its exact words. Who left, or stood in, may take it back too (R26)."""

    permission = Permission.CONSENT_TO_RECORDING
    section = "sessions"
    template_name = "workshops/recording_consent.html"
    admits_leavers = True
    admits_substitutes = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        agreed = consenting.standing([self.seat], Consent.Kind.RECORDING).get(self.seat.pk)
        former = agreed is not None and consent_words.is_former(agreed, self.seat)
        return super().get_context_data(
            consent=agreed,
            former=consent_words.words_of(agreed) if agreed and former else None,
            words=consent_words.RECORDING_WORDS,
            version=VERSION,
            is_live=self.seat.is_live,
            **kwargs,
        )

    def act(self) -> str:
        kind = Consent.Kind.RECORDING
        if self.request.POST.get("act") == "give":
            consenting.give(self.seat, kind, read=self.request.POST.get("read", ""), by=self.seat)
            return "You agree to be recorded. You can take this back here at any time."
        consenting.withdraw(self.seat, kind, by=self.seat)
        return (
            "You do not agree to be recorded. Where there is a recording with you in it, the facilitators are asked to "
            "destroy it."
        )

    def onward(self) -> str:
        return reverse("workshops:recording-consent", kwargs={"area": self.area.slug})
