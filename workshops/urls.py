"""Addresses of one study area's sessions, below /areas/<area>/."""

from django.urls import path

from workshops import urls_clearing
from workshops.views import areas, arriving, desk, logging, sessions

app_name = "workshops"

SESSION = "sessions/<int:number>/"
POINT = f"{SESSION}points/<uuid:point>/"
DESK = f"{SESSION}write-up/"
STATEMENT = f"{DESK}<uuid:point>/"

urlpatterns = [
    path("", areas.AreaDetail.as_view(), name="area-detail"),
    path("start/", areas.AreaStart.as_view(), name="area-start"),
    path("sessions/plan/", sessions.SessionsPlan.as_view(), name="sessions-plan"),
    path(SESSION, sessions.SessionDetail.as_view(), name="session-detail"),
    path(f"{SESSION}attendance/", sessions.SessionAttendance.as_view(), name="session-attendance"),
    path(f"{SESSION}points/", logging.PointsLog.as_view(), name="points-log"),
    path(POINT, logging.PointEdit.as_view(), name="points-edit"),
    path(f"{POINT}remove/", logging.PointRemove.as_view(), name="points-remove"),
    path(DESK, desk.DeskDetail.as_view(), name="desk-detail"),
    path(f"{DESK}arrived/", arriving.DeskArrived.as_view(), name="desk-arrived"),
    path(f"{DESK}new/", desk.DeskNew.as_view(), name="desk-new"),
    path(STATEMENT, desk.DeskStatement.as_view(), name="desk-statement"),
    path(f"{STATEMENT}move/", desk.DeskMove.as_view(), name="desk-move"),
    path(f"{STATEMENT}remove/", desk.DeskRemove.as_view(), name="desk-remove"),
    path(f"{SESSION}send/", desk.Circulate.as_view(), name="circulate"),
    # Checking, settling, the room and the record
    *urls_clearing.urlpatterns,
]
