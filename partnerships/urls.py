"""Addresses of people and mail."""

from django.urls import path

from partnerships import views

app_name = "partnerships"
urlpatterns = [
    path("programme/mail/", views.MailList.as_view(), name="mail-list"),
    path("areas/<slug:area>/people/", views.PeopleList.as_view(), name="people-list"),
    path("areas/<slug:area>/people/<uuid:seat>/lead/", views.NameLead.as_view(), name="lead-name"),
]
