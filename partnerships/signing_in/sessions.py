"""Where somebody is signed in: seen and ended by themselves. A new password ends all but the one it was set in.

Nothing is written while pages are read. When a place was last used is told by when its session runs out, which the
middleware moves on once in five minutes. What ran out is deleted every day: a session of nobody may hold an address.
"""

import re
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from allauth.account.signals import password_changed, password_reset, password_set, user_logged_in
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.signals import user_logged_out
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from partnerships.models import User

# In the session of somebody who applies: the id of the application that the link opened, and which link it was; and the
# address that was typed, with the sector of the page.
KEPT, ASKED = "application", "asked for a link"
# The first that fits: most browsers name others as well, to be taken for them.
BROWSERS = {
    "Edge": r"Edg(e|A|iOS)?/",
    "Opera": r"OPR/",
    "Samsung Internet": r"SamsungBrowser/",
    "Firefox": r"(Firefox|FxiOS)/",
    "Chrome": r"(Chrome|CriOS)/",
    "Safari": r"Safari/",
}
SYSTEMS = {
    "an iPhone": r"iPhone",
    "an iPad": r"iPad",
    "Android": r"Android",
    "Windows": r"Windows",
    "a Chromebook": r"CrOS",
    "a Mac": r"Macintosh",
    "Linux": r"Linux",
}


class Place(NamedTuple):
    """One browser in which somebody is signed in."""

    key: int
    device: str
    since: datetime
    used: datetime
    is_this: bool


def device(user_agent: str) -> str:
    """What a browser says of itself, in words: "Firefox on Windows"."""
    browser = _first(BROWSERS, user_agent) or "A browser"
    system = _first(SYSTEMS, user_agent)
    return f"{browser} on {system}" if system else browser


def _first(known: dict[str, str], text: str) -> str:
    return next((name for name, mark in known.items() if re.search(mark, text)), "")


def places(request: HttpRequest) -> list[Place]:
    """Where the reader is signed in, this place first, then the one used last."""
    rows = UserSession.objects.filter(user_id=request.user.pk)
    live = Session.objects.filter(session_key__in=rows.values("session_key"), expire_date__gt=timezone.now())
    ends = dict(live.values_list("session_key", "expire_date"))
    idle = timedelta(seconds=settings.SESSION_COOKIE_AGE)
    found = [
        Place(
            key=row.pk,
            device=device(row.user_agent),
            since=row.created_at,
            used=ends[row.session_key] - idle,
            is_this=row.session_key == request.session.session_key,
        )
        for row in rows
        if row.session_key in ends
    ]
    return sorted(found, key=lambda place: (place.is_this, place.used), reverse=True)


def end(request: HttpRequest, user: User, key: int | None = None) -> int:
    """End all places but this one, or the one of `key` alone; how many there were."""
    rows = UserSession.objects.filter(user=user).exclude(session_key=request.session.session_key or "")
    ended = list(rows if key is None else rows.filter(pk=key))
    for row in ended:
        row.end()
    return len(ended)


def clear() -> None:
    """Delete the sessions that ran out, and what is known of the places they were of."""
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()


def forget_person(user: User) -> None:
    """Delete each session of `user`, and each of nobody that holds their address, in the caller's transaction.

    Whoever asked for a code, or for the link of an application, and went away left one. Somebody else who is signed in
    where that was asked stays so: what holds the address is taken out. All are read, since nothing says what is in one;
    they are those of one day (`clear`).
    """
    address = user.email.casefold()
    for row in Session.objects.iterator():
        found = row.get_decoded()
        whose = found.get(SESSION_KEY)
        holding = [name for name, value in found.items() if address in str(value).casefold()]
        if whose == str(user.pk) or (holding and whose is None):
            row.delete()
        elif holding:
            kept = {name: value for name, value in found.items() if name not in holding}
            row.session_data = SessionStore().encode(kept)
            row.save(update_fields=["session_data"])


def end_all(user: User, *, keep: str = "") -> None:
    """End all places where `user` is signed in but the one of the session key `keep`; in the caller's transaction."""
    for place in UserSession.objects.filter(user=user).exclude(session_key=keep):
        place.end()


@receiver([password_changed, password_set, password_reset])
def end_with_old_password(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Whoever came in by the old password goes out with it."""
    end(request, user)


@receiver(user_logged_out)
def forget(request: HttpRequest, **kwargs: Any) -> None:
    """What is known of a place goes with it; of one that ran out, at its person's next sign-in."""
    UserSession.objects.filter(session_key=request.session.session_key or "").delete()


@receiver(user_logged_in)
def forget_who_applied(request: HttpRequest, **kwargs: Any) -> None:
    """An application that was opened by its link does not stay open for whoever signs in here next (trust X18)."""
    for kept in (KEPT, ASKED):
        request.session.pop(kept, None)
