"""Addresses of published plans, under /plans/: for everybody, without sign-in."""

from django.urls import path

from actionplans.views import public

app_name = "plans"

urlpatterns = [
    path("", public.PlanList.as_view(), name="list"),
    path("<slug:code>/", public.PlanPublic.as_view(), name="detail"),
    path("<slug:code>/document/", public.PlanDocument.as_view(), name="document"),
]
