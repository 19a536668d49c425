"""The kit as a Django app, so that its tables (log, documents, mail) have migrations."""

from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "pipd.kit"
    label = "kit"
    verbose_name = "Kit"
