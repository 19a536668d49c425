"""What one seat can do about one session now, and why not where it cannot: for the page of a session."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from partnerships.models import Seat
from partnerships.permissions import Permission, allows
from pipd.kit.wording import count, deadline
from workshops import cycle, feedback, logbook, scheduling, standing_in
from workshops.clearance import circulating, room
from workshops.models import Workshop
from workshops.models.sessions import SESSIONS
from workshops.step import CIRCULATED, CLEARED, DRAFTING, PARKED, SeatStep


@dataclass(frozen=True)
class Act:
    """One act: its words, the page it is done on, and what it means or why it cannot be done now."""

    words: str
    page: str
    detail: str = ""
    why_not: str = ""


def acts(step: SeatStep, seat: Seat) -> list[Act]:
    """What `seat` can do about the session of `step`, possible acts first, each in the order of the work."""
    offers = READ_ONLY if step.workshop.area.is_discontinued else OFFERS
    found = [act for offer in offers for act in offer(step, seat)]
    return sorted(found, key=lambda act: bool(act.why_not))


def _come(step: SeatStep, seat: Seat) -> Iterator[Act]:
    """Who cannot come says so; what was said is to be seen, and taken back, until the session begins."""
    if step.workshop.has_begun or step.held or standing_in.too_late(step.workshop):
        return
    if allows(seat, Permission.SEND_APOLOGIES):
        sent = any(place.seat_id == seat.pk for place in step.workshop.attendances.all())
        words = "Your apologies" if sent else "Say that you cannot come"
        detail = "Take them back, or name who comes instead." if sent else "You may name who comes instead."
        yield Act(words, "session-apologies", detail)
    if allows(seat, Permission.STAND_IN):
        yield Act("What you agreed to", "stand-in", "Also if you cannot come after all.")


def _log(step: SeatStep, seat: Seat) -> Iterator[Act]:
    if allows(seat, Permission.LOG_POINT) and step.note.state == DRAFTING:
        why_not = logbook.reason_not(step.workshop, seat, state=DRAFTING, was_there=step.was_there)
        yield Act("Log points", "points-log", "Note what was said, one point at a time.", why_not)


def _attendance(step: SeatStep, seat: Seat) -> Iterator[Act]:
    if allows(seat, Permission.RECORD_ATTENDANCE) and step.note.state == DRAFTING:
        missing = scheduling.delivery_blockers(step.workshop)
        words = "Correct who came" if step.held else "Record who came"
        detail = "Those who were there are asked whether the notes are a fair record."
        yield Act(words, "session-attendance", detail, " ".join(missing))


def _write_up(step: SeatStep, seat: Seat) -> Iterator[Act]:
    off = step.workshop.is_halted
    if off or not allows(seat, Permission.WRITE_UP) or step.note.state not in (DRAFTING, PARKED):
        return
    by = f"To be sent by {deadline(step.send_by)}." if step.held and step.send_by else ""
    yield Act("Write up the notes", "desk-detail", by or "Make statements from what was logged.")
    missing = circulating.blockers(step.workshop)
    yield Act(
        "Read through and send for checking", "circulate", "See what people will read.", " ".join(missing)
    )


def _check(step: SeatStep, seat: Seat) -> Iterator[Act]:
    if not allows(seat, Permission.ANSWER) or step.mark is None:
        return
    if step.note.state == CLEARED:
        if step.mark.asked:
            yield Act(
                "Look at your answers", "note-check", "What was kept of them, and by whom it was recorded."
            )
        return
    if not (step.mark.asked and step.is_open):
        detail = "" if step.mark.asked else "You were not at this session, so you are not asked."
        yield Act("Read the notes", "note-read", detail)
    elif step.waits_for_me:
        left = f"{count(step.waits_for_me, 'statement')} left to answer, by {deadline(step.note.answer_by)}."
        yield Act("Check the notes", "note-check", left)
    else:
        until = f"You may change them until {deadline(step.note.closes_at)}."
        yield Act("Look at your answers", "note-check", until)


def _settle(step: SeatStep, seat: Seat) -> Iterator[Act]:
    if step.note.state != CIRCULATED or not allows(seat, Permission.DECIDE_CHANGE):
        return
    yield Act("Changes and answers", "note-changes", "Decide what people suggest; see who has not answered.")
    detail = "Settle what is open with those present, one statement at a time."
    yield Act("Agree the notes in the room", "room", detail, room.why_not(step.workshop))
    if step.workshop.number == SESSIONS:
        yield Act(
            "More time, or a closing meeting", "note-closing", "No session follows that could agree them."
        )
    yield Act("Approve the cleared summary", "note-approve", "The page lists what is still missing.")
    copies = "A numbered Word copy, also in large print, for somebody who cannot use the page."
    yield Act("Access copies", "note-copies", copies)


def _countersign(step: SeatStep, seat: Seat) -> Iterator[Act]:
    """Offered once the time for answers is over: until then a facilitator may be waiting for nothing but that."""
    waits = step.note.state == CIRCULATED and not step.is_open
    if waits and allows(seat, Permission.COUNTERSIGN) and step.mark and step.mark.asked:
        detail = "One of each sector can, when no facilitator approves for five working days."
        yield Act("Countersign the notes", "note-countersign", detail)


def _read(step: SeatStep, seat: Seat) -> Iterator[Act]:
    if not allows(seat, Permission.READ_RECORD):
        return
    if step.note.state == CLEARED:
        yield Act("Read the record", "record-session", f"{count(step.note.cleared, 'statement')}, cleared.")
    elif step.held and not allows(seat, Permission.SEE_CIRCULATED):
        why_not = "You can read them once people of both sectors who were there have cleared them."
        yield Act("Read the record", "record-session", why_not=why_not)


def _put_aside(step: SeatStep, seat: Seat) -> Iterator[Act]:
    if step.note.state != DRAFTING and allows(seat, Permission.WITHDRAW_POINT):
        detail = "Withdraw one there for good, where somebody would be identifiable by it."
        yield Act("Statements left out or taken out", "left-out", detail)


def _put_back(step: SeatStep, seat: Seat) -> Iterator[Act]:
    if step.workshop.is_halted and allows(seat, Permission.MOVE_SESSION):
        missing = " ".join(cycle.change_blockers(step.workshop))
        yield Act("Give it a new date", "session-change", "The group is told by email.", missing)


def _move(step: SeatStep, seat: Seat) -> Iterator[Act]:
    if step.held or not allows(seat, Permission.MOVE_SESSION):
        return
    missing = " ".join(cycle.change_blockers(step.workshop))
    if not step.workshop.is_halted:
        yield Act("Change its date, place, agenda or facilitators", "session-change", why_not=missing)
        yield Act("Postpone it", "session-postpone", "Until a new date is found.", missing)
    if step.workshop.state != Workshop.State.CANCELLED:
        yield Act("Cancel it", "session-cancel", "It is given up, and the others go ahead.", missing)


def _closer(step: SeatStep, seat: Seat) -> Iterator[Act]:
    off = step.held or step.number == 1 or step.workshop.state == Workshop.State.CANCELLED
    if not off and allows(seat, Permission.ASK_SHORTER_GAP):
        yield Act("A date closer than usual", "session-closer", "If the leads of both sectors agree to it.")


def _record(step: SeatStep, seat: Seat) -> Iterator[Act]:
    if allows(seat, Permission.KEEP_RECORDING) and not step.workshop.is_halted:
        yield Act("Recording", "session-recording", "Who may be recorded; who holds it, and until when.")


def _feedback(step: SeatStep, seat: Seat) -> Iterator[Act]:
    """Never the first thing: it is asked, not owed."""
    asked = step.held and step.was_there and allows(seat, Permission.GIVE_FEEDBACK)
    if not asked:
        return
    occasion = feedback.asked_now(step.workshop, seat)
    if not feedback.why_not(step.workshop, seat, occasion):
        after = occasion == feedback.AFTER
        words = "Two questions after the last session" if after else "Tell us how it went"
        yield Act(words, "feedback-give", "A minute, without your name, if you like.")


OFFERS = (
    _put_back,
    _check,
    _log,
    _come,
    _attendance,
    _write_up,
    _settle,
    _countersign,
    _read,
    _put_aside,
    _feedback,
    _record,
    _move,
    _closer,
)
# What is left in an area that was discontinued (partnerships.over).
READ_ONLY = (_check, _read, _put_aside, _record)
