"""Addresses across the areas, below /programme/."""

from django.urls import path

from workshops.views import across

app_name = "across"

urlpatterns = [
    path("statements/", across.StatementList.as_view(), name="statement-list"),
    path("statements.csv", across.StatementTable.as_view(), name="statement-table"),
]
