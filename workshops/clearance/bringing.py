"""Bringing in a summary that was written elsewhere: its paragraphs become statements in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID, uuid5

from django.db import transaction

from partnerships import history
from partnerships.membership import NotPossible
from partnerships.models import Seat
from workshops.clearance import writing
from workshops.clearance.working import LONGEST, LONGEST_TOPIC, DraftPoint
from workshops.models import Position, Workshop
from workshops.pasting import Brought


@transaction.atomic
def bring_in(
    workshop: Workshop, *, paragraphs: Sequence[Brought], kind: str, token: UUID, by: Seat
) -> list[UUID]:
    """Make a statement of each of `paragraphs`, behind those that are there; return the ids of the new ones.

    They come from no logged point: summaries are also written from recordings and memory (domain 3A). `token` is of
    one preview: the same paragraph of it makes no second statement, however often the button is pressed. Raises
    NotPossible for a paragraph that is too long, for none, and for who did not facilitate the session.
    """
    note = writing.writable(workshop, by)
    if reason := writing.why_not_from_memory(workshop, by):
        raise NotPossible(reason)
    if not paragraphs:
        raise NotPossible("Tick at least one paragraph.")
    if any(len(p.text) > LONGEST or len(p.topic) > LONGEST_TOPIC for p in paragraphs):
        raise NotPossible("A paragraph is too long for a statement.")
    ids = {uuid5(note.pk, f"{token} {p.index}"): p for p in paragraphs}
    there = set(DraftPoint.objects.filter(note=note, pk__in=ids).values_list("pk", flat=True))
    number = len(writing.present(note))
    made = [
        DraftPoint(
            pk=pk,
            note=note,
            number=number + place,
            topic=p.topic,
            text=p.text,
            kind=kind,
            position_la=Position.NOT_DISCUSSED,
            position_tso=Position.NOT_DISCUSSED,
        )
        for place, (pk, p) in enumerate(((pk, p) for pk, p in ids.items() if pk not in there), start=1)
    ]
    DraftPoint.objects.bulk_create(made)
    if made:
        history.record(by, "summary brought in", subject=note.pk, facts={"statements": len(made)})
    return [point.pk for point in made]
