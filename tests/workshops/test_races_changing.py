"""Changing one session at once, in real threads: one saves, the other is told. On PostgreSQL the lock alone would
let the second overwrite the first."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipd.kit import revisions
from tests import build
from tests.workshops.older_pages import unguarded
from tests.workshops.test_races import at_once, fresh
from workshops import cycle, recordings, slots
from workshops.models import Recording, Workshop

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 10


def change_at_once(group: build.Group, workshop: Workshop, n: int) -> list[object]:
    """One gives it another venue, the other other topics, both from the same page."""
    slot = replace(slots.slot_of(fresh(workshop)), facilitators=tuple(group.facilitators))
    return at_once(
        lambda: cycle.change(fresh(workshop), replace(slot, venue=f"Hall {n}"), by=group.facilitator),
        lambda: cycle.change(
            fresh(workshop), replace(slot, further_topics=f"Topic {n}"), by=group.other_facilitator
        ),
    )


def test_one_session_changed_at_once_is_one_save_and_one_conflict(area):
    workshop = build.area_with_sessions(area)[2]
    for n in range(ROUNDS):
        told = change_at_once(area, workshop, n)
        assert sorted(type(one).__name__ for one in told) == ["Conflict", "Workshop"]
        stored = fresh(workshop)
        saved = [stored.venue == f"Hall {n}", stored.further_topics == f"Topic {n}"]
        assert saved == [isinstance(one, Workshop) for one in told]


def test_control_without_the_swap_one_of_the_two_is_lost(area, monkeypatch):
    monkeypatch.setattr(revisions, "swap", unguarded)
    workshop = build.area_with_sessions(area)[2]
    told = change_at_once(area, workshop, 1)
    assert [type(one).__name__ for one in told] == ["Workshop", "Workshop"]
    stored = fresh(workshop)
    assert (stored.venue, stored.further_topics) != ("Hall 1", "Topic 1")


def test_postponing_against_changing_loses_neither(area):
    for n in (2, 3):
        workshop = build.area_with_sessions(area)[n]
        slot = replace(slots.slot_of(fresh(workshop)), facilitators=tuple(area.facilitators), venue="Library")
        told = at_once(
            lambda w=workshop, slot=slot: cycle.change(fresh(w), slot, by=area.facilitator),
            lambda w=workshop: cycle.postpone(fresh(w), reason="Snow", by=area.other_facilitator),
        )
        stored = fresh(workshop)
        assert (stored.state, stored.halt_reason) == ("postponed", "Snow")
        assert (stored.venue == "Library") == isinstance(told[0], Workshop)


def test_saying_at_once_that_there_are_notes_only_is_one_row(area):
    workshop = build.delivered(area)
    told = at_once(
        *[
            lambda seat=seat: recordings.note(fresh(workshop), made=False, by=seat)
            for seat in area.facilitators
        ]
    )
    assert sorted(type(one).__name__ for one in told) == ["Conflict", "Recording"]
    assert Recording.objects.count() == 1
