"""Mail that plans owe: rows written in the same transaction. Item numbers only; never words, never others' names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse

from actionplans.models import ActionPlan, PlanAgreed, PlanStarted
from partnerships.models import Seat, Sector
from partnerships.signers import asked_to_sign, those_who_signed, why_told
from partnerships.words import sector_words
from pipd.kit import mail
from pipd.kit.models import OutgoingMail

AWAITED, START_AWAITED = "plan_signature_awaited", "plan_start_awaited"
VOIDED, START_VOIDED, AGREED = "plan_signature_voided", "plan_start_voided", "plan_agreed"


def notice(
    seat: Seat,
    kind: str,
    plan: ActionPlan,
    *,
    once: object,
    subject: str,
    before: Sequence[str],
    act: str,
    after: Sequence[str] = (),
    why: str = "",
    page: str = "plan-detail",
    essential: bool = True,
) -> None:
    """Owe `seat` one mail of `kind` about `plan`; `once` tells one occasion from the next.

    Whoever left the group meanwhile is told nothing of its plan any more (domain 3K), even if they had signed.
    """
    if seat.user is None or not seat.is_live:
        return
    about = f"{plan.area.name}: Partnership Improvement Action Plan, version {plan.version}"
    context: dict[str, Any] = {
        "about": about,
        "before": list(before),
        "act": act,
        "link": mail.link(reverse(f"actionplans:{page}", kwargs={"area": plan.area.slug})),
        "after": list(after),
        "why": why,
        "preheader": f"{plan.area.name}: {before[0]}",
    }
    mail.queue(
        kind=kind,
        key=f"{kind}:{plan.pk}:{seat.pk}:{once}",
        to=seat.user.email,
        recipient=seat.user.pk,
        chain=plan.area.chain,
        subject=subject,
        template="notice",
        context=context,
        essential=essential and kind != AGREED,
    )


def act_asked_of(row: OutgoingMail) -> UUID:
    """The key of the act whose signature a message asks for: what `once` said of it."""
    return UUID(row.key.rsplit(":", 1)[1])


def people_of(plan: ActionPlan) -> Any:
    """The group and its facilitators; a substitute takes part in one session, and not in the plan (domain 3K)."""
    return Seat.objects.live().of_group().filter(area=plan.area).select_related("user")


def signature_awaited(plan: ActionPlan, act: PlanAgreed) -> None:
    """Ask the lead of the sector that has not signed yet, or the deputy where nobody leads."""
    awaited = act.awaits
    if awaited is None:
        return
    here, there = (sector_words(plan.area.programme, s) for s in (awaited, awaited.other))
    for lead in asked_to_sign(plan.area, awaited):
        notice(
            lead,
            AWAITED,
            plan,
            once=act.pk,
            subject="Your signature is awaited",
            before=[
                f"The {there} participants have signed. The plan is agreed when the {here} participants have signed "
                f"the same words. {_asked_as(lead)}"
            ],
            act="Read the plan and sign",
            after=[
                "If any objective or action is changed before you sign, that signature is lifted and whoever gave it "
                "is told what changed.",
                "Nothing happens by itself if you do not answer.",
            ],
            why="You get this at once because a signature waits on you.",
        )


def _asked_as(seat: Seat) -> str:
    if seat.is_lead:
        return "You are asked as their lead; your deputy may sign instead."
    return "You are asked as their deputy, because nobody leads them now."


def start_awaited(plan: ActionPlan, act: PlanStarted) -> None:
    """Ask the lead of the sector that has not yet signed the start of delivery."""
    awaited = act.awaits
    if awaited is None:
        return
    there = sector_words(plan.area.programme, awaited.other)
    for lead in asked_to_sign(plan.area, awaited):
        notice(
            lead,
            START_AWAITED,
            plan,
            once=act.pk,
            subject="Your signature is awaited to start delivery",
            before=[
                f"The {there} participants have signed the start of delivery. Every action has its leads, a date and "
                f"a measure. Delivery starts when you sign too. {_asked_as(lead)}"
            ],
            act="Read who does what, and sign",
            why="You get this at once because a signature waits on you.",
        )


def signature_voided(
    plan: ActionPlan, act: PlanAgreed, seats: Iterable[Seat], changes: Sequence[str]
) -> None:
    """Tell whoever had signed, or stands in their place, what changed, by item number only (domain I-29, E20)."""
    for seat, in_place in those_who_signed(plan.area, seats):
        signed = "that were signed for your sector" if in_place else "you signed"
        notice(
            seat,
            VOIDED,
            plan,
            once=act.pk,
            subject=f"{'Your sector’s' if in_place else 'Your'} signature no longer stands",
            before=[f"The words {signed} were changed before the other sector signed.", *changes],
            act="See the plan as it is now",
            after=[
                "Accept what changed and sign again if you agree with it. Nothing is agreed until both sectors do."
            ],
            why=why_told(in_place),
        )


def start_voided(plan: ActionPlan, act: PlanStarted, seats: Iterable[Seat]) -> None:
    """Tell whoever had signed the start, or stands in their place, that a date or measure is another now."""
    for seat, in_place in those_who_signed(plan.area, seats):
        notice(
            seat,
            START_VOIDED,
            plan,
            once=act.pk,
            subject=f"{'Your sector’s' if in_place else 'Your'} signature of the start no longer stands",
            before=["A date or a measure was changed before the other sector signed the start of delivery."],
            act="See the plan as it is now",
            after=["Sign the start again if you agree with what is there now."],
            why=why_told(in_place),
        )


def plan_agreed(plan: ActionPlan, act: PlanAgreed) -> None:
    """Tell the group that both sectors have signed."""
    la, tso = (sector_words(plan.area.programme, sector) for sector in Sector)
    for seat in people_of(plan):
        notice(
            seat,
            AGREED,
            plan,
            once=act.pk,
            subject="Your plan is agreed",
            before=[f"The {la} and the {tso} participants have both signed the same objectives and actions."],
            act="Read the plan",
            after=[_what_is_next(plan)],
        )


def _what_is_next(plan: ActionPlan) -> str:
    if plan.follows is None:
        return "Next, every action gets its leads, a date and a measure; then both sectors start delivery."
    return (
        f"It has taken the place of version {plan.follows.version}. What was under way goes on as it was; every new "
        "action gets its leads, a date and a measure, and then both sectors sign the start of this version."
    )


def still_awaited(row: OutgoingMail) -> bool:
    """Whether the signature a message asks for is still missing: asked again when it is sent (domain I-38)."""
    acts = PlanStarted.objects if row.kind == START_AWAITED else PlanAgreed.objects
    return bool(acts.open().filter(pk=act_asked_of(row)).exists())
