"""The address at which a person's calendar program reads their sessions."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from pipd.kit.models import Row


class CalendarFeed(Row):
    """One person's calendar address. `key` is half of it; the other half is made from the server's secret."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feed"
    )
    key = models.UUIDField(unique=True, default=uuid.uuid4)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Calendar address of {self.user_id}"
