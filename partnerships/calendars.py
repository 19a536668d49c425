"""Calendar addresses: made, made anew, and whose one is. Whoever has the address reads the calendar (trust X15, X21).

A copy of the database holds no working address: half of each is made from the server's secret key.
"""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from partnerships import history
from partnerships.models import CalendarFeed, Seat, User
from pipd.kit import clock

KEY, MARK = 32, 40  # characters of an address: the row's key, and the proof that it was given out


def secret_of(feed: CalendarFeed) -> str:
    """What stands in the address of `feed`."""
    mark = salted_hmac("partnerships.calendars", feed.key.hex, algorithm="sha256").hexdigest()
    return feed.key.hex + mark[:MARK]


@transaction.atomic
def reset(user: User, *, by: Seat) -> CalendarFeed:
    """Give `user` a calendar address, or another one: from now on the old one is as unknown as any."""
    feed, _ = CalendarFeed.objects.update_or_create(
        user=user, defaults={"key": uuid4(), "made_at": clock.now()}
    )
    history.record(by, "calendar address made", subject=user.pk)
    return feed


def holder(secret: str) -> User | None:
    """The person whose calendar address holds `secret`; None for one that is unknown, old or closed."""
    if len(secret) != KEY + MARK:
        return None
    try:
        key = UUID(hex=secret[:KEY])
    except ValueError:
        return None
    feed = CalendarFeed.objects.filter(key=key, user__is_active=True).select_related("user").first()
    return feed.user if feed and constant_time_compare(secret_of(feed), secret) else None
