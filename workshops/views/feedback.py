"""Feedback: one page for those who were there, one for the facilitators."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse

from partnerships.access import AreaMixin, AreaPage
from partnerships.acting import FormAct
from partnerships.permissions import Permission
from workshops import feedback, feedback_reading
from workshops.forms.feedback import CommentForm, LastForm, QuestionsForm
from workshops.models import Workshop
from workshops.views.base import SessionMixin

THANKS = "Thank you. It is kept without your name."


class FeedbackGive(SessionMixin, FormAct):
    """Tell how the session went; after the last one, the two questions once more."""

    permission = Permission.GIVE_FEEDBACK
    template_name = "workshops/feedback_give.html"

    @cached_property
    def occasion(self) -> str:
        return feedback.asked_now(self.workshop, self.seat)

    def get_form_class(self) -> Any:
        if self.occasion == feedback.AFTER:
            return QuestionsForm
        return LastForm if feedback.is_last(self.workshop) else CommentForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            why_not=feedback.why_not(self.workshop, self.seat, self.occasion),
            closes_at=feedback.closes_at(self.workshop, self.occasion),
            is_after=self.occasion == feedback.AFTER,
            **kwargs,
        )

    def act(self, form: CommentForm | QuestionsForm) -> str:
        feedback.give(self.workshop, self.occasion, form.said(), by=self.seat)
        return THANKS

    def onward(self) -> str:
        return self.address("session-detail")


class FeedbackBefore(AreaMixin, FormAct):
    """The two questions before the first session, or at the first visit soon after."""

    permission = Permission.GIVE_FEEDBACK
    section = "sessions"
    template_name = "workshops/feedback_before.html"
    form_class = QuestionsForm

    @cached_property
    def workshop(self) -> Workshop:
        workshop = get_object_or_404(Workshop, area=self.area, number=1)
        workshop.area = self.area
        return workshop

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            workshop=self.workshop,
            why_not=feedback.why_not(self.workshop, self.seat, feedback.BEFORE),
            closes_at=feedback.closes_at(self.workshop),
            **kwargs,
        )

    def act(self, form: QuestionsForm) -> str:
        feedback.give(self.workshop, feedback.BEFORE, form.said(), by=self.seat)
        return THANKS

    def onward(self) -> str:
        return reverse("workshops:area-detail", kwargs={"area": self.area.slug})


class FeedbackRead(AreaPage):
    """What was said of the sessions, and both sectors' answers before and after."""

    permission = Permission.SEE_FEEDBACK
    section = "sessions"
    template_name = "workshops/feedback_read.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            sessions=feedback_reading.sessions_read(self.area, self.seat),
            questions=feedback_reading.questions_read(self.area, self.seat),
            fewest=feedback_reading.FEWEST,
            **kwargs,
        )
