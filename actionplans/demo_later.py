"""The later life of the demonstration's plans: reviews held, plans opened to everybody, one closed."""

from __future__ import annotations

from dataclasses import dataclass

from actionplans import closing, content, publishing, reviewing
from actionplans.models import ActionPlan
from partnerships.demo_story import Group, Story
from pipd.kit import clock


@dataclass(frozen=True)
class Said:
    """What was written down of one review."""

    lessons: str
    changes: str


REVIEWS = {
    "quillshire": Said(
        "The introduction to the third sector is read because people meet its authors. Where two services have to "
        "share data, the agreement takes longer than the work itself.",
        "The review of children’s services waits for the data sharing agreement and gets a new date. Everything else "
        "goes on as it is.",
    ),
    "vexbridge": Said(
        "The audit showed that both sectors lack the same skill: saying early what will not work.",
        "The first course is for mixed groups. Renewing the agreements is looked at again at the next review.",
    ),
    "thistleborough": Said(
        "Half-days that both sectors prepare together are full; those that one prepares are not.",
        "Nothing in the plan. The last action is the one that needs most attention.",
    ),
}
CLOSED_BECAUSE = "Everything that was agreed is done. What goes on is looked after by the partnership board."


def review(story: Story, group: Group, plan: ActionPlan, n: int) -> None:
    """The local authority's lead writes down a review on day `n`; the third sector's confirms it two days later."""
    story.go(n, 15)
    plan.refresh_from_db()
    coming = reviewing.reviews_of(plan).get(confirmed_at=None)  # planned when delivery started
    coming.plan = plan
    said = REVIEWS[group.place.slug]
    present = [seat.pk for seat in (*group.la[:3], *group.tso[:4])]
    reviewing.write_down(
        coming,
        revision=coming.revision,
        held_on=clock.today(),
        present=present,
        lessons=said.lessons,
        changes=said.changes,
        by=group.la[0],
    )
    story.go(n + 2, 10)
    reviewing.confirm(coming, revision=coming.revision, by=group.tso[0])


def publish(story: Story, group: Group, plan: ActionPlan, n: int) -> None:
    """The third sector's lead signs on day `n` that everybody may read the plan; the other a day later."""
    story.go(n, 11)
    publishing.choose(plan, level=ActionPlan.Publication.PUBLIC, by=group.tso[0])
    story.go(n + 1, 9)
    publishing.choose(plan, level=ActionPlan.Publication.PUBLIC, by=group.la[0])


def close(story: Story, group: Group, plan: ActionPlan, n: int) -> None:
    """Both leads close the plan: one on day `n`, the other two days later."""
    for day, seat in ((n, group.la[0]), (n + 2, group.tso[0])):
        story.go(day, 14)
        plan.refresh_from_db()
        seen = closing.final_digest(content.agreed_lines(plan))
        closing.close(plan, reason=CLOSED_BECAUSE, seen=seen, by=seat)
    plan.refresh_from_db()
