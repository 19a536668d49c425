"""The wiring as a Django app, so that its system checks and commands are found."""

from django.apps import AppConfig

from pipd import checks


class PipdConfig(AppConfig):
    """Registers what must hold before anyone is served."""

    name = "pipd"
    label = "pipd"
    verbose_name = "Wiring"

    def ready(self) -> None:
        checks.register()
