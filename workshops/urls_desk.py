"""Addresses of writing up notes, of sending them and of access copies; part of workshops.urls."""

from django.urls import path

from workshops.views import arranging, arriving, bringing, copies, desk

SESSION = "sessions/<int:number>/"
DESK = f"{SESSION}write-up/"
STATEMENT = f"{DESK}<uuid:point>/"

urlpatterns = [
    path(DESK, desk.DeskDetail.as_view(), name="desk-detail"),
    path(f"{DESK}arrived/", arriving.DeskArrived.as_view(), name="desk-arrived"),
    path(f"{DESK}new/", desk.DeskNew.as_view(), name="desk-new"),
    path(f"{DESK}bring-in/", bringing.DeskBring.as_view(), name="desk-bring"),
    path(STATEMENT, desk.DeskStatement.as_view(), name="desk-statement"),
    path(f"{STATEMENT}here/", desk.DeskHere.as_view(), name="desk-here"),
    path(f"{STATEMENT}move/", arranging.DeskMove.as_view(), name="desk-move"),
    path(f"{STATEMENT}place/", arranging.DeskPlace.as_view(), name="desk-place"),
    path(f"{STATEMENT}merge/", arranging.DeskMerge.as_view(), name="desk-merge"),
    path(f"{STATEMENT}split/", arranging.DeskSplit.as_view(), name="desk-split"),
    path(f"{STATEMENT}remove/", desk.DeskRemove.as_view(), name="desk-remove"),
    path(f"{SESSION}copies/", copies.NoteCopies.as_view(), name="note-copies"),
    path(f"{SESSION}copy/", copies.NoteCopy.as_view(), name="note-copy"),
    path(f"{SESSION}send/", desk.Circulate.as_view(), name="circulate"),
]
