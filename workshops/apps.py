"""The workshops app."""

from django.apps import AppConfig


class WorkshopsConfig(AppConfig):
    name = "workshops"
