"""Two people at once, in real threads, each race with a control: the guard off shows the race, on it does not.

On SQLite every transaction takes the write lock as it begins, so the note's own lock guards nothing there; its
controls run on PostgreSQL. The controls of compare-and-swap run on both.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction
from django.http import Http404

from partnerships.membership import NotPossible
from pipd.kit import revisions
from tests import build, figures
from workshops.clearance import answering, approving, circulating, moves, settling, writing
from workshops.clearance.working import Amendment, Answer, DraftPoint, Note
from workshops.models import Approval, ClearedNote, ClearedPoint

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 40
ON_SQLITE = (
    "On SQLite a transaction is alone with the database from its first statement: there is no race to show."
)
EXPECTED = (NotPossible, Http404, revisions.Conflict)


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Start every act at the same moment in a thread of its own; what each returned, or the refusal it met."""
    gate = threading.Barrier(len(acts))
    told: list[Any] = [None] * len(acts)

    def run(place: int, act: Callable[[], Any]) -> None:
        try:
            gate.wait(timeout=20)
            told[place] = act()
        except EXPECTED as refusal:
            told[place] = refusal
        except BaseException as error:
            told[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    for result in told:
        if isinstance(result, BaseException) and not isinstance(result, EXPECTED):
            raise result
    return told


@contextmanager
def no_lock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The note as it is read without locking it."""

    def read(workshop: build.Workshop) -> Note:
        return Note.objects.get_or_create(workshop=workshop)[0]

    with monkeypatch.context() as patch:
        patch.setattr(moves, "lock", read)
        yield


def fresh(workshop: build.Workshop) -> build.Workshop:
    """As a request of its own would load it."""
    return build.Workshop.objects.select_related("area__programme").get(pk=workshop.pk)


def approvable(group: build.Group) -> build.Workshop:
    workshop = build.circulated(group, texts=["One statement"])
    for seat in group.la[:2] + group.tso[:2]:
        build.answer(workshop, seat)
    return workshop


def start_over(workshop: build.Workshop) -> None:
    """The note as it was before anybody approved or suggested anything: raw, because no workflow undoes this."""
    ClearedPoint.objects.filter(note__workshop=workshop)._raw_delete("default")
    Approval.objects.filter(note__workshop=workshop)._raw_delete("default")
    ClearedNote.objects.filter(workshop=workshop)._raw_delete("default")
    DraftPoint.objects.filter(note__workshop=workshop).update(closed_at=None)
    Amendment.objects.filter(note__workshop=workshop).delete()
    Note.objects.filter(workshop=workshop).update(state="circulated")


def race_approval_against_suggestion(group: build.Group, rounds: int) -> tuple[int, int, int]:
    """How often approval won, how often the suggestion, and how often both did: the forbidden state."""
    workshop = approvable(group)
    cp = build.shown(workshop)[0]
    # The pair is two who were there; the suggestion comes from a third, so it takes no fair answer away.
    reply = answering.Reply(cp.point_id, cp.digest, build.CHANGE, reason="unclear", new_text="Better")
    won = suggested = both = 0
    for _ in range(rounds):
        approved, given = at_once(
            lambda: approving.approve(fresh(workshop), by=group.other_facilitator),
            lambda: answering.give(fresh(workshop), [reply], by=group.la[2]),
        )
        is_cleared = ClearedNote.objects.filter(workshop=workshop).exists()
        is_open = Amendment.objects.filter(note__workshop=workshop, outcome="open").exists()
        assert is_cleared == isinstance(approved, Approval)
        assert is_open == isinstance(given, answering.Received)
        won, suggested, both = won + is_cleared, suggested + is_open, both + (is_cleared and is_open)
        start_over(workshop)
    return won, suggested, both


def test_approving_against_an_arriving_suggestion_is_one_or_the_other(area, record_property):
    won, suggested, both = race_approval_against_suggestion(area, ROUNDS)
    figures.tell(
        record_property, f"approve/amend race on {connection.vendor}", f"{both} forbidden of {ROUNDS}"
    )
    assert both == 0
    assert won + suggested == ROUNDS


@pytest.mark.heavy
def test_approving_against_an_arriving_suggestion_500_times(area, record_property):
    won, suggested, both = race_approval_against_suggestion(area, 500)
    figures.tell(
        record_property, f"approve/amend race, long, on {connection.vendor}", f"{both} forbidden of 500"
    )
    assert (both, won + suggested) == (0, 500)


def test_control_approving_without_the_lock_shows_the_race(area, monkeypatch, record_property):
    if connection.vendor == "sqlite":
        pytest.skip(ON_SQLITE)
    with no_lock(monkeypatch):
        _, _, both = race_approval_against_suggestion(area, ROUNDS)
    figures.tell(record_property, "approve/amend race without its lock", f"{both} forbidden of {ROUNDS}")
    assert both > 0


def test_both_facilitators_and_a_double_press_make_one_cleared_note(area):
    workshop = approvable(area)
    for _ in range(10):
        told = at_once(
            *[lambda: approving.approve(fresh(workshop), by=area.other_facilitator) for _ in range(3)]
        )
        assert sum(isinstance(result, Approval) for result in told) == 1
        assert sum(isinstance(result, moves.Settled) for result in told) == 2
        assert ClearedNote.objects.filter(workshop=workshop).count() == 1
        assert ClearedPoint.objects.filter(note__workshop=workshop).count() == 1
        start_over(workshop)


def test_a_double_answer_leaves_one_that_counts(area):
    workshop = build.circulated(area)
    for _ in range(10):
        at_once(*[lambda: build.answer(fresh(workshop), area.la[0]) for _ in range(3)])
        counting = Answer.objects.filter(responder__seat=area.la[0], superseded_at=None)
        assert sorted(counting.values_list("point__number", flat=True)) == [1, 2, 3]


def test_a_double_press_on_circulate_sends_once(area):
    workshop = build.note_at("drafting", area)
    told = at_once(
        lambda: circulating.circulate(fresh(workshop), by=area.facilitator),
        lambda: circulating.circulate(fresh(workshop), by=area.other_facilitator),
    )
    assert sum(isinstance(result, moves.Settled) for result in told) == 1
    assert build.version_of(workshop).number == 1


def test_two_who_decide_the_same_change_decide_it_once(area):
    workshop = build.circulated(area)
    build.answer(workshop, area.la[2], build.CHANGE, numbers=[1], reason="unclear", new_text="Better")
    amendment = build.amendments(workshop)[0].pk
    told = at_once(
        lambda: settling.decide(fresh(workshop), amendment, outcome="accepted", by=area.facilitator),
        lambda: settling.decide(
            fresh(workshop), amendment, outcome="not_accepted", by=area.other_facilitator
        ),
    )
    assert sum(isinstance(result, NotPossible) for result in told) == 1


def test_logging_against_circulation_leaves_no_point_behind_a_frozen_note(area):
    workshop = build.note_at("drafting", area)
    told = at_once(
        lambda: circulating.circulate(fresh(workshop), by=area.facilitator),
        lambda: build.log_point(fresh(workshop), area.la[0], "In the last moment"),
    )
    assert [isinstance(told[0], Exception), build.note_of(workshop).state] == [False, "circulated"]
    logged = isinstance(told[1], build.logbook.Logged)
    assert logged or isinstance(told[1], moves.Settled)


# Compare-and-swap: two hundred edits of one statement

WRITERS, EDITS = 4, 50


def edit_at_once(point: object, save: Callable[[object, str], bool]) -> tuple[int, int, int]:
    """Stored revision, edits acknowledged as saved, conflicts told: by writers who each read, then save."""
    saved, conflicts = [], []

    def write(name: int) -> None:
        for n in range(EDITS):
            (saved if save(point, f"{name}:{n}") else conflicts).append(n)

    at_once(*[lambda name=name: write(name) for name in range(WRITERS)])
    stored = DraftPoint.objects.get(pk=point)
    return stored.revision, len(saved), len(conflicts)


def swap(point: object, text: str) -> bool:
    row = DraftPoint.objects.get(pk=point)
    try:
        with transaction.atomic():
            revisions.swap(row, revision=row.revision, text=text)
    except revisions.Conflict:
        return False
    return True


def read_change_save(point: object, text: str) -> bool:
    """The careless way: read, change, save."""
    row = DraftPoint.objects.get(pk=point)
    row.text, row.revision = text, row.revision + 1
    row.save()
    return True


def test_two_hundred_edits_of_one_statement_lose_none(area, record_property):
    workshop = build.note_at("drafting", area)
    point = DraftPoint.objects.filter(note__workshop=workshop)[0].pk
    before = DraftPoint.objects.get(pk=point).revision
    revision, saved, conflicts = edit_at_once(point, swap)
    lost = saved - (revision - before)
    told = f"{saved} saved, {conflicts} conflicts told, {lost} lost"
    figures.tell(record_property, f"200 edits on {connection.vendor}", told)
    assert (saved + conflicts, lost) == (WRITERS * EDITS, 0)


def test_control_edits_without_compare_and_swap_are_lost(area, record_property):
    workshop = build.note_at("drafting", area)
    point = DraftPoint.objects.filter(note__workshop=workshop)[0].pk
    before = DraftPoint.objects.get(pk=point).revision
    try:
        revision, saved, _ = edit_at_once(point, read_change_save)
    except OperationalError:
        pytest.fail("The careless way must be free to lose edits, not be refused.")
    lost = saved - (revision - before)
    figures.tell(record_property, f"200 careless edits on {connection.vendor}", f"{lost} lost")
    assert lost > 0


def test_wording_at_once_by_two_facilitators_is_one_save_and_one_conflict(area):
    workshop = build.note_at("drafting", area)
    point = DraftPoint.objects.filter(note__workshop=workshop)[0]
    told = at_once(
        *[
            lambda seat=seat: writing.word(
                fresh(workshop), point.pk, revision=point.revision, text=str(seat.pk), by=seat
            )
            for seat in area.facilitators
        ]
    )
    assert sorted(type(result).__name__ for result in told) == ["Conflict", "NoneType"]
