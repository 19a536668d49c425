"""The four sessions: planned at once, confirmed when the group starts, delivered when attendance is in (domain 3E)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from partnerships import areas, history
from partnerships.membership import NotPossible
from partnerships.models import Seat, StudyArea
from partnerships.parity import launch_parity
from partnerships.permissions import Permission, require
from pipd.kit import clock, workdays
from pipd.kit.wording import short_date
from workshops import windows
from workshops.clearance import moves
from workshops.models import Attendance, Workshop
from workshops.models.sessions import SESSIONS, TOPICS

MORNING, AFTERNOON = "morning", "afternoon"
HOURS = {MORNING: (10, 13), AFTERNOON: (14, 17)}  # half a day (domain N5); the hours are our own choice


@dataclass(frozen=True)
class Slot:
    """When and where one session is: half a day at a venue."""

    day: date
    half: str
    venue: str

    @property
    def starts_at(self) -> datetime:
        return clock.local(self.day, HOURS[self.half][0])

    @property
    def ends_at(self) -> datetime:
        return clock.local(self.day, HOURS[self.half][1])


def problems(area: StudyArea, days: Sequence[date], *, held: int = 0) -> dict[int, str]:
    """What is wrong with the dates of sessions 1 to 4, by number, in sentences (domain I-8, I-9).

    The first `held` sessions are over and are not judged.
    """
    gap = area.programme.days_between_sessions
    found: dict[int, str] = {}
    for number, day in enumerate(days, start=1):
        if number <= held:
            continue
        try:
            wrong = _wrong_with(day, days[number - 2] if number > 1 else None, gap)
            windows.last_deadline(area.programme, day)
        except workdays.CalendarRunsOut as unknown:
            wrong = str(unknown)
        if wrong:
            found[number] = wrong
    return found


def _wrong_with(day: date, before: date | None, gap: int) -> str:
    if day < clock.today():
        return "This date is in the past."
    if not workdays.is_working_day(day):
        return "This is not a working day."
    if before and workdays.between(before, day) < gap:
        earliest = workdays.add_wd(before, gap)
        return f"Leave at least {gap} working days after the session before: {short_date(earliest)} or later."
    return ""


@transaction.atomic
def plan(
    area: StudyArea, slots: Sequence[Slot], *, facilitators: Collection[Seat], by: Seat
) -> list[Workshop]:
    """Plan the four sessions of `area` at once, or move those that are not held yet.

    Raises NotPossible for wrong dates, or when two different facilitators of this area are not given (I-10).
    """
    require(by, Permission.PLAN_SESSIONS)
    StudyArea.objects.select_for_update().get(pk=area.pk)
    pair = {seat.pk: seat for seat in facilitators if seat.area_id == area.pk and seat.is_live}
    if len(pair) != 2:
        raise NotPossible("Two different facilitators of this area are needed.")
    held = Workshop.objects.filter(area=area, state=Workshop.State.DELIVERED).count()
    wrong = problems(area, [slot.day for slot in slots], held=held)
    if len(slots) != SESSIONS or wrong:
        raise NotPossible(*(f"Session {number}: {words}" for number, words in wrong.items()))
    made = [
        _plan_one(area, number, slot, pair) for number, slot in enumerate(slots, start=1) if number > held
    ]
    facts = {f"session {w.number}": w.starts_at.isoformat() for w in made}
    history.record(by, "sessions planned", subject=area.pk, area=area, facts=facts)
    return made


def _plan_one(area: StudyArea, number: int, slot: Slot, pair: dict) -> Workshop:
    workshop, _ = Workshop.objects.update_or_create(
        area=area,
        number=number,
        defaults={
            "starts_at": slot.starts_at,
            "ends_at": slot.ends_at,
            "venue": slot.venue,
            "topic": TOPICS[number],
        },
    )
    workshop.facilitators.set(pair)
    return workshop


def launch_blockers(area: StudyArea) -> list[str]:
    """What keeps the group from starting, in sentences (domain I-1, 3D)."""
    found = list(launch_parity(area).reasons)
    planned = Workshop.objects.filter(area=area)
    if planned.count() < SESSIONS:
        found.append("Plan the four sessions.")
    if area.state != StudyArea.State.RECRUITING:
        found.append(f"{area.name} is {area.get_state_display().lower()}, not recruiting.")
    return found


@transaction.atomic
def launch(area: StudyArea, *, by: Seat) -> None:
    """Confirm the group and its sessions. Raises NotPossible with all that is missing."""
    require(by, Permission.PLAN_SESSIONS)
    area.state = StudyArea.objects.select_for_update().get(pk=area.pk).state
    if missing := launch_blockers(area):
        raise NotPossible(*missing)
    areas.advance(area, StudyArea.State.CONFIRMED, by=by)
    Workshop.objects.filter(area=area, state=Workshop.State.PLANNED).update(state=Workshop.State.CONFIRMED)


@transaction.atomic
def deliver(
    workshop: Workshop, *, presence: dict[Seat, str], facilitated_by: int = 2, deviation: str = "", by: Seat
) -> None:
    """Record who came, which makes the session delivered; correctable until the notes are first sent.

    `presence` maps every participant seat live on that day to an Attendance.Presence. Raises NotPossible before the
    session begins, before the one in front of it was held (I-8), or with fewer than two facilitators and no note
    of why (I-10).
    """
    require(by, Permission.RECORD_ATTENDANCE, area_id=workshop.area_id)
    area = StudyArea.objects.select_for_update().get(pk=workshop.area_id)
    workshop.refresh_from_db()
    moves.still_drafting(workshop)
    _check_delivery(workshop, presence, facilitated_by, deviation)
    Attendance.objects.bulk_create(
        [Attendance(workshop=workshop, seat=seat, presence=how) for seat, how in presence.items()],
        update_conflicts=True,
        unique_fields=["workshop", "seat"],
        update_fields=["presence"],
    )
    first = workshop.state != Workshop.State.DELIVERED
    workshop.state, workshop.deviation = Workshop.State.DELIVERED, deviation
    workshop.delivered_at, workshop.delivered_by = (
        workshop.delivered_at or clock.now(),
        workshop.delivered_by or by,
    )
    workshop.save()
    there = sum(how in Attendance.THERE for how in presence.values())
    history.record(
        by, "attendance recorded", subject=workshop.pk, facts={"there": there, "of": len(presence)}
    )
    if first:
        _move_area_on(area, workshop, by)


def delivery_blockers(workshop: Workshop) -> list[str]:
    """What keeps anybody from recording who came, in sentences; the notes' own state apart (domain I-8)."""
    if workshop.state not in (Workshop.State.CONFIRMED, Workshop.State.DELIVERED):
        return ["The group has not been started yet, so no session can have been held."]
    if not workshop.has_begun:
        return ["This session has not begun yet."]
    before = Workshop.objects.filter(area=workshop.area, number__lt=workshop.number)
    if before.exclude(state=Workshop.State.DELIVERED).exists():
        return ["Record the session before this one first."]
    return []


def _check_delivery(
    workshop: Workshop, presence: dict[Seat, str], facilitated_by: int, deviation: str
) -> None:
    if missing := delivery_blockers(workshop):
        raise NotPossible(*missing)
    if not 1 <= facilitated_by <= 2:
        raise NotPossible("Without a facilitator a session has not happened.")
    if facilitated_by < 2 and not deviation:
        raise NotPossible("Say why only one facilitator was there.")
    noted = Attendance.objects.filter(workshop=workshop).values_list("seat", flat=True)
    if {seat.pk for seat in presence} - {seat.pk for seat in expected_at(workshop)} - set(noted):
        raise NotPossible("Only those who took part in this area on the day can have attended.")


def _move_area_on(area: StudyArea, workshop: Workshop, by: Seat) -> None:
    if workshop.number == 1:
        areas.advance(area, StudyArea.State.IN_WORKSHOPS, by=by)
    if workshop.number == SESSIONS:
        areas.advance(area, StudyArea.State.PLANNING, by=by)


def expected_at(workshop: Workshop) -> list[Seat]:
    """Participants whose seat was live on the day (domain I-12), both sectors, alphabetical within each."""
    day = workshop.local_start.date()
    seats = (
        Seat.objects.live(on=day)
        .participants()
        .filter(area=workshop.area)
        .select_related("user", "organisation")
    )
    return list(seats.order_by("sector", "user__full_name"))


def is_quorate(there: int, of: int) -> bool:
    """Whether a sector with `there` of its `of` participants present is quorate (domain 3E)."""
    return there >= 2 and there * 2 >= of


def usual_days(area: StudyArea, first: date) -> list[date]:
    """Four dates from `first` on, the default gap apart: a suggestion for the form."""
    days = [workdays.add_wd(first, 0)]
    while len(days) < SESSIONS:
        days.append(workdays.add_wd(days[-1], area.programme.days_between_sessions + 5))
    return days
