"""What is owed for closing notes and opening them again: one of each side is asked, and no words are told."""

from __future__ import annotations

from collections.abc import Iterator

from pipd.kit import workdays
from pipd.kit.owed import Owed
from workshops.clearance import owing
from workshops.due import due_on

DECIDE_WITHIN = 5  # working days; our own choice, nothing follows when they pass


def owed_closing(asked: owing.NotesDue) -> Iterator[Owed]:
    """Requests to open statements again, and notes to countersign, that wait for the seats `asked` is about."""
    for one in asked.to_agree_to_open:
        yield due_on(
            one.workshop,
            "re-opening to decide",
            "note-reopen",
            title=f"Say whether statements of session {one.workshop.number} are opened again",
            what=f"{one.workshop.area.name}. Somebody asks for it; your side has not said yet. "
            "The record stands meanwhile.",
            sees="The group sees which sides agree.",
            due_at=workdays.deadline_after(one.since, DECIDE_WITHIN),
            button="Read why",
        )
    for one in asked.to_countersign:
        yield due_on(
            one.workshop,
            "note to countersign",
            "note-countersign",
            title=f"Countersign the notes of session {one.workshop.number}, if you like",
            what=f"{one.workshop.area.name}. No facilitator has approved them. One of each sector may do it instead.",
            sees="The group sees that your sector signed, not who.",
            due_at=workdays.deadline_after(one.since, DECIDE_WITHIN),
            button="Read them",
        )
