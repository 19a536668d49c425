"""The demonstration's register, and what two actions rest on: one partnership goes on, the other is closing (E16)."""

from __future__ import annotations

from actionplans import delivery
from actionplans.models import ActionPlan, Delivery
from partnerships import demo_register
from partnerships.demo_story import Story

# By area: which of the plan's actions, and what it rests on.
LINKS = {
    "quillshire": (4, demo_register.EARLY.name),
    "vexbridge": (2, demo_register.SPORTS.name),
}


def load(story: Story) -> None:
    """Enter the partnerships, and link two actions to theirs."""
    entered = demo_register.load(story)
    for slug, (place, name) in LINKS.items():
        group = story.groups[slug]
        rows = Delivery.objects.filter(
            action__objective__plan__area=group.area,
            action__objective__plan__state__in=ActionPlan.IN_FORCE,
        )
        row = rows.order_by("action__objective__seq", "action__seq")[place]
        delivery.fill_in(row, revision=row.revision, partnerships=[entered[name]], by=group.la[2])
