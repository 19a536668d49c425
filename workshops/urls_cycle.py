"""Addresses of the cycle of sessions: planning, moving, postponing, recordings and calendar files."""

from django.urls import path

from workshops.views import calendars, cycle, gaps, planning, recordings

SESSION = "sessions/<int:number>/"

urlpatterns = [
    path("sessions/plan/", planning.SessionsPlan.as_view(), name="sessions-plan"),
    path("sessions/calendar.ics", calendars.AreaFile.as_view(), name="sessions-calendar"),
    path("sessions/recording-consent/", recordings.RecordingConsent.as_view(), name="recording-consent"),
    path(f"{SESSION}change/", cycle.SessionChange.as_view(), name="session-change"),
    path(f"{SESSION}closer/", gaps.SessionCloser.as_view(), name="session-closer"),
    path(f"{SESSION}closer/agree/", gaps.CloserAgree.as_view(), name="closer-agree"),
    path(f"{SESSION}closer/leave/", gaps.CloserLeave.as_view(), name="closer-leave"),
    path(f"{SESSION}postpone/", cycle.SessionPostpone.as_view(), name="session-postpone"),
    path(f"{SESSION}cancel/", cycle.SessionCancel.as_view(), name="session-cancel"),
    path(f"{SESSION}calendar.ics", calendars.SessionFile.as_view(), name="session-calendar"),
    path(f"{SESSION}recording/", recordings.SessionRecording.as_view(), name="session-recording"),
    path(f"{SESSION}recording/consent/", recordings.ConsentRecord.as_view(), name="consent-record"),
    path(
        f"{SESSION}recording/destroyed/", recordings.RecordingDestroyed.as_view(), name="recording-destroyed"
    ),
]
