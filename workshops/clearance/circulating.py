"""Sending notes for checking: version and responders are frozen, the window is set, mail is owed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from partnerships import history
from partnerships.membership import NotPossible
from partnerships.models import Seat
from partnerships.permissions import Permission, require
from pipd.kit import clock
from workshops import post, windows
from workshops.clearance import digests, moves, writing
from workshops.clearance.standings import current_version, responders
from workshops.clearance.working import (
    CirculatedPoint,
    CirculatedQuotation,
    DraftPoint,
    Note,
    NoteVersion,
    Quotation,
    Responder,
)
from workshops.models import Attendance, Workshop

SENT, CHANGED = "notes sent for checking", "changed notes sent"


def blockers(workshop: Workshop) -> list[str]:
    """What keeps the notes from being sent, in sentences."""
    note = Note.objects.filter(workshop=workshop).first()
    points = writing.present(note) if note else []
    found = []
    if not workshop.is_delivered:
        found.append("Record who came first: they are the ones who may answer.")
    if not points:
        found.append("Make at least one statement.")
    elif any(not p.text.strip() for p in points):
        found.append("A statement has no words yet.")
    return found


@transaction.atomic
def circulate(workshop: Workshop, *, by: Seat) -> NoteVersion:
    """Freeze the notes and send them to those who were there; also a parked note, once more.

    Raises NotPossible with what is missing, or when they were sent already: a second press sends nothing.
    """
    require(by, Permission.WRITE_UP, area_id=workshop.area_id)
    note = moves.locked_in(workshop, Note.State.DRAFTING, Note.State.PARKED)
    if missing := blockers(workshop):
        raise NotPossible(*missing)
    again = note.state == Note.State.PARKED
    moves.move(note, Note.State.CIRCULATED, by=by)
    note.window_ends_at, note.closes_at = windows.answering(workshop, by_email=again)
    note.save()
    if again:
        Responder.objects.filter(note=note).update(present_since=None)  # that meeting is over
        DraftPoint.objects.filter(note=note).update(left_out_at=None, left_out_by=None)
    else:
        _freeze_responders(note)
    version = freeze(note, SENT, by=by)
    post.notes_circulated(workshop, note.window_ends_at, _asked(note))
    return version


def _asked(note: Note) -> list[Seat]:
    return [r.seat for r in responders(note)]


def _freeze_responders(note: Note) -> None:
    """Those who were there and consent to take part, each once: nobody answers for both sectors (domain I-15)."""
    Responder.objects.bulk_create(
        Responder(note=note, seat=seat, sector=seat.sector) for seat in to_be_asked(note.workshop)
    )


def to_be_asked(workshop: Workshop) -> list[Seat]:
    """Whom notes that were never sent would ask: those who were there and consent to take part."""
    came = Attendance.objects.filter(workshop=workshop, presence__in=Attendance.THERE)
    came = came.filter(seat__in=Seat.objects.consenting()).select_related("seat")
    return list({a.seat.user_id: a.seat for a in came.order_by("-seat__started_on", "seat")}.values())


def freeze(note: Note, verb: str, *, by: Seat) -> NoteVersion:
    """Copy every statement as it stands into a new version, compiled by `by`, and log it as `verb`.

    No version is without its entry: the log tells its number and its digest (domain I-13).
    """
    before = current_version(note)
    points = [p for p in writing.present(note) if not p.withdrawn_at]
    told = {p.pk: digests.of_point(p) for p in points}
    quoted = [(q, digests.of_quotation(q, beside=told[q.point_id])) for q in _quoted(points)]
    version = NoteVersion.objects.create(
        note=note,
        number=before.number + 1 if before else 1,
        compiled_by=by,
        circulated_at=clock.now(),
        digest=digests.of_version([*told.values(), *(digest for _, digest in quoted)]),
    )
    CirculatedPoint.objects.bulk_create(
        CirculatedPoint(
            version=version,
            point=p,
            number=p.number,
            topic=p.topic,
            text=p.text,
            kind=p.kind,
            position_la=p.position_la,
            position_tso=p.position_tso,
            salt=p.salt,
            digest=told[p.pk],
        )
        for p in points
    )
    _freeze_quotations(version, quoted)
    facts = {"version": version.number, "digest": version.digest}
    history.record(by, verb, subject=note.id, facts=facts)
    return version


def _quoted(points: list[DraftPoint]) -> list[Quotation]:
    """The quotations beside these statements, in their order."""
    order = {p.pk: place for place, p in enumerate(points)}
    found = Quotation.objects.filter(point__in=order, removed_at=None, withdrawn_at=None)
    return sorted(found, key=lambda q: order[q.point_id])


def _freeze_quotations(version: NoteVersion, quoted: list[tuple[Quotation, str]]) -> None:
    CirculatedQuotation.objects.bulk_create(
        CirculatedQuotation(
            version=version,
            quotation=q,
            place=place,
            text=q.text,
            sector=q.sector,
            salt=q.salt,
            digest=digest,
        )
        for place, (q, digest) in enumerate(quoted, start=1)
    )


def has_unsent_changes(note: Note) -> bool:
    """Whether the working copy differs from the version that people are answering."""
    version = current_version(note)
    return version is not None and bool(changed_since([version]))


def changed_since(versions: Collection[NoteVersion]) -> set[UUID]:
    """The notes of which one of these, their latest version, is no longer what the working copy says."""
    now: dict[UUID, set[tuple[UUID, str]]] = defaultdict(set)
    then: dict[UUID, set[tuple[UUID, str]]] = defaultdict(set)
    note_of = {version.pk: version.note_id for version in versions}
    for point in DraftPoint.objects.filter(note__in=note_of.values(), removed_at=None, withdrawn_at=None):
        now[point.note_id].add((point.pk, digests.of_point(point)))
    shown = CirculatedPoint.objects.filter(version__in=note_of)
    for version, said, digest in shown.values_list("version", "point", "digest"):
        then[note_of[version]].add((said, digest))
    return {note for note in note_of.values() if now[note] != then[note]}


@transaction.atomic
def circulate_changes(workshop: Workshop, *, by: Seat) -> NoteVersion:
    """Send decided changes as a new version; unchanged statements keep their answers (domain I-19).

    Raises NotPossible when nothing changed.
    """
    require(by, Permission.DECIDE_CHANGE, area_id=workshop.area_id)
    note = moves.locked_in(workshop, Note.State.CIRCULATED)
    if not has_unsent_changes(note):
        raise NotPossible("No change is waiting to be sent.")
    return send_anew(note, by=by)


def send_anew(note: Note, *, kind: str = post.CHANGED, by: Seat) -> NoteVersion:
    """Send the notes as they stand now as a new version: everybody asked is told, by a mail of this `kind`.

    They get at least three working days to answer what changed. The caller holds the note's lock.
    """
    moves.move(note, Note.State.CIRCULATED, by=by)
    note.closes_at = windows.with_changes(note.closes_at)
    note.save()
    version = freeze(note, CHANGED, by=by)
    # As home and the page say it: what the group agrees at its next session is answered before it, if it can be.
    until = windows.answer_by(note.window_ends_at, note.closes_at) or note.closes_at
    post.notes_changed(note.workshop, version.number, until, _asked(note), kind=kind)
    return version
