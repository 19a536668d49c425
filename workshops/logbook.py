"""Logging points at a session: own points, editable and removable until the notes are sent for checking."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.http import Http404

from partnerships import history
from partnerships.membership import NotPossible
from partnerships.models import Seat
from partnerships.permissions import Permission
from pipd.kit import revisions
from workshops import reach
from workshops.clearance import moves, quoting, taking_back
from workshops.clearance.working import LONGEST as LONGEST  # for forms, which may not look behind the gate
from workshops.clearance.working import LONGEST_TOPIC as LONGEST_TOPIC
from workshops.clearance.working import LoggedPoint, Note
from workshops.models import Attendance, Workshop

SAID_BY = LoggedPoint.SaidBy


@dataclass(frozen=True)
class Logged:
    """A logged point as its author reads it."""

    id: UUID
    text: str
    kind: str
    said_by: str
    is_quotation: bool
    own_words: bool
    revision: int
    logged_at: datetime


def why_not(workshop: Workshop, seat: Seat) -> str:
    """Why `seat` cannot log points of `workshop` now, in a sentence; empty when it can (domain 3F)."""
    state = Note.objects.filter(workshop=workshop).values_list("state", flat=True).first()
    there = Attendance.objects.filter(workshop=workshop, seat=seat, presence__in=Attendance.THERE)
    had_to_be_there = seat.sector and workshop.is_delivered
    return reason_not(workshop, seat, state=state or "", was_there=not had_to_be_there or there.exists())


def reason_not(workshop: Workshop, seat: Seat, *, state: str, was_there: bool) -> str:
    """The same from facts already at hand: the state of the notes ("" before any) and whether `seat` was there."""
    if (state or Note.State.DRAFTING) != Note.State.DRAFTING:
        return moves.WHERE_IT_STANDS[Note.State(state)]
    if workshop.state in (Workshop.State.CANCELLED, Workshop.State.POSTPONED):
        return "This session is not going ahead on that date."
    if seat.sector and workshop.is_delivered and not was_there:
        return "You were not at this session, so you cannot log points for it."
    return ""


def told(seats: Collection[Seat]) -> dict[str, Exists]:
    """For a query of sessions: whether one of `seats` has logged a point there, and whether nobody can any more."""
    logged = LoggedPoint.objects.filter(workshop=OuterRef("pk"), seat__in=seats)
    sent = Note.objects.filter(workshop=OuterRef("pk")).exclude(state=Note.State.DRAFTING)
    return {"has_logged": Exists(logged), "logging_is_over": Exists(sent)}


def _require_logging(workshop: Workshop, by: Seat) -> None:
    """The locks of whoever logs, in the order of all: note, seat. A seat that has ended meanwhile logs nothing (E7)."""
    reach.require_at(workshop, by, Permission.LOG_POINT)  # whoever may not holds up nobody who may
    note = moves.lock(workshop)
    by.ended_on = Seat.objects.select_for_update(no_key=True).get(pk=by.pk).ended_on
    reach.require_at(workshop, by, Permission.LOG_POINT)
    moves.require_state(note, Note.State.DRAFTING)
    if reason := why_not(workshop, by):
        raise NotPossible(reason)


@transaction.atomic
def log(
    workshop: Workshop,
    *,
    by: Seat,
    client_id: UUID,
    text: str,
    kind: str,
    said_by: str,
    is_quotation: bool,
    own_words: bool = False,
) -> Logged:
    """Keep one point. The same `client_id` from the same seat makes no second point: a repeated save is harmless.

    Other words under a used `client_id` are a point of their own: a browser that goes back brings an old form with
    it, and what is typed there must not be lost. Raises NotPossible once the notes are sent for checking, or for
    somebody who was not there.
    """
    _require_logging(workshop, by)
    given = LoggedPoint(
        workshop=workshop,
        seat=by,
        text=text,
        kind=kind,
        said_by=said_by,
        is_quotation=is_quotation,
        own_words=own_words,
    )
    used = LoggedPoint.objects.filter(seat=by, client_id=client_id).first()
    if used and _same(used, given):
        return _told(used)
    given.client_id = uuid4() if used else client_id
    given.save()
    history.record(by, "point logged", subject=given.id, facts={"session": workshop.number})
    return _told(given)


def _same(one: LoggedPoint, other: LoggedPoint) -> bool:
    """Whether two points say the same of the same session."""
    fields = ("workshop_id", "text", "kind", "said_by", "is_quotation", "own_words")
    return all(getattr(one, field) == getattr(other, field) for field in fields)


@transaction.atomic
def edit(
    workshop: Workshop,
    point_id: UUID,
    *,
    by: Seat,
    revision: int,
    text: str,
    kind: str,
    said_by: str,
    is_quotation: bool,
    own_words: bool = False,
) -> None:
    """Change one's own point. Raises revisions.Conflict when another tab saved it first."""
    _require_logging(workshop, by)
    point = _own(workshop, point_id, by)
    facts = {"said_by": said_by, "is_quotation": is_quotation, "own_words": own_words}
    revisions.swap(point, revision=revision, text=text, kind=kind, **facts)
    quoting.follow(point)
    history.record(by, "logged point changed", subject=point.id)


@transaction.atomic
def remove(workshop: Workshop, point_id: UUID, *, by: Seat) -> None:
    """Take one's own point back for good. Statements already made from it stay: they are the facilitators' words."""
    _require_logging(workshop, by)
    point = _own(workshop, point_id, by)
    taking_back.logged(point)
    history.record(by, "logged point removed", subject=point_id)


def own_points(workshop: Workshop, seat: Seat) -> list[Logged]:
    """The points `seat` logged at `workshop`, newest first; not those whose words were withdrawn."""
    return [
        _told(p)
        for p in LoggedPoint.objects.filter(workshop=workshop, seat=seat)
        .exclude(text="")
        .order_by("-logged_at", "-id")
    ]


def own_point(workshop: Workshop, point_id: UUID, seat: Seat) -> Logged:
    """One's own point. Raises Http404 for anybody else's: it must not be told from one that never was."""
    return _told(_own(workshop, point_id, seat))


def _own(workshop: Workshop, point_id: UUID, seat: Seat) -> LoggedPoint:
    point = LoggedPoint.objects.filter(Q(workshop=workshop) & Q(seat=seat), pk=point_id).first()
    if point is None:
        raise Http404
    return point


def _told(point: LoggedPoint) -> Logged:
    return Logged(
        id=point.id,
        text=point.text,
        kind=point.kind,
        said_by=point.said_by,
        is_quotation=point.is_quotation,
        own_words=point.own_words,
        revision=point.revision,
        logged_at=point.logged_at,
    )
