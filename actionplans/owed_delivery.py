"""What delivery asks of one person: answers, words on actions, new leads; for actionplans.owed (domain 3J, E20).

Item numbers only. What is due soon or late goes to whoever leads the action; where a lead has left, or no lead of
either sector has an account, to the lead and deputy of each sector, never to those of the other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, Subquery
from django.db.models.functions import Greatest

from actionplans import challenging, progress
from actionplans.models import Delivery, PlanReview, PlanStarted
from actionplans.models.delivery import DUE_SOON
from actionplans.models.rag import next_word_by
from actionplans.told import LONG_OVERDUE
from partnerships.models import Seat
from pipd.kit import clock, workdays
from pipd.kit.clock import LONDON
from pipd.kit.wording import count

OF_ACTIONS = ("progress-add", "action-story", "delivery-edit")  # pages of one action


class Thing(NamedTuple):
    """One thing asked of `seat`, on a page of the plan; `since` is when it came up, where a moment says so."""

    seat: Seat
    kind: str
    title: str
    what: str
    due_at: datetime
    button: str
    page: str
    subject: UUID
    since: datetime | None = None


def rows_in(areas: Iterable[UUID]) -> list[Any]:
    """The open actions of plans in progress there, each with its last word and whether that is challenged."""
    rows = Delivery.objects.of_live_plans().open().filter(action__objective__plan__area__in=areas)
    challenged = challenging.standing().filter(delivery=OuterRef("pk"))
    by = challenged.order_by("-challenged_at").values("challenged_by__sector")[:1]
    rows = rows.annotate(
        told_last=Max("updates__told_at"), is_challenged=Exists(challenged), challenged_by=Subquery(by)
    )
    plan = OuterRef("action__objective__plan")
    began = PlanStarted.objects.complete().filter(plan=plan).annotate(at=Greatest("la_at", "tso_at"))
    reviews = PlanReview.objects.filter(plan=plan, written_at=None).order_by("due_on")
    rows = rows.annotate(
        challenged_last=Max("updates__challenged_at"),
        began_at=Subquery(began.values("at")[:1]),
        review_on=Subquery(reviews.values("due_on")[:1]),
    )
    seats = ("proposed_by", "lead_la_seat", "lead_tso_seat")
    ordered = rows.order_by("due_on", "action__objective__seq", "action__seq")
    return list(ordered.select_related("action__objective__plan", *seats))


def things(
    rows: Iterable[Any], by_area: dict[UUID, Seat], names: dict[UUID, str], within: Any
) -> Iterator[Thing]:
    """All of it. `names` are the numbers of the actions; `within` says by when an answer given since then is due."""
    pairs = [(row, by_area[row.action.objective.plan.area_id]) for row in rows]
    yield from _answers(pairs, within)
    yield from _actions(pairs, names)
    yield from _challenges(pairs, names, within)
    yield from _leads_lost(pairs, names)
    yield from _words(pairs)


Pairs = Iterable[tuple[Any, Seat]]


def _answers(pairs: Pairs, within: Any) -> Iterator[Thing]:
    for row, seat in pairs:
        if row.proposed_at is None or not progress.may_answer(row, seat):
            continue
        asked = "to put off an action" if row.proposed_status == "deferred" else "the end of an action"
        asked = asked if row.proposed_status else "a later date"
        what = f"The other sector has proposed {asked}. It waits for your answer."
        title, since = "Answer the other sector", row.proposed_at
        page = "delivery-list"
        yield Thing(seat, "plan answer", title, what, within(since), "Answer", page, row.action_id, since)


def _actions(pairs: Pairs, names: dict[UUID, str]) -> Iterator[Thing]:
    """Actions that are overdue or due within ten working days; those long overdue for both plan leads as well."""
    today = clock.today()
    last = workdays.add_wd(today, DUE_SOON)
    for row, seat in pairs:
        if row.due_on is None or row.due_on > last:
            continue
        late = row.due_on < today
        name, due = f"Action {names[row.action_id]} of the plan", workdays.deadline(row.due_on)
        if progress.stands_for(row, seat):
            title = f"{name} is {'overdue' if late else 'due soon'}"
            kind, what = (
                "action overdue" if late else "action due",
                "Say how it goes, or propose a later date.",
            )
            yield Thing(seat, kind, title, what, due, "Say how it goes", "progress-add", row.action_id)
        elif late and seat.may_sign and workdays.between(row.due_on, today) >= LONG_OVERDUE:
            kind, what = "action long overdue", "Both sectors’ leads are told. Talk to whoever leads it."
            title, page = f"{name} is long overdue", "delivery-list"
            yield Thing(seat, kind, title, what, due, "See the action", page, row.action_id)


def _challenges(pairs: Pairs, names: dict[UUID, str], within: Any) -> Iterator[Thing]:
    """For the leads of both sectors: the one who is to say more, and the one whose sector waits for it."""
    for row, seat in pairs:
        if row.is_challenged and (progress.stands_for(row, seat) or progress.is_lead(row, seat)):
            if seat.sector == row.challenged_by:
                title = f"Your sector waits for a new word on action {names[row.action_id]}"
                what = "Somebody of your sector sees it otherwise. The other sector is to say more: talk to them."
            else:
                title = f"Say more on action {names[row.action_id]}"
                what = "Somebody of the other sector sees it otherwise than it was reported. A new word answers it."
            kind, since = "progress challenged", row.challenged_last
            due, page = within(since), "action-story"
            yield Thing(seat, kind, title, what, due, "Read it", page, row.action_id, since)


def _leads_lost(pairs: Pairs, names: dict[UUID, str]) -> Iterator[Thing]:
    """Each sector names a new lead where its own has left the group; nothing signed is touched (domain E20, E21)."""
    for row, seat in pairs:
        lead = row.lead_seat(seat.sector)
        if lead is None or lead.is_live or not seat.may_sign:
            continue
        title = f"Action {names[row.action_id]} needs a new lead from your sector"
        what = "Whoever led it has left the group. Signatures stand; leads may change at any time."
        due = workdays.deadline(workdays.add_wd(lead.ended_on or clock.today(), DUE_SOON))
        yield Thing(seat, "action lead", title, what, due, "Name a lead", "delivery-edit", row.action_id)


def _words(pairs: Pairs) -> Iterator[Thing]:
    """One request for each plan: a word on the actions one leads, once a quarter and before a review (3H, 3J)."""
    mine: dict[UUID, list[Any]] = defaultdict(list)
    seats: dict[UUID, Seat] = {}
    for row, seat in pairs:
        if progress.stands_for(row, seat):
            mine[row.action.objective.plan_id].append(row)
            seats[row.action.objective.plan_id] = seat
    for plan, rows in mine.items():
        days = [_word_by(row) for row in rows]
        due = [day for day in days if day is not None and day <= workdays.add_wd(clock.today(), DUE_SOON)]
        if due:
            what = f"A word is due on {count(len(due), 'action')}. One press covers all that are on track."
            by, button = workdays.deadline(workdays.add_wd(min(due), 0)), "Say how they go"
            title = "Say how the actions you lead go"
            yield Thing(seats[plan], "progress update", title, what, by, button, "on-track", plan)


def _word_by(row: Any) -> date | None:
    """The day by which a word on `row` is due: a quarter after the last, or the plan's review if that comes first."""
    told, review = row.told_last or row.began_at, row.review_on
    if told is None:
        return None
    last = told.astimezone(LONDON).date()
    quarter = next_word_by(last)
    waits = review is not None and last < workdays.sub_wd(review, DUE_SOON)
    return min(quarter, review) if waits and review else quarter
