"""Where one person stands in at sessions, and who is named in their place: for their home page (domain E2)."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Exists, OuterRef

from partnerships.models import Seat
from pipd.kit import clock
from workshops.models import Attendance, Workshop

P = Attendance.Presence
AHEAD = (Workshop.State.PLANNED, Workshop.State.CONFIRMED)


def places_of(seats: Collection[Seat]) -> list[Attendance]:
    """Where these seats stand in, or did: the one thing a substitute's home page leads to."""
    stands_in = [seat for seat in seats if seat.stands_in and seat.is_live]
    if not stands_in:
        return []
    rows = Attendance.objects.filter(seat__in=stands_in, stands_in_for__isnull=False)
    rows = rows.exclude(presence__in=[P.ABSENT, P.PROPOSED])
    return list(rows.select_related("workshop__area", "seat").order_by("workshop__starts_at"))


def to_come(seats: Collection[Seat]) -> list[Attendance]:
    """The places that these substitutes are to fill, at sessions that are not over; no query where there are none."""
    if not seats:
        return []
    rows = Attendance.objects.filter(seat__in=seats, presence__in=Attendance.TO_COME)
    rows = rows.filter(workshop__state__in=AHEAD, workshop__ends_at__gt=clock.now())
    return list(rows.select_related("workshop__area").order_by("workshop__starts_at"))


def awaits_word(seats: Collection[Seat]) -> Exists:
    """Whether facilitators named somebody in the place of one of `seats` at a session nobody has recorded yet."""
    named = Attendance.objects.filter(workshop=OuterRef("pk"), stands_in_for__in=seats, presence=P.PROPOSED)
    return Exists(named.filter(workshop__state__in=AHEAD))


def is_away(seats: Collection[Seat]) -> Exists:
    """Whether one of `seats` has said that they cannot come to a session."""
    said = Attendance.objects.filter(workshop=OuterRef("pk"), seat__in=seats, presence=P.APOLOGIES)
    return Exists(said)


def was_there(seats: Collection[Seat]) -> Exists:
    """Whether one of `seats` was at a session, as facilitators recorded it."""
    came = Attendance.objects.filter(workshop=OuterRef("pk"), seat__in=seats, presence__in=Attendance.THERE)
    return Exists(came)
