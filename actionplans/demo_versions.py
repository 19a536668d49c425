"""What the demonstration tells of versions and endorsements, through the real functions (domain 3P)."""

from __future__ import annotations

from actionplans import accepting, amending, content, endorsing, planning
from actionplans.demo_data import Kind, Mode
from actionplans.models import Action, ActionPlan
from partnerships.demo_story import Group, Story

REWORDED = "Put the full costs of taking part, with travel and cover, into every new funding agreement"
NEW = "Pay the costs of small organisations within ten working days"


def next_version(story: Story, group: Group, plan: ActionPlan) -> None:
    """Vexbridge: the third sector's lead opens version 2; one action is reworded and one is new.

    The local authority has accepted both, the third sector not yet. Version 1 is in progress meanwhile.
    """
    story.go(-15, 10)
    draft = amending.open_version(plan, by=group.tso[0])
    story.go(-13, 14)
    action = Action.objects.filter(objective__plan=draft, kind=Kind.PARTICIPATION_COSTS).get()
    planning.edit_action(action, revision=action.revision, by=group.tso[3], text=REWORDED)
    planning.add_action(
        action.objective, by=group.la[2], text=NEW, kind=Kind.PARTICIPATION_COSTS, mode=Mode.LA_LED
    )
    story.go(-8, 11)
    seen = content.seen_digest(content.lines(draft))
    accepting.accept_all(draft, seen=seen, by=group.la[0])


def endorse(story: Story, group: Group, plan: ActionPlan) -> None:
    """Quillshire: the council's cabinet and a board of trustees stand behind the plan."""
    story.go(-2, 10)
    for seat, body, day in (
        (group.la[0], "Cabinet", story.day(-40)),
        (group.tso[0], "Board of trustees", story.day(-33)),
    ):
        if seat.organisation is not None:
            endorsing.record(plan, organisation=seat.organisation, body=body, endorsed_on=day, by=seat)
