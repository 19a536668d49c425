"""Suggested changes and held views as facilitators read them: both wordings, why, and who."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from partnerships.models import Programme
from pipd.kit.differences import Piece, by_word
from workshops.clearance import settling, telling
from workshops.clearance.standings import Beside, Judged, LooseEnds
from workshops.clearance.working import Amendment, Responder


@dataclass(frozen=True)
class Change:
    """One suggested change with both wordings.

    Kind and positions are those the statement will have; `marks` says in sentences which of them are new. `rivals`
    counts the other open changes of the same statement.
    """

    id: UUID
    point_id: UUID | None
    number: int | None
    topic: str
    before: str
    text: str
    reason: str
    proposer: str
    sector: str
    difference: tuple[Piece, ...]
    revision: int
    kind: str
    position_la: str
    position_tso: str
    is_removal: bool = False
    label: str = ""
    label_words: str = ""
    marks: tuple[str, ...] = ()
    rivals: int = 0


@dataclass(frozen=True)
class Held:
    """A view that is left out while somebody says that it identifies them."""

    number: int
    sector: str
    text: str
    who: tuple[str, ...]


@dataclass(frozen=True)
class Contest:
    """One statement with every change that is open for it, side by side (domain E18)."""

    point_id: UUID | None
    number: int | None
    topic: str
    before: str
    revision: int
    changes: tuple[Change, ...]

    @property
    def may_keep_both(self) -> bool:
        """Whether both wordings could stand as views of their sectors."""
        return self.point_id is not None and not any(c.is_removal or c.text == c.before for c in self.changes)


def contest(same: Sequence[Change]) -> Contest:
    """The open changes of one statement, side by side."""
    first = same[0]
    return Contest(first.point_id, first.number, first.topic, first.before, first.revision, tuple(same))


def name_of(responder: Responder) -> str:
    """The full name of somebody asked, empty once it is erased; a substitute is marked as one (domain R18)."""
    name = responder.seat.user.full_name if responder.seat.user else ""
    return f"{name} (substitute)" if responder.seat.stands_in else name


def changes_of(
    judged: list[Judged], loose: LooseEnds, people: list[Responder], programme: Programme
) -> tuple[Change, ...]:
    """Open changes in the order of the statements; what is missing comes last."""
    known = {r.pk: r for r in people}
    found = [_change(a, j, known, programme) for j in judged for a in j.changes]
    return tuple(found + [_change(a, None, known, programme) for a in loose.missing if a.text])


def _change(a: Amendment, j: Judged | None, known: dict[UUID, Responder], programme: Programme) -> Change:
    proposer = known.get(a.responder_id)
    point = j.point if j else None
    marks = {name: getattr(a, name) or (getattr(point, name) if point else "") for name in settling.MARKS}
    return Change(
        id=a.pk,
        point_id=a.point_id,
        number=j.shown.number if j else None,
        topic=j.shown.topic if j else "",
        before=point.text if point else "",
        text=a.text,
        reason=a.reason,
        proposer=name_of(proposer) if proposer else "",
        sector=proposer.sector if proposer else "",
        difference=tuple(by_word(point.text, a.text)) if point and not a.is_removal else (),
        revision=point.revision if point else 0,
        is_removal=a.is_removal,
        label=a.label,
        label_words=a.get_label_display(),
        marks=telling.marks(point, a, programme, suggested=True) if point else (),
        rivals=len(j.changes) - 1 if j else 0,
        **marks,
    )


def held_of(
    judged: list[Judged], beside: dict[UUID, tuple[Beside, ...]], people: list[Responder]
) -> tuple[Held, ...]:
    """Views that are left out, with who says that they identify them (domain 3K)."""
    known = {r.pk: r for r in people}
    return tuple(
        Held(
            number=j.shown.number,
            sector=b.view.sector,
            text=b.view.text,
            who=tuple(name_of(known[pk]) for pk in b.objectors if pk in known),
        )
        for j in judged
        for b in beside[j.point.pk]
        if b.current and b.objectors
    )
