"""The entry "check the notes": whenever its deadline moves its sequence rises, or calendars keep the old one (X15)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

from pipd.kit import clock
from tests import build
from tests.client import Client
from tests.pipd.test_calendar import feed_of, read
from workshops import cycle, slots
from workshops.clearance import circulating, closing
from workshops.clearance.working import Note
from workshops.models import Workshop

Seen = tuple[datetime, int]


class Watch:
    """What one participant's calendar says of the deadline, after each act."""

    def __init__(self, group: build.Group, workshop: Workshop, client: Client) -> None:
        self.address = feed_of(group.la[1])
        self.uid, self.client = f"check-{workshop.pk}@pipd", client
        self.seen: list[Seen] = [self.now()]

    def now(self) -> Seen:
        entry = read(self.client, self.address)[self.uid]
        return entry.decoded("dtend"), int(entry["sequence"])

    def after(self, act: Callable[[], object]) -> tuple[bool, bool]:
        """Whether `act` moved the deadline, and whether the sequence rose."""
        act()
        self.seen.append(self.now())
        (was, before), (until, after) = self.seen[-2:]
        assert after >= before
        return was != until, after > before


BOTH, NEITHER = (True, True), (False, False)  # moved, and rose


def moved(group: build.Group, number: int, day: date) -> Callable[[], object]:
    """Session `number` is given that day."""

    def act() -> object:
        workshop = Workshop.objects.get(area=group.area, number=number)
        slot = replace(slots.slot_of(workshop), day=day, facilitators=tuple(group.facilitators))
        return cycle.change(workshop, slot, by=group.facilitator)

    return act


def changed(group: build.Group, workshop: Workshop, number: int = 1) -> Callable[[], object]:
    """A suggested change is decided, and the notes are sent anew."""

    def act() -> object:
        build.answer(
            workshop, group.tso[2], build.CHANGE, numbers=[number], reason="so", new_text="Other words"
        )
        build.decide(group, build.Amendment.objects.get(note__workshop=workshop, outcome="open"))
        return circulating.circulate_changes(workshop, by=group.facilitator)

    return act


def test_a_moved_next_session_and_the_end_of_the_window_raise_it(area, client):
    workshop = build.circulated(area)
    watch = Watch(area, workshop, client)
    assert watch.after(lambda: build.answer(workshop, area.tso[0])) == NEITHER
    assert watch.after(moved(area, 2, date(2027, 2, 22))) == BOTH
    assert watch.after(moved(area, 2, date(2027, 2, 16))) == BOTH  # earlier again: it rises all the same
    assert watch.after(moved(area, 4, date(2027, 4, 21))) == NEITHER  # not where these notes are agreed
    second = Workshop.objects.get(area=area.area, number=2)
    assert (
        watch.after(lambda: build.forward_to(second.ends_at)) == BOTH
    )  # from here on by email, and nobody did it


def test_postponing_and_putting_back_raise_it(area, client):
    workshop = build.circulated(area)
    watch = Watch(area, workshop, client)
    second = Workshop.objects.get(area=area.area, number=2)
    assert watch.after(lambda: cycle.postpone(second, reason="Snow", by=area.facilitator)) == BOTH
    assert watch.after(moved(area, 2, date(2027, 2, 16))) == BOTH  # the window is that of the session again


def test_an_extension_and_a_new_version_raise_it(area, client):
    workshop = build.circulated(area, 4)
    watch = Watch(area, workshop, client)
    assert watch.after(changed(area, workshop)) == NEITHER  # there is time enough to answer it
    assert watch.after(lambda: closing.extend(workshop, by=area.facilitator)) == BOTH
    closes_at = build.note_of(workshop).closes_at
    clock.set_to(closes_at - timedelta(hours=1))
    watch.after(
        changed(area, workshop, 2)
    )  # three working days more, once the time that people were told ends
    assert watch.after(lambda: build.forward_to(closes_at)) == BOTH


def test_a_window_that_ended_and_a_new_version_after_it_raise_it(area, client):
    workshop = build.circulated(area)
    watch = Watch(area, workshop, client)
    note = build.note_of(workshop)
    assert watch.after(lambda: build.forward_to(note.window_ends_at)) == BOTH
    clock.set_to(note.closes_at - timedelta(hours=1))
    assert watch.after(changed(area, workshop)) == BOTH


def test_control_without_counting_the_new_deadline_keeps_the_old_sequence(area, client, monkeypatch):
    monkeypatch.delattr(Note, "save")
    workshop = build.circulated(area)
    watch = Watch(area, workshop, client)
    assert watch.after(moved(area, 2, date(2027, 2, 22))) == (True, False)
