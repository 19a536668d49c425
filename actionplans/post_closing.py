"""Mail about closing a plan and about who may read it: what waits, what was declined, what counts. Nobody's words."""

from __future__ import annotations

from collections.abc import Iterable

from actionplans.models import ActionPlan, PlanClosed, PlanPublished
from actionplans.post import act_asked_of, notice, people_of
from partnerships.models import Seat, Sector
from partnerships.signers import those_who_signed, why_told
from partnerships.words import sector_words
from pipd.kit.models import OutgoingMail

AWAITED = "plan_act_awaited"
CLOSING_VOIDED, TURNED_DOWN = "plan_closing_voided", "plan_act_turned_down"
CLOSED, NARROWED = "plan_closed", "plan_narrowed"
PAGES = {PlanClosed: "plan-close", PlanPublished: "plan-publish"}
SUBJECTS = {
    PlanClosed: "Your signature is awaited to close the plan",
    PlanPublished: "Your signature is awaited on who may read the plan",
}
WHAT = {
    PlanClosed: "that the plan is closed. Every action is complete, stopped or transferred",
    PlanPublished: "that more people may read the plan",
}


def awaited(plan: ActionPlan, act: PlanClosed | PlanPublished) -> None:
    """Ask lead and deputy of the sector that has not signed yet: it may have a deputy alone (domain E20)."""
    awaits = act.awaits
    if awaits is None:
        return
    there = sector_words(plan.area.programme, awaits.other)
    for seat in people_of(plan).able_to_sign().filter(sector=awaits):
        notice(
            seat,
            AWAITED,
            plan,
            once=act.pk,
            subject=SUBJECTS[type(act)],
            before=[
                f"The {there} participants have signed {WHAT[type(act)]}. It counts when you or whoever signs with "
                "you for your sector sign too."
            ],
            act="Read it and sign",
            page=PAGES[type(act)],
            after=["You can decline it on the same page. Nothing happens by itself if you do not answer."],
            why="You get this at once because a signature waits on you.",
        )


def closing_voided(plan: ActionPlan, act: PlanClosed, seats: Iterable[Seat]) -> None:
    """Tell whoever had signed the closing, or stands in their place, that the plan is not as it was then."""
    for seat, in_place in those_who_signed(plan.area, seats):
        notice(
            seat,
            CLOSING_VOIDED,
            plan,
            once=act.pk,
            subject=f"{'Your sector’s' if in_place else 'Your'} signature for closing no longer stands",
            before=[
                "How an action stands was changed, or a new version of the plan begun, before the other sector signed "
                "for closing the plan."
            ],
            act="See the plan as it is now",
            page="plan-close",
            why=why_told(in_place),
        )


def turned_down(plan: ActionPlan, act: PlanClosed | PlanPublished, seats: Iterable[Seat]) -> None:
    """Tell whoever had signed, or stands in their place, that the other sector declined."""
    about = "closing the plan" if isinstance(act, PlanClosed) else "letting more people read the plan"
    for seat, in_place in those_who_signed(plan.area, seats):
        notice(
            seat,
            TURNED_DOWN,
            plan,
            once=act.pk,
            subject="The other sector has declined",
            before=[
                f"{'Your sector' if in_place else 'You'} had signed for {about}. The other sector’s participants do "
                "not sign for it now, so everything stays as it was."
            ],
            act="See the page",
            page=PAGES[type(act)],
            why=why_told(in_place),
        )


def plan_closed(plan: ActionPlan, act: PlanClosed) -> None:
    """Tell the group that the plan is closed."""
    la, tso = (sector_words(plan.area.programme, sector) for sector in Sector)
    for seat in people_of(plan):
        notice(
            seat,
            CLOSED,
            plan,
            once=act.pk,
            subject="Your plan is closed",
            before=[
                f"The {la} and the {tso} participants have both signed that the plan is closed. It stays here to "
                "be read."
            ],
            act="Read the plan",
            essential=False,
        )


def narrowed(plan: ActionPlan, *, by: Seat) -> None:
    """Tell the other leads that fewer people may read the plan from now on."""
    for seat in people_of(plan).able_to_sign().exclude(pk=by.pk):
        notice(
            seat,
            NARROWED,
            plan,
            once=f"{plan.edition}",
            subject="Fewer people may read the plan now",
            before=[
                "One of the leads has narrowed who may read the plan. That protects the group, so it counts at "
                "once. To widen it again takes both sectors’ leads."
            ],
            act="See who may read it",
            page="plan-publish",
            why="You get this at once because both sectors had agreed something wider.",
        )


def still_awaited(row: OutgoingMail) -> bool:
    """Whether the signature a message asks for is still missing: asked again when it is sent (domain I-38)."""
    key = act_asked_of(row)
    found = [table._default_manager.filter(voided_at=None, pk=key).first() for table in PAGES]
    return any(act.awaits for act in found if act is not None)
