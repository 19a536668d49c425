"""A plan at a state, reached by the real workflow functions."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from actionplans import (
    accepting,
    amending,
    closing,
    content,
    delivery,
    grounding,
    people,
    planning,
    progress,
    publishing,
    reviewing,
    signing,
)
from actionplans.models import Action, ActionPlan, Delivery, Objective, PlanAgreed, PlanClosed, PlanReview
from partnerships import membership, naming_leads
from partnerships.models import Seat, Sector
from pipd.kit import clock
from pipd.kit.models import OutgoingMail
from tests import build

WORDS = "To learn how the other sector works"
DEED = "Swap jobs for a week"


def draft(group: build.Group) -> ActionPlan:
    """An empty draft, opened by the TSO lead after one note was cleared."""
    build.cleared_note(group)
    return planning.open_draft(group.area, by=group.tso_lead)


def objective(
    plan: ActionPlan, group: build.Group, *, text: str = WORDS, actions: int = 1, evidence: bool = True
) -> Objective:
    """An objective put forward by an LA officer, with actions by a TSO officer and a cleared statement behind it."""
    made = planning.add_objective(plan, by=group.la_officer, text=text, priority="high")
    for n in range(1, actions + 1):
        action(made, group, text=f"{DEED} {n}")
    if evidence:
        grounding.link(made, [build.cleared_point(group).pk], by=group.la_officer)
    return made


def action(of: Objective, group: build.Group, *, text: str = DEED, mode: str = "joint") -> Action:
    return planning.add_action(of, by=group.tso_officer, text=text, kind="job_swap", mode=mode)


def accept_all(plan: ActionPlan, *seats: Seat) -> None:
    for seat in seats:
        accepting.accept_all(plan, seen=content.seen_digest(content.lines(plan)), by=seat)


def accepted(group: build.Group, *, objectives: int = 1, actions: int = 2) -> ActionPlan:
    """A draft whose every item both sectors accept: nothing stops signing."""
    plan = draft(group)
    for n in range(1, objectives + 1):
        objective(plan, group, text=f"{WORDS} {n}", actions=actions)
    accept_all(plan, group.la_lead, group.tso_lead)
    return plan


def sign(plan: ActionPlan, *seats: Seat) -> PlanAgreed:
    for seat in seats:
        act = signing.sign(plan, digest=content.content_digest(plan), by=seat)
        clock.set_to(clock.now() + timedelta(minutes=5))
    plan.refresh_from_db()
    return act


def agreed(group: build.Group, *, objectives: int = 1, actions: int = 2) -> ActionPlan:
    plan = accepted(group, objectives=objectives, actions=actions)
    sign(plan, group.la_lead, group.tso_lead)
    return plan


def filled(plan: ActionPlan, group: build.Group, *, lead: Seat | None = None) -> list[Delivery]:
    """Every action of the agreed plan with its leads, a date and a measure; a TSO officer leads it, or `lead`."""
    lead = lead or group.tso_officer
    rows = list(Delivery.objects.filter(action__objective__plan=plan).order_by("action__seq"))
    for row in rows:
        delivery.fill_in(
            row,
            revision=row.revision,
            by=group.la_officer,
            lead_la="Head of Communities",
            lead_tso=str(lead.user.full_name),
            lead_tso_seat=lead,
            due_on=clock.today() + timedelta(days=60),
            measure="Twelve pairs have swapped",
        )
    return rows


def started(
    group: build.Group, *, objectives: int = 1, actions: int = 2, lead: Seat | None = None
) -> ActionPlan:
    plan = agreed(group, objectives=objectives, actions=actions)
    filled(plan, group, lead=lead)
    for seat in (group.la_lead, group.tso_lead):
        delivery.start(plan, by=seat)
    plan.refresh_from_db()
    return plan


def begun(row: Delivery, group: build.Group) -> Delivery:
    """The action under way, as its third sector lead says."""
    progress.tell(row, status="in_progress", note="First pairs named", by=group.tso_officer)
    return row


def proposed(row: Delivery, group: build.Group, status: str = "complete", **values: Any) -> Delivery:
    """An action under way whose end, or putting off, the third sector's lead has proposed."""
    begun(row, group)
    progress.tell(row, status=status, note="Because it is so", by=group.tso_officer, **values)
    return row


def completed(row: Delivery, group: build.Group) -> Delivery:
    """An action that both sectors call complete."""
    proposed(row, group)
    progress.answer(row, agrees=True, by=group.la_lead)
    return row


def changed_sides(who: Seat, group: build.Group) -> Seat:
    """`who` leaves, takes part again for the other sector from the next day on, and is named its lead."""
    membership.leave(who, by=who)
    clock.set_to(clock.now() + timedelta(days=1))
    sector = Sector(who.sector).other
    colleague = (group.la if sector == Sector.LA else group.tso)[3]
    assert colleague.organisation
    assert who.user
    told: dict[str, Any] = {"organisation": colleague.organisation, "job_title": "Chief"}
    seat = build.joined(group.area, user=who.user, sector=sector, **told)
    naming_leads.name_lead(seat, by=group.facilitator)
    return seat


def stops(plan: ActionPlan) -> list[str]:
    """What stops signing, in sentences."""
    found = signing.blockers(plan, content.lines(plan), people.leads_of(plan.area))
    return [blocker.sentence for blocker in found]


def mails(kind: str) -> list[tuple[str, str]]:
    """The mail of one kind: to whom, with which subject."""
    rows = OutgoingMail.objects.filter(kind=kind).order_by("to")
    return [(row.to, row.subject_line) for row in rows]


REWORDED = "Swap jobs for a fortnight"


def amended(group: build.Group, *, actions: int = 3, lead: Seat | None = None) -> ActionPlan:
    """Version 2 as a draft beside version 1 in progress: action (b) is reworded, (c) removed, and one is new."""
    return amend(started(group, actions=actions, lead=lead), group)


def amend(plan: ActionPlan, group: build.Group) -> ActionPlan:
    """A version after `plan`, opened by the TSO lead, with changes that both sectors have accepted."""
    made = amending.open_version(plan, by=group.tso_lead)
    [first] = made.objectives.all()
    rows = list(first.actions.all())
    planning.edit_action(rows[1], by=group.la_officer, revision=0, text=REWORDED)
    for gone in rows[2:]:
        planning.remove(gone, by=group.tso_officer)
    action(first, group, text="Write a guide to who does what")
    accept_all(made, group.la_lead, group.tso_lead)
    return made


def succeeded(group: build.Group, **kwargs: Any) -> ActionPlan:
    """Version 2, signed by both: version 1 is superseded, and what was under way goes on."""
    plan = amended(group, **kwargs)
    sign(plan, group.la_lead, group.tso_lead)
    return plan


# After the start


def all_ended(plan: ActionPlan, group: build.Group) -> None:
    """Every action is complete: proposed by the TSO lead, acknowledged by the LA lead."""
    for row in Delivery.objects.filter(action__objective__plan=plan).order_by("action__seq"):
        progress.tell(row, status="in_progress", by=group.tso_lead)
        progress.tell(row, status="complete", by=group.tso_lead)
        progress.answer(row, agrees=True, by=group.la_lead)


def close(plan: ActionPlan, *seats: Seat, reason: str = "All is done") -> PlanClosed:
    for seat in seats:
        seen = closing.final_digest(content.agreed_lines(plan))
        act = closing.close(plan, reason=reason, seen=seen, by=seat)
    plan.refresh_from_db()
    return act


def half_closed(plan: ActionPlan, group: build.Group) -> PlanClosed:
    """Every action has ended, and the LA lead has signed for closing."""
    all_ended(plan, group)
    return close(plan, group.la_lead)


def publish(plan: ActionPlan, group: build.Group, level: str = "public") -> None:
    for seat in (group.la_lead, group.tso_lead):
        publishing.choose(plan, level=level, by=seat)
    plan.refresh_from_db()


def written(
    review: PlanReview, group: build.Group, *, by: Seat | None = None, **values: object
) -> PlanReview:
    """A review written down by the LA lead, or by `by`, held today with one of each sector."""
    told: dict = {
        "held_on": clock.today(),
        "present": [group.la_lead.pk, group.tso_officer.pk],
        "lessons": "Swaps need a desk",
        "changes": "Desks first",
        **values,
    }
    reviewing.write_down(review, revision=review.revision, by=by or group.la_lead, **told)
    return review


def held(review: PlanReview, group: build.Group) -> PlanReview:
    """A review that is the record of both."""
    written(review, group)
    reviewing.confirm(review, revision=review.revision, by=group.tso_lead)
    return review
