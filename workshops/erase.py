"""One person erased from the sessions: as if they took their consent back in every area, by their own request (E7)."""

from __future__ import annotations

from collections.abc import Iterator

from partnerships.models import Seat, StudyArea, User
from partnerships.models.seats import TAKE_PART
from pipd.kit.erased import Fate
from workshops import feedback_reading
from workshops.clearance import departing, erasing
from workshops.models import Attendance, Recording


def _places(user: User) -> Iterator[tuple[StudyArea, Seat]]:
    """The areas in which they take or took part, in the order of locks, each with the seat to leave from."""
    rows = Seat.objects.filter(user=user, role__in=TAKE_PART).select_related("area", "programme", "user")
    found: dict[object, Seat] = {}
    for seat in rows.order_by("area_id", "started_on", "id"):
        if seat.area_id not in found or seat.is_live:
            found[seat.area_id] = seat
    yield from ((seat.area, seat) for seat in found.values() if seat.area)


ANSWERED = (
    "That somebody of {their} sector answered, without a name or a reason: the clearance rests on it, until answers "
    "are reduced to numbers."
)
LOGGED = "Another person’s quotation that rests on one stays theirs."
QUOTED = "They are withdrawn everywhere, from documents too."
TAKEN_UP = "Those taken up are the group’s words."
UNSIGNED = "That it was given. What was said has no author, so nobody can find it."
HELD = (
    "They lie elsewhere. Who holds each is typed in words, and may be {them}: ask the facilitators to look."
)
CLEARED = "They are the group’s and name nobody. Whoever would be known by one asks for it to be withdrawn."


def fates(user: User) -> list[Fate]:
    """What goes of this app's, and what stays and why; of what was said, numbers are for its author alone (3K)."""
    own = erasing.own(user)
    there = Attendance.objects.filter(seat__user=user).count()
    given = feedback_reading.given_by(user).count()
    taped = Recording.objects.filter(workshop__attendances__seat__user=user, made=True, destroyed_at=None)
    return [
        Fate("Points {they} logged", own.logged, True, LOGGED, said=True),
        Fate("Quotations of {theirs}", own.quotations, True, QUOTED, said=True),
        Fate("Suggestions, reasons and views in notes", own.said, True, TAKEN_UP, said=True),
        Fate("Answers to notes", own.answers, False, ANSWERED, said=True),
        Fate("Sessions {they} were at", there, False, "How many of each sector were there, without a name."),
        Fate("Feedback", given, False, UNSIGNED, said=True),
        Fate("Cleared statements", own.statements, False, CLEARED),
        Fate("Recordings that are not destroyed", taped.distinct().count(), False, HELD),
    ]


def hold(user: User) -> None:
    """Lock the notes in which there may be something of theirs: after the areas, before their seats (`locks`)."""
    erasing.hold(user)


def erase(user: User) -> None:
    """Take back their consent wherever it stands, and what is left of their words; in the caller's transaction, which
    holds what `locks.whole_person` and `hold` lock."""
    for area, seat in _places(user):
        if departing.stands(area, seat):
            departing.withdraw_consent(area, by=seat)
        elif seat.is_live:
            _leave(area, seat)
    erasing.forget(user)


def unquote(user: User, *, by: Seat) -> int:
    """Withdraw their quotations in all areas, which the caller holds as for `erase`; how many there were."""
    return sum(departing.unquote(area, seat, by=by).quotations for area, seat in _places(user))


def leave_all(user: User) -> int:
    """Leave every area by their own act, with what was said there staying (R20); how many they left."""
    live = [(area, seat) for area, seat in _places(user) if seat.is_live]
    for area, seat in live:
        _leave(area, seat)
    return len(live)


def _leave(area: StudyArea, seat: Seat) -> None:
    if seat.stands_in:
        departing.give_up(area, by=seat)
    else:
        departing.leave(area, by=seat)
