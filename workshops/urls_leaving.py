"""Addresses of leaving a group and taking consent back; part of workshops.urls."""

from django.urls import path

from workshops.views import leaving, withdrawing

urlpatterns = [
    path("leaving/", leaving.Leaving.as_view(), name="leaving"),
    path("leaving/leave/", leaving.Leave.as_view(), name="leave"),
    path("leaving/consent/", leaving.ConsentWithdraw.as_view(), name="consent-withdraw"),
    path("record/<uuid:point>/keep/", withdrawing.Keep.as_view(), name="point-keep"),
]
