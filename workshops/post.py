"""Mail that the workshops owe: rows written in the same transaction. Never words from notes, never others' names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.urls import reverse

from partnerships.models import Seat
from partnerships.models.seats import OF_GROUP
from pipd.kit import clock, mail
from pipd.kit.wording import day_date, deadline
from workshops.addresses import page_of
from workshops.models import Attendance, Workshop


@dataclass(frozen=True)
class Notice:
    """The words of one kind of mail; {number}, {area} and {until} are filled in."""

    subject: str
    before: str
    act: str
    why: str


REMINDER, RECEIPT = "note_reminder", "answer_recorded"
CHANGED, QUOTED_ANEW = "note_changed", "note_quotation_corrected"
NOTICES = {
    REMINDER: Notice(
        "Your answer is still missing: notes of session {number}",
        "Some statements of session {number} in {area} wait for your answer, by {until}. Silence never counts as yes: "
        "what too few people answer is not used.",
        "Check the notes",
        "You get this because a facilitator reminds those who have not answered everything.",
    ),
    "note_circulated": Notice(
        "Please check the notes of session {number}",
        "The notes of session {number} in {area} are ready. Say for each statement whether it is a fair record, by "
        "{until}. You need not agree with a view for the record of it to be fair.",
        "Check the notes",
        "You get this at once because you were at the session.",
    ),
    "note_for_information": Notice(
        "Notes of session {number} for you to read",
        "The notes of session {number} in {area} are with those who were there, who are checking them until {until}. "
        "You can read them. They are not cleared, so please do not pass them on.",
        "Read the notes",
        "You get this because you take part in {area}.",
    ),
    CHANGED: Notice(
        "The notes of session {number} have changed",
        "Some statements of session {number} in {area} have new words. Please say whether they are a fair record, by "
        "{until}. Your answers to unchanged statements still stand.",
        "Check what changed",
        "You get this at once because you were at the session.",
    ),
    QUOTED_ANEW: Notice(
        "A quotation in the notes of session {number} is corrected",
        "What is noted about a quotation in the notes of session {number} in {area} was wrong, and is corrected. "
        "Please look at the quotation by {until}, and say if anything is still wrong with it. Your answers to the "
        "statements still stand.",
        "See the notes",
        "You get this at once because you were at the session.",
    ),
    RECEIPT: Notice(
        "Your answers to notes of session {number} were recorded",
        "A facilitator recorded your answers to statements of session {number} in {area}, as you gave them in the "
        "room, by phone, by email or on paper. If one of them was not your answer, say so on the page within two "
        "working days of this email: it then stops counting.",
        "See what was recorded",
        "You get this at once because somebody else recorded an answer for you.",
    ),
    "note_opened_again": Notice(
        "Statements of session {number} are open again",
        "Statements of session {number} in {area} were taken out of the record, and are checked again. Please say "
        "whether they are a fair record, by {until}.",
        "Check the statements",
        "You get this at once because you were at the session.",
    ),
    "note_cleared": Notice(
        "The notes of session {number} are cleared",
        "People of both sectors have called the notes of session {number} in {area} a fair record. "
        "They can be used now.",
        "Read the record",
        "You get this because you are in the group of {area}.",
    ),
    "substitute_asked": Notice(
        "You are asked to stand in at session {number}",
        "Somebody cannot come to session {number} of the partnership group in {area}, on {day}, and you are asked "
        "to come instead. Read what taking part means, and say whether you agree. You sign in with this email "
        "address: we send you a code.",
        "Read it and answer",
        "You get this because somebody in {area} named you. If you do not want to take part, say so on that page.",
    ),
    "substitute_not_needed": Notice(
        "You are not needed at session {number}",
        "You had been asked to stand in at session {number} in {area} on {day}. That is not needed any more.",
        "See what else needs you",
        "You get this because you had been named to stand in.",
    ),
    "substitute_declined": Notice(
        "Nobody stands in for you at session {number}",
        "The person you named to stand in for you at session {number} in {area} cannot come. You can name somebody "
        "else until the session begins.",
        "See your apologies",
        "You get this because you cannot come to that session.",
    ),
    "note_parked": Notice(
        "The notes of session {number} are not used",
        "Nothing was agreed in the notes of session {number} in {area} by the end of the time for answers. They are "
        "used nowhere. A facilitator may send them again.",
        "See the session",
        "You get this because you are in the group of {area}.",
    ),
}


def _send(
    seat: Seat,
    kind: str,
    workshop: Workshop,
    page: str,
    *,
    once: object = "",
    until: datetime | None = None,
    key: str = "",
) -> None:
    """Owe `seat` one mail of `kind` about `workshop`; `once` tells one occasion from the next, or else `key`."""
    if seat.user is None:
        return
    notice = NOTICES[kind]
    facts = {"number": workshop.number, "area": workshop.area.name, "until": deadline(until)}
    facts |= {"day": day_date(workshop.starts_at)}
    address = page_of(workshop, page) if page else reverse("home")
    mail.queue(
        kind=kind,
        key=key or key_of(kind, workshop, seat, once),
        about=[str(workshop.pk)],
        to=seat.user.email,
        recipient=seat.user.pk,
        chain=workshop.area.chain,
        template="notice",
        subject=notice.subject.format(**facts),
        context={
            "about": workshop.area.name,
            "before": [notice.before.format(**facts)],
            "act": notice.act,
            "link": mail.link(address),
            "why": notice.why.format(**facts),
        },
    )


def key_of(kind: str, workshop: Workshop, seat: Seat, once: object) -> str:
    """What makes a message the only one of its kind on its occasion (domain I-38)."""
    return f"{kind}:{workshop.pk}:{seat.pk}:{once}"


def _group(workshop: Workshop) -> Iterable[Seat]:
    """Participants and facilitators of the area, and who stood in at this session; at another they did not."""
    here = Attendance.objects.filter(workshop=workshop, presence__in=Attendance.THERE).values("seat")
    seats = Seat.objects.live().filter(area=workshop.area).select_related("user")
    return seats.filter(Q(role__in=OF_GROUP) | Q(pk__in=here))


def substitute_asked(workshop: Workshop, seat: Seat) -> None:
    """Ask somebody who was named whether they agree to take part in this one session."""
    _send(seat, "substitute_asked", workshop, "stand-in", once=seat.pk, until=workshop.starts_at)


def substitute_not_needed(workshop: Workshop, seat: Seat) -> None:
    """Tell somebody who was named that they need not come."""
    _send(seat, "substitute_not_needed", workshop, "", once=seat.pk)


def substitute_declined(workshop: Workshop, seat: Seat) -> None:
    """Tell whose place it is that nobody stands in for them."""
    _send(seat, "substitute_declined", workshop, "session-apologies", once=clock.now())


def notes_circulated(workshop: Workshop, until: datetime, people: Iterable[Seat]) -> None:
    """Ask those who were there to answer; tell the rest of the group that they may read."""
    answering = {seat.pk: seat for seat in people}
    for seat in answering.values():
        _send(seat, "note_circulated", workshop, "note-check", once=until, until=until)
    for seat in _group(workshop):
        if seat.pk not in answering and seat.sector:
            _send(seat, "note_for_information", workshop, "note-read", once=until, until=until)


def notes_changed(
    workshop: Workshop, version: int, until: datetime, people: Iterable[Seat], *, kind: str
) -> None:
    """Ask those who were there to answer what changed: statements, or a quotation alone."""
    for seat in people:
        _send(seat, kind, workshop, "note-check", once=version, until=until)


def answers_recorded(workshop: Workshop, people: Iterable[Seat], *, in_room: bool) -> None:
    """A receipt for answers that a facilitator recorded (domain I-22): of a meeting one, of anything else each time."""
    once = clock.today() if in_room else clock.now().isoformat()
    keys = {key_of(RECEIPT, workshop, seat, once): seat for seat in people}
    for key in sorted(keys.keys() - mail.already(list(keys))):
        _send(keys[key], RECEIPT, workshop, "answers-recorded", once=once)


def notes_opened_again(workshop: Workshop, until: datetime | None, people: Iterable[Seat]) -> None:
    """Ask those who were there about statements that left the record."""
    for seat in people:
        _send(seat, "note_opened_again", workshop, "note-check", once=clock.now().isoformat(), until=until)


def notes_cleared(workshop: Workshop) -> None:
    """Tell the area's group that the notes are cleared."""
    for seat in _group(workshop):
        _send(seat, "note_cleared", workshop, "record-session", once=clock.today())


def notes_parked(workshop: Workshop) -> None:
    """Tell the area's group that nothing was agreed and the notes are not used."""
    for seat in _group(workshop):
        _send(seat, "note_parked", workshop, "session-detail", once=clock.today())


def note_reminder(workshop: Workshop, seat: Seat, until: datetime | None, *, key: str) -> None:
    """Remind somebody that statements wait for their answer."""
    _send(seat, REMINDER, workshop, "note-check", until=until, key=key)
