"""The demonstration, whole: each app's demo module tells its part through the real workflow functions (domain 3P).

Sessions "today" fall on the next working day when today is none: nobody meets at weekends or on bank holidays.
"""

from __future__ import annotations

from django.db import transaction

from partnerships.demo_story import Story, last_day
from partnerships.models import Programme
from pipd.each_app import ask_each_app
from pipd.kit import clock


def is_loaded() -> bool:
    """Whether there is a programme, the demonstration's or a real one: nothing may be loaded beside it."""
    return Programme.objects.exists()


def load() -> Story:
    """Load the programme dated from today, and leave the clock as it was.

    Where the bank holidays that are known end too soon for the sessions ahead, the programme stands at the last day
    that leaves room for them; `Story.today` says which.
    """
    story = Story(today=min(clock.today(), last_day()))
    # One transaction: a programme half loaded could neither be used nor loaded again.
    with transaction.atomic(), clock.at(clock.now()):
        for app in ask_each_app("demo"):
            app.load(story)
        story.settle()
    return story
