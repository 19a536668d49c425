"""What domain I-16 and I-17 say, worked out again from the rows and independently of `rule` and `standings`."""

from __future__ import annotations

from typing import Any

from partnerships.models import Sector
from workshops.clearance.working import (
    Amendment,
    Answer,
    CirculatedPoint,
    DraftPoint,
    Note,
    NoteVersion,
    Responder,
)

SECTORS = (Sector.LA, Sector.TSO)


def agreed(note: Note) -> dict[Any, str]:
    """The digest of each statement that is agreed now, by statement."""
    version = NoteVersion.objects.filter(note=note).order_by("-number").first()
    shown = CirculatedPoint.objects.filter(version=version, redacted_at=None)
    return {cp.point_id: cp.digest for cp in shown if is_agreed(note, cp)}


def is_agreed(note: Note, cp: CirculatedPoint) -> bool:
    said = Answer.objects.filter(point=cp.point_id, superseded_at=None).select_related("responder")
    # About oneself: it stands whatever the words have become since.
    if said.filter(verdict="out").exclude(ground="not_said").exists():
        return False
    if Amendment.objects.filter(point=cp.point_id, outcome="open").exists():
        return False
    if DraftPoint.objects.get(pk=cp.point_id).left_out_at:
        return False
    answers = list(said.filter(digest=cp.digest, responder__removed_at=None))
    by_answers = all(enough(note, sector, answers) for sector in SECTORS)
    return by_answers or all(in_room(note, sector, answers) for sector in SECTORS)


def enough(note: Note, sector: str, answers: list[Answer]) -> bool:
    eligible = Responder.objects.filter(note=note, sector=sector, removed_at=None).count()
    fair = sum(a.verdict == "fair" and a.responder.sector == sector for a in answers)
    return eligible > 0 and fair >= max(min(2, eligible), -(-eligible // 2))


def in_room(note: Note, sector: str, answers: list[Answer]) -> bool:
    everybody = Responder.objects.filter(note=note, sector=sector, removed_at=None)
    objecting = {a.responder_id for a in answers if a.verdict == "out"}
    here = {r.pk for r in everybody if r.present_since} - objecting
    agreeing = {a.responder_id for a in answers if a.verdict == "fair" and a.channel == "room"}
    return everybody.exists() and len(here) >= min(2, everybody.count()) and here <= agreeing
