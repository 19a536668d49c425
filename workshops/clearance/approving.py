"""Approving the cleared summary: the facilitator's act that closes a clearance which those who were there have made."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from partnerships import history
from partnerships.membership import NotPossible
from partnerships.models import Seat, Sector
from partnerships.permissions import Permission, allows, require
from pipd.kit import clock
from workshops import gate, post, post_meetings, windows
from workshops.clearance import moves, quoting
from workshops.clearance.standings import (
    Judged,
    LooseEnds,
    View,
    current_version,
    judge_all,
    loose_ends,
    responders,
    seen_digest,
    views_beside,
)
from workshops.clearance.working import Answer, DraftPoint, Note, NoteVersion, Responder
from workshops.models import Approval, ClearedNote, ClearedPoint, Workshop


def blockers(
    note: Note, judged: list[Judged], version: NoteVersion, loose: LooseEnds, *, by: Seat
) -> list[str]:
    """What keeps `by` from approving now, in sentences; empty when the button may be pressed (domain I-16, I-18)."""
    found = []
    if not allows(by, Permission.APPROVE):
        found.append("A facilitator approves.")
    elif version.compiled_by.user_id == by.user_id:
        found.append("You wrote up this version, so the other facilitator approves it.")
    return found + unmet(note, judged, loose)


def unmet(note: Note, judged: list[Judged], loose: LooseEnds) -> list[str]:
    """What keeps anybody from closing the clearance now, in sentences.

    Of notes opened again nothing need be agreed once their time is over: what was opened then stays out.
    """
    found, is_over = [], windows.is_over(note.closes_at)
    if note.workshop.area.paused:
        found.append("The area is paused: nothing is cleared meanwhile.")
    if not to_clear(judged) and not (is_over and was_cleared(note)):
        found.append("No statement is agreed yet.")
    if not is_over:
        unsettled = [j for j in judged if not j.finding.agreed and not j.point.left_out_at]
        found += [f"Statement {j.shown.number}: {' '.join(j.finding.missing)}" for j in unsettled]
        if loose.missing:
            found.append("A statement that somebody misses is still to be decided.")
    # Also once the time is over: what is decided and nobody was sent would be neither cleared nor left out.
    return found + _unsent(loose)


def was_cleared(note: Note) -> bool:
    """Whether these notes have a cleared summary already: they are open again, in part."""
    return ClearedNote.objects.filter(workshop=note.workshop_id).exists()


def to_clear(judged: list[Judged]) -> list[Judged]:
    """The agreed statements, without those that the room left out."""
    return [j for j in judged if j.clears]


def _unsent(loose: LooseEnds) -> list[str]:
    """What is decided, and not yet sent to those who answer."""
    found = []
    if loose.new_points:
        found.append("A new statement is decided, and not yet sent to those who answer.")
    if loose.taken_out:
        found.append(
            "A statement is taken out, and those who answer have not been sent the notes without it."
        )
    return found


@transaction.atomic
def approve(workshop: Workshop, *, seen: str = "", by: Seat) -> Approval:
    """Copy every agreed statement into the cleared tables and close the note. Words are never altered here.

    `seen` is the digest of what the approving facilitator read, views beside statements included: when something
    came in meanwhile, they read it first. Raises NotPossible with all that is missing; a second press finds the note
    cleared already and says so.
    """
    require(by, Permission.APPROVE, area_id=workshop.area_id)
    note = moves.locked_in(workshop, Note.State.CIRCULATED)
    moves.no_party(note, by)
    version = current_version(note)
    if version is None:
        raise NotPossible("These notes were never sent for checking.")
    people = responders(note)
    judged = judge_all(note, version, people)
    if missing := blockers(note, judged, version, loose_ends(note, version), by=by):
        raise NotPossible(*missing)
    beside = views_beside(note, judged)
    if seen and seen != seen_digest(judged, beside):
        raise NotPossible("Something was added after you opened this page. Read it below, then approve.")
    return close(note, version, judged, people, beside, by=by)


def close(
    note: Note,
    version: NoteVersion,
    judged: list[Judged],
    people: list[Responder],
    beside: dict[UUID, tuple[View, ...]],
    *,
    by: Seat,
    countersigned_by: Seat | None = None,
) -> Approval:
    """Close a clearance whose conditions hold: the one place at which cleared rows are made.

    The caller holds the note's lock and has judged everything under it. `countersigned_by` is the second of the two
    who stand in for the facilitator.
    """
    moves.move(note, Note.State.CLEARED, by=countersigned_by or by)
    _need_no_meeting(note, people, by=countersigned_by or by)
    note.save()
    approval = _copy(note, version, judged, people, beside, by=by, countersigned_by=countersigned_by)
    facts = {
        "version": version.number,
        "digest": version.digest,
        "cleared": approval.points.count(),
        "left out": approval.left_out,
        "countersigned": countersigned_by is not None,
    }
    history.record(countersigned_by or by, "notes cleared", subject=note.id, facts=facts)
    post.notes_cleared(note.workshop)
    return approval


def _need_no_meeting(note: Note, people: list[Responder], *, by: Seat) -> None:
    """Call off a closing meeting that is still to come: answers by email were enough, and calendars hold it."""
    if at := note.meeting_ahead:
        note.meet_no_more()
        history.record(by, "closing meeting called off", subject=note.id)
        there = [r.seat for r in people]
        post_meetings.meeting_needless(note.workshop, at, note.closing_meeting_sequence, there)


def _copy(
    note: Note,
    version: NoteVersion,
    judged: list[Judged],
    people: list[Responder],
    beside: dict[UUID, tuple[View, ...]],
    *,
    by: Seat,
    countersigned_by: Seat | None,
) -> Approval:
    """Insert the agreed statements of `version`, word for word, with the views `beside` each; close all of them."""
    agreed = to_clear(judged)
    left_out = [j for j in judged if j not in agreed]
    with gate.opened():
        cleared, _ = ClearedNote.objects.get_or_create(workshop=note.workshop, area=note.workshop.area)
        approval = Approval.objects.create(
            note=cleared,
            version=version.number,
            approved_at=clock.now(),
            approved_by=by,
            countersigned_by=countersigned_by,
            left_out=len(left_out) + _left_out_before(note),
            **_turnout(note, people),
        )
        ClearedPoint.objects.bulk_create(_cleared(approval, j, beside[j.point.pk]) for j in agreed)
    quoting.insert(note, ClearedPoint.objects.filter(approval=approval))
    DraftPoint.objects.filter(pk__in=[j.point.pk for j in judged]).update(closed_at=clock.now())
    return approval


def _left_out_before(note: Note) -> int:
    """How many statements an earlier approval left out that were not opened again."""
    closed = DraftPoint.objects.filter(note=note, removed_at=None, withdrawn_at=None).exclude(closed_at=None)
    return closed.exclude(
        pk__in=ClearedPoint.objects.filter(note__workshop=note.workshop_id).values("origin")
    ).count()


def _turnout(note: Note, people: list[Responder]) -> dict[str, int]:
    """How many of each sector were there, and how many of those answered: numbers, never names."""
    given = Answer.objects.filter(point__note=note, superseded_at=None)
    answered = set(given.values_list("responder_id", flat=True))
    found = {}
    for sector in Sector:
        there = [r for r in people if r.sector == sector]
        found[f"{sector}_there"] = len(there)
        found[f"{sector}_answered"] = sum(r.pk in answered for r in there)
    return found


def _cleared(approval: Approval, judged: Judged, views: tuple[View, ...]) -> ClearedPoint:
    shown = judged.shown
    return ClearedPoint(
        note=approval.note,
        approval=approval,
        origin=judged.point.pk,
        number=shown.number,
        topic=shown.topic,
        text=shown.text,
        kind=shown.kind,
        position_la=shown.position_la,
        position_tso=shown.position_tso,
        differing_views=[{"sector": view.sector, "text": view.text} for view in views],
        digest=shown.digest,
    )


@transaction.atomic
def park_if_nothing_agreed(workshop: Workshop, *, by: Seat) -> bool:
    """Park the note when its time is over and nothing is agreed (domain I-27). The clock clears nothing.

    Notes that are open again in part keep their record, so they wait for whoever approves.
    `by` is the system seat. Returns whether it was parked.
    """
    note = moves.lock(workshop)
    version = current_version(note)
    over = note.state == Note.State.CIRCULATED and windows.is_over(note.closes_at)
    if (
        not over
        or version is None
        or was_cleared(note)
        or to_clear(judge_all(note, version, responders(note)))
    ):
        return False
    moves.move(note, Note.State.PARKED, by=by)
    note.save()
    history.record(by, "notes parked", subject=note.id, area=workshop.area)
    post.notes_parked(workshop)
    return True


def overdue() -> list[Workshop]:
    """Sessions whose notes are sent for checking, past their time and never cleared."""
    notes = Note.objects.filter(state=Note.State.CIRCULATED, closes_at__lte=clock.now())
    notes = notes.exclude(workshop__in=ClearedNote.objects.values("workshop"))
    return list(Workshop.objects.filter(pk__in=notes.values("workshop")).select_related("area__programme"))
