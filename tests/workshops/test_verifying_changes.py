"""`verify` names changes, held views and closing meetings that cannot be."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from pipd.kit import clock
from tests import build
from workshops.clearance import answering, closing, identifying, verifying, verifying_changes
from workshops.clearance.working import Amendment, DifferingView, DraftPoint, Note, Responder, ViewObjection


def suggested(area: build.Group, workshop: build.Workshop, *, is_removal: bool = True) -> Amendment:
    build.answer(
        workshop, area.la[2], build.CHANGE, numbers=[2], reason="so", is_removal=is_removal, new_text="x"
    )
    return Amendment.objects.get()


def put_back(area: build.Group, workshop: build.Workshop) -> None:
    build.decide(area, suggested(area, workshop))
    DraftPoint.objects.update(removed_at=None, removed_by=None)


def still_open(area: build.Group, workshop: build.Workshop) -> None:
    build.decide(area, suggested(area, workshop))
    Amendment.objects.update(outcome="open", decided_at=None, decided_by=None)


def anothers_note(area: build.Group, workshop: build.Workshop) -> None:
    other = build.circulated(area, 2)
    amendment = suggested(area, workshop)
    Amendment.objects.filter(pk=amendment.pk).update(note=build.note_of(other))


def a_strangers_objection(area: build.Group, workshop: build.Workshop) -> None:
    answering.add_view(workshop, build.shown(workshop)[0].point_id, text="x", by=area.la[0])
    identifying.hold_back(workshop, DifferingView.objects.get().pk, by=area.la[1])
    other = build.circulated(area, 2)
    ViewObjection.objects.update(responder=build.responder(other, area.la[1]))


def a_meeting_beside_a_session(area: build.Group, workshop: build.Workshop) -> None:
    at = clock.now() + timedelta(days=1)
    Note.objects.filter(workshop=workshop).update(
        closing_meeting_at=at, closing_meeting_by=area.facilitator, closing_meeting_sequence=1
    )


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (put_back, "took a statement out that is still in"),
        (still_open, "is open for a statement that is taken out"),
        (anothers_note, "belongs to the notes of another session"),
        (a_strangers_objection, "raised by somebody of another session"),
        (a_meeting_beside_a_session, "a closing meeting, though a session follows"),
    ],
)
def test_what_cannot_be_is_named(area, spoil: Callable, told: str):
    workshop = build.circulated(area)
    assert list(verifying_changes.verify()) == []
    spoil(area, workshop)
    assert any(told in line for line in verifying.verify())


def test_somebody_present_before_a_closing_meeting_is_named(area):
    fourth = build.circulated(area, 4)
    closing.set_meeting(fourth, at=clock.now() + timedelta(days=1), by=area.facilitator)
    assert list(verifying.verify()) == []
    Responder.objects.filter(note__workshop=fourth).update(present_since=clock.now())
    assert any("no closing meeting has begun" in line for line in verifying.verify())


def test_a_closing_meeting_of_cleared_notes_that_lies_ahead_is_named(area):
    fourth = build.circulated(area, 4)
    closing.set_meeting(fourth, at=clock.now() + timedelta(days=1), by=area.facilitator)
    assert list(verifying_changes.verify()) == []
    Note.objects.filter(workshop=fourth).update(state=Note.State.PARKED)
    assert any("nothing is left to be agreed in it" in line for line in verifying_changes.verify())
