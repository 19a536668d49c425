"""Addresses of apologies and substitutes; part of workshops.urls."""

from django.urls import path

from workshops.views import absences

SESSION = "sessions/<int:number>/"
SUBSTITUTE = f"{SESSION}substitutes/<uuid:seat>/"

urlpatterns = [
    path(f"{SESSION}apologies/", absences.Apologies.as_view(), name="session-apologies"),
    path(f"{SESSION}apologies/take-back/", absences.ApologiesTakeBack.as_view(), name="apologies-take-back"),
    path(f"{SESSION}apologies/substitute/", absences.SubstituteConfirm.as_view(), name="substitute-confirm"),
    path(SUBSTITUTE, absences.SubstituteName.as_view(), name="substitute-name"),
    path(f"{SUBSTITUTE}remove/", absences.SubstituteRemove.as_view(), name="substitute-remove"),
    path(f"{SESSION}standing-in/", absences.StandIn.as_view(), name="stand-in"),
    path(f"{SESSION}standing-in/decline/", absences.StandInDecline.as_view(), name="stand-in-decline"),
]
