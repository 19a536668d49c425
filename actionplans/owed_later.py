"""What a plan in delivery asks of its leads and the coordinator: reviews."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from actionplans import told
from actionplans.models import ActionPlan, PlanReview
from actionplans.owed_half_given import PLAN_SEES
from actionplans.reviewing import NOTICE, may_confirm
from actionplans.told import ANSWER_WITHIN
from partnerships.models import Role, Seat, StudyArea
from pipd.kit import clock, workdays
from pipd.kit.owed import Owed


def owed_later(seats: Collection[Seat]) -> Iterable[Owed]:
    """Rows of one person's `seats`; one query, however many plans there are."""
    live = [seat for seat in seats if seat.is_live and seat.is_of_group]
    leads = {seat.area_id: seat for seat in live if seat.area_id and seat.may_sign}
    programmes = {seat.programme_id for seat in live if seat.role == Role.COORDINATOR}
    if leads or programmes:
        yield from _reviews(leads, programmes)


def _address(area: StudyArea, page: str, **kwargs: object) -> str:
    return reverse(f"actionplans:{page}", kwargs={"area": area.slug, **kwargs})


def _row(
    review: PlanReview, kind: str, title: str, what: str, due: datetime, button: str, since: datetime | None
) -> Owed:
    area, marks = review.plan.area, told.marks(kind, since)
    url = _address(area, "review-detail", review=review.pk)
    return Owed(kind, title, what, PLAN_SEES, url, due, button, area.name, review.pk, marks=marks)


def _reviews(leads: dict[UUID, Seat], programmes: set[UUID]) -> Iterable[Owed]:
    """Reviews that are near, late, or await a word: one row each, whichever seats of a person it is asked of."""
    running = Q(plan__area__plans__state=ActionPlan.State.IN_PROGRESS)
    mine = Q(plan__area__in=list(leads)) | Q(plan__area__programme__in=programmes)
    rows = PlanReview.objects.filter(running & mine, confirmed_at=None)
    rows = rows.exclude(plan__area__state=StudyArea.State.DISCONTINUED)
    last = workdays.add_wd(clock.today(), NOTICE)
    near = rows.filter(Q(due_on__lte=last) | Q(written_at__isnull=False))
    for review in near.select_related("plan__area", "written_by").distinct():
        lead = leads.get(review.plan.area_id)
        if review.written_at is None:
            yield _to_hold(review, is_lead=lead is not None)
        elif lead is not None and may_confirm(review, lead):
            yield _to_confirm(review, review.written_at)


def _to_hold(review: PlanReview, *, is_lead: bool) -> Owed:
    due = workdays.deadline(_working(review.due_on))
    title = f"Review {review.number} of the plan is {'overdue' if review.is_late else 'due'}"
    what = (
        "Both sectors look at the plan together; then a lead writes it down."
        if is_lead
        else "Both sectors’ leads hold it. They may need a room and a day."
    )
    button = "See what changed" if is_lead else "See the review"
    return _row(review, "plan review", title, what, due, button, None)


def _working(day: date) -> date:
    return workdays.add_wd(day, 0)


def _to_confirm(review: PlanReview, since: datetime) -> Owed:
    title = f"Confirm what was written down of review {review.number}"
    what = "The other sector’s lead has written it down. It is the record of both once you confirm it, or correct it."
    due = workdays.deadline_after(since, ANSWER_WITHIN)
    return _row(review, "plan review to confirm", title, what, due, "Read it", since)
