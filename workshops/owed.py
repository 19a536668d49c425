"""What sessions and notes ask of people, for the home page and the digest (domain 3J)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from math import ceil
from typing import Any

from django.urls import reverse

from partnerships.access import who_may_act
from partnerships.models import Role, Seat, Sector
from pipd.kit import clock, workdays
from pipd.kit.owed import Owed
from pipd.kit.wording import count, deadline
from workshops import (
    feedback,
    gaps,
    logbook,
    owed_consents,
    owed_cycle,
    owed_facilitating,
    owed_own,
    owed_record,
    own_places,
    told,
)
from workshops.addresses import page_of
from workshops.clearance import owing
from workshops.due import due_on
from workshops.models import Attendance, Workshop
from workshops.owed_closing import owed_closing

SECONDS_EACH = 10  # to read and answer one statement, on a phone
OF_FEEDBACK = {
    feedback.BEFORE.value: ("Two questions before you begin", "Answer"),
    feedback.SESSION.value: ("Tell us how session {number} went", "Tell us"),
    feedback.AFTER.value: ("Two questions after the last session", "Answer"),
}
COMING = 10  # working days before a session (domain 3J)
GROUP_SEES = "The group and its two facilitators see the statements; only the facilitators see your answers."


def owed(seats: Collection[Seat]) -> list[Owed]:
    """What is due from `seats`, all of one person; in a number of queries that does not grow with their areas.

    Seats that have ended count for notes to check alone: those who left keep the right to answer (domain I-15).
    """
    areas = {seat.area_id: seat for seat in seats if seat.area_id and seat.is_live and seat.is_of_group}
    workshops = Workshop.objects.filter(area__in=areas).exclude(state=Workshop.State.CANCELLED)
    taking_part = [seat for seat in areas.values() if seat.role == Role.PARTICIPANT]
    row: list[Any] = list(
        workshops.annotate(**_facts(taking_part)).select_related("area__programme").order_by("starts_at")
    )
    # A postponed session asks nobody to be anywhere: its date is off.
    sessions = [w for w in row if not w.is_halted]
    may_answer = [seat for seat in seats if _may_still_answer(seat, seats)]
    asked = owing.asked(may_answer)
    found = [
        *_checks(asked),
        *owed_closing(asked),
        *owed_record.owed(seats, may_answer=may_answer),
        *_sessions(sessions, areas),
        *owed_by_substitutes(seats),
        *owed_to_confirm([w for w in row if w.awaits_word]),
    ]
    found += [*owed_own.points_to_log(sessions, taking_part), *owed_own.changes(taking_part)]
    found += owed_consents.consents(taking_part, sessions)
    found += _feedback(seats, sessions)
    found += owed_cycle.closer({pk: seat for pk, seat in areas.items() if seat.may_sign}, row)
    facilitated = {pk: seat for pk, seat in areas.items() if seat.role == Role.FACILITATOR}
    found += owed_cycle.owed(facilitated, [w for w in row if w.is_halted and w.area_id in facilitated])
    found += owed_facilitating.owed([w for w in sessions if w.area_id in facilitated], facilitated)
    found += owed_facilitating.uneven([w for w in row if w.area_id in facilitated])
    return [*found, *owed_facilitating.pairs(seats)]


def _facts(taking_part: Sequence[Seat]) -> dict[str, Any]:
    """What is asked of each session in the one query that finds them all."""
    return {
        "awaits_word": own_places.awaits_word(taking_part),
        "is_away": own_places.is_away(taking_part),
        "was_there": own_places.was_there(taking_part),
        "told_before": feedback.has_told_before(taking_part),
        "closer_asked_at": gaps.asked_at(),
        **logbook.told(taking_part),
        **{f"closer_awaits_{sector}": gaps.awaits(sector) for sector in Sector.values},
    }


def say_needs() -> tuple[str, str]:
    """The way to say what one needs to take part, with the reminder of a session (domain 3J)."""
    return "Say if you need anything to take part", reverse("my-details")


def owed_by_substitutes(seats: Collection[Seat]) -> Iterator[Owed]:
    """Whether they agree to stand in, then the session itself; nothing else of its area."""
    for place in own_places.to_come([seat for seat in seats if seat.stands_in and seat.is_live]):
        w, asked = place.workshop, place.presence == Attendance.Presence.ASKED
        if asked or w.local_start.date() <= workdays.add_wd(clock.today(), COMING):
            yield due_on(
                w,
                "asked to stand in" if asked else "session coming",
                "stand-in" if asked else "points-log" if w.is_today else "session-detail",
                title=f"{'Say whether you stand' if asked else 'Stand'} in at session {w.number}",
                what=f"{w.area.name}, {w.place}. {'Until you agree you are not counted.' if asked else ''}".strip(),
                due_at=w.starts_at if clock.now() < w.starts_at else w.ends_at,
                button="Read it and answer" if asked else "Log points" if w.is_today else "See the session",
                now=w.starts_at <= clock.now(),
                marks=None if asked else told.SESSION,
                also=say_needs(),
            )


def owed_to_confirm(sessions: Iterable[Workshop]) -> Iterator[Owed]:
    """Whether it is right that somebody comes instead of them, whom a facilitator named."""
    for w in sessions:
        yield due_on(
            w, "substitute to confirm", "substitute-confirm",
            title=f"Say whether somebody comes instead of you to session {w.number}",
            what=f"{w.area.name}. A facilitator named somebody in your place. Until you confirm it they do not count.",
            due_at=w.starts_at if clock.now() < w.starts_at else w.ends_at, button="See who was named",
        )  # fmt: skip


def _feedback(seats: Collection[Seat], sessions: Sequence[Workshop]) -> Iterator[Owed]:
    """An offer, for ten working days: nobody has to tell how it went."""
    for one in feedback.asked(seats, sessions):
        w, (title, button) = one.workshop, OF_FEEDBACK[one.occasion]
        before = one.occasion == feedback.BEFORE
        at = reverse("workshops:feedback-before", kwargs={"area": w.area.slug}) if before else ""
        yield Owed(
            kind="questions before" if before else "feedback",
            title=title.format(number=w.number),
            what=f"{w.area.name}. If you like: it takes a minute.",
            sees="Your name is not kept with it. The facilitators read all answers together.",
            url=at or page_of(w, "feedback-give"),
            due_at=one.until,
            button=button,
            area_name=w.area.name,
            subject=w.pk,
            optional=True,
        )


def _checks(asked: owing.NotesDue) -> Iterator[Owed]:
    for due in asked.to_check:
        counts = [(due.again, "to answer again"), (due.new, "new to you")]
        words = " and ".join(f"{n} {what}" for n, what in counts if n)
        ahead = due.meeting_at is not None and due.meeting_at > clock.now()
        meeting = f" They are agreed together at {deadline(due.meeting_at)}." if ahead else ""
        yield due_on(
            due.workshop,
            "note to check",
            "note-check",
            title=f"Check the notes of session {due.workshop.number}",
            what=f"{due.workshop.area.name}: {words}. About {minutes(due.again + due.new)}.{meeting}",
            sees=GROUP_SEES,
            due_at=due.until,
            button="Check the notes",
            marks=told.check(due.by_email_from),
        )


def _may_still_answer(seat: Seat, seats: Collection[Seat]) -> bool:
    """Whether the page that asks would open from `seat`: not for who runs or oversees the group by now."""
    here = [s for s in seats if s.area_id in (seat.area_id, None) and s.programme_id == seat.programme_id]
    return seat in who_may_act(here, leavers=True)


def minutes(statements: int) -> str:
    """How long people need for so many statements."""
    return count(max(1, ceil(statements * SECONDS_EACH / 60)), "minute")


def _sessions(sessions: Sequence[Any], areas: dict) -> Iterator[Owed]:
    """Sessions of the next days, for who has not said that they cannot come."""
    last_day = workdays.add_wd(clock.today(), COMING)
    for w in sessions:
        if w.is_away or w.is_delivered or not clock.now() <= w.ends_at or w.local_start.date() > last_day:
            continue
        takes_part = areas[w.area_id].role == Role.PARTICIPANT
        yield due_on(
            w,
            "session coming",
            "points-log" if w.is_today else "session-detail",
            title=f"{'Be at' if takes_part else 'Facilitate'} session {w.number}",
            what=f"{w.area.name}, {w.place}.{' Log points on your phone while people talk.' if takes_part else ''}",
            due_at=w.starts_at if clock.now() < w.starts_at else w.ends_at,  # nobody is late while it lasts
            button="Log points" if w.is_today else "See the session",
            now=takes_part and w.starts_at <= clock.now(),
            marks=told.SESSION,
            also=say_needs() if takes_part else None,
        )
