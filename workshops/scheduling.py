"""The four sessions: planned at once, confirmed when the group starts, delivered when attendance is in (domain 3E)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from django.db import transaction
from django.db.models import Count, Q

from partnerships import areas, history, starting
from partnerships.membership import NotPossible
from partnerships.models import Seat, StudyArea
from partnerships.parity import launch_parity
from partnerships.permissions import Permission, require
from pipd.kit import clock, revisions
from workshops import cycle, gaps, post_sessions, standing_in
from workshops.clearance import moves
from workshops.models import Attendance, Workshop
from workshops.models.sessions import SESSIONS
from workshops.slots import AFTERNOON as AFTERNOON
from workshops.slots import MORNING as MORNING
from workshops.slots import Slot as Slot
from workshops.slots import pair_of, problems, spread, usual_gap, write


@transaction.atomic
def plan(
    area: StudyArea, slots: Sequence[Slot], *, facilitators: Collection[Seat] = (), by: Seat
) -> list[Workshop]:
    """Plan the four sessions of `area` at once, or change those that are still planned or confirmed.

    Held sessions stay as they are, with who facilitated them (domain E11); postponed and cancelled ones have a page
    of their own. Raises NotPossible for wrong dates, or when two different facilitators of this area are not given,
    for a session by its slot or for all by `facilitators` (I-10); revisions.Conflict when somebody else planned or
    changed a session since its slot was made, and then saves none.
    """
    require(by, Permission.PLAN_SESSIONS)
    StudyArea.objects.select_for_update(no_key=True).get(pk=area.pk)
    stored = {workshop.number: workshop for workshop in Workshop.objects.filter(area=area)}
    held = sum(workshop.is_delivered for workshop in stored.values())
    kept = {number for number, w in stored.items() if w.is_delivered or w.is_halted}
    halted = {number for number, w in stored.items() if w.is_halted}
    wrong = problems(area, [slot.day for slot in slots], held=held, without=halted)
    if len(slots) != SESSIONS or wrong:
        raise NotPossible(*(f"Session {number}: {words}" for number, words in wrong.items()))
    for number in kept:
        if slots[number - 1].revision != stored[number].revision:
            raise revisions.Conflict(stored[number])
    pairs = {
        n: pair_of(area, slot.facilitators or facilitators)
        for n, slot in enumerate(slots, start=1)
        if n not in kept
    }
    made = []
    for number, pair in pairs.items():
        workshop = stored.get(number) or Workshop(area=area, number=number)
        workshop.area = area
        changed = write(workshop, slots[number - 1], pair)
        cycle.follow_up(workshop, changed, by=by)
        made.append(workshop)
    gaps.keep_up(area)
    facts = {f"session {w.number}": w.starts_at.isoformat() for w in made}
    history.record(by, "sessions planned", subject=area.pk, area=area, facts=facts)
    return made


def launch_blockers(area: StudyArea) -> list[str]:
    """What keeps the group from starting, in sentences (domain I-1, 3D)."""
    found = list(launch_parity(area).reasons)
    planned = Workshop.objects.filter(area=area).annotate(
        pair=Count("facilitators", filter=Q(facilitators__in=Seat.objects.live()))
    )
    pairs = {workshop.number: workshop.pair for workshop in planned.order_by("number")}
    if len(pairs) < SESSIONS:
        found.append("Plan the four sessions.")
    found += [f"Session {number} needs two facilitators." for number, pair in pairs.items() if pair < 2]
    if area.state != StudyArea.State.RECRUITING:
        found.append(f"{area.name} is {area.get_state_display().lower()}, not recruiting.")
    return found


@transaction.atomic
def launch(area: StudyArea, *, waiver: str = "", by: Seat) -> None:
    """Confirm the group and its sessions; nobody applies any more. Raises NotPossible with all that is missing.

    `waiver` is the reason for which a group whose sectors are one apart starts all the same (domain I-1).
    """
    require(by, Permission.PLAN_SESSIONS)
    area.state = StudyArea.objects.select_for_update(no_key=True).get(pk=area.pk).state
    parity, missing = launch_parity(area), launch_blockers(area)
    if waiver and parity.may_be_waived:
        missing.remove(parity.uneven)
    if missing:
        raise NotPossible(*missing)
    starting.close_applications(area, by=by)
    if waiver and parity.may_be_waived:
        areas.waive_parity(area, waiver, la=parity.la, tso=parity.tso, by=by)
    areas.advance(area, StudyArea.State.CONFIRMED, by=by)
    confirmed = list(Workshop.objects.filter(area=area, state=Workshop.State.PLANNED).order_by("number"))
    for workshop in confirmed:
        workshop.area = area
        cycle.move(workshop, Workshop.State.CONFIRMED, by=by)
        workshop.save()
    post_sessions.sessions_confirmed(area, confirmed)


@transaction.atomic
def deliver(
    workshop: Workshop,
    *,
    presence: dict[Seat, str],
    facilitated_by: int = 2,
    deviation: str = "",
    revision: int | None = None,
    by: Seat,
) -> None:
    """Record who came, which makes the session delivered; correctable until the notes are first sent.

    `presence` maps every participant seat live on that day, and the seats of substitutes, to an
    Attendance.Presence; whoever was to stand in and is not named was absent. Raises NotPossible before the
    session begins, before the one in front of it was held (I-8), or with fewer than two facilitators and no note
    of why (I-10). Raises revisions.Conflict when somebody else recorded it since `revision`, that of `workshop` unless
    given.
    """
    require(by, Permission.RECORD_ATTENDANCE, area_id=workshop.area_id)
    area = StudyArea.objects.select_for_update(no_key=True).get(pk=workshop.area_id)
    read = workshop.revision if revision is None else revision
    workshop.refresh_from_db()
    moves.still_drafting(workshop)
    first = workshop.state != Workshop.State.DELIVERED
    if first:
        standing_in.forget_leavers(workshop, expected_at(workshop))
    _check_delivery(workshop, presence, facilitated_by, deviation)
    presence = standing_in.settled(workshop, presence)
    Attendance.objects.bulk_create(
        [Attendance(workshop=workshop, seat=seat, presence=how) for seat, how in presence.items()],
        update_conflicts=True,
        unique_fields=["workshop", "seat"],
        update_fields=["presence"],
    )
    if first:
        cycle.move(workshop, Workshop.State.DELIVERED, by=by)
    # Before anybody has recorded it there is nothing to lose, whatever else of the session was changed meanwhile.
    read = workshop.revision if first else read
    held = {"delivered_at": clock.now(), "delivered_by": by} if first else {}
    revisions.swap(workshop, revision=read, state=workshop.state, deviation=deviation, **held)
    there = sum(how in Attendance.THERE for how in presence.values())
    of = sum(not seat.stands_in for seat in presence)
    history.record(by, "attendance recorded", subject=workshop.pk, facts={"there": there, "of": of})
    if first:
        _move_area_on(area, by)


def delivery_blockers(workshop: Workshop) -> list[str]:
    """What keeps anybody from recording who came, in sentences; the notes' own state apart (domain I-8)."""
    if workshop.is_halted:
        return [f"This session is {workshop.get_state_display().lower()}. Give it a new date first."]
    if workshop.state == Workshop.State.PLANNED:
        return ["The group has not been started yet, so no session can have been held."]
    if not workshop.has_begun:
        return ["This session has not begun yet."]
    before = Workshop.objects.filter(area=workshop.area, number__lt=workshop.number)
    # A cancelled session keeps nobody from the next one; a postponed one is still to come.
    if before.exclude(state__in=[Workshop.State.DELIVERED, Workshop.State.CANCELLED]).exists():
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


def _move_area_on(area: StudyArea, by: Seat) -> None:
    if area.state == StudyArea.State.CONFIRMED:
        areas.advance(area, StudyArea.State.IN_WORKSHOPS, by=by)
    cycle.end_if_over(area, by=by)


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
    return spread(first, SESSIONS, usual_gap(area))
