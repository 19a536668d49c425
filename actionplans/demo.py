"""The demonstration's plans: seven groups draft, accept, sign and deliver through the real functions (domain 3P).

Each goes as far as its area shows: drafts with something missing, one signature of two, agreed, in progress.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from actionplans import (
    accepting,
    challenging,
    content,
    delivery,
    demo_later,
    demo_talk,
    demo_versions,
    depending,
    grounding,
    planning,
    progress,
    signing,
)
from actionplans.demo_data import Aim, Deed
from actionplans.demo_plans import PLANS
from actionplans.models import ActionPlan, Delivery, Evidence, Objective, ProgressUpdate
from actionplans.models.delivery import Rag, Status
from partnerships.demo_story import Group, Story
from partnerships.models import Seat
from pipd.kit import workdays
from workshops import demo_words
from workshops.clearance import withdrawing
from workshops.models import ClearedPoint

PANEL = "The panel is elected, and the review says first who may stand."
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


# Working days from the day of loading: the draft is opened, and what happens then
Told = Callable[[Telling], None]


def load(story: Story) -> None:
    """Tell the plan of every area that has one."""
    for slug, (first_day, tell) in PLOTS.items():
        with transaction.atomic():
            group = story.groups[slug]
            story.begin(first_day, 10)
            telling = Telling(story, group, planning.open_draft(group.area, by=group.la[0]))
            _draft(telling)
            tell(telling)


# Drafting and accepting


def _draft(telling: Telling) -> None:
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


def _accept_all(telling: Telling, seat: Seat) -> None:
    accepting.accept_all(telling.plan, seen=content.seen_digest(content.lines(telling.plan)), by=seat)


def _agree(telling: Telling, n: int) -> None:
    """Both leads accept on day `n`; one signs then, and the other four days later."""
    la, tso, story = telling.group.la[0], telling.group.tso[0], telling.story
    story.go(n, 10)
    _accept_all(telling, la)
    story.go(n, 14)
    _accept_all(telling, tso)
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


def _start(telling: Telling, n: int) -> None:
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


def _told_of_leads(i: int) -> dict[str, str]:
    """How to reach whoever leads without an account: every third action has one in each sector."""
    la = "partnerships.desk@council.example" if i % 3 == 1 else ""
    tso = "01632 960140" if i % 3 == 2 else ""
    return {"contact_la": la, "contact_tso": tso}


def _wait(telling: Telling, i: int, *others: int) -> None:
    """Action `i` of the plan waits for `others`."""
    rows = [row for _, row in _deliveries(telling)]
    keys = [rows[other].action_id for other in others]
    depending.wait_for(rows[i], needs=keys, revision=rows[i].revision, by=telling.group.la[0])


def _post(seat: Seat) -> str:
    return f"{seat.job_title}, {seat.organisation}"


def _tell(
    telling: Telling, i: int, status: str, rag: str = "", note: str = "", *, by: Seat, due: int | None = None
) -> Delivery:
    """A word on action `i`; `due` is the day of the story until which it is put off."""
    row = _deliveries(telling)[i][1]
    until = None if due is None else workdays.add_wd(telling.story.day(due), 0)
    progress.tell(row, status=status, rag=rag, note=note, due_on=until, by=by)
    return row


def _finish(telling: Telling, i: int, note: str) -> None:
    """The third sector's lead proposes that an action is complete, and the local authority's agrees."""
    row = _tell(telling, i, Status.COMPLETE, note=note, by=telling.group.tso[0])
    progress.answer(row, agrees=True, by=telling.group.la[0])


# Area by area


def _quillshire(telling: Telling) -> None:
    """In progress, reviewed and public: one done, one to be acknowledged, one put off, one blocked, one challenged."""
    la, tso, story = telling.group.la, telling.group.tso, telling.story
    _agree(telling, -102)
    _start(telling, -84)
    _wait(telling, 7, 2)  # its panel has elected participants, and those come after the review of skills
    _wait(telling, 6, 5)
    story.go(-60, 11)
    for i in (0, 1, 2, 3, 4, 5):
        _tell(telling, i, Status.IN_PROGRESS, by=la[0] if i % 2 else tso[0])
    story.go(-34, 10)
    _finish(telling, 1, "In every induction pack since the first of the month.")
    _tell(telling, 3, Status.IN_PROGRESS, note="Wording agreed; eleven agreements fall due.", by=la[3])
    demo_later.publish(story, telling.group, telling.plan, -32)
    demo_later.review(story, telling.group, telling.plan, -24)
    story.go(-20, 14)
    row = _tell(telling, 7, Status.DEFERRED, note=PANEL, by=la[0], due=100)
    story.go(-17, 10)
    progress.answer(row, agrees=True, by=tso[0])
    _tell(telling, 3, Status.IN_PROGRESS, note="Five agreements renewed with the sum in them.", by=la[3])
    story.go(-12, 10)
    challenge = "Two of the five say nothing of hours, so small groups are no better off."
    challenging.challenge(_newest(telling, 3), words=challenge, by=tso[4])
    story.go(-9, 15)
    late = "The reviewer started five weeks late."
    _tell(telling, 2, Status.IN_PROGRESS, Rag.AMBER, late, by=tso[0])
    row = _tell(telling, 5, Status.BLOCKED, note="The data sharing agreement is not signed yet.", by=la[5])
    story.go(-5, 10)
    _tell(telling, 4, Status.COMPLETE, note="Both boards have adopted it.", by=tso[0])
    story.go(-3, 11)
    row.refresh_from_db()
    delivery.fill_in(row, revision=row.revision, by=la[0], due_on=story.day(20))
    demo_versions.endorse(story, telling.group, telling.plan)


def _newest(telling: Telling, i: int) -> ProgressUpdate:
    update = challenging.latest(_deliveries(telling)[i][1])
    if update is None:
        raise LookupError(f"Nobody has said how action {i} goes.")
    return update


def _vexbridge(telling: Telling) -> None:
    """Under review: one held, the next near, one action overdue, and the next version of the plan drafted."""
    la, tso, story = telling.group.la, telling.group.tso, telling.story
    _agree(telling, -117)
    _start(telling, -100)
    _wait(telling, 1, 0)
    story.go(-70, 10)
    for i in range(4):
        _tell(telling, i, Status.IN_PROGRESS, by=(la if i % 2 else tso)[i])
    story.go(-58, 10)
    _finish(telling, 0, "Seventy-one answers; the gaps are known.")
    _tell(telling, 1, Status.IN_PROGRESS, note="First course after the audit.", by=tso[1])
    demo_later.review(story, telling.group, telling.plan, -48)
    story.go(-30, 14)
    _tell(telling, 2, Status.IN_PROGRESS, Rag.AMBER, "Two of nine agreements renewed so far.", by=la[2])
    _tell(telling, 3, Status.IN_PROGRESS, by=tso[3])
    demo_versions.next_version(story, telling.group, telling.plan)


def _saltreach(telling: Telling) -> None:
    """Agreed: leads, dates and measures are still to be filled in."""
    _agree(telling, -24)


def _mirewold(telling: Telling) -> None:
    """Everything is accepted by both sectors, but for one action; the group is being asked what it supports."""
    disputed = PLANS["mirewold"][0].actions[1].text
    telling.story.go(-12, 10)
    _accept_all(telling, telling.group.la[0])
    telling.story.go(-9, 16)
    for line in content.lines(telling.plan):
        for item in (line.objective, *(a.action for a in line.actions)):
            if item.text != disputed:
                accepting.accept(item, revision=item.revision, by=telling.group.tso[0])
    demo_talk.mirewold(telling.story, telling.group, telling.plan, disputed)


def _brackenfold(telling: Telling) -> None:
    """Accepted by both, and signed for the local authority's participants only."""
    la, tso, story = telling.group.la[0], telling.group.tso[0], telling.story
    story.go(-9, 10)
    _accept_all(telling, la)
    story.go(-8, 10)
    _accept_all(telling, tso)
    story.go(-4, 14)
    signing.sign(telling.plan, digest=content.content_digest(telling.plan), by=la)


def _dunlarch(telling: Telling) -> None:
    """One objective has no action yet, another loses the statement behind it; one challenge gets no response."""
    telling.story.go(-10, 11)
    _accept_all(telling, telling.group.la[0])
    telling.story.go(-6, 15)
    objective = telling.plan.objectives.order_by("seq")[1]
    for link in Evidence.objects.filter(objective=objective):
        withdrawing.withdraw(telling.group.area, link.point_id, by=telling.group.facilitators[0])
    demo_talk.dunlarch(telling.story, telling.group, telling.plan)


def _thistleborough(telling: Telling) -> None:
    """The furthest of all: every action is complete, and both sectors have closed the plan, which is public."""
    story, tso = telling.story, telling.group.tso
    _agree(telling, -145)
    _start(telling, -128)
    story.go(-90, 10)
    for i in range(3):
        _tell(telling, i, Status.IN_PROGRESS, by=tso[i])
    demo_later.review(story, telling.group, telling.plan, -64)
    story.go(-55, 11)
    _finish(telling, 1, "Three half-days held; nine in ten came.")
    story.go(-38, 11)
    _finish(telling, 0, "All agreements that were renewed state it.")
    story.go(-16, 10)
    last = "On the first page of the last five consultations."
    row = _tell(telling, 2, Status.COMPLETE, note=last, by=tso[0])
    story.go(-14, 10)
    progress.answer(row, agrees=True, by=telling.group.la[0])
    demo_later.publish(story, telling.group, telling.plan, -11)
    demo_later.close(story, telling.group, telling.plan, -6)


PLOTS: dict[str, tuple[int, Told]] = {
    "quillshire": (-107, _quillshire),
    "vexbridge": (-121, _vexbridge),
    "saltreach": (-45, _saltreach),
    "mirewold": (-21, _mirewold),
    "brackenfold": (-18, _brackenfold),
    "dunlarch": (-19, _dunlarch),
    "thistleborough": (-151, _thistleborough),
}
