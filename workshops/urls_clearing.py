"""Addresses of checking, settling and approving notes; part of workshops.urls."""

from django.urls import path

from workshops.views import (
    assisting,
    checking,
    closing,
    countersigning,
    identifying,
    live,
    reopening,
    room,
    settling,
)

SESSION = "sessions/<int:number>/"

urlpatterns = [
    path(f"{SESSION}check/", checking.NoteCheck.as_view(), name="note-check"),
    path(f"{SESSION}check/done/", checking.NoteChecked.as_view(), name="note-checked"),
    path(f"{SESSION}check/missing/", checking.NoteMissing.as_view(), name="note-missing"),
    path(f"{SESSION}check/views/<uuid:view>/", identifying.ViewObject.as_view(), name="view-object"),
    path(f"{SESSION}notes/", checking.NoteRead.as_view(), name="note-read"),
    path(f"{SESSION}changes/", settling.Changes.as_view(), name="note-changes"),
    path(f"{SESSION}changes/missing/", live.StillMissing.as_view(), name="still-missing"),
    path(f"{SESSION}changes/remind/", live.Remind.as_view(), name="note-remind"),
    path(f"{SESSION}changes/<uuid:change>/", settling.DecideChange.as_view(), name="note-decide"),
    path(
        f"{SESSION}changes/answers/<uuid:responder>/",
        assisting.RecordAnswers.as_view(),
        name="answers-record",
    ),
    path(f"{SESSION}check/recorded/", assisting.AnswersRecorded.as_view(), name="answers-recorded"),
    path(f"{SESSION}countersign/", countersigning.Countersign.as_view(), name="note-countersign"),
    path(f"{SESSION}open-again/", reopening.Reopen.as_view(), name="note-reopen"),
    path(f"{SESSION}open-again/agree/", reopening.ReopenAgree.as_view(), name="note-reopen-agree"),
    path(f"{SESSION}open-again/drop/", reopening.ReopenDrop.as_view(), name="note-reopen-drop"),
    path(f"{SESSION}changes/both/<uuid:point>/", settling.KeepBoth.as_view(), name="note-keep-both"),
    path(f"{SESSION}closing/", closing.NoteClosing.as_view(), name="note-closing"),
    path(f"{SESSION}closing/extend/", closing.NoteExtend.as_view(), name="note-extend"),
    path(f"{SESSION}closing/no-meeting/", closing.MeetingOff.as_view(), name="meeting-off"),
    path(f"{SESSION}approve/", settling.Approve.as_view(), name="note-approve"),
    path(f"{SESSION}room/", room.Room.as_view(), name="room"),
    path(f"{SESSION}room/progress/", live.RoomProgress.as_view(), name="room-progress"),
    path(f"{SESSION}room/here/", room.RoomHere.as_view(), name="room-here"),
    path(f"{SESSION}room/changes/<uuid:change>/", room.RoomDecide.as_view(), name="room-decide"),
    path(f"{SESSION}room/<uuid:point>/both/", room.RoomKeepBoth.as_view(), name="room-keep-both"),
    path(f"{SESSION}room/<uuid:point>/agree/", room.RoomAgree.as_view(), name="room-agree"),
    path(f"{SESSION}room/<uuid:point>/leave-out/", room.RoomLeaveOut.as_view(), name="room-leave-out"),
]
