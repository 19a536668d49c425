"""What facilitators owe of sessions and notes, and coordinators of who runs them (domain 3J)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from django.db.models import Count, F, Q

from partnerships.models import Seat
from partnerships.permissions import Permission, allows
from pipd.kit import clock, workdays
from pipd.kit.owed import Owed
from pipd.kit.wording import count, day_date
from workshops import told, unevenness, windows
from workshops.clearance import owing
from workshops.due import due_on
from workshops.models import Workshop
from workshops.own_places import AHEAD

EXPLAIN_WITHIN = 5  # working days after the session by which sectors were not even again
PAIR = 2  # facilitators of one session (domain I-10)
PAIR_WITHIN = max(told.PAIR.before)  # working days before a session from which a missing one is told of


def owed(sessions: Sequence[Workshop], seats: Mapping[UUID, Seat]) -> Iterator[Owed]:
    """What is due from whoever facilitates, by area, in `seats`, of these sessions in the order of their dates."""
    notes = owing.to_settle([w.area for w in sessions])
    unsent = owing.unsent(notes.values())
    for w in sessions:
        note = notes.get(w.pk)
        if not w.is_delivered:
            if w.ends_at < clock.now():
                yield due_on(w, "attendance due", "session-attendance", title=f"Record who came to session {w.number}",
                    what=f"{w.area.name}. Those who came are the ones who may check the notes.",
                    due_at=w.ends_at + timedelta(hours=1), button="Record who came",
                )  # fmt: skip
        elif note is None or note.state == "drafting":
            yield _to_write_up(w, _following(w, sessions))
        elif note.state == "circulated":
            yield _settling(w, note, seats[w.area_id], w.pk in unsent)
            yield from _closing_meeting(w, note)


def uneven(sessions: Sequence[Workshop]) -> Iterator[Owed]:
    """Why nobody has taken the place of whoever left before a session: once, of those whom it is to be asked (E1)."""
    asked = unevenness.of_sessions(sessions)
    for w in sessions:
        if w.pk in asked and not w.uneven_at:
            yield due_on(w, "uneven to explain", "session-uneven",
                title=f"Say why the sectors were uneven by session {w.number}",
                what=f"{w.area.name}. Nobody had taken the place of whoever left. The group reads what you record.",
                due_at=workdays.deadline(workdays.add_wd_known(w.local_start.date(), EXPLAIN_WITHIN)),
                button="Record why",
            )  # fmt: skip


def _following(workshop: Workshop, sessions: Sequence[Workshop]) -> Workshop | None:
    """The next of `sessions` of the same area; those without a date are not among them."""
    later = [w for w in sessions if w.area_id == workshop.area_id and w.number > workshop.number]
    return min(later, key=lambda w: w.number, default=None)


def _to_write_up(w: Workshop, following: Workshop | None) -> Owed:
    within = w.area.programme.circulate_within
    due = windows.send_by(w) or w.ends_at  # at once, where nobody can say when
    return due_on(w, "note to write up", "desk-detail", title=f"Write up the notes of session {w.number}",
        what=f"{w.area.name}. Send them for checking within {within} working days of the session.",
        sees="Only the two facilitators see them until you send them.", due_at=due, button="Write up",
        marks=told.write_up(w, following),
    )  # fmt: skip


def _closing_meeting(w: Workshop, note: owing.ToSettle) -> Iterator[Owed]:
    """The meeting that agrees the notes of the last session, until its day is over."""
    at = note.meeting_at
    if at is None or at.astimezone(clock.LONDON).date() < clock.today() or windows.is_over(note.closes_at):
        return
    yield due_on(w, "closing meeting", "room", title=f"Hold the closing meeting for the notes of session {w.number}",
        what=f"{w.area.name}. Those who were at session {w.number} agree what is still open.",
        due_at=max(at, clock.now()), button="Open room mode",
    )  # fmt: skip


def _settling(w: Workshop, note: owing.ToSettle, seat: Seat, unsent: bool) -> Owed:
    if windows.is_over(note.closes_at) and note.compiled_by != seat.pk:
        return due_on(w, "note to approve", "note-approve", title=f"Approve the notes of session {w.number}",
            what=f"{w.area.name}. The time for answers is over.", due_at=note.answer_by, button="Approve",
        )  # fmt: skip
    changes = note.open_changes
    what = f"{count(changes, 'suggested change')} to decide." if changes else "Nothing to decide yet."
    if unsent and not changes:
        what = "Everything is decided. Send the changed notes, so that people can answer them."
    return due_on(w, "note to settle", "note-changes", title=f"See how far the notes of session {w.number} are",
        what=f"{w.area.name}. {what}", due_at=note.answer_by, button="See how far",
        marks=told.POSITION,
    )  # fmt: skip


def pairs(seats: Collection[Seat]) -> Iterator[Owed]:
    """Of whoever plans sessions across a programme: those to come soon that fewer than two people facilitate."""
    programmes = {
        s.programme_id for s in seats if s.is_live and not s.area_id and allows(s, Permission.PLAN_SESSIONS)
    }
    if not programmes:
        return
    last = workdays.add_wd(clock.today(), PAIR_WITHIN)
    coming = Workshop.objects.filter(
        area__programme__in=programmes, state__in=AHEAD, starts_at__gt=clock.now()
    )
    stays = Q(facilitators__ended_on=None) | Q(facilitators__ended_on__gt=F("starts_at__date"))
    coming = coming.filter(starts_at__lt=clock.local(last + timedelta(days=1), 0))
    few = coming.annotate(pair=Count("facilitators", filter=stays)).filter(pair__lt=PAIR)
    for w in few.select_related("area").order_by("starts_at"):
        lacking = "a second facilitator" if w.pair else "two facilitators"
        yield due_on(w, "facilitators missing", "session-change", title=f"Find {lacking} for session {w.number}",
            what=f"{w.area.name}, on {day_date(w.starts_at)}. Two facilitate each session.",
            due_at=w.starts_at, button="Change the session", marks=told.PAIR,
        )  # fmt: skip
