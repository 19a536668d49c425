"""Opening statements of cleared notes again: a facilitator and one who was there of each sector say so (domain 3F)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404

from partnerships import history
from partnerships.membership import NotPossible
from partnerships.models import Role, Seat, Sector
from partnerships.permissions import Permission
from pipd.kit import clock
from workshops import post, reach
from workshops.clearance import moves, taking_back
from workshops.clearance.standings import responders
from workshops.clearance.working import Answer, DraftPoint, Note, Reopening, Responder
from workshops.models import ClearedPoint, Workshop

FACILITATOR = "facilitator"
SIDES = (FACILITATOR, Sector.LA.value, Sector.TSO.value)


@dataclass(frozen=True)
class Request:
    """A request to open statements again that is not decided: what, why, and who agrees so far."""

    numbers: tuple[int, ...]
    reason: str
    asked_at: datetime
    agreed: tuple[tuple[str, bool], ...]
    mine: str  # the side the reader stands for; "" for who was not at the session
    may_agree: bool
    may_drop: bool


@dataclass(frozen=True)
class Choice:
    """One cleared statement that may be opened again."""

    id: UUID
    number: int
    topic: str
    text: str


def _side(note: Note, by: Seat) -> str:
    """For whom `by` speaks: the facilitators, or the sector they were asked for; "" for who was not asked."""
    if by.role == Role.FACILITATOR:
        moves.no_party(note, by)  # nobody speaks for two sides
        return FACILITATOR
    found = Responder.objects.filter(note=note, seat=by, removed_at=None).first()
    return found.sector if found else ""


def _speaking(workshop: Workshop, by: Seat) -> tuple[Note, str]:
    reach.require_at(workshop, by, Permission.REOPEN)
    note = moves.locked_in(workshop, Note.State.CLEARED)
    side = _side(note, by)
    if not side:
        raise NotPossible("You were not at this session. Ask somebody who was, or a facilitator.")
    return note, side


def _standing(note: Note) -> Reopening | None:
    return Reopening.objects.filter(note=note, done_at=None, dropped_at=None).first()


def _still_cleared(note: Note, standing: Reopening) -> QuerySet[DraftPoint]:
    """What was asked for and is in the record: a withdrawal or a dispute may have taken statements out since."""
    cleared = ClearedPoint.objects.filter(note__workshop=note.workshop_id)
    return standing.points.filter(pk__in=cleared.values("origin")).order_by("number")


def choices(workshop: Workshop, seat: Seat) -> list[Choice]:
    """The cleared statements of one session, by the id they are asked for with."""
    reach.require_at(workshop, seat, Permission.REOPEN)
    points = ClearedPoint.objects.filter(note__workshop=workshop).order_by("number")
    return [Choice(p.origin, p.number, p.topic, p.text) for p in points]


def asked(workshop: Workshop, seat: Seat) -> Request | None:
    """The request that stands, for the group; None when there is none."""
    reach.require_at(workshop, seat, Permission.REOPEN)
    note = Note.objects.filter(workshop=workshop, state=Note.State.CLEARED).first()
    standing = _standing(note) if note else None
    if note is None or standing is None:
        return None
    mine = _side(note, seat)
    has_agreed = bool(mine and getattr(standing, f"{mine}_at"))
    return Request(
        numbers=tuple(_still_cleared(note, standing).values_list("number", flat=True)),
        reason=standing.reason,
        asked_at=standing.asked_at,
        agreed=tuple((side, getattr(standing, f"{side}_at") is not None) for side in SIDES),
        mine=mine,
        may_agree=bool(mine) and not has_agreed,
        may_drop=seat.role == Role.FACILITATOR or standing.asked_by_id == seat.pk,
    )


@transaction.atomic
def ask(workshop: Workshop, points: Collection[UUID], *, reason: str, by: Seat) -> None:
    """Ask that these cleared statements are opened again; whoever asks agrees for their side.

    Raises NotPossible when nothing was chosen, when a request stands already, or for who was not at the session;
    Http404 for a statement that is not among the cleared ones of this session.
    """
    note, side = _speaking(workshop, by)
    chosen = set(points)
    cleared = ClearedPoint.objects.filter(note__workshop=workshop, origin__in=chosen)
    if not chosen:
        raise NotPossible("Choose at least one statement.")
    if cleared.count() != len(chosen):
        raise Http404
    if _standing(note):
        raise NotPossible(
            "Somebody has asked to open statements of these notes again already. Decide that first."
        )
    made = Reopening.objects.create(note=note, reason=reason, asked_at=clock.now(), asked_by=by)
    made.points.set(DraftPoint.objects.filter(note=note, pk__in=chosen))
    history.record(by, "re-opening asked", subject=note.id, facts={"statements": len(chosen)})
    _agree(note, made, side, by)


@transaction.atomic
def agree(workshop: Workshop, *, by: Seat) -> bool:
    """Agree to the request that stands, for one's side; return whether that was the last of the three.

    Then the statements leave the record at once, and everybody who was there is asked about them again.
    """
    note, side = _speaking(workshop, by)
    standing = _standing(note)
    if standing is None:
        raise NotPossible("Nobody asks to open statements of these notes again.")
    if getattr(standing, f"{side}_at"):
        raise NotPossible("Your side has agreed already.")
    return _agree(note, standing, side, by)


def _agree(note: Note, standing: Reopening, side: str, by: Seat) -> bool:
    setattr(standing, f"{side}_at", clock.now())
    setattr(standing, f"{side}_by", by)
    done = all(getattr(standing, f"{each}_at") for each in SIDES)
    standing.done_at = clock.now() if done else None
    standing.save()
    history.record(by, "re-opening agreed", subject=note.id, facts={"side": side, "opened": done})
    if done:
        _open(note, standing, by)
    return done


def _open(note: Note, standing: Reopening, by: Seat) -> None:
    """What was said of these statements is past: everybody is asked anew."""
    points = list(_still_cleared(note, standing).values_list("pk", flat=True))
    if not points:
        raise NotPossible("None of these statements is in the record any more. Take the request back.")
    copies = taking_back.open_again(note, points, by=by)
    Answer.objects.filter(point__in=points, superseded_at=None).update(superseded_at=clock.now())
    facts = {"statements": len(points), "copies issued": copies}
    history.record(by, "statements opened again", subject=note.id, facts=facts)
    post.notes_opened_again(note.workshop, note.closes_at, [r.seat for r in responders(note)])


@transaction.atomic
def drop(workshop: Workshop, *, by: Seat) -> None:
    """Take the request back: whoever asked, or a facilitator."""
    reach.require_at(workshop, by, Permission.REOPEN)
    note = moves.locked_in(workshop, Note.State.CLEARED)
    standing = _standing(note)
    if standing is None:
        raise NotPossible("Nobody asks to open statements of these notes again.")
    if by.role != Role.FACILITATOR and standing.asked_by_id != by.pk:
        raise NotPossible("Whoever asked takes it back, or a facilitator does.")
    standing.dropped_at, standing.dropped_by = clock.now(), by
    standing.save()
    history.record(by, "re-opening dropped", subject=note.id)
