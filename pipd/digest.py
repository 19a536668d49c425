"""One list a day for each person, at 08:30 on working days and only when something is due (domain 3J).

When a thing is told of it says itself (`Owed.marks`): `workshops.told` and `actionplans.told` have the lines of 3J.
What has no line there is told of when it is new, 10, 5, 2 or 1 working days before it is due, on the day, and 1, 5,
10, 20, 30 … working days late. A list that goes out names whatever else is late as well.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.cache import cache

from partnerships import mail_choices
from partnerships.models import Seat, User
from pipd.home import owed_by, seats_of
from pipd.kit import clock, mail, workdays
from pipd.kit.models import OutgoingMail
from pipd.kit.owed import NEVER, Owed
from pipd.kit.wording import day_date, deadline, listed

KIND = "digest"
HOUR, MINUTE = 8, 30  # London
REMEMBERED = timedelta(days=60)  # what was in a list of these days is not new, unless it came up since then
DAY = timedelta(days=1)

logger = logging.getLogger(__name__)


def send_due() -> int:
    """Queue today's lists; how many were queued. Safe to run again: a person has one list a day, by its key.

    Nothing happens before 08:30, on a day that is no working day, or once a round has reached everybody: what comes
    up later in the day waits for the next list.
    """
    today = clock.today()
    if not workdays.is_working_day(today) or clock.now() < clock.local(today, HOUR, MINUTE):
        return 0
    done = f"digests:{today}"
    if cache.get(done):
        return 0
    people = User.objects.filter(is_active=True, seats__in=Seat.objects.live()).distinct()
    results = [_try(user, today) for user in people.order_by("pk")]
    if None not in results:
        cache.set(done, True, timeout=DAY.total_seconds() * 2)
    return sum(bool(result) for result in results)


def _try(user: User, today: date) -> bool | None:
    """Whether a list was queued for `user`; None when something went wrong, which must not cost others theirs."""
    try:
        return queue_for(user, today)
    except Exception as error:
        logger.error("Digest of %s: %s", user.pk, type(error).__name__)
        return None


def queue_for(user: User, today: date) -> bool:
    """Queue the list of `user` for `today` unless there is one, or nothing to tell of."""
    key = f"{KIND}:{user.pk}:{today}"
    if mail.already([key]):
        return False
    rows = digest_for(user, today)
    if not rows:
        return False
    areas = list(dict.fromkeys(row.area_name for row in rows))
    return (
        mail.queue(
            kind=KIND,
            key=key,
            to=user.email,
            recipient=user.pk,
            chain=programme_of(seats_of(user), areas),
            template="digest",
            subject=subject_of(rows),
            about=[told_as(row) for row in rows],
            context={
                "groups": grouped(rows),
                "preheader": listed(areas),
            },
        )
        is not None
    )


def programme_of(seats: Sequence[Seat], areas: Sequence[str]) -> str:
    """The programme that a list over `areas` (names, what is due first in front) comes from, as a chain of mail.

    It is that of a seat its reader still holds, in the first of these areas if there is one: who runs a programme
    that somebody has left is no sender of what another asks. Without a live seat, that of the seat ended last.
    """
    live = [seat for seat in seats if seat.is_live]
    if not live:
        live = sorted(seats, key=lambda seat: seat.ended_on or date.min)[-1:]
    due = [seat for name in areas for seat in live if seat.area and seat.area.name == name]
    return next((str(seat.programme_id) for seat in [*due, *live]), "")


def digest_for(user: User, today: date) -> list[Owed]:
    """What the list of `user` says today, over all their areas, the earliest first; empty when there is no reason."""
    rows = _wanted(user)
    reasons = reasons_among(rows, user, today)
    if not reasons:
        return []
    return [row for row in rows if row in reasons or row.due_at < clock.now()]


def reasons_among(rows: Sequence[Owed], user: User, today: date) -> list[Owed]:
    """Those of `rows` for which a list goes to `user` today: their day has come, or they are new."""
    told = _told_before(user, rows)
    return [row for row in rows if row.is_marked(today) or _is_new(row, told.get(told_as(row)))]


def _is_new(row: Owed, told_at: datetime | None) -> bool:
    """Whether `row` is told of because it came up: no list has told of it since, the last one at `told_at`."""
    return row.told_on.new and (told_at is None or told_at < _came_up(row))


def _came_up(row: Owed) -> datetime:
    return row.told_on.since or clock.now() - REMEMBERED


def _wanted(user: User) -> list[Owed]:
    """What is owed by `user` and told of by mail, without the topics they have switched off."""
    off = mail_choices.off(user.pk)
    rows = [row for row in owed_by(seats_of(user)) if row.told_on != NEVER]
    return [row for row in rows if mail_choices.OF_OWED.get(row.kind) not in off]


def told_as(row: Owed) -> str:
    """What tells one thing from another: its kind and the row it is about."""
    return f"{row.kind}:{row.subject}"


def _told_before(user: User, rows: Sequence[Owed]) -> dict[str, datetime]:
    """When a list that reached this person last told of each thing, as far back as `rows` came up; in one query."""
    earliest = min(map(_came_up, rows), default=clock.now())
    lists = OutgoingMail.objects.filter(kind=KIND, recipient=user.pk, queued_at__gte=earliest).exclude(
        state__in=[OutgoingMail.State.SKIPPED, OutgoingMail.State.FAILED]
    )
    told = lists.order_by("queued_at").values_list("queued_at", "about")
    return {thing: moment for moment, about in told for thing in about}


def subject_of(rows: Sequence[Owed]) -> str:
    """How many things, and when the first is due; short enough for a phone."""
    many = "1 thing needs you" if len(rows) == 1 else f"{len(rows)} things need you"
    first = rows[0].due_at
    if first < clock.now():
        return f"{many}; the first was due on {day_date(first)}"
    return f"{many}, the first by {deadline(first)}" if len(rows) > 1 else f"{many} by {deadline(first)}"


def grouped(rows: Sequence[Owed]) -> list[dict[str, Any]]:
    """The rows by area as the template lists them, areas in the order of what is due first."""
    areas: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        thing = {"words": row.title, "link": mail.link(row.url), "due": _due(row.due_at), "more": _more(row)}
        if row.also:
            thing |= {"also": row.also[0], "also_link": mail.link(row.also[1])}
        areas.setdefault(row.area_name, []).append(thing)
    return [{"name": name, "things": things} for name, things in areas.items()]


def _due(moment: datetime) -> str:
    return f"Was due on {day_date(moment)}." if moment < clock.now() else f"Due {deadline(moment)}."


def _more(row: Owed) -> str:
    """What the row says beside its title, without the area's name, which stands above it."""
    rest = row.what.removeprefix(row.area_name).lstrip(" ,.:")
    return rest[:1].upper() + rest[1:]


def still_due(row: OutgoingMail) -> bool:
    """Whether anything on a queued list still waits for its reader: asked again at the moment of sending."""
    user = User.objects.filter(pk=UUID(str(row.recipient)), is_active=True).first()
    rows = _wanted(user) if user else []
    return any(told_as(owed) in row.about for owed in rows)
