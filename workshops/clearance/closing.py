"""How notes end that no later session agrees: more time once, and for session 4 a closing meeting (domain E5, 3F)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from partnerships import history
from partnerships.membership import NotPossible
from partnerships.models import Seat
from partnerships.permissions import Permission, require
from pipd.kit import clock, workdays
from pipd.kit.wording import deadline
from workshops import post_meetings, windows
from workshops.clearance import moves
from workshops.clearance.reading import circulated
from workshops.clearance.standings import responders
from workshops.clearance.working import Note, Responder
from workshops.models import Workshop
from workshops.models.sessions import SESSIONS


@dataclass(frozen=True)
class Closing:
    """Until when answers are taken, how much longer they could be, and the closing meeting; with why not."""

    closes_at: datetime | None
    extended_at: datetime | None
    longer: datetime | None
    not_longer: str
    meeting_at: datetime | None
    no_meeting: str

    @property
    def may_call_off(self) -> bool:
        """Whether the meeting is set and has not begun."""
        return not self.no_meeting and self.meeting_at is not None and self.meeting_at > clock.now()


def closing_page(workshop: Workshop, seat: Seat) -> Closing | None:
    """What a facilitator may still set for these notes; None when nothing was sent yet."""
    require(seat, Permission.DECIDE_CHANGE, area_id=workshop.area_id)
    found = circulated(workshop)
    if found is None:
        return None
    note = found[0]
    not_longer = _not_longer(note)
    return Closing(
        closes_at=note.closes_at,
        extended_at=note.extended_at,
        longer=None if not_longer else _longer(note),
        not_longer=not_longer,
        meeting_at=note.closing_meeting_at,
        no_meeting=_no_meeting(note),
    )


def _longer(note: Note) -> datetime | None:
    """When answers close once the time is extended; None beyond the loaded bank holidays."""
    if note.closes_at is None:
        return None
    try:
        return windows.by_correspondence(note.workshop.area.programme, note.closes_at)
    except workdays.CalendarRunsOut:
        return None


def _not_now(note: Note) -> str:
    if note.state != Note.State.CIRCULATED:
        return moves.WHERE_IT_STANDS[note.state]
    return "The time for answers is over." if windows.is_over(note.closes_at) else ""


def _not_longer(note: Note) -> str:
    """Why the time cannot be extended now; empty when it can: once, and only where no session ends it (3F)."""
    if reason := _not_now(note):
        return reason
    if note.extended_at:
        return "The time for answers was extended already. It can be extended once."
    following = windows.following(note.workshop)
    if following is not None and note.window_ends_at == following.ends_at:
        return f"These notes are agreed at session {following.number}. What is open then goes on by email."
    return "" if _longer(note) else "Nobody can say yet which days are bank holidays so far ahead."


def _no_meeting(note: Note) -> str:
    """Why there can be no closing meeting; empty when there can."""
    if note.workshop.number != SESSIONS:
        return "The notes of sessions 1 to 3 are agreed at the next session."
    return _not_now(note)


@transaction.atomic
def extend(workshop: Workshop, *, by: Seat) -> datetime:
    """Give people the time for answers by email once more; return when answers close now.

    Raises NotPossible where it was extended before, answers are closed, or a session ends the time (domain 3F, E5).
    """
    require(by, Permission.DECIDE_CHANGE, area_id=workshop.area_id)
    note = moves.locked_in(workshop, Note.State.CIRCULATED)
    moves.no_party(note, by)
    longer = _longer(note)
    if (reason := _not_longer(note)) or longer is None:
        raise NotPossible(reason)
    note.window_ends_at = note.closes_at = longer
    note.extended_at, note.extended_by = clock.now(), by
    note.save()
    history.record(by, "time for answers extended", subject=note.id, facts={"until": longer.isoformat()})
    return longer


@transaction.atomic
def set_meeting(workshop: Workshop, *, at: datetime, by: Seat) -> None:
    """Hold a closing meeting at `at`, or move it there: that day the room agrees the notes of session 4.

    It lies ahead and before answers close. Whoever was ticked as present is not any more. Everybody asked and
    the facilitators get a mail with a file for their calendar.
    """
    note = _meeting_note(workshop, by)
    if at <= clock.now():
        raise NotPossible("Choose a time that is still to come.")
    if note.closes_at is not None and at >= note.closes_at:
        raise NotPossible(
            f"Choose a time before answers close, {deadline(note.closes_at)}, or extend that first."
        )
    note.meet(at, by)
    note.save()
    Responder.objects.filter(note=note).update(present_since=None)
    history.record(by, "closing meeting set", subject=note.id, facts={"at": at.isoformat()})
    post_meetings.meeting_set(workshop, at, note.closing_meeting_sequence, [r.seat for r in responders(note)])


@transaction.atomic
def call_off(workshop: Workshop, *, by: Seat) -> None:
    """Hold no closing meeting after all: the notes are answered by email alone."""
    note = _meeting_note(workshop, by)
    at = note.closing_meeting_at
    if at is None:
        raise NotPossible("No closing meeting is set.")
    if at <= clock.now():
        raise NotPossible("The closing meeting has begun, so it cannot be called off.")
    note.meet_no_more()
    note.save()
    Responder.objects.filter(note=note).update(present_since=None)
    history.record(by, "closing meeting called off", subject=note.id)
    people = [r.seat for r in responders(note)]
    post_meetings.meeting_off(workshop, at, note.closing_meeting_sequence, people, note.closes_at)


def _meeting_note(workshop: Workshop, by: Seat) -> Note:
    require(by, Permission.RUN_ROOM, area_id=workshop.area_id)
    note = moves.locked_in(workshop, Note.State.CIRCULATED)
    moves.no_party(note, by)
    if reason := _no_meeting(note):
        raise NotPossible(reason)
    return note
