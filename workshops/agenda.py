"""The agenda of a session: what it begins with follows from where the notes of the one before stand (domain E4)."""

from __future__ import annotations

from collections.abc import Sequence

from workshops.models import Workshop
from workshops.step import CLEARED, PARKED, SeatStep

SETTLED = {
    CLEARED: "They are cleared already.",
    PARKED: "Nothing in them was agreed, so there is nothing to do.",
}


def of(step: SeatStep, row: Sequence[SeatStep]) -> list[tuple[str, str]]:
    """The items of the session of `step`, each with what is to be said of it; `row` is all sessions in order."""
    before = [s for s in row if s.number < step.number and s.workshop.state != Workshop.State.CANCELLED]
    topics = [(topic, "") for topic in step.workshop.topics]
    if not before:
        return topics
    last = before[-1]
    return [(f"Agree the notes of session {last.number}", SETTLED.get(last.note.state, "")), *topics]
