"""What must be true of notes and the cleared record, asked of the database: names whatever is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from partnerships.models import Role, Sector
from pipd.kit.models import LogEntry
from workshops.clearance import (
    copies,
    counting,
    digests,
    rule,
    verifying_changes,
    verifying_kept,
    verifying_quotes,
    withdrawing,
)
from workshops.clearance.standings import Judged, counted_at, judge_all
from workshops.clearance.working import (
    Amendment,
    Answer,
    CirculatedPoint,
    CirculatedQuotation,
    DifferingView,
    DraftPoint,
    Note,
    NoteVersion,
    Reopening,
    Responder,
)
from workshops.models import Approval, Attendance, ClearedNote, ClearedPoint

COPIED = ("number", "topic", "text", "kind", "position_la", "position_tso", "digest")


def verify() -> Iterator[str]:
    """Name every row that breaks an invariant of notes, in a sentence without words that people said."""
    yield from versions()
    yield from notes()
    yield from people_asked()
    yield from answers()
    yield from cleared_notes()
    yield from cleared_points()
    yield from openings()
    yield from withdrawn()
    yield from verifying_changes.verify()
    yield from verifying_quotes.verify()
    yield from verifying_kept.verify()
    yield from copies.verify()


def versions() -> Iterator[str]:
    """Domain I-13: digests recompute; what withdrawal has blanked is accepted as redacted."""
    for version in NoteVersion.objects.select_related("note__workshop__area").iterator():
        points = list(CirculatedPoint.objects.filter(version=version).order_by("number"))
        for cp in points:
            if cp.redacted_at is None and digests.of_point(cp) != cp.digest:
                yield f"{version}: statement {cp.number} does not match its digest."
        quoted = CirculatedQuotation.objects.filter(version=version).order_by("place")
        told = [*(cp.digest for cp in points), *quoted.values_list("digest", flat=True)]
        if digests.of_version(told) != version.digest:
            yield f"{version}: its statements do not match its digest."


def notes() -> Iterator[str]:
    """Versions are numbered 1, 2, 3 …; notes that were sent have one; cleared notes have their cleared summary."""
    for note in Note.objects.select_related("workshop__area").iterator():
        numbers = list(
            NoteVersion.objects.filter(note=note).order_by("number").values_list("number", flat=True)
        )
        if numbers != list(range(1, len(numbers) + 1)):
            yield f"{note}: a version is missing."
        if (note.state == Note.State.DRAFTING) == bool(numbers):
            yield f"{note}: {note.get_state_display().lower()}, with {len(numbers)} versions."
        has_summary = ClearedNote.objects.filter(workshop=note.workshop_id).exists()
        opened_again = has_summary and note.state == Note.State.CIRCULATED
        if (note.state == Note.State.CLEARED) != has_summary and not opened_again:
            yield f"{note}: {note.get_state_display().lower()}, and has {'a' if has_summary else 'no'} summary."


def people_asked() -> Iterator[str]:
    """Domain I-15: whoever may answer was at the session, for the sector of their seat."""
    for responder in Responder.objects.select_related("note__workshop__area", "seat").iterator():
        there = Attendance.objects.filter(
            workshop=responder.note.workshop_id, seat=responder.seat_id, presence__in=Attendance.THERE
        )
        if not there.exists():
            yield f"{responder.note}: responder {responder.pk} was not at the session."
        if responder.sector != responder.seat.sector:
            yield f"{responder.note}: responder {responder.pk} stands for the other sector."


def answers() -> Iterator[str]:
    """Domain I-19: each answer is bound to a wording that was shown, by somebody asked about those notes."""
    shown = set(CirculatedPoint.objects.values_list("point_id", "digest"))
    for answer in Answer.objects.select_related("responder", "point").iterator():
        if (answer.point_id, answer.digest) not in shown:
            yield f"Answer {answer.pk}: its wording was never shown."
        if answer.responder.note_id != answer.point.note_id:
            yield f"Answer {answer.pk}: given to notes of another session."


def cleared_notes() -> Iterator[str]:
    """Domain I-18: somebody else approved the version, its number is real, and the log tells of that very digest."""
    told = {
        (entry.subject, entry.facts.get("digest"))
        for entry in LogEntry.objects.filter(verb="notes cleared").iterator()
    }
    signed = ("approved_by", "countersigned_by")
    for approval in Approval.objects.select_related("note__workshop__area", *signed).iterator():
        cleared = approval.note
        if not _may_close(approval):
            yield f"{cleared}: approved neither by a facilitator nor by one of each sector."
        version = NoteVersion.objects.filter(
            note__workshop=cleared.workshop_id, number=approval.version
        ).first()
        if version is None:
            yield f"{cleared}: version {approval.version} was never sent."
            continue
        if version.compiled_by_id == approval.approved_by_id:
            yield f"{cleared}: approved by whoever wrote the version up."
        if (version.note_id, version.digest) not in told:
            yield f"{cleared}: the log does not tell of its clearing."
        if cleared.area_id != cleared.workshop.area_id:
            yield f"{cleared}: filed under another area."
        if approval.la_answered > approval.la_there or approval.tso_answered > approval.tso_there:
            yield f"{cleared}: more people answered than were there."


def _may_close(approval: Approval) -> bool:
    first, second = approval.approved_by, approval.countersigned_by
    if second is None:
        return first.role == Role.FACILITATOR
    return {first.sector, second.sector} == set(Sector.values)


def openings() -> Iterator[str]:
    """Domain 3F: whoever agreed to open statements again spoke for their own side, and of these very notes."""
    sides = ("facilitator_by", "la_by", "tso_by")
    for row in Reopening.objects.select_related("note__workshop__area", *sides).iterator():
        wanted = {"facilitator_by": "", "la_by": Sector.LA, "tso_by": Sector.TSO}
        spoke = {side: seat.sector for side in sides if (seat := getattr(row, side)) is not None}
        if any(wanted[side] != sector for side, sector in spoke.items()):
            yield f"{row.note}: re-opening {row.pk} was agreed to for the other side."
        if row.points.exclude(note=row.note_id).exists():
            yield f"{row.note}: re-opening {row.pk} asks for statements of another session."


def cleared_points() -> Iterator[str]:
    """Domain I-16 and I-20: each cleared row is an exact copy of a circulated statement for which the rule holds."""
    for approval in Approval.objects.select_related("note__workshop__area").iterator():
        cleared = approval.note
        note = Note.objects.select_related("workshop__area__programme").get(workshop=cleared.workshop_id)
        version = NoteVersion.objects.filter(note=note, number=approval.version).first()
        judged = (
            {
                j.point.pk: j
                for j in judge_all(note, version, counted_at(note, approval.approved_at), closed_too=True)
            }
            if version
            else {}
        )
        for point in ClearedPoint.objects.filter(approval=approval).iterator():
            where = f"{cleared}, statement {point.number}"
            found = judged.get(point.origin)
            if found is None:
                yield f"{where}: it is not in the version that was cleared."
                continue
            if any(getattr(found.shown, name) != getattr(point, name) for name in COPIED):
                yield f"{where}: its words are not those that were cleared."
            if found.point.left_out_at or not _held(found, note):
                yield f"{where}: the rule does not hold for it."


def _held(found: Judged, note: Note) -> bool:
    """Whether the rule holds for a cleared statement, by its answers or by what was counted of them (domain 3R)."""
    if note.counted_at:
        return counting.holds(found.point.pk, found.shown.digest)
    # A programme may have changed to "everyone" since: the weaker rule must hold in either mode.
    return rule.judge(replace(found.standing, everyone=False)).agreed


def withdrawn() -> Iterator[str]:
    """Domain I-24: of a withdrawn statement no words are left, nor of those taken out that may have said the same."""
    for point in (
        DraftPoint.objects.exclude(withdrawn_at=None).select_related("note__workshop__area").iterator()
    ):
        where = f"{point.note}, withdrawn statement {point.number}"
        if ClearedPoint.objects.filter(origin=point.pk).exists():
            yield f"{where}: still among the cleared."
        whole = withdrawing.reaches_all(point)
        if any(words_left(gone) for gone in [point, *(withdrawing.taken_out(point) if whole else ())]):
            yield f"{where}: words of it are left."
        missed = Amendment.objects.filter(note=point.note_id, point=None, proposed_at__lt=point.withdrawn_at)
        if whole and missed.exclude(text="", reason="").exists():
            yield f"{where}: words that somebody suggested are left."
        asked_before = Reopening.objects.filter(note=point.note_id, asked_at__lt=point.withdrawn_at)
        if whole and asked_before.exclude(reason="").exists():
            yield f"{where}: words of why it was opened again are left."
        if withdrawing.left_behind(point, whole=whole).exclude(text="").exists():
            yield f"{where}: words of a point it was made from are left."


def words_left(point: DraftPoint) -> bool:
    """Whether any working table holds words said in or about this statement."""
    return (
        bool(point.text or point.topic or point.salt)
        or CirculatedPoint.objects.filter(point=point, redacted_at=None).exists()
        or Amendment.objects.filter(point=point).exclude(text="", reason="").exists()
        or Answer.objects.filter(point=point).exclude(reason="").exists()
        or DifferingView.objects.filter(point=point).exists()
    )
