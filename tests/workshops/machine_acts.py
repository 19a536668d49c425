"""What random people do with statements: write, answer, suggest, decide, agree in the room."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from pipd.kit import clock
from tests import build
from tests.workshops.machine import CHANGES, PEOPLE, PICK, Setting
from workshops.clearance import (
    answering,
    circulating,
    contesting,
    identifying,
    room,
    settling,
    writing,
)
from workshops.clearance.working import (
    Amendment,
    DraftPoint,
)


class Acts(Setting):
    """One statement at a time."""

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
