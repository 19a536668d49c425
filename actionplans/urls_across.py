"""Addresses of plans across the areas, below /programme/."""

from django.urls import path

from actionplans.views import across

app_name = "across_plans"

urlpatterns = [
    path("plans/", across.PlanList.as_view(), name="plan-list"),
    path("plans/<int:number>/", across.PlanDetail.as_view(), name="plan-detail"),
]
