"""Addresses of feedback; part of workshops.urls."""

from django.urls import path

from workshops.views import feedback

urlpatterns = [
    path("feedback/", feedback.FeedbackRead.as_view(), name="feedback-read"),
    path("feedback/before/", feedback.FeedbackBefore.as_view(), name="feedback-before"),
    path("sessions/<int:number>/feedback/", feedback.FeedbackGive.as_view(), name="feedback-give"),
]
