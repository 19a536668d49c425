"""Writing up: facilitators make statements from logged points. Only while the notes are drafted, or after parking."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.http import Http404

from partnerships import history
from partnerships.membership import NotPossible
from partnerships.models import Seat
from partnerships.permissions import Permission, require
from pipd.kit import clock, revisions
from workshops.clearance import moves, outcomes
from workshops.clearance.working import LONGEST, DraftPoint, LoggedPoint, Note
from workshops.models import Position, Workshop

WRITABLE = (Note.State.DRAFTING, Note.State.PARKED)
GONE = "This statement was taken out of the notes meanwhile, or merged with another."
SAID_BY_TO_POSITIONS = {
    "la": (Position.HOLDS, Position.NOT_DISCUSSED),
    "tso": (Position.NOT_DISCUSSED, Position.HOLDS),
    "both": (Position.HOLDS, Position.HOLDS),
    "unknown": (Position.NOT_DISCUSSED, Position.NOT_DISCUSSED),
}


def writable(workshop: Workshop, by: Seat) -> Note:
    """The locked note of `workshop`. Raises moves.Settled once it is sent, PermissionDenied for who may not write."""
    require(by, Permission.WRITE_UP, area_id=workshop.area_id)
    return moves.locked_in(workshop, *WRITABLE)


def why_not_from_memory(workshop: Workshop, by: Seat) -> str:
    """Why `by` may write from logged points alone, in a sentence: who did not facilitate the session (domain E11)."""
    if not workshop.is_delivered or workshop.facilitators.filter(pk=by.pk).exists():
        return ""
    return "You did not facilitate this session, so you write its notes up from what was logged."


def statement_of(note: Note, point_id: UUID) -> DraftPoint:
    """The statement `point_id` of `note`, whatever became of it. Raises Http404 for any other."""
    point = DraftPoint.objects.filter(note=note, pk=point_id).first()
    if point is None:
        raise Http404
    return point


def _in_notes(note: Note, point_id: UUID) -> DraftPoint:
    """The statement `point_id`, which must still be in `note`. Raises NotPossible when it was taken out meanwhile."""
    point = statement_of(note, point_id)
    if point.removed_at is not None:
        raise NotPossible(GONE)
    return point


@transaction.atomic
def make(
    workshop: Workshop,
    *,
    sources: Collection[UUID],
    text: str = "",
    topic: str = "",
    kind: str = "",
    position_la: str = "",
    position_tso: str = "",
    by: Seat,
) -> UUID:
    """Make a statement from logged points (or from memory: no sources, with `text` and `kind`); return its id.

    Words, kind and positions begin as the first point has them; the facilitator words it afterwards.
    Raises NotPossible when neither sources nor text are given, and from memory for who was not there.
    """
    note = writable(workshop, by)
    points = list(LoggedPoint.objects.filter(workshop=workshop, pk__in=sources))
    if not points and not text:
        raise NotPossible("Tick at least one point, or write the statement yourself.")
    if not points and (reason := why_not_from_memory(workshop, by)):
        raise NotPossible(reason)
    text = text or " ".join(p.text for p in points)
    if len(text) > LONGEST:
        raise NotPossible(
            f"Together these points have {len(text)} characters; a statement may have {LONGEST}."
        )
    la, tso = _positions(points)
    last = DraftPoint.objects.filter(note=note).aggregate(last=Max("number"))["last"] or 0
    point = DraftPoint.objects.create(
        note=note,
        number=last + 1,
        topic=topic,
        text=text,
        kind=kind or points[0].kind,
        position_la=position_la or la,
        position_tso=position_tso or tso,
    )
    _link(point, points)
    history.record(by, "statement made", subject=point.id, facts={"sources": len(points)})
    return point.id


def _link(point: DraftPoint, logged: Iterable[LoggedPoint]) -> None:
    """Note that `point` comes from these, now and for when it is withdrawn (domain I-24)."""
    found = list(logged)
    point.sources.add(*found)
    point.ever_sources.add(*found)


def _positions(points: list[LoggedPoint]) -> tuple[str, str]:
    """A first guess from who is noted as having said it; the facilitator confirms it, and people answer it."""
    la = {SAID_BY_TO_POSITIONS[p.said_by][0] for p in points}
    tso = {SAID_BY_TO_POSITIONS[p.said_by][1] for p in points}
    return (
        Position.HOLDS if Position.HOLDS in la else Position.NOT_DISCUSSED,
        Position.HOLDS if Position.HOLDS in tso else Position.NOT_DISCUSSED,
    )


@transaction.atomic
def word(
    workshop: Workshop, point_id: UUID, *, revision: int, without: UUID | None = None, by: Seat, **values: Any
) -> None:
    """Save `values` (topic, text, kind, positions) of a statement, and unlink the logged point `without`.

    Raises revisions.Conflict when a colleague saved first.
    """
    point = _in_notes(writable(workshop, by), point_id)
    revisions.swap(point, revision=revision, **values)
    history.record(by, "statement worded", subject=point.id, facts={"revision": point.revision})
    if without is not None:
        take_out(workshop, point_id, source=without, by=by)


@transaction.atomic
def add_sources(workshop: Workshop, point_id: UUID, *, sources: Collection[UUID], by: Seat) -> None:
    """Note that a statement also comes from these logged points."""
    point = _in_notes(writable(workshop, by), point_id)
    _link(point, LoggedPoint.objects.filter(workshop=workshop, pk__in=sources))
    history.record(by, "sources added", subject=point.id, facts={"sources": len(sources)})


@transaction.atomic
def take_out(workshop: Workshop, point_id: UUID, *, source: UUID, by: Seat) -> None:
    """Unlink one logged point from a statement; it is listed as not used again."""
    point = _in_notes(writable(workshop, by), point_id)
    point.sources.remove(*LoggedPoint.objects.filter(workshop=workshop, pk=source))
    history.record(by, "source taken out", subject=point.id)


@transaction.atomic
def remove(workshop: Workshop, point_id: UUID, *, by: Seat) -> None:
    """Take a statement out of the draft; its points are listed as not used again, and no change of it stays open."""
    note = writable(workshop, by)
    point = _in_notes(note, point_id)
    DraftPoint.objects.filter(pk=point.pk).update(removed_at=clock.now(), removed_by=by)
    outcomes.let_fall(point, by=by)
    renumber(note)
    history.record(by, "statement removed", subject=point.id)


@transaction.atomic
def shift(workshop: Workshop, point_id: UUID, *, up: bool, by: Seat) -> None:
    """Move a statement one place up or down."""
    note = writable(workshop, by)
    point = statement_of(note, point_id)
    order = [p.pk for p in present(note)]
    if point.pk not in order:
        raise Http404
    here = order.index(point.pk)
    there = min(max(here + (-1 if up else 1), 0), len(order) - 1)
    order[here], order[there] = order[there], order[here]
    renumber(note, order)
    history.record(by, "statement moved", subject=point.id, facts={"to": there + 1})


def present(note: Note) -> list[DraftPoint]:
    """The statements that are in the notes now, in order."""
    return list(DraftPoint.objects.filter(note=note, removed_at=None).order_by("number", "id"))


def renumber(note: Note, order: list[UUID] | None = None) -> None:
    """Number the statements 1, 2, 3 … in `order` (their present order when not given)."""
    for number, pk in enumerate(order or [p.pk for p in present(note)], start=1):
        DraftPoint.objects.filter(pk=pk).exclude(number=number).update(number=number)
