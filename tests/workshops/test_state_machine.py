"""Random people do random things; after each step the promises hold (trust, 4)."""

from __future__ import annotations

import contextlib
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from partnerships import membership
from partnerships.membership import NotPossible
from pipd.kit import clock, log
from pipd.kit.revisions import Conflict
from tests import build, figures
from tests.conftest import BASE_MOMENT
from tests.workshops import by_hand
from workshops.clearance import (
    answering,
    approving,
    assisting,
    circulating,
    contesting,
    countersigning,
    digests,
    identifying,
    reopening,
    room,
    settling,
    verifying,
    withdrawing,
    writing,
)
from workshops.clearance.working import (
    Amendment,
    Answer,
    CirculatedPoint,
    DraftPoint,
    Note,
    NoteVersion,
    Reopening,
)
from workshops.models import Approval, ClearedNote, ClearedPoint

REFUSALS = (NotPossible, PermissionDenied, Http404, Conflict)
SECRET = "QUAGGA-WITHDRAWN"
PEOPLE = st.integers(0, 7)  # three and two who were there, one who was not, two facilitators
PICK = st.integers(0, 5)
CHANGES: list[dict[str, Any]] = [
    {"is_removal": True},
    {"position_la": "mixed"},
    {"kind": "fact", "label": "wording"},
]
STEPS: dict[str, int] = {}


class Clearing(RuleBasedStateMachine):
    """One area, sessions 1 and 2 held, and everybody who may or may not touch their notes."""

    @initialize()
    def begin(self) -> None:
        self.outer = transaction.atomic()
        self.outer.__enter__()
        clock.set_to(BASE_MOMENT)
        self.group = build.group(la=5, tso=5)
        self.workshops = [build.delivered(self.group, n, la=3, tso=2) for n in (1, 2)]
        for workshop in self.workshops:
            build.write_up(self.group, workshop, ["First statement", "Second statement"])
        circulating.circulate(self.workshops[0], by=self.group.facilitator)
        self.frozen: dict[Any, list[str]] = {}
        self.gone: set[Any] = set()
        self.held: dict[Any, bool] = {}

    def teardown(self) -> None:
        if hasattr(self, "outer"):
            transaction.set_rollback(True)
            self.outer.__exit__(None, None, None)
        clock.set_to(None)

    # Who, what, whether it was refused

    def seat(self, who: int) -> build.Seat:
        group = self.group
        return [*group.la[:3], *group.tso[:2], group.tso[4], *group.facilitators][who]

    def session(self, n: int) -> build.Workshop:
        return build.Workshop.objects.select_related("area__programme").get(pk=self.workshops[n % 2].pk)

    def attempt(self, act: Any, *args: Any, **kwargs: Any) -> bool:
        STEPS["taken"] = STEPS.get("taken", 0) + 1
        try:
            with transaction.atomic():
                act(*args, **kwargs)
        except REFUSALS:
            return False
        STEPS["done"] = STEPS.get("done", 0) + 1
        return True

    def shown(self, workshop: build.Workshop) -> list[CirculatedPoint]:
        version = NoteVersion.objects.filter(note__workshop=workshop).order_by("-number").first()
        return list(CirculatedPoint.objects.filter(version=version).order_by("number")) if version else []

    # Acts

    @rule(n=PICK, who=PEOPLE)
    def log_and_write_up(self, n: int, who: int) -> None:
        workshop, seat = self.session(n), self.seat(who)
        if self.attempt(build.log_point, workshop, seat, "Something was said"):
            own = build.logbook.own_points(workshop, seat)[0]
            self.attempt(writing.make, workshop, sources=[own.id], by=self.group.facilitator)

    @rule(n=PICK, who=PEOPLE, pick=PICK)
    def word(self, n: int, who: int, pick: int) -> None:
        workshop = self.session(n)
        drafts = list(DraftPoint.objects.filter(note__workshop=workshop).order_by("number"))
        if drafts:
            point = drafts[pick % len(drafts)]
            words = f"Worded {clock.now().isoformat()}"
            self.attempt(
                writing.word, workshop, point.pk, revision=point.revision, text=words, by=self.seat(who)
            )

    @rule(n=PICK, who=st.sampled_from([6, 7, 6, 7, 0]))
    def circulate(self, n: int, who: int) -> None:
        self.attempt(circulating.circulate, self.session(n), by=self.seat(who))

    @rule(n=PICK, who=PEOPLE, only=st.none() | PICK)
    def call_it_fair(self, n: int, who: int, only: int | None) -> None:
        self._answer(n, who, only, build.FAIR)

    @rule(n=PICK)
    def all_call_it_fair(self, n: int) -> None:
        for who in range(5):
            self._answer(n, who, None, build.FAIR)

    @rule(n=PICK, who=PEOPLE, only=PICK)
    def suggest(self, n: int, who: int, only: int) -> None:
        self._answer(n, who, only, build.CHANGE, reason="unclear", new_text="Suggested words")

    @rule(n=PICK, who=PEOPLE, only=PICK, change=st.sampled_from(CHANGES))
    def suggest_more_than_words(self, n: int, who: int, only: int, change: dict[str, Any]) -> None:
        self._answer(n, who, only, build.CHANGE, reason="unclear", **{"new_text": "Other words", **change})

    @rule(n=PICK, who=st.sampled_from([6, 7, 1]), only=PICK, in_room=st.booleans())
    def keep_both(self, n: int, who: int, only: int, in_room: bool) -> None:
        workshop = self.session(n)
        if found := self.shown(workshop):
            point = found[only % len(found)].point_id
            self.attempt(contesting.keep_both, workshop, point, in_room=in_room, by=self.seat(who))

    @rule(n=PICK, who=PEOPLE, back=st.booleans())
    def hold_a_view_back(self, n: int, who: int, back: bool) -> None:
        act = identifying.take_back if back else identifying.hold_back
        for view in build.view_ids(self.group.area)[:2]:
            self.attempt(act, self.session(n), view, by=self.seat(who))

    @rule(n=PICK, who=PEOPLE, only=PICK, ground=st.sampled_from(["own_words", "identifies", "not_said"]))
    def object_to_it(self, n: int, who: int, only: int, ground: str) -> None:
        self._answer(n, who, only, build.OUT, ground=ground, reason="It was not so")

    def _answer(self, n: int, who: int, only: int | None, verdict: str, **more: Any) -> None:
        workshop = self.session(n)
        found = self.shown(workshop)
        chosen = found if only is None or not found else [found[only % len(found)]]
        replies = [answering.Reply(cp.point_id, cp.digest, verdict, **more) for cp in chosen]
        self.attempt(answering.give, workshop, replies, by=self.seat(who))

    @rule(n=PICK, who=PEOPLE, only=PICK, text=st.sampled_from(["As we see it", ""]))
    def add_view(self, n: int, who: int, only: int, text: str) -> None:
        workshop = self.session(n)
        if found := self.shown(workshop):
            point = found[only % len(found)].point_id
            self.attempt(answering.add_view, workshop, point, text=text, by=self.seat(who))

    @rule(n=PICK, who=PEOPLE)
    def miss_a_statement(self, n: int, who: int) -> None:
        self.attempt(
            answering.suggest_missing, self.session(n), text="Also", reason="It was said", by=self.seat(who)
        )

    @rule(
        n=PICK,
        who=PEOPLE,
        outcome=st.sampled_from(["accepted", "in_part", "not_accepted"]),
        in_room=st.booleans(),
    )
    def decide(self, n: int, who: int, outcome: str, in_room: bool) -> None:
        workshop = self.session(n)
        amendment = Amendment.objects.filter(note__workshop=workshop).order_by("-proposed_at").first()
        if amendment:
            self.attempt(
                settling.decide,
                workshop,
                amendment.pk,
                outcome=outcome,
                text="Decided words",
                in_room=in_room,
                by=self.seat(who),
            )

    @rule(n=PICK, who=st.sampled_from([6, 7, 1]))
    def send_changes(self, n: int, who: int) -> None:
        self.attempt(circulating.circulate_changes, self.session(n), by=self.seat(who))

    @rule(n=PICK, who=st.sampled_from([6, 7, 1]), here=st.sets(st.integers(0, 4)))
    def say_who_is_here(self, n: int, who: int, here: set[int]) -> None:
        workshop = self.session(n)
        people = room.Responder.objects.filter(
            note__workshop=workshop, seat__in=[self.seat(i).pk for i in here]
        )
        ids = list(people.values_list("pk", flat=True))
        self.attempt(room.say_who_is_here, workshop, here=ids, by=self.seat(who))

    @rule(n=PICK, who=st.sampled_from([6, 7, 1]))
    def all_present_agree(self, n: int, who: int) -> None:
        workshop = self.session(n)
        for cp in self.shown(workshop):
            self.attempt(room.agree, workshop, cp.point_id, digest=cp.digest, by=self.seat(who))

    @rule(n=PICK, who=st.sampled_from([6, 7, 1]), only=PICK)
    def leave_out(self, n: int, who: int, only: int) -> None:
        workshop = self.session(n)
        if found := self.shown(workshop):
            point = found[only % len(found)].point_id
            self.attempt(room.leave_out, workshop, point, by=self.seat(who))

    @rule(n=PICK, who=st.sampled_from([6, 7, 7, 7, 0]))
    def approve(self, n: int, who: int) -> None:
        workshop = self.session(n)
        note = Note.objects.filter(workshop=workshop).first()
        facts = by_hand.agreed(note) if note else {}
        if self.attempt(approving.approve, workshop, by=self.seat(who)):
            STEPS["cleared"] = STEPS.get("cleared", 0) + 1
            self._note_what_held(workshop, facts)

    @rule(n=PICK, pick=st.none() | PICK)
    def settle_and_approve(self, n: int, pick: int | None) -> None:
        """The whole way at once, at times to a withdrawal: step by step, hardly any run would come to its end."""
        workshop, by = self.session(n), self.group.facilitator
        self.attempt(circulating.circulate, workshop, by=by)  # were they parked, they are out again
        for amendment in Amendment.objects.filter(note__workshop=workshop, outcome="open"):
            self.attempt(settling.decide, workshop, amendment.pk, outcome="not_accepted", by=by)
        self.attempt(circulating.circulate_changes, workshop, by=by)
        self.all_call_it_fair(n)
        self.time_passes(n, "after the window")
        for who in (6, 7):
            self.approve(n, who)
        if pick is not None:
            self.withdraw(pick, 6)

    # Acts on notes as a whole, and what others recorded

    @rule(
        n=PICK,
        who=st.sampled_from([6, 7, 0]),
        whom=st.integers(0, 4),
        verdict=st.sampled_from(["fair", "fair", "out"]),
        channel=st.sampled_from(["phone", "email", "paper", "online"]),
    )
    def record_for(self, n: int, who: int, whom: int, verdict: str, channel: str) -> None:
        workshop = self.session(n)
        asked = room.Responder.objects.filter(note__workshop=workshop, seat=self.seat(whom).pk).first()
        ground = "not_said" if verdict == build.OUT else ""
        replies = [
            answering.Reply(
                cp.point_id, cp.digest, verdict, ground=ground, reason="On the phone" if ground else ""
            )
            for cp in self.shown(workshop)
        ]
        if asked:
            self.attempt(assisting.record, workshop, asked.pk, replies, channel=channel, by=self.seat(who))

    @rule(n=PICK, who=PEOPLE, pick=PICK)
    def dispute(self, n: int, who: int, pick: int) -> None:
        """Whoever says it, of whichever answer: only one's own that somebody else recorded stops counting."""
        workshop, seat = self.session(n), self.seat(who)
        answers = Answer.objects.filter(responder__note__workshop=workshop).order_by("-recorded_at", "pk")
        if not answers:
            return
        mine = answers.filter(responder__seat=seat).exclude(recorded_by=seat)
        answer = (mine if mine else answers)[pick % len(mine or answers)]
        if self.attempt(assisting.dispute, workshop, answer.pk, by=seat):
            assert (answer.responder.seat_id, answer.recorded_by_id != seat.pk) == (seat.pk, True)
            STEPS["disputed"] = STEPS.get("disputed", 0) + 1

    @rule(n=PICK, pick=PICK)
    def clear_by_phone_and_dispute(self, n: int, pick: int) -> None:
        """The way to an answer that was recorded for somebody, counted, and was not theirs."""
        workshop, by = self.session(n), self.group.facilitator
        for amendment in Amendment.objects.filter(note__workshop=workshop, outcome="open"):
            self.attempt(settling.decide, workshop, amendment.pk, outcome="not_accepted", by=by)
        self.attempt(circulating.circulate_changes, workshop, by=by)
        for whom in range(5):
            self.record_for(n, 6, whom, build.FAIR, "phone")
        for who in (6, 7):
            self.approve(n, who)
        self.dispute(n, 3, pick)

    @rule(n=PICK, who=PEOPLE, pick=PICK)
    def ask_to_open_again(self, n: int, who: int, pick: int) -> None:
        workshop = self.session(n)
        points = list(ClearedPoint.objects.filter(note__workshop=workshop).order_by("number"))
        if points:
            chosen = [points[pick % len(points)].origin]
            self.attempt(reopening.ask, workshop, chosen, reason="It was not so", by=self.seat(who))

    @rule(n=PICK, who=PEOPLE)
    def agree_to_open_again(self, n: int, who: int) -> None:
        """Nothing leaves the record unless all three sides have said so."""
        workshop = self.session(n)
        request = Reopening.objects.filter(note__workshop=workshop, done_at=None, dropped_at=None).first()
        before = ClearedPoint.objects.filter(note__workshop=workshop).count()
        self.attempt(reopening.agree, workshop, by=self.seat(who))
        after = ClearedPoint.objects.filter(note__workshop=workshop).count()
        if after < before:
            STEPS["opened"] = STEPS.get("opened", 0) + 1
            request.refresh_from_db()
            assert request.facilitator_at
            assert request.la_at
            assert request.tso_at

    @rule(n=PICK, who=PEOPLE)
    def drop_the_request(self, n: int, who: int) -> None:
        self.attempt(reopening.drop, self.session(n), by=self.seat(who))

    @rule(n=PICK, pick=PICK)
    def settle_and_open_again(self, n: int, pick: int) -> None:
        """The way there and back at once."""
        self.settle_and_approve(n, None)
        self.ask_to_open_again(n, 1, pick)
        for who in (3, 6):
            self.agree_to_open_again(n, who)

    @rule(n=PICK, who=PEOPLE)
    def countersign(self, n: int, who: int) -> None:
        workshop, seat = self.session(n), self.seat(who)
        note = Note.objects.filter(workshop=workshop).first()
        facts = by_hand.agreed(note) if note else {}
        seen = "unread"
        with contextlib.suppress(*REFUSALS):
            page = countersigning.page(workshop, seat)
            seen = page.seen if page else seen
        approvals = Approval.objects.filter(note__workshop=workshop).count()
        self.attempt(countersigning.countersign, workshop, seen=seen, by=seat)
        if Approval.objects.filter(note__workshop=workshop).count() > approvals:
            STEPS["countersigned"] = STEPS.get("countersigned", 0) + 1
            self._note_what_held(workshop, facts)

    @rule(n=PICK)
    def everybody_answers_and_two_countersign(self, n: int) -> None:
        self.all_call_it_fair(n)
        self.time_passes(n, "after the window")
        self.time_passes(n, "a week")
        self.time_passes(n, "a day")
        for who in (1, 4):
            self.countersign(n, who)

    def _note_what_held(self, workshop: build.Workshop, facts: dict[Any, str]) -> None:
        for point in ClearedPoint.objects.filter(note__workshop=workshop):
            self.held[point.origin] = facts[point.origin] == point.digest

    @rule(pick=PICK, who=st.sampled_from([6, 7, 0]))
    def withdraw(self, pick: int, who: int) -> None:
        points = list(ClearedPoint.objects.order_by("pk"))
        if points:
            point = points[pick % len(points)]
            if self.attempt(withdrawing.withdraw, self.group.area, point.pk, by=self.seat(who)):
                STEPS["withdrawn"] = STEPS.get("withdrawn", 0) + 1
                self.gone.add(point.origin)

    @rule(
        n=PICK,
        to=st.sampled_from(["an hour", "an hour", "a day", "a week", "next session", "after the window"]),
    )
    def time_passes(self, n: int, to: str) -> None:
        """And the clock clears nothing."""
        before = sorted(ClearedPoint.objects.values_list("pk", flat=True))
        note = Note.objects.filter(workshop=self.workshops[n % 2]).first()
        following = build.area_with_sessions(self.group)[n % 2 + 1]
        build.forward_to(
            {
                "an hour": clock.now() + timedelta(hours=1),
                "a day": clock.now() + timedelta(days=1),
                "a week": clock.now() + timedelta(days=7),
                "next session": following.starts_at,
                "after the window": note.closes_at if note and note.closes_at else clock.now(),
            }[to]
        )
        system = membership.system_seat(self.group.programme)
        for workshop in approving.overdue():
            self.attempt(approving.park_if_nothing_agreed, workshop, by=system)
        assert sorted(ClearedPoint.objects.values_list("pk", flat=True)) == before

    # What always holds

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


def play(examples: int, steps: int, number: int = 0) -> dict[str, int]:
    """One run; another `number` takes other steps. Long runs are several: one of a hundred examples lost its thread."""
    STEPS.clear()
    people = seed(number)(type("Clearing", (Clearing,), {}))
    run_state_machine_as_test(
        people,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate],  # the steps as they were taken tell enough; shrinking them takes minutes
        ),
    )
    return dict(STEPS)


def test_random_people_doing_random_things(db, record_property):
    steps = play(examples=22, steps=60)
    figures.tell(record_property, "state machine", steps)
    assert steps["taken"] >= 2000
    assert steps["done"] > steps["taken"] // 10
    assert_all_was_seen(steps)


@pytest.mark.heavy
@pytest.mark.parametrize("number", range(1, 7))
def test_random_people_doing_random_things_for_long(db, record_property, number):
    """Six runs, ten thousand steps and more."""
    steps = play(examples=22, steps=60, number=number)
    figures.tell(record_property, f"state machine, run {number} of 6", steps)
    assert steps["taken"] * 6 >= 10_000
    assert steps["cleared"] + steps.get("countersigned", 0) > 2


def assert_all_was_seen(steps: dict[str, int]) -> None:
    """What the invariants are about has happened: else they have held over nothing."""
    wanted = ("cleared", "withdrawn", "opened", "disputed", "countersigned")
    assert {name for name in wanted if not steps.get(name)} == set()
