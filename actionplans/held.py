"""What is held about a person in plans: support, comments, actions led, what they said of progress, signatures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models import Q

from actionplans import held_acts
from actionplans.called import called
from actionplans.models import (
    Action,
    ActionPlan,
    Comment,
    Delivery,
    NoResponse,
    Objective,
    ProgressUpdate,
    Support,
)
from partnerships.models import User
from pipd.kit.held import Row, Section, moment, section, told
from pipd.kit.wording import short_date

SUPPORT_WHY = (
    "So that leads know, before they sign, how far the group stands behind the draft. Facilitators see it with your "
    "name. Kept as long as the plan."
)
TALK_WHY = "So that the group can work on the draft. The group and its facilitators read it. Kept as long as the plan."
LED_WHY = "So that everybody knows who leads an action and how to reach them. Kept as long as the plan."
PROGRESS_WHY = "So that both sectors see how the plan goes. Kept as long as the plan."
PLAN = "objective__plan__area"
Names = dict[UUID, str]  # by id, as the pages of the plan call it


def held(user: User) -> list[Section]:
    """Everything held about `user` in this app, and nothing about anybody else."""
    names = called(user)
    return [
        section("What you support in drafts", SUPPORT_WHY, _support(user, names)),
        section("What you said of drafts", TALK_WHY, [*_comments(user, names), *_no_responses(user)]),
        section("Actions you lead, and dates or states you proposed", LED_WHY, _led(user, names)),
        section("What you said of progress", PROGRESS_WHY, _progress(user, names)),
        *held_acts.sections(user),
    ]


def plan_of(plan: ActionPlan) -> str:
    """ "Plan of Quillshire, version 2"."""
    return str(plan)


def _item(row: Any, names: Names) -> str:
    item = row.objective or row.action
    return _named(item, item.plan if row.objective else item.objective.plan, names)


def _named(item: Objective | Action, plan: ActionPlan, names: Names) -> str:
    """ "Action 1(b), Plan of Quillshire, version 1": by its place, never by words others wrote."""
    return f"{names.get(item.pk, item)}, {plan_of(plan)}"


def _support(user: User, names: Names) -> Iterator[Row]:
    rows = Support.objects.filter(seat__user=user).select_related(PLAN, f"action__{PLAN}")
    for one in rows.order_by("given_at", "id"):
        yield _item(one, names), told(one.get_answer_display(), one.reason, moment(one.given_at))


def _comments(user: User, names: Names) -> Iterator[Row]:
    rows = Comment.objects.filter(said_by__user=user).select_related(PLAN, f"action__{PLAN}")
    for one in rows.order_by("said_at", "id"):
        settled = f"settled {moment(one.settled_at)}" if one.settled_at else ""
        yield _item(one, names), told(one.text, f"said {moment(one.said_at)}", settled)


def _no_responses(user: User) -> Iterator[Row]:
    rows = NoResponse.objects.filter(given_by__user=user).select_related("plan__area")
    for one in rows.order_by("given_at", "id"):
        said = f"Why a challenge gets no response: {one.reason}"
        yield plan_of(one.plan), told(said, moment(one.given_at))


def _led(user: User, names: Names) -> Iterator[Row]:
    own = set(user.seats.values_list("pk", flat=True))
    led = Q(lead_la_seat__in=own) | Q(lead_tso_seat__in=own)
    rows = Delivery.objects.filter(led | Q(proposed_by__in=own)).select_related(f"action__{PLAN}")
    for one in rows.order_by("action__objective__plan__version", "action__objective__seq", "action__seq"):
        what = _named(one.action, one.action.objective.plan, names)
        for side in ("la", "tso"):
            if getattr(one, f"lead_{side}_seat_id") in own:
                name, contact = getattr(one, f"lead_{side}"), getattr(one, f"contact_{side}")
                yield what, told("You lead it", name, f"contact: {contact}" if contact else "")
        if one.proposed_by_id in own:
            yield what, _proposed(one)


def _proposed(one: Delivery) -> str:
    return told(
        f"You proposed {moment(one.proposed_at)}",
        f"due on {short_date(one.proposed_due_on)}" if one.proposed_due_on else "",
        one.get_proposed_status_display() if one.proposed_status else "",
        one.proposed_note,
    )


def _progress(user: User, names: Names) -> Iterator[Row]:
    theirs = Q(told_by__user=user) | Q(challenged_by__user=user)
    rows = ProgressUpdate.objects.filter(theirs).select_related(
        f"delivery__action__{PLAN}", "told_by", "challenged_by"
    )
    for one in rows.order_by("told_at", "id"):
        action = one.delivery.action
        what = _named(action, action.objective.plan, names)
        if one.told_by.user_id == user.pk:
            colour = one.get_rag_display() if one.rag else ""
            yield what, told(one.get_status_display(), colour, one.note, one.link, moment(one.told_at))
        if one.challenged_by and one.challenged_by.user_id == user.pk:
            yield what, told(f"You challenged it: {one.challenge}", moment(one.challenged_at))
