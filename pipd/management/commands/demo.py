"""manage.py demo: the fictional programme, loaded into an empty database and never beside anything else."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from pipd import demo
from pipd.kit import clock
from pipd.kit.wording import short_date


class Command(BaseCommand):
    """Loads once; run again it says so and changes nothing."""

    help = "Load the fictional demonstration programme into an empty database."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demonstration is loaded in demo mode only, and PIPD_MODE is not demo.")
        if demo.is_loaded():
            self.stdout.write("There is a programme already, so nothing was loaded.")
            return
        story = demo.load()
        self.stdout.write(f"Loaded {len(story.groups)} fictional study areas.")
        if story.today != clock.today():
            day = short_date(story.today)
            self.stdout.write(f"They stand at {day}: later bank holidays are not known to this installation.")
