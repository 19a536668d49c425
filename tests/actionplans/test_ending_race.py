"""An area is discontinued at the very moment somebody logs, answers, comments, changes the plan or signs it (0026).

Whoever writes is stopped in the midst of it, after their lock, until the area has ended or has to wait for them. So
each race is met every time, and its control shows what the locks and the log's gate are for.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from django.db import connection, connections

from actionplans import comments, content, planning, signing
from actionplans import moves as plans
from actionplans.models import ActionPlan, Objective, PlanAgreed
from partnerships import ending, over
from partnerships.membership import NotPossible
from partnerships.models import Role, StudyArea
from pipd.kit.models import LogEntry
from tests import build
from tests.actionplans import builders
from tests.journeys.refusals import everything
from tests.refused import refused
from tests.workshops.test_races import ON_SQLITE, fresh
from workshops import verify
from workshops.clearance import moves as notes
from workshops.clearance.working import Answer, LoggedPoint, Note

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 3  # seconds that whoever writes is held, unless the area has ended before: longer than that needs
ENDED = "area moved on"
Press = Callable[[], Any]


class Act(NamedTuple):
    """`ready` makes what is acted on and gives the press; `verb` is its entry, and `ended` how it stands after."""

    verb: str
    ready: Callable[[build.Group], Press]
    ended: Callable[[], object]


def logs(group: build.Group) -> Press:
    workshop = build.delivered(group)
    return lambda: build.log_point(fresh(workshop), group.la_officer, f"{group.words.logged} once more")


def answers(group: build.Group) -> Press:
    workshop = build.circulated(group)
    return lambda: build.answer(fresh(workshop), group.la_officer)


def plan_again(plan: ActionPlan) -> ActionPlan:
    return ActionPlan.objects.select_related("area__programme").get(pk=plan.pk)


def comments_on(group: build.Group) -> Press:
    item = builders.objective(builders.draft(group), group)
    again = Objective.objects.select_related("plan__area__programme")
    return lambda: comments.say(again.get(pk=item.pk), text="Is it enough?", by=group.tso_officer)


def changes(group: build.Group) -> Press:
    plan = builders.draft(group)
    return lambda: planning.add_objective(
        plan_again(plan), text="To meet more", priority="low", by=group.la_officer
    )


def signs(group: build.Group) -> Press:
    plan = builders.accepted(group)
    digest = content.content_digest(plan)
    return lambda: signing.sign(plan_again(plan), digest=digest, by=group.la_lead)


def state_of_plan() -> object:
    return ActionPlan.objects.get().state


ACTS = {
    "a point": Act(
        "point logged", logs, lambda: LoggedPoint.objects.filter(text__contains="once more").count() == 1
    ),
    "an answer": Act(
        "answered", answers, lambda: Answer.objects.exists() and Note.objects.get().state == Note.State.PARKED
    ),
    "a comment": Act("comment made", comments_on, lambda: state_of_plan() == "abandoned"),
    "a change of the plan": Act("objective added", changes, lambda: state_of_plan() == "abandoned"),
    "a signature": Act(
        "plan signed",
        signs,
        lambda: state_of_plan() == "abandoned" and PlanAgreed.objects.get().voided_at is not None,
    ),
}
every_act = pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)


def end(group: build.Group, by: build.Seat) -> None:
    ending.discontinue(StudyArea.objects.get(pk=group.area.pk), reason="It is abolished", by=by)


def unlocked_note(workshop: build.Workshop) -> Note:
    return Note.objects.get_or_create(workshop=workshop)[0]


def race(
    group: build.Group, press: Press, monkeypatch: pytest.MonkeyPatch, *, guarded: bool = True
) -> list[Any]:
    """`press` has its lock when the area is to be ended; what either was refused with."""
    by = build.programme_seat(Role.ADMINISTRATOR)
    locked, over_now, wrong = threading.Event(), threading.Event(), []
    without: dict[Any, Callable[[Any], Any]] = {notes: unlocked_note, plans: plan_again}

    def run(act: Press) -> None:
        try:
            act()
        except Exception as refusal:
            wrong.append(refusal)
        finally:
            connections.close_all()

    writer = threading.Thread(target=run, args=[press])
    for module, unlocked in without.items():
        read = module.lock if guarded else unlocked

        def wait(of: Any, read: Callable[[Any], Any] = read) -> Any:
            found = read(of)
            if threading.current_thread() is writer and not locked.is_set():
                locked.set()
                over_now.wait(30)
            return found

        monkeypatch.setattr(module, "lock", wait)
    if not guarded:
        monkeypatch.setattr(over, "check", lambda area_id, verb: None)
    writer.start()
    assert locked.wait(10)
    other = threading.Thread(target=run, args=[lambda: end(group, by)])
    other.start()
    other.join(PATIENCE)  # it has ended the area by now, or waits for whoever writes
    over_now.set()
    for thread in (writer, other):
        thread.join(30)
    return wrong


def verbs(group: build.Group) -> list[str]:
    rows = LogEntry.objects.filter(chain=group.area.chain).order_by("number")
    return list(rows.values_list("verb", flat=True))


@every_act
def test_what_had_its_lock_came_first_and_ended_with_the_area_or_is_refused(base_moment, monkeypatch, act):
    group = build.group()
    press = act.ready(group)
    before = verbs(group)
    said = race(group, press, monkeypatch)
    after = verbs(group)[len(before) :]
    assert after[-1] == ENDED
    if said:
        assert [type(refusal) for refusal in said] == [NotPossible]
        assert act.verb not in after
    else:
        assert act.verb in after
        assert act.ended()
    assert list(verify.verify()) == []


@every_act
def test_control_without_locks_and_gate_it_is_written_after_the_end(base_moment, monkeypatch, act):
    if connection.vendor == "sqlite":
        pytest.skip(ON_SQLITE)
    group = build.group()
    press = act.ready(group)
    said = race(group, press, monkeypatch, guarded=False)
    assert said == []
    assert ENDED in verbs(group)
    assert verbs(group)[-1] != ENDED


@every_act
def test_who_read_the_page_before_the_end_writes_nothing_after_it(base_moment, act):
    group = build.group()
    press = act.ready(group)
    end(group, build.programme_seat(Role.ADMINISTRATOR))
    before = everything()
    refused(press)
    assert everything() == before
