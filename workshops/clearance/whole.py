"""The notes of a session as the group may read them, all statements of the version that was sent last."""

from __future__ import annotations

from dataclasses import dataclass

from partnerships.models import Seat
from partnerships.permissions import Permission
from workshops import reach
from workshops.clearance import quotes_reading
from workshops.clearance.reading import Statement, circulated, statement
from workshops.clearance.standings import judge_all, responders, views_beside
from workshops.clearance.working import Note, NoteVersion
from workshops.models import Workshop


@dataclass(frozen=True)
class ReadPage:
    """The notes as the group may read them."""

    version: int
    state: str
    statements: tuple[Statement, ...]


def read_page(workshop: Workshop, seat: Seat) -> ReadPage | None:
    """The version sent last, for the group. None when nothing was sent yet."""
    reach.require_at(workshop, seat, Permission.SEE_CIRCULATED)
    found = circulated(workshop)
    if found is None:
        return None
    return read_version(*found)


def read_version(note: Note, version: NoteVersion) -> ReadPage:
    """One version with the views beside its statements; whoever calls has checked who reads it."""
    judged = judge_all(note, version, responders(note), closed_too=True)
    beside = views_beside(note, judged)
    quotes = quotes_reading.shown_in(version)
    said = tuple(statement(j.shown, beside[j.point.pk], quotes) for j in judged)
    return ReadPage(version.number, note.state, said)
