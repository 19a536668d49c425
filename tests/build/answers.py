"""Answers, the room, and what stands behind the door: for tests only."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from partnerships.models import Seat, StudyArea
from tests.build.people import Group
from tests.build.sessions import forward_to
from workshops.clearance import answering, room, settling
from workshops.clearance.standings import current_version
from workshops.clearance.working import (
    Amendment,
    Answer,
    CirculatedPoint,
    DifferingView,
    Note,
    NoteVersion,
    Responder,
)
from workshops.models import Workshop

OUT, FAIR, CHANGE = Answer.Verdict.OUT, Answer.Verdict.FAIR, Answer.Verdict.CHANGE


def note_of(workshop: Workshop) -> Note:
    return Note.objects.get(workshop=workshop)


def version_of(workshop: Workshop) -> NoteVersion:
    """The present version. Raises LookupError when none was sent."""
    version = current_version(note_of(workshop))
    if version is None:
        raise LookupError("These notes were never sent.")
    return version


def shown(workshop: Workshop) -> list[CirculatedPoint]:
    """The statements of the present version, in order."""
    return list(CirculatedPoint.objects.filter(version=version_of(workshop)).order_by("number"))


def responder(workshop: Workshop, seat: Seat) -> Responder:
    return Responder.objects.get(note__workshop=workshop, seat=seat)


def view_ids(area: StudyArea) -> list[UUID]:
    """The views beside statements of `area`, in the order of the sessions, the latest first."""
    views = DifferingView.objects.filter(point__note__workshop__area=area)
    return list(views.order_by("-point__note__workshop__number", "added_at").values_list("pk", flat=True))


def is_beside(view: UUID, number: int) -> bool:
    """Whether `view` stands beside a statement of session `number`."""
    return DifferingView.objects.filter(pk=view, point__note__workshop__number=number).exists()


def amendments(workshop: Workshop) -> list[Amendment]:
    return list(Amendment.objects.filter(note__workshop=workshop))


def after_the_window(workshop: Workshop) -> None:
    """Move the clock to the moment at which answers close."""
    forward_to(note_of(workshop).closes_at)


def answer(
    workshop: Workshop,
    seat: Seat,
    verdict: str = FAIR,
    *,
    numbers: Collection[int] = (),
    ground: str = "",
    reason: str = "",
    new_text: str = "",
    **change: Any,
) -> answering.Received:
    """`seat` answers the statements `numbers` of the present version, or all of them."""
    said = {"ground": ground, "reason": reason, "new_text": new_text, **change}
    replies = [
        answering.Reply(cp.point_id, cp.digest, verdict, **said)
        for cp in shown(workshop)
        if not numbers or cp.number in numbers
    ]
    return answering.give(workshop, replies, by=seat)


# In the room


def enter_room(group: Group, workshop: Workshop, here: Collection[Seat]) -> None:
    """It is the morning of the next session, and `here` are in the room."""
    following = Workshop.objects.get(area=group.area, number=workshop.number + 1)
    forward_to(following.starts_at)
    ids = [responder(workshop, seat).pk for seat in here]
    room.say_who_is_here(workshop, here=ids, by=group.facilitator)


def all_present_agree(group: Group, workshop: Workshop, numbers: Collection[int] = ()) -> None:
    for cp in shown(workshop):
        if not numbers or cp.number in numbers:
            room.agree(workshop, cp.point_id, digest=cp.digest, by=group.facilitator)


def decide(
    group: Group, amendment: Amendment, outcome: str = "accepted", *, by: Seat | None = None, **values: object
) -> None:
    workshop = Workshop.objects.get(pk=amendment.note.workshop_id)
    settling.decide(workshop, amendment.pk, outcome=outcome, by=by or group.facilitator, **values)
