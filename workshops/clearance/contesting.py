"""Competing changes of one statement where nobody chooses: each stands as the view of its sector (domain E18)."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.http import Http404

from partnerships import history
from partnerships.membership import NotPossible
from partnerships.models import Seat
from partnerships.permissions import Permission, require
from pipd.kit import clock, revisions
from workshops import windows
from workshops.clearance import digests, outcomes, settling, telling
from workshops.clearance.working import (
    Amendment,
    DifferingView,
    DraftPoint,
    Note,
    ViewObjection,
    new_salt,
)
from workshops.models import Commonality, Position, Workshop, commonality


@dataclass(frozen=True)
class Kept:
    """A suggested wording as it will stand beside the statement: its sector's view, in `text`.

    `held` where somebody says that what its author writes there identifies them: then nobody but the facilitators reads
    it, nor, before it is recorded, what the author had written beside the statement already.
    """

    sector: str
    text: str
    held: bool


@dataclass(frozen=True)
class Both:
    """What a statement will be once both wordings are kept; `seen` stands for exactly this."""

    point_id: UUID
    number: int
    topic: str
    kind: str
    text: str
    commonality: Commonality
    marks: tuple[str, ...]
    views: tuple[Kept, ...]
    seen: str


def both(workshop: Workshop, point_id: UUID, seat: Seat) -> Both:
    """What would be recorded, to be read before it is. Raises NotPossible where `keep_both` would."""
    require(seat, Permission.DECIDE_CHANGE, area_id=workshop.area_id)
    note = Note.objects.select_related("workshop__area__programme").filter(workshop=workshop).first()
    point, changes = _to_keep(note, point_id)
    own, held = _own_views(point), set(_held(point))
    then = _contested(point, changes)
    after = DraftPoint(kind=point.kind, position_la=point.position_la, position_tso=point.position_tso)
    for name, value in then.items():
        setattr(after, name, value)
    return Both(
        point_id=point.pk,
        number=point.number,
        topic=point.topic,
        kind=point.kind,
        text=point.text,
        commonality=commonality(after.position_la, after.position_tso),
        marks=telling.marks(point, after, workshop.area.programme, suggested=True),
        views=tuple(
            Kept(c.responder.sector, c.text, held=True)
            if c.responder_id in held
            else Kept(c.responder.sector, _as_view(c, own), held=False)
            for c in changes
        ),
        seen=_seen(point, changes, own),
    )


def _to_keep(note: Note | None, point_id: UUID) -> tuple[DraftPoint, list[Amendment]]:
    """The statement and every wording suggested for it. Raises NotPossible where there are no two wordings to keep."""
    point = DraftPoint.objects.filter(note=note, pk=point_id).first() if note else None
    if note is None or point is None:
        raise Http404
    if windows.is_over(note.closes_at):
        raise NotPossible("The time for answers is over, so nobody could be asked about both wordings.")
    settling.still_in(point)
    changes = list(
        Amendment.objects.filter(point=point, outcome=Amendment.Outcome.OPEN)
        .select_related("responder")
        .order_by("responder__sector", "proposed_at", "pk")
    )
    if not changes:
        raise NotPossible("No change of this statement is open, so there are no two wordings to keep.")
    if any(change.is_removal for change in changes):
        raise NotPossible("One suggestion is to take the statement out. Decide that one first.")
    if not all(change.text.strip() for change in changes):
        raise NotPossible("One suggestion leaves the words as they are. Decide that one first.")
    return point, changes


def _own_views(point: DraftPoint) -> dict[UUID, str]:
    """What people have written beside the statement already, by who did."""
    return dict(DifferingView.objects.filter(point=point).values_list("responder", "text"))


def _held(point: DraftPoint) -> list[UUID]:
    return list(ViewObjection.objects.filter(point=point).values_list("author", flat=True))


def _as_view(change: Amendment, own: dict[UUID, str]) -> str:
    """The suggested words, before any view its author had already: no press of a facilitator's takes that away."""
    said = own.get(change.responder_id, change.text)
    return change.text if said == change.text else f"{change.text} {said}"


def _seen(point: DraftPoint, changes: list[Amendment], own: dict[UUID, str]) -> str:
    """SHA-256 over all that the page of `both` is made from: what is recorded is what was read there."""
    told = [point.revision, [[str(change.pk), _as_view(change, own)] for change in changes]]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


@transaction.atomic
def keep_both(
    workshop: Workshop, point_id: UUID, *, seen: str | None = None, by: Seat, in_room: bool = False
) -> None:
    """Keep the statement's words as contested, with every wording suggested for it as that sector's view.

    The sectors that suggested something are marked *mixed* unless the positions contradict each other already: nobody
    said that all of them hold the other wording. Everybody is asked again, also where nothing is marked anew: nobody
    has answered this statement with these words beside it, so it gets a new salt and with it a new digest (domain
    I-19). `seen` is what `both` showed. Raises NotPossible when something came in since, no other words are suggested,
    one of the changes is to take the statement out, or the time for answers is over.
    """
    note = settling.settled_by(workshop, by, in_room=in_room)
    point, changes = _to_keep(note, point_id)
    own = _own_views(point)
    if seen is not None and seen != _seen(point, changes, own):
        raise NotPossible("Something changed after you opened that page. Read both wordings again.")
    values = {"salt": new_salt(), "left_out_at": None, "left_out_by": None, **_contested(point, changes)}
    revisions.swap(point, revision=point.revision, **values)
    for change in changes:
        told = {
            "sector": change.responder.sector,
            "digest": digests.of_point(point),
            "text": _as_view(change, own),
            "added_at": clock.now(),
        }
        DifferingView.objects.update_or_create(point=point, responder=change.responder, defaults=told)
        outcomes.close(change, Amendment.Outcome.IN_PART, in_room=in_room, by=by)
    history.record(by, "both wordings kept", subject=point.pk, facts={"wordings": len(changes) + 1})
    settling.send_at_once(note, in_room=in_room, by=by)


def _contested(point: DraftPoint, changes: list[Amendment]) -> dict[str, str]:
    """Positions from which *contested* follows (domain I-21)."""
    if commonality(point.position_la, point.position_tso) == Commonality.CONTESTED:
        return {}
    return {f"position_{change.responder.sector}": Position.MIXED for change in changes}
