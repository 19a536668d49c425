"""What holds after each step, whoever took it (trust, 4)."""

from __future__ import annotations

from hypothesis.stateful import invariant

from pipd.kit import log
from tests.workshops.machine import STEPS, Setting
from workshops.clearance import (
    digests,
    room,
    verifying,
)
from workshops.clearance.working import (
    Amendment,
    Answer,
    CirculatedPoint,
    DifferingView,
    DraftPoint,
    LoggedPoint,
    Note,
    NoteVersion,
)
from workshops.models import Approval, ClearedNote, ClearedPoint


class Promises(Setting):
    """What always holds."""

    @invariant()
    def cleared_means_that_the_rule_held_for_that_very_digest(self) -> None:
        if hasattr(self, "held"):
            cleared = set(ClearedPoint.objects.values_list("origin", flat=True))
            assert cleared <= {origin for origin, held in self.held.items() if held}
            notes = set(ClearedNote.objects.values_list("workshop", flat=True))
            states = dict(Note.objects.values_list("workshop", "state"))
            assert {w for w, state in states.items() if state == "cleared"} <= notes
            # What was opened again, or disputed, is asked about; the record of the rest stands.
            assert {states[w] for w in notes} <= {"cleared", "circulated"}

    @invariant()
    def what_is_in_question_is_not_in_the_record(self) -> None:
        open_points = DraftPoint.objects.filter(closed_at=None, removed_at=None, withdrawn_at=None)
        assert not ClearedPoint.objects.filter(origin__in=open_points.values("pk")).exists()

    @invariant()
    def nobody_closes_alone_what_they_wrote_up(self) -> None:
        """Domain I-18: another facilitator, or one of each sector."""
        for approval in Approval.objects.select_related("approved_by", "countersigned_by", "note"):
            version = NoteVersion.objects.get(
                note__workshop=approval.note.workshop_id, number=approval.version
            )
            if approval.countersigned_by is None:
                assert approval.approved_by.role == "facilitator"
                assert approval.approved_by_id != version.compiled_by_id
            else:
                assert {approval.approved_by.sector, approval.countersigned_by.sector} == {"la", "tso"}

    @invariant()
    def whoever_may_answer_was_there(self) -> None:
        """Domain I-15: frozen at first circulation."""
        if hasattr(self, "group"):
            there = {self.seat(who).pk for who in range(5)}
            assert set(room.Responder.objects.values_list("seat", flat=True)) <= there

    @invariant()
    def a_disputed_answer_does_not_count(self) -> None:
        """Domain I-22."""
        assert not Answer.objects.filter(superseded_at=None).exclude(disputed_at=None).exists()

    @invariant()
    def withdrawn_statements_are_nowhere(self) -> None:
        if hasattr(self, "gone"):
            assert not ClearedPoint.objects.filter(origin__in=self.gone).exists()
            assert not CirculatedPoint.objects.filter(point__in=self.gone).exclude(text="").exists()
            assert not DraftPoint.objects.filter(pk__in=self.gone).exclude(text="").exists()

    @invariant()
    def whoever_took_their_consent_back_is_asked_and_says_nothing(self) -> None:
        """Domain E7: no words of theirs are left in what is not cleared, and nobody waits for them."""
        silent = getattr(self, "silent", ())
        if silent:
            assert not room.Responder.objects.filter(seat__in=silent, removed_at=None).exists()
            assert not DifferingView.objects.filter(responder__seat__in=silent).exists()
            assert not Amendment.objects.filter(responder__seat__in=silent, outcome="open").exists()
            assert not LoggedPoint.objects.filter(seat__in=silent).exclude(text="").exists()

    @invariant()
    def versions_never_change(self) -> None:
        if not hasattr(self, "frozen"):
            return
        for version in NoteVersion.objects.all():
            points = CirculatedPoint.objects.filter(version=version).order_by("number")
            now = [
                cp.digest if cp.redacted_at else f"{cp.digest}{cp.text}"[: 64 + len(cp.text)] for cp in points
            ]
            before = self.frozen.setdefault(version.pk, now)
            assert [d[:64] for d in now] == [d[:64] for d in before]
            assert digests.of_version(cp.digest for cp in points) == version.digest
            assert all(digests.of_point(cp) == cp.digest for cp in points if cp.redacted_at is None)

    @invariant()
    def verify_finds_nothing(self) -> None:
        if hasattr(self, "group") and STEPS.get("taken", 0) % 5 == 0:
            assert [*verifying.verify(), *log.verify()] == []
