"""Reviews of a plan in delivery: when the next is due, what was written down of one, and that both sectors stand by it.

Reviews run on over the versions of a plan: the one that is due is asked of whichever version is in progress.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Max, Q

from actionplans import moves
from actionplans.models import ActionPlan, PlanReview
from actionplans.models.rag import REVIEW_MONTHS
from partnerships import history
from partnerships.agreement import is_same_person
from partnerships.membership import NotPossible
from partnerships.models import Role, Seat, Sector
from partnerships.permissions import Permission, require, require_still
from partnerships.words import sector_words
from pipd.kit import clock, revisions, workdays

S = ActionPlan.State
INTERVAL = REVIEW_MONTHS  # also from the start of delivery to the first review
LONGEST = 6  # months: a date may be moved, never so far that the plan is forgotten
NOTICE = 20  # working days before it is due a review is told of, and the plan is under review (domain 3J)
CHANGED = "The words changed after you read them. Read them again before you confirm."


def months_on(day: date, months: int = INTERVAL) -> date:
    """The working day on or after the same day `months` later; a month that is too short ends on its last."""
    return workdays.add_wd(workdays.months_after(day, months), 0)


def reviews_of(plan: ActionPlan) -> models.QuerySet[PlanReview]:
    """All reviews of the plan, whichever version they were of, in order."""
    told = ("written_by__user", "confirmed_by__user", "plan")
    return PlanReview.objects.filter(plan__area=plan.area_id).select_related(*told).order_by("number")


def coming(plan: ActionPlan) -> PlanReview | None:
    """The review that is due, or written down and not yet confirmed; none before delivery starts."""
    return reviews_of(plan).filter(confirmed_at=None).first()


def last_confirmed(reviews: Iterable[PlanReview]) -> PlanReview | None:
    """The last of `reviews`, in order, that is the record of both sectors."""
    return next((one for one in reversed(list(reviews)) if one.confirmed_at), None)


def is_under_review(plan: ActionPlan, review: PlanReview | None) -> bool:
    """Whether `plan` is under review (derived, domain 3G): from 20 working days before it is due until confirmed."""
    return review is not None and under_review(
        plan.state, review.due_on, written=review.written_at is not None
    )


def under_review(state: str, due_on: date | None, *, written: bool) -> bool:
    """The same of a plan in `state` whose coming review is due on `due_on`, if there is one."""
    if state != S.IN_PROGRESS or due_on is None:
        return False
    return written or due_on <= workdays.add_wd(clock.today(), NOTICE)


def plan_next(plan: ActionPlan, *, after: date, by: Seat) -> PlanReview | None:
    """Plan the review that follows `after` (the start of delivery, or a review), unless one is due already.

    The caller holds the lock of `plan`.
    """
    if coming(plan) is not None:
        return None
    number = (reviews_of(plan).aggregate(last=Max("number"))["last"] or 0) + 1
    review = PlanReview.objects.create(plan=plan, number=number, due_on=months_on(after))
    facts = {"number": number, "due": str(review.due_on)}
    history.record(by, "review planned", subject=review.id, facts=facts)
    return review


def _open(review: PlanReview, by: Seat) -> ActionPlan:
    """The locked plan in progress that `review` is of, and `review` as it stands."""
    require(by, Permission.HOLD_REVIEW, area_id=review.plan.area_id)
    plan = moves.locked_in(review.plan, S.IN_PROGRESS)
    require_still(by, Permission.HOLD_REVIEW)
    review.refresh_from_db()
    if review.confirmed_at is not None:
        raise NotPossible("Both sectors stand by what was written down of this review, so it stays as it is.")
    return plan


@transaction.atomic
def move_date(review: PlanReview, *, due_on: date, revision: int, by: Seat) -> None:
    """Set another day for a review that was not held yet. `review.plan` is the version in progress.

    Raises NotPossible for a past day, one that is no working day, or one too far ahead; revisions.Conflict.
    """
    plan = _open(review, by)
    if review.written_at is not None:
        raise NotPossible("This review was held and written down already.")
    if due_on < clock.today():
        raise NotPossible("The new date has to be today or later.")
    last = last_confirmed(reviews_of(plan))
    since = last.held_on if last and last.held_on else start_of(plan)
    if since is not None and due_on > months_on(since, LONGEST):
        raise NotPossible(f"A review is held within {LONGEST} months of the last one, or of the start.")
    if not workdays.is_working_day(due_on):
        raise NotPossible("That is a weekend or a bank holiday. Choose a working day.")
    before = review.due_on
    revisions.swap(review, revision=revision, due_on=due_on)
    facts = {"from": str(before), "to": str(due_on)}
    history.record(by, "review moved", subject=review.id, facts=facts)


def start_of(plan: ActionPlan) -> date | None:
    """The day on which both sectors had signed the start of delivery."""
    act = plan.start_act
    return act.completed_at.astimezone(clock.LONDON).date() if act and act.completed_at else None


def could_be_there(plan: ActionPlan) -> list[Seat]:
    """Who may have been at a review: participants and facilitators with a seat since delivery started."""
    since = start_of(plan) or clock.today()
    seats = Seat.objects.filter(area=plan.area_id, role__in=(Role.PARTICIPANT, Role.FACILITATOR))
    held = seats.filter(Q(ended_on=None) | Q(ended_on__gt=since)).select_related("user", "organisation")
    return sorted(held, key=lambda seat: (seat.sector == "", seat.sector, str(seat.user)))


def missing(plan: ActionPlan, held_on: date, present: Collection[Seat]) -> list[str]:
    """What keeps these people and this day from being a review with both sectors, in words."""
    found = []
    start = start_of(plan)
    if held_on > clock.today():
        found.append("A review is written down once it was held: the day cannot be in the future.")
    if start is not None and held_on < start:
        found.append("A review is held after delivery started.")
    for sector in Sector:
        if sector not in {seat.sector for seat in present}:
            words = sector_words(plan.area.programme, sector)
            found.append(f"Say who of the {words} was there: a review is held with both sectors.")
    late = [s for s in present if s.started_on > held_on or (s.ended_on and s.ended_on <= held_on)]
    found += [f"{seat.user} did not take part here on that day." for seat in late]
    return found


@transaction.atomic
def write_down(
    review: PlanReview,
    *,
    revision: int,
    held_on: date,
    present: Collection[UUID],
    lessons: str,
    changes: str,
    by: Seat,
) -> None:
    """Write down, or correct, what was said at a review; the other sector's lead is then asked to confirm it.

    `present` are seats of people who were there, at least one of each sector. Whoever writes last is the one whose
    words the other sector confirms. Raises NotPossible with all that is wrong, revisions.Conflict.
    """
    plan = _open(review, by)
    seats = [seat for seat in could_be_there(plan) if seat.pk in set(present)]
    if found := missing(plan, held_on, seats):
        raise NotPossible(*found)
    words: dict[str, Any] = {"held_on": held_on, "lessons": lessons, "changes": changes}
    told = {"written_at": clock.now(), "written_by": by, "plan": plan}
    revisions.swap(review, revision=revision, **words, **told)
    review.present.set(seats)
    facts = {"number": review.number, "held": str(held_on), "present": len(seats)}
    history.record(by, "review written down", subject=review.id, facts=facts)


def may_confirm(review: PlanReview, seat: Seat) -> bool:
    """Whether `seat` is a lead or deputy of the sector that did not write this review down, and another person."""
    return (
        review.written_by is not None
        and review.confirmed_at is None
        and seat.may_sign
        and seat.sector != review.written_by.sector
        and not is_same_person(seat, review.written_by)
    )


@transaction.atomic
def confirm(review: PlanReview, *, revision: int, by: Seat) -> None:
    """Stand by what the other sector wrote down: it is the record of both, and the next review is planned.

    `revision` is the one that was read. Raises PermissionDenied for the sector, and the person, that wrote it.
    """
    plan = _open(review, by)
    if review.written_by is None or review.held_on is None:
        raise NotPossible("Nobody has written this review down yet.")
    if not may_confirm(review, by):
        raise PermissionDenied("The other sector's lead confirms this.")
    if review.revision != revision:
        raise NotPossible(CHANGED)
    review.confirmed_at, review.confirmed_by = clock.now(), by
    review.save(update_fields=["confirmed_at", "confirmed_by"])
    history.record(by, "review confirmed", subject=review.id, facts={"number": review.number})
    plan_next(plan, after=review.held_on, by=by)
