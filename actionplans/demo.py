"""The demonstration's plans: seven groups draft, accept, sign and deliver through the real functions (domain 3P).

Each goes as far as its area shows: drafts with something missing, one signature of two, agreed, in progress.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from actionplans import (
    accepting,
    challenging,
    content,
    delivery,
    demo_later,
    demo_links,
    demo_talk,
    demo_versions,
    planning,
    progress,
    signing,
)
from actionplans.demo_plans import PLANS
from actionplans.demo_telling import Telling, accept_all, agree, draft, finish, newest, start, tell, wait
from actionplans.models import Evidence
from actionplans.models.delivery import Rag, Status
from partnerships.demo_story import Story
from workshops.clearance import withdrawing

PANEL = "The panel is elected, and the review says first who may stand."

Told = Callable[[Telling], None]


def load(story: Story) -> None:
    """Tell the plan of every area that has one."""
    for slug, (first_day, told) in PLOTS.items():
        with transaction.atomic():
            group = story.groups[slug]
            story.begin(first_day, 10)
            telling = Telling(story, group, planning.open_draft(group.area, by=group.la[0]))
            draft(telling)
            told(telling)
    with transaction.atomic():
        demo_links.load(story)


# Area by area


def _quillshire(telling: Telling) -> None:
    """In progress, reviewed and public: one done, one to be acknowledged, one put off, one blocked, one challenged."""
    agree(telling, -102)
    start(telling, -84)
    wait(telling, 7, 2)  # its panel has elected participants, and those come after the review of skills
    wait(telling, 6, 5)
    _first_months(telling)
    demo_later.publish(telling.story, telling.group, telling.plan, -32)
    demo_later.review(telling.story, telling.group, telling.plan, -24)
    _last_month(telling)
    demo_versions.endorse(telling.story, telling.group, telling.plan)


def _first_months(telling: Telling) -> None:
    la, tso, story = telling.group.la, telling.group.tso, telling.story
    story.go(-60, 11)
    for i in (0, 1, 2, 3, 4, 5):
        tell(telling, i, Status.IN_PROGRESS, by=la[0] if i % 2 else tso[0])
    story.go(-34, 10)
    finish(telling, 1, "In every induction pack since the first of the month.")
    tell(telling, 3, Status.IN_PROGRESS, note="Wording agreed; eleven agreements fall due.", by=la[3])


def _last_month(telling: Telling) -> None:
    la, tso, story = telling.group.la, telling.group.tso, telling.story
    story.go(-20, 14)
    row = tell(telling, 7, Status.DEFERRED, note=PANEL, by=la[0], due=100)
    story.go(-17, 10)
    progress.answer(row, agrees=True, by=tso[0])
    tell(telling, 3, Status.IN_PROGRESS, note="Five agreements renewed with the sum in them.", by=la[3])
    story.go(-12, 10)
    challenge = "Two of the five say nothing of hours, so small groups are no better off."
    challenging.challenge(newest(telling, 3), words=challenge, by=tso[4])
    story.go(-9, 15)
    late = "The reviewer started five weeks late."
    tell(telling, 2, Status.IN_PROGRESS, Rag.AMBER, late, by=tso[0])
    row = tell(telling, 5, Status.BLOCKED, note="The data sharing agreement is not signed yet.", by=la[5])
    story.go(-5, 10)
    tell(telling, 4, Status.COMPLETE, note="Both boards have adopted it.", by=tso[0])
    story.go(-3, 11)
    row.refresh_from_db()
    delivery.fill_in(row, revision=row.revision, by=la[0], due_on=story.day(20))


def _vexbridge(telling: Telling) -> None:
    """Under review: one held, the next near, one action overdue, and the next version of the plan drafted."""
    la, tso, story = telling.group.la, telling.group.tso, telling.story
    agree(telling, -117)
    start(telling, -100)
    wait(telling, 1, 0)
    story.go(-70, 10)
    for i in range(4):
        tell(telling, i, Status.IN_PROGRESS, by=(la if i % 2 else tso)[i])
    story.go(-58, 10)
    finish(telling, 0, "Seventy-one answers; the gaps are known.")
    tell(telling, 1, Status.IN_PROGRESS, note="First course after the audit.", by=tso[1])
    demo_later.review(story, telling.group, telling.plan, -48)
    story.go(-30, 14)
    tell(telling, 2, Status.IN_PROGRESS, Rag.AMBER, "Two of nine agreements renewed so far.", by=la[2])
    tell(telling, 3, Status.IN_PROGRESS, by=tso[3])
    demo_versions.next_version(story, telling.group, telling.plan)


def _saltreach(telling: Telling) -> None:
    """Agreed: leads, dates and measures are still to be filled in."""
    agree(telling, -24)


def _mirewold(telling: Telling) -> None:
    """Everything is accepted by both sectors, but for one action; the group is being asked what it supports."""
    disputed = PLANS["mirewold"][0].actions[1].text
    telling.story.go(-12, 10)
    accept_all(telling, telling.group.la[0])
    telling.story.go(-9, 16)
    for item in content.items_of(content.lines(telling.plan)):
        if item.text != disputed:
            accepting.accept(item, revision=item.revision, by=telling.group.tso[0])
    demo_talk.mirewold(telling.story, telling.group, telling.plan, disputed)


def _brackenfold(telling: Telling) -> None:
    """Accepted by both, and signed for the local authority's participants only."""
    la, tso, story = telling.group.la[0], telling.group.tso[0], telling.story
    story.go(-9, 10)
    accept_all(telling, la)
    story.go(-8, 10)
    accept_all(telling, tso)
    story.go(-4, 14)
    signing.sign(telling.plan, digest=content.content_digest(telling.plan), by=la)


def _dunlarch(telling: Telling) -> None:
    """One objective has no action yet, another loses the statement behind it; one challenge gets no response."""
    telling.story.go(-10, 11)
    accept_all(telling, telling.group.la[0])
    telling.story.go(-6, 15)
    objective = telling.plan.objectives.order_by("seq")[1]
    for link in Evidence.objects.filter(objective=objective):
        withdrawing.withdraw(telling.group.area, link.point_id, by=telling.group.facilitators[0])
    demo_talk.dunlarch(telling.story, telling.group, telling.plan)


def _thistleborough(telling: Telling) -> None:
    """The furthest of all: every action is complete, and both sectors have closed the plan, which is public."""
    story, tso = telling.story, telling.group.tso
    agree(telling, -145)
    start(telling, -128)
    story.go(-90, 10)
    for i in range(3):
        tell(telling, i, Status.IN_PROGRESS, by=tso[i])
    demo_later.review(story, telling.group, telling.plan, -64)
    story.go(-55, 11)
    finish(telling, 1, "Three half-days held; nine in ten came.")
    story.go(-38, 11)
    finish(telling, 0, "All agreements that were renewed state it.")
    story.go(-16, 10)
    last = "On the first page of the last five consultations."
    row = tell(telling, 2, Status.COMPLETE, note=last, by=tso[0])
    story.go(-14, 10)
    progress.answer(row, agrees=True, by=telling.group.la[0])
    demo_later.publish(story, telling.group, telling.plan, -11)
    demo_later.close(story, telling.group, telling.plan, -6)


# By area: the working day, counted from that of loading, on which the draft is opened, and what happens then.
PLOTS: dict[str, tuple[int, Told]] = {
    "quillshire": (-107, _quillshire),
    "vexbridge": (-121, _vexbridge),
    "saltreach": (-45, _saltreach),
    "mirewold": (-21, _mirewold),
    "brackenfold": (-18, _brackenfold),
    "dunlarch": (-19, _dunlarch),
    "thistleborough": (-151, _thistleborough),
}
