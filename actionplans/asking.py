"""Asking the group: a round in which participants say of each objective and action whether they support it (3G).

An answer belongs to a seat and to the words it was given to: an edit of an item ends the asking for that item alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from actionplans import content, moves
from actionplans.content import item_of
from actionplans.models import ActionPlan, Asking, Item, Support
from actionplans.models.asking import about
from partnerships import history
from partnerships.membership import NotPossible, system_seat
from partnerships.models import Seat
from partnerships.permissions import Permission, require, require_still
from pipd.kit import clock, documents, workdays

S = ActionPlan.State
ASKED_FOR = 10  # working days (domain 3G)
OVER = "The time for answers is over."


@dataclass(frozen=True)
class Reply:
    """What one person says of one item; `digest` is that of the words they read."""

    item: UUID
    digest: str
    answer: str
    reason: str = ""


def digest(item: Item) -> str:
    """SHA-256 of what a sector accepts of `item`. Where it stands among the others is nothing people are asked."""
    return digest_of_words(getattr(item, name) for name in item.CONTENT)


def digest_of_words(words: Iterable[str]) -> str:
    """The same of what Item.CONTENT names, in that order."""
    return documents.digest_of(list(words))


def latest(plan: ActionPlan) -> Asking | None:
    """The round that runs, else the last one."""
    newest = (F("ended_at").desc(nulls_first=True), "-asked_at")
    return Asking.objects.filter(plan=plan).order_by(*newest).first()


def runs(asking: Asking | None, plan: ActionPlan) -> bool:
    """Whether answers are taken now: until 5pm of the last day, unless a lead ends it or the draft is signed."""
    return bool(asking and plan.is_draft and asking.ended_at is None and clock.now() <= asking.closes_at)


def running(plan: ActionPlan) -> Asking:
    """The round that runs. Raises NotPossible when there is none."""
    asking = latest(plan)
    if asking is None or not runs(asking, plan):
        raise NotPossible(OVER)
    return asking


@transaction.atomic
def ask(plan: ActionPlan, *, by: Seat) -> Asking:
    """Ask the participants of both sectors, for ten working days. Raises NotPossible while they are being asked."""
    require(by, Permission.ASK_SUPPORT, area_id=plan.area_id)
    plan = moves.locked_in(plan, S.DRAFT)
    if not plan.objectives.exists():
        raise NotPossible("There is nothing to ask about: the plan has no objective yet.")
    before = latest(plan)
    if before and runs(before, plan):
        raise NotPossible("The group is being asked already.")
    if before and before.ended_at is None:
        # Its time ran out, and the clock writes nothing by itself.
        _end(before, at=before.closes_at, by=system_seat(plan.area.programme))
    now = clock.now()
    closes_at = workdays.deadline_after(now, ASKED_FOR)
    asking = Asking.objects.create(plan=plan, asked_at=now, asked_by=by, closes_at=closes_at)
    history.record(by, "support asked", subject=asking.id, facts={"closes_at": closes_at.isoformat()})
    return asking


@transaction.atomic
def end(plan: ActionPlan, *, by: Seat) -> None:
    """End the round before its time."""
    require(by, Permission.ASK_SUPPORT, area_id=plan.area_id)
    asking = running(moves.locked_in(plan, S.DRAFT))
    _end(asking, at=clock.now(), by=by)
    history.record(by, "asking ended", subject=asking.id)


def close(plan: ActionPlan, *, by: Seat) -> None:
    """End whatever round is open of the locked `plan`: it is no draft any more."""
    asking = latest(plan)
    if asking and asking.ended_at is None:
        _end(asking, at=clock.now(), by=by)


def _end(asking: Asking, *, at: Any, by: Seat) -> None:
    asking.ended_at, asking.ended_by = at, by
    asking.save(update_fields=["ended_at", "ended_by"])


@transaction.atomic
def answer(plan: ActionPlan, replies: Sequence[Reply], *, by: Seat) -> list[str]:
    """Keep what `by` says; the latest answer to an item wins. Returns the names of items whose words changed
    meanwhile: of these nothing is kept, because nobody answers for words they did not read.

    Raises NotPossible when no round runs, or when somebody cannot support an item and does not say why.
    """
    require(by, Permission.GIVE_SUPPORT, area_id=plan.area_id)
    plan = moves.locked_in(plan, S.DRAFT)
    require_still(by, Permission.GIVE_SUPPORT)  # whoever left while we waited supports nothing any more
    asking = running(plan)
    present = {item_of(line).pk: line for line in content.in_order(content.lines(plan))}
    changed, kept = [], 0
    for reply in replies:
        line = present.get(reply.item)
        if line is None or digest(item_of(line)) != reply.digest:
            changed.append(line.name if line else "An item")
            continue
        _keep(asking, item_of(line), reply, by=by)
        kept += 1
    if kept:
        history.record(by, "support given", subject=asking.id, facts={"items": kept})
    return changed


def _keep(asking: Asking, item: Item, reply: Reply, *, by: Seat) -> None:
    if reply.answer not in Support.Choice.values:
        raise NotPossible("Choose one of the answers.")
    if reply.answer == Support.Choice.CANNOT and not reply.reason:
        raise NotPossible("Say why you can’t support this.")
    # A reason is for whoever does not simply support it.
    reason = "" if reply.answer == Support.Choice.SUPPORT else reply.reason
    values = {"digest": reply.digest, "answer": reply.answer, "reason": reason, "given_at": clock.now()}
    Support.objects.update_or_create(asking=asking, seat=by, **about(item), defaults=values)
