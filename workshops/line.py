"""The line of four sessions as one seat sees it: dates, who came, where the notes stand, and the one next act.

Coordinators get states and dates, facilitators what is theirs to do, participants what waits for their answer.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from itertools import pairwise
from uuid import UUID

from django.db.models import Prefetch

from partnerships.models import Role, Seat, Sector, StudyArea
from partnerships.permissions import Permission, allows
from pipd.kit.wording import count, deadline, listed
from workshops import logbook, scheduling
from workshops.addresses import page_of
from workshops.clearance import marks, reading
from workshops.models import Attendance, Workshop
from workshops.models.sessions import SESSIONS
from workshops.step import CIRCULATED, CLEARED, PARKED, Link, SeatStep, Step
from workshops.turnout import turnout

NOT_USED = "Not cleared before the area was discontinued, so they are not used."
TIME_IS_OVER = "The time for answers is over; they await approval."


def steps(area: StudyArea, seat: Seat) -> list[SeatStep]:
    """The sessions of `area` in order, each with its sentence and its one link for `seat`."""
    facilitators = Prefetch("facilitators", Seat.objects.select_related("user"))
    came = Attendance.objects.select_related("seat__user", "stands_in_for__user").order_by(
        "seat__user__full_name"
    )
    sessions = area.workshops.order_by("number")
    workshops = list(sessions.prefetch_related(facilitators, Prefetch("attendances", came)))
    bare = _bare(workshops, {area.pk: area})
    sent = marks.marks(area, seat) if bare else {}
    standing = [step for step in bare if step.workshop.state != Workshop.State.CANCELLED]
    before_today = {a.number for a, b in pairwise(standing) if b.workshop.is_today}
    seen = [_seen(step, sent.get(step.workshop.pk), seat, step.number in before_today) for step in bare]
    return [_told(step, seat) for step in seen]


def lines(areas: Collection[StudyArea]) -> dict[UUID, list[Step]]:
    """The sessions of each area in order, by area id, as anybody may see them; one query however many there are."""
    by_id = {area.pk: area for area in areas}
    found: dict[UUID, list[Step]] = {area: [] for area in by_id}
    for workshop, state in reading.with_states(Workshop.objects.filter(area__in=areas).order_by("number")):
        workshop.area = by_id[workshop.area_id]
        found[workshop.area_id].append(Step(workshop, state))
    return found


def _bare(workshops: Iterable[Workshop], areas: dict[UUID, StudyArea]) -> list[Step]:
    """Each session with where its notes stand."""
    states = reading.states(*areas.values())
    found = []
    for workshop in workshops:
        workshop.area = areas[workshop.area_id]
        found.append(Step(workshop, states.get(workshop.pk, reading.BEGUN)))
    return found


def _seen(step: Step, mark: marks.Mark | None, seat: Seat, next_is_today: bool) -> SeatStep:
    came = list(step.workshop.attendances.all())
    return SeatStep(
        step.workshop,
        step.note,
        mark,
        la=turnout(came, Sector.LA),
        tso=turnout(came, Sector.TSO),
        was_there=any(a.seat_id == seat.pk and a.was_there for a in came),
        settles_today=step.is_open and next_is_today,
    )


def _told(step: SeatStep, seat: Seat) -> SeatStep:
    """`step` with its sentence and link. Each role has its own way of looking at the same state."""
    ways = {
        Role.FACILITATOR: _for_facilitator,
        Role.PARTICIPANT: _for_participant,
        Role.SUBSTITUTE: _for_participant,
    }
    over = step.workshop.area.is_discontinued
    way = _after_the_end if over else ways.get(Role(seat.role), _for_coordinator)
    sentence, link = way(step, seat)
    return replace(step, sentence=sentence, link=link)


def _link(step: SeatStep, words: str, page: str, more: str) -> Link:
    return Link(words, page_of(step.workshop, page), f" {more} session {step.number}")


def _cleared(step: SeatStep) -> tuple[str, Link]:
    left = f", {step.note.left_out} left out" if step.note.left_out else ""
    said = f"{count(step.note.cleared, 'statement')} in the record{left}."
    return said, _link(step, "Read", "record-session", "the record of")


def _after_the_end(step: SeatStep, seat: Seat) -> tuple[str, Link | None]:
    """In an area that was discontinued: what is left to read of it."""
    if step.note.state == CLEARED:
        return _cleared(step)
    if step.note.state == PARKED:
        reads = allows(seat, Permission.SEE_CIRCULATED)
        return NOT_USED, _link(step, "Read", "note-read", "the notes of") if reads else None
    return (NOT_USED, None) if step.held else (_to_come(step), None)


def _to_come(step: SeatStep) -> str:
    """What is said of a session nobody has met for yet."""
    if step.workshop.is_halted:
        return step.workshop.halt_reason
    if step.number == SESSIONS and not step.workshop.has_begun:
        days = step.workshop.area.programme.correspondence
        return f"Its notes are checked by email over the {days} working days after."
    return f"{listed(step.people)} facilitate." if step.people else ""


def _for_participant(step: SeatStep, seat: Seat) -> tuple[str, Link | None]:
    state = step.note.state
    if state == CLEARED:
        return _cleared(step)
    if state == CIRCULATED and step.is_open and step.mark and step.mark.asked:
        waiting = step.waits_for_me
        if waiting:
            said = f"{count(waiting, 'statement')} wait{'' if waiting > 1 else 's'} for your answer."
            return said, _link(step, "Check the notes", "note-check", "of")
        return "You have answered every statement.", _link(step, "Your answers", "note-check", "for")
    if state == CIRCULATED:
        said = "Those who were there are checking them." if step.is_open else TIME_IS_OVER
        return said, _link(step, "Read", "note-read", "the notes of")
    if state == PARKED:
        return "Nothing was agreed, so they are not used.", _link(step, "Read", "note-read", "the notes of")
    log = None
    if not logbook.reason_not(step.workshop, seat, state=state, was_there=step.was_there):
        log = (
            _link(step, "Log points", "points-log", "for") if step.workshop.has_begun or step.today else None
        )
    return (f"{listed(step.people)} write them up." if step.held else _to_come(step)), log


def _for_facilitator(step: SeatStep, seat: Seat) -> tuple[str, Link | None]:
    state = step.note.state
    if state == CLEARED:
        return _cleared(step)
    if state == CIRCULATED and not step.is_open:
        return TIME_IS_OVER, _link(step, "Approve", "note-approve", "the notes of")
    if state == CIRCULATED and step.settles_today:
        return "They are agreed in the room today.", _link(step, "Room mode", "room", "for the notes of")
    if state == CIRCULATED:
        said = f"Answers are open until {deadline(step.note.closes_at)}."
        return said, _link(step, "How far it is", "note-changes", "for the notes of")
    if state == PARKED:
        return "Nothing was agreed. Reword it, and send it again.", _link(step, "Write up", "desk-detail", "")
    if step.held:
        by = f"To be sent by {deadline(step.send_by)}." if step.send_by else "To be written up and sent."
        return by, _link(step, "Write up", "desk-detail", "")
    if step.is_over and not step.workshop.is_halted and not scheduling.delivery_blockers(step.workshop):
        return "It is over.", _link(step, "Record who came", "session-attendance", "to")
    log = _link(step, "Log points", "points-log", "for") if step.today else None
    return _to_come(step), log


def _for_coordinator(step: SeatStep, seat: Seat) -> tuple[str, Link | None]:
    state = step.note.state
    if state == CLEARED:
        return _cleared(step)
    if state == CIRCULATED:
        return (
            f"Answers are open until {deadline(step.note.closes_at)}." if step.is_open else TIME_IS_OVER,
            None,
        )
    if state == PARKED:
        return "Nothing was agreed, so they are not used.", None
    if step.held:
        return (f"To be sent by {deadline(step.send_by)}." if step.send_by else ""), None
    return _to_come(step), None
