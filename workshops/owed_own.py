"""What is told of a person's own points: to log them while there is time, and changes others suggest to them (3J)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from partnerships.models import Seat
from pipd.kit import clock
from pipd.kit.owed import ONCE, Owed
from pipd.kit.wording import count
from workshops import told, windows
from workshops.clearance import owing_points
from workshops.due import due_on


def points_to_log(sessions: Sequence[Any], seats: Collection[Seat]) -> Iterator[Owed]:
    """Of those who were at a session and have logged nothing, until its notes are sent: an offer, nobody has to."""
    areas = {seat.area_id for seat in seats}
    for w in sessions:
        was_there = w.was_there if w.is_delivered else not w.is_away
        if (
            w.area_id not in areas
            or w.ends_at > clock.now()
            or w.logging_is_over
            or w.has_logged
            or not was_there
        ):
            continue
        yield due_on(w, "points to log", "points-log", title=f"Log what you noted at session {w.number}",
            what=f"{w.area.name}. You have logged nothing yet; you can until the notes are sent for checking.",
            sees="Only you and the two facilitators see it.", due_at=windows.send_by(w) or w.ends_at,
            button="Log points", optional=True, marks=told.points(w),
        )  # fmt: skip


def changes(seats: Collection[Seat]) -> Iterator[Owed]:
    """Changes that others suggest to statements made from points one logged: told of once, when they come."""
    for one in owing_points.changes_to_own(seats):
        w = one.workshop
        yield due_on(w, "own points changed", "note-check",
            title=f"See what others suggest to your points of session {w.number}",
            what=f"{w.area.name}: {count(one.changes, 'suggested change')} "
            "to what was made of points you logged. Facilitators decide.",
            sees="The group sees the suggestions.", due_at=one.until, button="See the notes", optional=True,
            marks=ONCE, subject=one.latest,
        )  # fmt: skip
