"""What random people do with notes as a whole: approve, record for others, dispute, open again, withdraw, wait."""

from __future__ import annotations

import contextlib
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from partnerships import membership
from pipd.kit import clock
from tests import build
from tests.workshops import by_hand
from tests.workshops.machine import PEOPLE, PICK, REFUSALS, STEPS
from tests.workshops.machine_acts import Acts
from workshops.clearance import (
    answering,
    approving,
    assisting,
    circulating,
    countersigning,
    departing,
    reopening,
    room,
    settling,
    withdrawing,
)
from workshops.clearance.working import (
    Amendment,
    Answer,
    Note,
    Reopening,
)
from workshops.models import Approval, ClearedPoint


class Whole(Acts):
    """Acts on notes as a whole, what others recorded, and the time that passes."""

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

    @precondition(lambda self: not self.silent)
    @rule(who=st.sampled_from([2, 2, 2, 4, 5]), asks=st.booleans())
    def take_back_consent(self, who: int, asks: bool) -> None:
        """One person of a run: if many did, nothing would be cleared any more."""
        seat, area = self.seat(who), self.group.area
        point = ClearedPoint.objects.order_by("pk").first()
        identifying = [point.pk] if point and asks else []
        if self.attempt(departing.withdraw_consent, area, identifying=identifying, by=seat):
            STEPS["consent taken back"] = STEPS.get("consent taken back", 0) + 1
            seat.refresh_from_db()
            self.silent.add(seat.pk)

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
