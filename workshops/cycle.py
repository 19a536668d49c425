"""The one table of moves of a session, and what follows when one is moved, postponed, cancelled or put back (3E)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction

from partnerships import areas, history
from partnerships.membership import NotPossible
from partnerships.models import Seat, StudyArea
from partnerships.permissions import Permission, require
from pipd.kit import clock, revisions
from workshops import gaps, post_sessions, standing_in
from workshops.clearance import windowing
from workshops.models import Workshop
from workshops.slots import TOLD, Slot, pair_of, problems, slot_of, write

S = Workshop.State

MOVES: dict[tuple[str, str], Permission] = {
    (S.PLANNED, S.CONFIRMED): Permission.PLAN_SESSIONS,
    (S.CONFIRMED, S.DELIVERED): Permission.RECORD_ATTENDANCE,
    (S.PLANNED, S.POSTPONED): Permission.MOVE_SESSION,
    (S.CONFIRMED, S.POSTPONED): Permission.MOVE_SESSION,
    (S.PLANNED, S.CANCELLED): Permission.MOVE_SESSION,
    (S.CONFIRMED, S.CANCELLED): Permission.MOVE_SESSION,
    (S.POSTPONED, S.CANCELLED): Permission.MOVE_SESSION,
    (S.POSTPONED, S.PLANNED): Permission.MOVE_SESSION,
    (S.POSTPONED, S.CONFIRMED): Permission.MOVE_SESSION,
    (S.CANCELLED, S.PLANNED): Permission.MOVE_SESSION,
    (S.CANCELLED, S.CONFIRMED): Permission.MOVE_SESSION,
}
AREA_ENDS = "The area was discontinued."
OPEN = (S.PLANNED, S.CONFIRMED, S.POSTPONED)  # neither held nor given up
NOT_BEGUN = (StudyArea.State.SELECTED, StudyArea.State.RECRUITING)
RUNNING = (*NOT_BEGUN, StudyArea.State.CONFIRMED, StudyArea.State.IN_WORKSHOPS)


def blockers(workshop: Workshop, to: str) -> list[str]:
    """What keeps `workshop` from going to state `to`, in sentences, dates apart; empty when nothing does."""
    if workshop.is_delivered:
        return [f"Session {workshop.number} was held, so it stays as it is."]
    if (workshop.state, to) not in MOVES:
        return [f"Session {workshop.number} is {workshop.get_state_display().lower()} already."]
    if workshop.area.state not in RUNNING:
        return [f"The cycle of sessions in {workshop.area.name} is over."]
    return []


def change_blockers(workshop: Workshop) -> list[str]:
    """What keeps anybody from giving `workshop` another date, place or pair, in sentences."""
    return blockers(workshop, back_to(workshop)) if workshop.is_halted else _held(workshop)


def _held(workshop: Workshop) -> list[str]:
    return [f"Session {workshop.number} was held, so it stays as it is."] if workshop.is_delivered else []


def back_to(workshop: Workshop) -> str:
    """The state to which a postponed or cancelled session returns: confirmed once the group has started."""
    return S.PLANNED if workshop.area.state in NOT_BEGUN else S.CONFIRMED


def move(workshop: Workshop, to: str, *, by: Seat) -> None:
    """Take `workshop` to state `to`, unsaved. Raises NotPossible when the table has no such move."""
    permission = MOVES.get((workshop.state, to))
    if permission is None:
        raise NotPossible(*blockers(workshop, to))
    require(by, permission, area_id=workshop.area_id)
    workshop.state = to
    if to != S.DELIVERED:  # what calendars show is the same
        workshop.sequence += 1


def _locked(workshop: Workshop, by: Seat) -> Workshop:
    """`workshop` as it is stored, with its area locked (order: area, workshop, note)."""
    require(by, Permission.MOVE_SESSION, area_id=workshop.area_id)
    area = StudyArea.objects.select_related("programme").select_for_update(of=("self",), no_key=True)
    locked = area.get(pk=workshop.area_id)
    # Read after the lock: what was read before it may be old by now.
    stored = Workshop.objects.get(pk=workshop.pk)
    stored.area = locked
    return stored


@transaction.atomic
def change(workshop: Workshop, slot: Slot, *, by: Seat) -> Workshop:
    """Give one session another date, half, place, agenda or pair; a postponed or cancelled one is put back by it.

    Raises NotPossible for a session that was held, for a date that planning would refuse (I-8, I-9), and without two
    facilitators of the area (I-10); revisions.Conflict when somebody else changed it since `slot` was made from it.
    """
    stored = _locked(workshop, by)
    if missing := change_blockers(stored):
        raise NotPossible(*missing)
    pair = pair_of(stored.area, slot.facilitators)
    was, back, wrong = stored.starts_at, stored.is_halted, date_problems(stored, slot)
    changed = write(stored, slot, pair, **(_put_back(stored, by) if back else {}))
    if wrong:  # told after a conflict: on an older page it may be the date from which somebody moved it
        raise NotPossible(*wrong)
    gaps.keep_up(stored.area)
    facts = {"session": stored.number, "from": was.isoformat(), "to": stored.starts_at.isoformat()}
    history.record(
        by,
        "session put back" if back else "session changed",
        subject=stored.pk,
        area=stored.area,
        facts=facts,
    )
    follow_up(stored, changed | ({"starts_at"} if back else set()), by=by)
    return stored


def _put_back(workshop: Workshop, by: Seat) -> dict[str, Any]:
    """What is to be written so that `workshop` takes place again."""
    move(workshop, back_to(workshop), by=by)
    return {"state": workshop.state, "halted_at": None, "halted_by": None, "halt_reason": ""}


def date_problems(workshop: Workshop, slot: Slot) -> list[str]:
    """What is wrong with the new date of `workshop` among the dates of the others; nothing when it stays."""
    if not workshop.is_halted and slot.day == slot_of(workshop).day:
        return []
    row = list(Workshop.objects.filter(area=workshop.area).order_by("number"))
    days = [slot.day if w.pk == workshop.pk else w.local_start.date() for w in row]
    held = sum(w.is_delivered for w in row if w.number < workshop.number)
    halted = {w.number for w in row if w.is_halted and w.pk != workshop.pk}
    if any(w.is_delivered for w in row if w.number > workshop.number):
        return [f"A session after session {workshop.number} was held already."]
    found = problems(workshop.area, days, held=held, without=halted)
    following = next((w.number for w in row if w.number > workshop.number and w.number not in halted), 0)
    judged = {n: words for n, words in found.items() if n in (workshop.number, following)}
    return [words if n == workshop.number else f"Session {n}: {words}" for n, words in judged.items()]


@transaction.atomic
def postpone(workshop: Workshop, *, reason: str, by: Seat) -> Workshop:
    """Take the date away from a planned or confirmed session, until it is put back with a new one."""
    return _halt(_locked(workshop, by), S.POSTPONED, "session postponed", reason, by)


@transaction.atomic
def cancel(workshop: Workshop, *, reason: str, revision: int | None = None, by: Seat) -> Workshop:
    """Give up a session. It keeps nobody from the ones after it; with the last one the cycle is over.

    Raises revisions.Conflict when somebody postponed it since `revision`: another reason takes the place of theirs.
    """
    stored = _locked(workshop, by)
    if stored.state == S.POSTPONED and revision not in (None, stored.revision):
        raise revisions.Conflict(stored)
    return _halt(stored, S.CANCELLED, "session cancelled", reason, by)


def _halt(stored: Workshop, to: str, verb: str, reason: str, by: Seat) -> Workshop:
    if missing := blockers(stored, to):
        raise NotPossible(*missing)
    if not reason:
        raise NotPossible("Say why.")
    move(stored, to, by=by)
    _note_halt(stored, verb, reason, by)
    follow_up(stored, {"state"}, by=by)
    end_if_over(stored.area, by=by)
    return stored


def _note_halt(stored: Workshop, verb: str, reason: str, by: Seat) -> None:
    stored.halted_at, stored.halted_by, stored.halt_reason = clock.now(), by, reason
    stored.revision += 1  # nobody puts it back from a page that does not show that it is off
    stored.save()
    facts = {"session": stored.number, "date": stored.starts_at.isoformat()}
    history.record(by, verb, subject=stored.pk, area=stored.area, facts=facts)


def cancel_all(area: StudyArea, *, by: Seat) -> list[Workshop]:
    """Cancel every session to come of the locked `area`, which ends for good: its people get one mail about all of it.

    `by` may end areas, which MOVES does not ask; those sessions could be cancelled one by one all the same.
    """
    require(by, Permission.DISCONTINUE_AREA)
    found = list(Workshop.objects.filter(area=area, state__in=OPEN).order_by("number"))
    for workshop in found:
        workshop.area = area
        workshop.state = S.CANCELLED
        workshop.sequence += 1
        _note_halt(workshop, "session cancelled", AREA_ENDS, by)
    return found


def follow_up(workshop: Workshop, changed: Collection[str], *, by: Seat) -> None:
    """What follows from a change: the notes to be agreed in it keep up with its date, and people are told."""
    if {"starts_at", "ends_at", "state"} & set(changed):
        windowing.keep_up(workshop, by=by)
        standing_in.forget_that_day(workshop, by=by)
    started = workshop.area.state not in NOT_BEGUN
    if started and (TOLD | {"state"}) & set(changed):
        post_sessions.session_changed(workshop)


def is_last_open(workshop: Workshop) -> bool:
    """Whether no other session is to come, so that without this one the cycle of a group that has met is over."""
    others = Workshop.objects.filter(area=workshop.area, state__in=OPEN).exclude(pk=workshop.pk)
    return workshop.area.state == StudyArea.State.IN_WORKSHOPS and not others.exists()


def end_if_over(area: StudyArea, *, by: Seat) -> None:
    """Move the area on to planning once no session is to come and at least one was held (domain 3D)."""
    sessions = Workshop.objects.filter(area=area)
    if area.state != StudyArea.State.IN_WORKSHOPS or sessions.filter(state__in=OPEN).exists():
        return
    areas.advance(area, StudyArea.State.PLANNING, by=by)
