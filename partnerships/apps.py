"""The partnerships app."""

from importlib import import_module

from django.apps import AppConfig


class PartnershipsConfig(AppConfig):
    name = "partnerships"

    def ready(self) -> None:
        """What is told of a sign-in has to be listened to from the start."""
        import_module("partnerships.signing_in.second_step")
        import_module("partnerships.signing_in.sessions")
