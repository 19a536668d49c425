"""Comments beside one item of the draft: the group and its facilitators speak, and say what is settled (3G)."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import transaction
from django.db.models import Count, Q, QuerySet

from actionplans import moves
from actionplans.models import ActionPlan, Comment, Item
from actionplans.models.asking import about
from actionplans.planning import fresh, plan_of
from partnerships import history
from partnerships.membership import NotPossible
from partnerships.models import Seat
from partnerships.permissions import Permission, require, require_still
from pipd.kit import clock, revisions

S = ActionPlan.State
MOST = 60  # comments beside one item: a page of more is read by nobody


def of_plan(plan: ActionPlan) -> QuerySet[Comment]:
    """Every comment beside an item of `plan`."""
    return Comment.objects.filter(Q(objective__plan=plan) | Q(action__objective__plan=plan))


def counts(plan: ActionPlan) -> dict[Any, tuple[int, int]]:
    """By item, how many comments are not settled and how many there are; one query for the whole plan."""
    open_ = Count("pk", filter=Q(settled_at=None))
    rows = of_plan(plan).order_by().values_list("objective", "action").annotate(open=open_, whole=Count("pk"))
    return {objective or action: (some, whole) for objective, action, some, whole in rows}


def _speaking(item: Item, by: Seat) -> None:
    """Lock the draft of `item` for somebody who may comment on it."""
    plan = plan_of(item)
    require(by, Permission.COMMENT, area_id=plan.area_id)
    moves.locked_in(plan, S.DRAFT)
    require_still(by, Permission.COMMENT)  # whoever left or was erased while we waited says nothing any more


def _of(comment: Comment) -> Item:
    # The constraint holds that it is one of the two.
    return next(item for item in (comment.objective, comment.action) if item is not None)


def _fresh(comment: Comment, by: Seat) -> Comment:
    """`comment` as it stands under the lock. Raises NotPossible when its author removed it meanwhile."""
    _speaking(_of(comment), by)
    try:
        comment.refresh_from_db(fields=["text", "revision", "settled_at", "settled_by"])
    except ObjectDoesNotExist:
        raise NotPossible("This comment was removed meanwhile.") from None
    return comment


def _own(comment: Comment, by: Seat) -> None:
    if comment.said_by_id != by.pk:
        raise PermissionDenied("Only whoever wrote a comment changes or removes it.")


@transaction.atomic
def say(item: Item, *, text: str, by: Seat) -> Comment:
    """Put a comment beside `item`."""
    _speaking(item, by)
    fresh(item)
    if Comment.objects.filter(**about(item)).count() >= MOST:
        raise NotPossible(f"There are {MOST} comments already. Settle this one in the room.")
    comment = Comment.objects.create(**about(item), said_at=clock.now(), said_by=by, text=text)
    history.record(by, "comment made", subject=comment.id)
    return comment


@transaction.atomic
def edit(comment: Comment, *, text: str, revision: int, by: Seat) -> None:
    """Change one's own comment. Raises revisions.Conflict when it was changed in another window."""
    _own(comment, by)
    if _fresh(comment, by).settled_at:
        raise NotPossible("This comment is settled. Open it again before you change it.")
    if comment.revision == revision and comment.text == text:
        return
    revisions.swap(comment, revision=revision, text=text)
    history.record(by, "comment changed", subject=comment.id)


@transaction.atomic
def remove(comment: Comment, *, by: Seat) -> None:
    """Take one's own comment away."""
    _own(comment, by)
    key = _fresh(comment, by).pk
    comment.delete()
    history.record(by, "comment removed", subject=key)


@transaction.atomic
def settle(comment: Comment, *, by: Seat) -> None:
    """Say that nothing is left to talk about. Twice is once."""
    if _fresh(comment, by).settled_at is None:
        _write(comment, "comment settled", at=clock.now(), settled_by=by, by=by)


@transaction.atomic
def reopen(comment: Comment, *, by: Seat) -> None:
    """Say that it is to be talked about after all."""
    if _fresh(comment, by).settled_at is not None:
        _write(comment, "comment opened again", at=None, settled_by=None, by=by)


def _write(comment: Comment, verb: str, *, at: Any, settled_by: Seat | None, by: Seat) -> None:
    # The revision stays: settling changes no words.
    comment.settled_at, comment.settled_by = at, settled_by
    comment.save(update_fields=["settled_at", "settled_by"])
    history.record(by, verb, subject=comment.id)
