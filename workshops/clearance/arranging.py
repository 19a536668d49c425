"""Putting statements in order, merging them, and splitting one in two, while the notes are written up."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404

from partnerships import history
from partnerships.membership import NotPossible
from partnerships.models import Seat
from pipd.kit import clock, revisions
from workshops.clearance import outcomes, writing
from workshops.clearance.working import DraftPoint, LoggedPoint
from workshops.models import Workshop

GONE = "A statement you chose is not in the notes any more. Look at the list again."


@transaction.atomic
def place(workshop: Workshop, point_id: UUID, *, after: UUID | None, by: Seat) -> int:
    """Move a statement behind the statement `after`, or to the top; return the number it has now.

    Raises NotPossible when `after` was taken out meanwhile.
    """
    note = writing.writable(workshop, by)
    order = [p.pk for p in writing.present(note)]
    if point_id not in order:
        raise Http404
    if after is not None and after not in order:
        raise NotPossible(GONE)
    here = order.index(point_id)
    if after != point_id:
        order.remove(point_id)
        order.insert(0 if after is None else order.index(after) + 1, point_id)
    there = order.index(point_id)
    if there != here:
        writing.renumber(note, order)
        history.record(by, "statement moved", subject=point_id, facts={"to": there + 1})
    return there + 1


@transaction.atomic
def merge(
    workshop: Workshop, point_id: UUID, *, others: Collection[UUID], revision: int, by: Seat, **values: Any
) -> DraftPoint:
    """Make one statement, worded `values`, of `point_id` and `others`; return it. It stands where `point_id` stood.

    It comes from every logged point that any of them came from, now and ever, so that withdrawal reaches all of them
    (domain I-24). `revision` is the sum of the revisions they were read at: each only ever grows, so the sum is the
    same only if all are. Raises revisions.Conflict when a colleague worded one of them since, and NotPossible when one
    was taken out.
    """
    note = writing.writable(workshop, by)
    here = {p.pk: p for p in writing.present(note)}
    kept = here.get(point_id)
    if kept is None:
        raise Http404
    gone = [here[pk] for pk in dict.fromkeys(others) if pk in here and pk != point_id]
    if not gone:
        raise NotPossible("Tick at least one other statement.")
    if len(gone) != len(set(others) - {point_id}):
        raise NotPossible(GONE)
    if not unchanged([kept, *gone], revision):
        raise revisions.Conflict(kept)
    revisions.swap(kept, revision=kept.revision, **values)
    for point in gone:
        kept.sources.add(*point.sources.all())
        kept.ever_sources.add(*point.ever_sources.all())
    merged = [p.pk for p in gone]
    DraftPoint.objects.filter(pk__in=merged).update(removed_at=clock.now(), removed_by=by)
    outcomes.let_fall(*gone, by=by)
    writing.renumber(note)
    history.record(by, "statements merged", subject=kept.pk, facts={"taken in": [str(pk) for pk in merged]})
    kept.refresh_from_db()
    return kept


def unchanged(points: Collection[DraftPoint], revision: int) -> bool:
    """Whether none of `points` was worded since their revisions came to `revision` together."""
    return revision == sum(p.revision for p in points)


@transaction.atomic
def split(
    workshop: Workshop,
    point_id: UUID,
    *,
    revision: int,
    text: str,
    new_text: str,
    sources: Collection[UUID],
    by: Seat,
) -> UUID:
    """Split a statement in two: it keeps `text`, and `new_text` is a new one behind it, whose id is returned.

    The logged points `sources` go with the new one. Its words may come from any that the whole ever came from, so
    withdrawal reaches these from both (domain I-24). Raises revisions.Conflict when a colleague worded it since.
    """
    note = writing.writable(workshop, by)
    order = [p.pk for p in writing.present(note)]
    if point_id not in order:
        raise Http404
    whole = DraftPoint.objects.get(pk=point_id)
    revisions.swap(whole, revision=revision, text=text)
    made = DraftPoint.objects.create(
        note=note,
        number=len(order) + 1,
        topic=whole.topic,
        text=new_text,
        kind=whole.kind,
        position_la=whole.position_la,
        position_tso=whole.position_tso,
    )
    going = list(whole.sources.filter(pk__in=sources))
    whole.sources.remove(*going)
    made.sources.add(*going)
    made.ever_sources.add(*LoggedPoint.objects.filter(pk__in=whole.ever_sources.values("pk")))
    order.insert(order.index(point_id) + 1, made.pk)
    writing.renumber(note, order)
    history.record(by, "statement split", subject=point_id, facts={"into": str(made.pk), "with": len(going)})
    return made.pk
