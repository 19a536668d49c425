"""How the demonstration tells a plan: drafting, agreeing, starting and reporting, by the real functions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from actionplans import (
    accepting,
    challenging,
    content,
    delivery,
    depending,
    grounding,
    planning,
    progress,
    signing,
)
from actionplans.demo_data import Aim, Deed
from actionplans.demo_plans import PLANS
from actionplans.models import ActionPlan, Delivery, Objective, ProgressUpdate
from actionplans.models.delivery import Status
from partnerships.demo_story import Group, Story
from partnerships.models import Seat
from pipd.kit import workdays
from workshops import demo_words
from workshops.models import ClearedPoint

NO_STATEMENT = "Both sectors raised this while the plan was drafted, after the last session."


@dataclass
class Telling:
    """One area's plan as it is told."""

    story: Story
    group: Group
    plan: ActionPlan

    @property
    def aims(self) -> tuple[Aim, ...]:
        return PLANS[self.group.place.slug]


# Drafting and accepting


def draft(telling: Telling) -> None:
    """Both sectors put objectives and actions forward in turn, and say which statements they answer."""
    group = telling.group
    cleared = list(ClearedPoint.objects.filter(note__area=group.area))
    for i, aim in enumerate(telling.aims):
        by = group.people[i % 6]
        objective = planning.add_objective(
            telling.plan,
            by=by,
            text=aim.text,
            priority=aim.priority,
            concern_la=aim.concern_la,
            concern_tso=aim.concern_tso,
        )
        for k, deed in enumerate(aim.actions):
            author = group.people[(i + k + 1) % 6]
            planning.add_action(objective, by=author, text=deed.text, kind=deed.kind, mode=deed.mode)
        _ground(objective, aim, cleared, by=by)


def _ground(objective: Objective, aim: Aim, cleared: list[ClearedPoint], *, by: Seat) -> None:
    found = demo_words.find(cleared, *(str(number) for number in aim.answers))
    if found:
        grounding.link(objective, [point.pk for point in found], by=by)
    else:
        grounding.give_reason(objective, reason=NO_STATEMENT, revision=objective.revision, by=by)


def accept_all(telling: Telling, seat: Seat) -> None:
    """`seat` accepts everything for the participants of its sector."""
    accepting.accept_all(telling.plan, seen=content.seen_digest(content.lines(telling.plan)), by=seat)


def agree(telling: Telling, n: int) -> None:
    """Both leads accept on day `n`; one signs then, and the other four days later."""
    la, tso, story = telling.group.la[0], telling.group.tso[0], telling.story
    story.go(n, 10)
    accept_all(telling, la)
    story.go(n, 14)
    accept_all(telling, tso)
    story.go(n, 16)
    signing.sign(telling.plan, digest=content.content_digest(telling.plan), by=la)
    story.go(n + 4, 9, 40)
    signing.sign(telling.plan, digest=content.content_digest(telling.plan), by=tso)
    telling.plan.refresh_from_db()


# Delivering


def _deliveries(telling: Telling) -> list[tuple[Deed, Delivery]]:
    """The actions as they were put forward, each with how it is delivered."""
    rows = Delivery.objects.filter(action__objective__plan=telling.plan)
    deeds = [deed for aim in telling.aims for deed in aim.actions]
    return list(zip(deeds, rows.order_by("action__objective__seq", "action__seq"), strict=True))


def start(telling: Telling, n: int) -> None:
    """Leads, dates and measures are filled in over a week; on day `n` both leads start delivery."""
    group, story = telling.group, telling.story
    first = 5 if group.place.slug == "quillshire" else 0  # there the lead leads what is due soon
    story.go(n - 6, 11)
    for i, (deed, row) in enumerate(_deliveries(telling)):
        la, tso = group.la[(i + first) % len(group.la)], group.tso[i % len(group.tso)]
        delivery.fill_in(
            row,
            revision=row.revision,
            by=group.people[i % 6],
            lead_la=_post(la) if i % 3 != 1 else deed.leads[0],
            lead_la_seat=la if i % 3 != 1 else None,
            lead_tso=_post(tso) if i % 3 != 2 else deed.leads[1],
            lead_tso_seat=tso if i % 3 != 2 else None,
            starts_on=story.day(n),
            due_on=workdays.add_wd(story.day(n), deed.due),
            resources=deed.resources,
            measure=deed.measure,
            cost=deed.cost,
            **_told_of_leads(i),
        )
    story.go(n, 9)
    delivery.start(telling.plan, by=group.tso[0])
    story.go(n, 12)
    delivery.start(telling.plan, by=group.la[0])


def _told_of_leads(i: int) -> dict[str, Any]:
    """How to reach whoever leads without an account: every third action has one in each sector."""
    la = "partnerships.desk@council.example" if i % 3 == 1 else ""
    tso = "01632 960140" if i % 3 == 2 else ""
    return {"contact_la": la, "contact_tso": tso}


def wait(telling: Telling, i: int, *others: int) -> None:
    """Action `i` of the plan waits for `others`."""
    rows = [row for _, row in _deliveries(telling)]
    keys = [rows[other].action_id for other in others]
    depending.wait_for(rows[i], needs=keys, revision=rows[i].revision, by=telling.group.la[0])


def _post(seat: Seat) -> str:
    return f"{seat.job_title}, {seat.organisation}"


def tell(
    telling: Telling, i: int, status: str, rag: str = "", note: str = "", *, by: Seat, due: int | None = None
) -> Delivery:
    """A word on action `i`; `due` is the day of the story until which it is put off."""
    row = _deliveries(telling)[i][1]
    until = None if due is None else workdays.add_wd(telling.story.day(due), 0)
    progress.tell(row, status=status, rag=rag, note=note, due_on=until, by=by)
    return row


def finish(telling: Telling, i: int, note: str) -> None:
    """The third sector's lead proposes that an action is complete, and the local authority's agrees."""
    row = tell(telling, i, Status.COMPLETE, note=note, by=telling.group.tso[0])
    progress.answer(row, agrees=True, by=telling.group.la[0])


def newest(telling: Telling, i: int) -> ProgressUpdate:
    """The latest word on action `i`. Raises LookupError when there is none."""
    update = challenging.latest(_deliveries(telling)[i][1])
    if update is None:
        raise LookupError(f"Nobody has said how action {i} goes.")
    return update
