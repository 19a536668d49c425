"""One of each sector in the facilitator's place, when nobody approves for five working days (domain I-18)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404

from partnerships import history
from partnerships.membership import NotPossible
from partnerships.models import Seat, Sector
from partnerships.permissions import Permission
from pipd.kit import clock
from workshops import reach, windows
from workshops.clearance import approving, moves
from workshops.clearance.answering import responder_of
from workshops.clearance.reading import Statement, circulated, statement
from workshops.clearance.standings import (
    Judged,
    amendments_of,
    judge_all,
    loose_ends,
    responders,
    seen_digest,
    views_beside,
)
from workshops.clearance.working import (
    Amendment,
    Answer,
    Countersignature,
    Note,
    NoteVersion,
)
from workshops.models import Approval, Workshop


@dataclass(frozen=True)
class Page:
    """What a countersigner reads: every statement that would be cleared, what stays out, who has signed."""

    version: int
    cleared: tuple[Statement, ...]
    left_out: tuple[Statement, ...]
    signed: tuple[tuple[str, bool], ...]
    signed_by_me: bool
    opens_at: datetime | None
    seen: str
    blockers: tuple[str, ...]


def page(workshop: Workshop, seat: Seat) -> Page | None:
    """The notes as `seat` may countersign them; None when nothing waits. Raises Http404 for who was not there."""
    reach.require_at(workshop, seat, Permission.COUNTERSIGN)
    found = circulated(workshop)
    if found is None or found[0].state != Note.State.CIRCULATED:
        return None
    note, version = found
    people = responders(note)
    me = next((r for r in people if r.seat_id == seat.pk), None)
    if me is None:
        raise Http404
    suggested = amendments_of(note)
    judged = judge_all(note, version, people, suggested)
    loose, beside = loose_ends(note, version, suggested), views_beside(note, judged)
    seen = seen_digest(judged, beside)
    missing = approving.unmet(note, judged, loose)
    opens_at = None if missing else _opens_at(note, version, judged)
    signed = dict(_standing(version, seen).values_list("sector", "responder"))
    agreed = approving.to_clear(judged)
    return Page(
        version=version.number,
        cleared=tuple(statement(j.shown, beside[j.point.pk]) for j in agreed),
        left_out=tuple(statement(j.shown) for j in judged if j not in agreed),
        signed=tuple((s.value, s in signed) for s in Sector),
        signed_by_me=signed.get(me.sector) == me.pk,
        opens_at=opens_at,
        seen=seen,
        blockers=tuple(missing or _too_early(opens_at)),
    )


def _opens_at(note: Note, version: NoteVersion, judged: list[Judged]) -> datetime | None:
    """From when notes that lack nothing else may be countersigned.

    The five working days run from when a facilitator could have approved: when the last statement was settled, at the
    latest when answers closed.
    """
    last = _last_change(note, version, judged)
    return windows.countersign_from(min(note.closes_at, last)) if note.closes_at else None


def _last_change(note: Note, version: NoteVersion, judged: list[Judged]) -> datetime:
    """When something last happened to what is judged."""
    answers = Answer.objects.filter(point__note=OuterRef("pk"))
    decided = Amendment.objects.filter(note=OuterRef("pk"), decided_at__isnull=False)
    rows = Note.objects.filter(pk=note.pk).values_list(
        Subquery(answers.order_by("-recorded_at").values("recorded_at")[:1]),
        Subquery(answers.exclude(superseded_at=None).order_by("-superseded_at").values("superseded_at")[:1]),
        Subquery(decided.order_by("-decided_at").values("decided_at")[:1]),
    )
    found = [version.circulated_at, *rows[0], *(j.point.left_out_at for j in judged)]
    return max(moment for moment in found if moment is not None)


def _too_early(opens_at: datetime | None) -> list[str]:
    if opens_at is None or not windows.is_over(opens_at):
        return ["A facilitator who did not write them up has five working days to approve them first."]
    return []


@transaction.atomic
def countersign(workshop: Workshop, *, seen: str, by: Seat) -> Approval | None:
    """Sign for one sector that what `by` read may be cleared; the second sector's signature clears it.

    `seen` is the digest of what was read: a signature stands for those words alone, so when something came in since,
    both sign again. Raises NotPossible with what is missing.
    """
    reach.require_at(workshop, by, Permission.COUNTERSIGN)
    note = moves.locked_in(workshop, Note.State.CIRCULATED)
    me = responder_of(note, by)
    found = circulated(workshop)
    if found is None:
        raise NotPossible("These notes were never sent for checking.")
    version, people = found[1], responders(note)
    judged = judge_all(note, version, people)
    missing = approving.unmet(note, judged, loose_ends(note, version))
    if missing := missing or _too_early(_opens_at(note, version, judged)):
        raise NotPossible(*missing)
    beside = views_beside(note, judged)
    if seen != seen_digest(judged, beside):
        raise NotPossible("Something was added after you opened this page. Read it below, then sign.")
    _sign(version, me.pk, me.sector, seen)
    history.record(
        by, "notes countersigned", subject=note.id, facts={"version": version.number, "sector": me.sector}
    )
    other = _standing(version, seen).exclude(sector=me.sector)
    first = other.select_related("responder__seat").first()
    if first is None:
        return None
    return approving.close(
        note, version, judged, people, beside, by=first.responder.seat, countersigned_by=by
    )


def _standing(version: NoteVersion, seen: str) -> QuerySet[Countersignature]:
    """Signatures for what was read as `seen`; nobody whose consent was withdrawn has signed (domain I-15)."""
    return Countersignature.objects.filter(version=version, seen=seen, responder__removed_at=None)


def _sign(version: NoteVersion, responder: object, sector: str, seen: str) -> None:
    """The one signature of a sector; one for other words than these is replaced."""
    if _standing(version, seen).filter(sector=sector).exists():
        raise NotPossible("Somebody of your sector has countersigned these notes already.")
    facts = {"responder_id": responder, "seen": seen, "signed_at": clock.now()}
    Countersignature.objects.update_or_create(version=version, sector=sector, defaults=facts)
