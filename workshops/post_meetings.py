"""Mail about the closing meeting of the last session: when it is, and that there is none, with a calendar file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from partnerships.models import Seat
from pipd.kit import calendars, mail
from pipd.kit.wording import deadline
from workshops import diary
from workshops.addresses import page_of
from workshops.models import Workshop

FORWARD = "The calendar file with this mail is for you, or for whoever keeps your diary: you can pass it on."
WHY = {
    False: "You get this at once because you were at the session.",
    True: "You get this at once because you facilitate in {area}.",
}
# The button and its page, for those who were there and for facilitators.
OPEN = {False: ("Check the notes", "note-check"), True: ("See the meeting", "note-closing")}
CLEARED = {False: ("See the notes", "note-check"), True: ("Read the record", "record-session")}


@dataclass(frozen=True)
class Told:
    """One message; `doors` are its buttons, by whether the reader facilitates."""

    kind: str
    subject: str
    before: str
    doors: dict[bool, tuple[str, str]]
    meeting: diary.Meeting


def meeting_set(workshop: Workshop, at: datetime, sequence: int, people: Iterable[Seat]) -> None:
    """Tell those who were there, and the facilitators, when the closing meeting is; also when it is moved."""
    what = f"The notes of session {workshop.number} in {workshop.area.name} are agreed together at a closing meeting"
    told = Told(
        "closing_meeting",
        f"A closing meeting for the notes of session {workshop.number}",
        f"{what}, at {deadline(at)}. Until then, and if you cannot come, you can answer on the page.",
        OPEN,
        diary.Meeting(workshop, at, sequence),
    )
    _tell(told, people)


def meeting_off(
    workshop: Workshop, at: datetime, sequence: int, people: Iterable[Seat], until: datetime | None
) -> None:
    """Tell them that there is none at `at`; who was there answers until `until`."""
    _tell(_off(workshop, at, sequence, f"Please answer on the page, by {deadline(until)}.", OPEN), people)


def meeting_needless(workshop: Workshop, at: datetime, sequence: int, people: Iterable[Seat]) -> None:
    """Tell them that there is none at `at`, since the answers by email were enough."""
    _tell(_off(workshop, at, sequence, "The notes are cleared already.", CLEARED), people)


def _off(
    workshop: Workshop, at: datetime, sequence: int, then: str, doors: dict[bool, tuple[str, str]]
) -> Told:
    what = f"The closing meeting for the notes of session {workshop.number} in {workshop.area.name}, at {deadline(at)}"
    return Told(
        "closing_meeting_off",
        f"No closing meeting for the notes of session {workshop.number}",
        f"{what}, is not held. {then}",
        doors,
        diary.Meeting(workshop, at, sequence, is_off=True),
    )


def _tell(told: Told, people: Iterable[Seat]) -> None:
    run = Seat.objects.live().facilitators().filter(area=told.meeting.workshop.area).select_related("user")
    facilitators = {seat.user_id: seat for seat in run}
    for seat in {seat.user_id: seat for seat in people if seat.user_id not in facilitators}.values():
        _queue(told, seat, facilitates=False)
    for seat in facilitators.values():
        _queue(told, seat, facilitates=True)


def _queue(told: Told, seat: Seat, *, facilitates: bool) -> None:
    workshop = told.meeting.workshop
    if seat.user is None:
        return
    act, page = told.doors[facilitates]
    mail.queue(
        kind=told.kind,
        key=f"{told.kind}:{workshop.pk}:{seat.pk}:{told.meeting.sequence}",
        about=[str(workshop.pk)],
        to=seat.user.email,
        recipient=seat.user.pk,
        chain=workshop.area.chain,
        template="notice",
        subject=told.subject,
        context={
            "about": workshop.area.name,
            "before": [told.before],
            "act": act,
            "link": mail.link(page_of(workshop, page)),
            "after": [FORWARD],
            "why": WHY[facilitates].format(area=workshop.area.name),
        },
        calendar=calendars.written([diary.meeting_entry(told.meeting, facilitates=facilitates)]),
    )
