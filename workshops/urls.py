"""Addresses of one study area's sessions, below /areas/<area>/."""

from django.urls import path

from workshops import (
    urls_absences,
    urls_clearing,
    urls_cycle,
    urls_desk,
    urls_feedback,
    urls_leaving,
    urls_people,
    urls_record,
)
from workshops.views import areas, logging, sessions, uneven

app_name = "workshops"

SESSION = "sessions/<int:number>/"
POINT = f"{SESSION}points/<uuid:point>/"

urlpatterns = [
    # Checking, settling and the room: first, as addresses are tried in turn and these are what most people open
    *urls_clearing.urlpatterns,
    path("", areas.AreaDetail.as_view(), name="area-detail"),
    path("start/", areas.AreaStart.as_view(), name="area-start"),
    path("start/one-apart/", areas.AreaWaive.as_view(), name="area-waive"),
    path(SESSION, sessions.SessionDetail.as_view(), name="session-detail"),
    path(f"{SESSION}attendance/", sessions.SessionAttendance.as_view(), name="session-attendance"),
    path(f"{SESSION}uneven/", uneven.SessionUneven.as_view(), name="session-uneven"),
    path(f"{SESSION}points/", logging.PointsLog.as_view(), name="points-log"),
    path(POINT, logging.PointEdit.as_view(), name="points-edit"),
    path(f"{POINT}remove/", logging.PointRemove.as_view(), name="points-remove"),
    # Who cannot come, and who comes instead
    *urls_absences.urlpatterns,
    *urls_feedback.urlpatterns,
    *urls_leaving.urlpatterns,
    *urls_people.urlpatterns,
    # Writing up
    *urls_desk.urlpatterns,
    # The record
    *urls_record.urlpatterns,
    # Planning, moving, recordings and calendar files
    *urls_cycle.urlpatterns,
]
