"""Mail about giving a draft up: rows written in the same transaction; never the reason, never others' names."""

from __future__ import annotations

from actionplans.models import ActionPlan, PlanAbandoned
from actionplans.post import act_asked_of, notice
from partnerships.signers import asked_to_sign
from partnerships.words import sector_words
from pipd.kit.models import OutgoingMail

AWAITED, DECLINED, GIVEN_UP = "plan_abandon_awaited", "plan_abandon_declined", "plan_abandoned"
ALONE = "you agree or decline. You are asked as their deputy, because nobody leads them now."


def giving_up_awaited(plan: ActionPlan, act: PlanAbandoned) -> None:
    """Ask the lead of the other sector, or its deputy where nobody leads (domain E20)."""
    awaited = act.awaits
    if awaited is None:
        return
    there = sector_words(plan.area.programme, awaited.other)
    for lead in asked_to_sign(plan.area, awaited):
        notice(
            lead,
            AWAITED,
            plan,
            once=act.pk,
            subject="Your answer is awaited: is this draft given up?",
            before=[
                f"The {there} participants ask to give this draft of the plan up. That needs both sectors: "
                + ("you or your deputy agree or decline." if lead.is_lead else ALONE)
            ],
            act="Read why, and answer",
            after=["Nothing happens by itself if you do not answer: the draft lives on."],
            why="You get this at once because a signature waits on you.",
        )


def giving_up_declined(plan: ActionPlan, act: PlanAbandoned) -> None:
    """Tell whoever asked that the draft lives on."""
    for seat in (act.la_by, act.tso_by):
        if seat is not None:
            notice(
                seat,
                DECLINED,
                plan,
                once=act.pk,
                subject="Your signature no longer stands",
                before=["The other sector declined to give this draft of the plan up. It lives on."],
                act="See the draft",
                why="You get this at once because you had signed.",
            )


def given_up(plan: ActionPlan, act: PlanAbandoned) -> None:
    """Tell both who signed, so that neither learns it from an empty page."""
    for seat in (act.la_by, act.tso_by):
        if seat is not None:
            notice(
                seat,
                GIVEN_UP,
                plan,
                once=act.pk,
                subject="The draft of your plan is given up",
                before=[
                    "Both sectors have agreed to give this draft up. Another can be started at any time."
                ],
                act="See where the plan is",
                why="You get this at once because you signed.",
            )


def still_awaited(row: OutgoingMail) -> bool:
    """Whether the answer a message asks for is still missing: asked again when it is sent (domain I-38)."""
    drafted = PlanAbandoned.objects.open().filter(plan__state=ActionPlan.State.DRAFT)
    return bool(drafted.filter(pk=act_asked_of(row)).exists())
