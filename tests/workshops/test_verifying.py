"""`verify` names one flipped byte wherever it is (domain I-13, trust R20)."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import F, Value
from django.db.models.functions import Concat

from pipd.kit import clock
from pipd.kit.models import LogChain, LogEntry
from tests import build
from workshops import gate
from workshops.clearance import withdrawing
from workshops.clearance.working import (
    Answer,
    CirculatedPoint,
    Note,
    NoteVersion,
    Responder,
)
from workshops.models import Attendance, ClearedPoint, Workshop


def verified() -> list[str]:
    out = StringIO()
    failure = None
    try:
        call_command("verify", verbosity=0, stdout=out)
    except CommandError as error:
        failure = error
    found = out.getvalue().splitlines()
    told = (failure.returncode, str(failure)) if failure else (0, "")
    assert told == ((1, f"{len(found)} wrong.") if found else (0, ""))
    return found


@pytest.fixture
def world(area, neighbour):
    """Cleared, circulated and parked notes, and a neighbour's."""
    build.note_at("answered", neighbour)
    build.note_at("cleared", area)
    build.note_at("parked", area, 2)
    build.circulated(area, 3)
    return area


def behind_the_guard(table: str, column: str, pk: object) -> None:
    """Flip the first byte of one column, as somebody with a database client would."""
    pk = pk.hex if connection.vendor == "sqlite" and hasattr(pk, "hex") else pk
    with connection.cursor() as cursor:
        sql = f"UPDATE {table} SET {column} = 'X' || substr({column}, 2) WHERE id = %s"  # noqa: S608
        cursor.execute(sql, [str(pk)])
        assert cursor.rowcount == 1


def test_a_sound_world_has_nothing_wrong(world):
    assert verified() == []
    out = StringIO()
    call_command("verify", stdout=out)
    assert out.getvalue() == "Everything holds together.\n"


def test_a_withdrawn_statement_is_accepted_as_redacted(world):
    withdrawing.withdraw(world.area, build.cleared_point(world).pk, by=world.facilitator)
    assert CirculatedPoint.objects.exclude(redacted_at=None).count() == 1
    assert verified() == []


def test_one_flipped_byte_in_a_circulated_statement_is_named(world):
    cp = build.shown(build.area_with_sessions(world)[2])[0]
    version = "Notes of Quillshire, session 3, version 1"
    point, whole = (
        f"{version}: statement 1 does not match its digest.",
        f"{version}: its statements do not match its digest.",
    )
    said = {}
    for column in ("text", "salt", "digest"):
        with transaction.atomic():
            behind_the_guard("workshops_circulatedpoint", column, cp.pk)
            said[column] = verified()
            transaction.set_rollback(True)
    assert said == {"text": [point], "salt": [point], "digest": [point, whole]}


def test_one_flipped_byte_in_a_versions_digest_is_named(world):
    version = build.version_of(build.area_with_sessions(world)[2])
    behind_the_guard("workshops_noteversion", "digest", version.pk)
    assert verified() == [
        "Notes of Quillshire, session 3, version 1: its statements do not match its digest."
    ]


def test_one_flipped_byte_in_a_cleared_statement_is_named(world):
    behind_the_guard("workshops_clearedpoint", "text", build.cleared_point(world).pk)
    assert verified() == [
        "Cleared notes of Quillshire, session 1, statement 1: its words are not those that were cleared."
    ]


def test_one_flipped_byte_in_the_log_is_named(world):
    entry = LogEntry.objects.filter(chain=world.area.chain)[5]
    behind_the_guard("kit_logentry", "verb", entry.pk)
    said = verified()
    entry.refresh_from_db()
    assert said[0] == f"Log of {world.area.chain}: entry 6 ({entry.verb}) does not match its digest."


def test_a_log_cut_off_at_its_end_is_named(world):
    last = LogEntry.objects.filter(chain=world.area.chain).order_by("-number")[0]
    LogEntry.objects.filter(pk=last.pk)._raw_delete("default")
    said = verified()
    assert said == [
        f"Log of {world.area.chain}: {last.number} entries were written, {last.number - 1} are here."
    ]


def test_a_log_entry_taken_out_of_the_middle_is_named(world):
    LogEntry.objects.filter(chain=world.area.chain, number=3)._raw_delete("default")
    assert f"Log of {world.area.chain}: entry 3 is missing." in verified()


# One broken row each, written past the workflow functions


def _clear_by_hand(world: build.Group) -> None:
    note = build.note_of(build.area_with_sessions(world)[2])
    Note.objects.filter(pk=note.pk).update(state="cleared")


def _copy_uncleared(world: build.Group) -> None:
    cp = build.shown(build.area_with_sessions(world)[0])[2]
    with gate.opened():
        ClearedPoint.objects.create(
            note=build.cleared_note(world),
            approval=build.cleared_note(world).latest,
            origin=cp.point_id,
            **{name: getattr(cp, name) for name in ("number", "topic", "text", "kind", "digest")},
            position_la=cp.position_la,
            position_tso=cp.position_tso,
        )


def _copy_unknown(world: build.Group) -> None:
    cp = build.shown(build.area_with_sessions(world)[2])[0]
    with gate.opened():
        ClearedPoint.objects.create(
            note=build.cleared_note(world),
            approval=build.cleared_note(world).latest,
            origin=cp.point_id,
            number=9,
            text=cp.text,
            digest=cp.digest,
        )


def _leave_a_word(world: build.Group) -> None:
    point = build.cleared_point(world)
    withdrawing.withdraw(world.area, point.pk, by=world.facilitator)
    Answer.objects.filter(point=point.origin).update(reason="left")


def _same_approver(world: build.Group) -> None:
    NoteVersion.objects.filter(note__workshop__number=1, note__workshop__area=world.area).update(
        compiled_by=world.other_facilitator
    )


def _take_an_answer_back(world: build.Group) -> None:
    Answer.objects.filter(
        responder__seat=world.tso[0], point__note__workshop__number=1, point__number=1
    ).update(superseded_at=clock.now())


BROKEN: dict[str, tuple[Callable[[build.Group], object], list[str]]] = {
    "cleared by hand": (
        _clear_by_hand,
        ["Notes of Quillshire, session 3: cleared, and has no summary."],
    ),
    "a statement copied that was not agreed": (
        _copy_uncleared,
        ["Cleared notes of Quillshire, session 1, statement 3: the rule does not hold for it."],
    ),
    "a statement copied from other notes": (
        _copy_unknown,
        ["Cleared notes of Quillshire, session 1, statement 9: it is not in the version that was cleared."],
    ),
    "a word left of a withdrawn statement": (
        _leave_a_word,
        ["Notes of Quillshire, session 1, withdrawn statement 1: words of it are left."],
    ),
    "approved by whoever wrote it up": (
        _same_approver,
        ["Cleared notes of Quillshire, session 1: approved by whoever wrote the version up."],
    ),
    "an answer taken back behind a cleared statement": (
        _take_an_answer_back,
        ["Cleared notes of Quillshire, session 1, statement 1: the rule does not hold for it."],
    ),
    "a version number that was never sent": (
        lambda w: _raw_update("workshops_approval", "version", 7),
        [
            "Cleared notes of Quillshire, session 1: version 7 was never sent.",
            "Cleared notes of Quillshire, session 1, statement 1: it is not in the version that was cleared.",
            "Cleared notes of Quillshire, session 1, statement 2: it is not in the version that was cleared.",
        ],
    ),
    "more answers than people": (
        lambda w: _raw_update("workshops_approval", "la_answered", 9),
        ["Cleared notes of Quillshire, session 1: more people answered than were there."],
    ),
}


def _raw_update(table: str, column: str, value: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {column} = %s", [value])  # noqa: S608


def test_what_no_workflow_would_write_is_named(world):
    """Each in turn in the same world, undone again."""
    said = {}
    for broken, (act, _) in BROKEN.items():
        with transaction.atomic():
            act(world)
            said[broken] = verified()
            transaction.set_rollback(True)
    assert said == {broken: expected for broken, (_, expected) in BROKEN.items()}


def test_a_responder_who_was_not_there_is_named(world):
    responder = Responder.objects.filter(note__workshop__number=3, seat=world.la[0]).get()
    Attendance.objects.filter(workshop__number=3, seat=world.la[0]).update(presence="absent")
    assert verified() == [f"Notes of Quillshire, session 3: responder {responder.pk} was not at the session."]


def test_a_responder_for_the_other_sector_is_named(world):
    responder = Responder.objects.filter(note__workshop__number=3, seat=world.la[0]).get()
    Responder.objects.filter(pk=responder.pk).update(sector="tso")
    assert verified() == [
        f"Notes of Quillshire, session 3: responder {responder.pk} stands for the other sector."
    ]


def test_an_answer_to_words_never_shown_is_named(world, neighbour):
    answer = Answer.objects.filter(responder__seat=neighbour.la[0])[0]
    Answer.objects.filter(pk=answer.pk).update(digest="0" * 64)
    assert verified() == [f"Answer {answer.pk}: its wording was never shown."]


def test_a_clearing_that_the_log_does_not_tell_of_is_named(world):
    entry = LogEntry.objects.get(verb="notes cleared")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE kit_logentry SET verb = 'notes read' WHERE id = %s", [entry.pk])
    assert "Cleared notes of Quillshire, session 1: the log does not tell of its clearing." in verified()


def test_a_session_held_before_the_one_in_front_of_it_is_named(world):
    Workshop.objects.filter(area=world.area, number=2).update(state="confirmed")
    assert verified()[0] == "Quillshire, session 3: held before session 2 was."


def test_attendance_of_somebody_who_did_not_take_part_is_named(world, neighbour):
    workshop = Workshop.objects.get(area=world.area, number=1)
    stranger = Attendance.objects.create(workshop=workshop, seat=neighbour.la[5], presence="absent")
    assert verified() == [
        f"Quillshire, session 1: attendance {stranger.pk} of somebody who did not take part on that day."
    ]


def test_sentences_hold_no_words_that_people_said(world):
    CirculatedPoint.objects.filter(redacted_at=None).update(text=Concat(F("text"), Value("!")))
    said = "\n".join(verified())
    assert said.count("does not match its digest") == 12
    assert world.words.secret not in said
    assert world.words.cleared not in said


def test_verify_needs_no_chain_to_begin_with(db):
    assert (verified(), LogChain.objects.count()) == ([], 0)
