"""Mail about dates: sessions confirmed, moved, postponed, cancelled. Each brings a calendar file, and no names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse

from partnerships.models import Seat, StudyArea
from pipd.kit import calendars, mail
from pipd.kit.wording import long_date, times
from workshops import diary
from workshops.addresses import page_of
from workshops.models import Attendance, Workshop

FORWARD = "The calendar file with this mail is for you, or for whoever keeps your diary: you can pass it on."
WHY = "You get this at once because you are in the group of {area}."
SUBJECTS = {
    "session_moved": "Session {number} in {area}: {date}",
    "session_postponed": "Session {number} in {area} is postponed",
    "session_cancelled": "Session {number} in {area} is cancelled",
}
WORDS = {
    "session_moved": "Session {number} in {area} is on {date}, {times}, {place}. This is what holds now; please "
    "correct your diary.",
    "session_postponed": "Session {number} in {area} does not take place on {date}. A new date will be told in an "
    "email like this one.",
    "session_cancelled": "Session {number} in {area}, on {date}, does not take place.",
}
KINDS = {Workshop.State.POSTPONED: "session_postponed", Workshop.State.CANCELLED: "session_cancelled"}


@dataclass(frozen=True)
class Told:
    """One message that the whole group gets; `once` tells one occasion from the next."""

    kind: str
    once: str
    subject: str
    before: list[str]
    act: str
    link: str
    file: str


def sessions_confirmed(area: StudyArea, sessions: Sequence[Workshop]) -> None:
    """Invite the group to all its sessions in one mail."""
    told = Told(
        kind="sessions_confirmed",
        once=f"{area.pk}:{max(w.sequence for w in sessions)}",
        subject=f"Your sessions in {area.name}",
        before=[
            f"The sessions of the group in {area.name} are confirmed, and you are invited.",
            *(f"Session {w.number}: {w.topic}. {line(w)}." for w in sessions),
        ],
        act="See the sessions",
        link=reverse("workshops:area-detail", kwargs={"area": area.slug}),
        file=calendars.written(diary.session_entry(w) for w in sessions),
    )
    for seat in _group(area):
        _queue(seat, area, told)


def session_changed(workshop: Workshop) -> None:
    """Tell the group what holds for `workshop` now: its new date or place, or that it is off."""
    kind = KINDS.get(Workshop.State(workshop.state), "session_moved")
    facts = {
        "number": workshop.number,
        "area": workshop.area.name,
        "date": long_date(workshop.starts_at),
        "times": times(workshop.starts_at, workshop.ends_at),
        "place": workshop.place,
    }
    told = Told(
        kind=kind,
        once=f"{workshop.pk}:{workshop.sequence}",
        subject=SUBJECTS[kind].format(**facts),
        before=[WORDS[kind].format(**facts)],
        act="See the session",
        link=page_of(workshop, "session-detail"),
        file=calendars.written([diary.session_entry(workshop)]),
    )
    for seat in [*_group(workshop.area), *_standing_in(workshop)]:
        _queue(seat, workshop.area, told)


def line(workshop: Workshop) -> str:
    """When and where, such as "Monday 18 January 2027, 10am to 1pm, Town hall"."""
    return f"{long_date(workshop.starts_at)}, {times(workshop.starts_at, workshop.ends_at)}, {workshop.place}"


def _group(area: StudyArea) -> Iterable[Seat]:
    """Participants and facilitators of the area."""
    seats = Seat.objects.live().of_group().filter(area=area, user__isnull=False)
    return seats.select_related("user")


def _standing_in(workshop: Workshop) -> Iterable[Seat]:
    """Who is to stand in at this session; of the others they are told nothing (domain 3K)."""
    places = Attendance.objects.filter(workshop=workshop, presence__in=Attendance.TO_COME)
    return Seat.objects.live().filter(pk__in=places.values("seat")).select_related("user")


def _queue(seat: Seat, area: StudyArea, told: Told) -> None:
    if seat.user is None:
        return
    mail.queue(
        kind=told.kind,
        key=f"{told.kind}:{seat.pk}:{told.once}",
        to=seat.user.email,
        recipient=seat.user.pk,
        chain=area.chain,
        template="notice",
        subject=calendars.one_line(told.subject),
        context={
            "about": area.name,
            "before": told.before,
            "act": told.act,
            "link": mail.link(told.link),
            "after": [FORWARD],
            "why": WHY.format(area=area.name),
        },
        calendar=told.file,
    )
