"""Addresses of what happens to people over time; part of workshops.urls."""

from django.urls import path

from workshops.views import facilitators, new_jobs

urlpatterns = [
    path("new-job/", new_jobs.NewJobConfirm.as_view(), name="new-job-confirm"),
    path("people/<uuid:seat>/new-job/", new_jobs.NewJob.as_view(), name="new-job"),
    path("people/<uuid:seat>/replace/", facilitators.Replace.as_view(), name="facilitator-replace"),
]
